"""What a killed program left comes back, step by step, and outlives a second crash."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from builder_app.definition.publish_record import PublishRecord
from builder_app.settings.places import places
from builder_app.storage.journal import SUFFIX
from builder_app.storage.recovery import find_orphans
from builder_app.workflow.edits import SetDescription, SetName
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
RECORD = PublishRecord("sandbox", None, "w-1", {}, None, None, "2026-01-01T00:00:00Z", None)


@pytest.fixture
def running(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: None
) -> Iterator[Running]:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    with running_program(qtbot) as program:
        yield program


def journals() -> list[Path]:
    return sorted(places().journals.glob(f"*{SUFFIX}"))


def as_after_a_crash(running: Running, copy_name: str) -> Path:
    """Keep the one journal as a kill would leave it; the tab itself is closed."""
    running.qtbot.waitUntil(lambda: len(journals()) == 1)
    (journal,) = journals()
    view = running.view()
    running.qtbot.waitUntil(lambda: journal.read_bytes().count(b"\n") >= 3)
    data = journal.read_bytes()
    view.session.mark_saved()
    running.files.close(view)
    left = journal.with_name(copy_name + SUFFIX)
    left.write_bytes(data)
    return left


def _is_gone(path: Path) -> bool:
    return not path.exists()


def work(running: Running) -> None:
    running.do("file.new")
    session = running.view().session
    session.set_records((RECORD,))
    running.files.write_record(running.view(), lambda: None)
    session.perform(SetName("Leads"), "Rename")
    session.perform(SetDescription("Of May"), "Describe")


def test_a_clean_close_leaves_no_journal(running: Running) -> None:
    work(running)
    running.qtbot.waitUntil(lambda: len(journals()) == 1)
    running.answer("Discard")
    running.do("file.close")
    running.answered()
    running.qtbot.waitUntil(lambda: journals() == [])


def test_recovered_work_holds_every_step_and_record_also_after_a_second_crash(
    running: Running, qtbot: QtBot
) -> None:
    work(running)
    for crash in ("first", "second"):
        left = as_after_a_crash(running, crash)
        running.said.clear()
        running.answer("Recover")
        running.program.start(())
        running.answered()
        qtbot.waitUntil(lambda: bool(running.window.views))
        session = running.view().session
        assert session.workflow.snapshot().name == "Leads"
        assert session.workflow.snapshot().description == "Of May"
        assert session.records == (RECORD,)
        assert session.is_dirty
        qtbot.waitUntil(partial(_is_gone, left))
    assert find_orphans(places().journals) == ()
