"""What a killed program left comes back, step by step, and outlives a second crash."""

import os
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from builder_app.definition.publish_record import PublishRecord
from builder_app.settings.places import places
from builder_app.storage.journal import SUFFIX, Beginning, Journal
from builder_app.storage.json_file import stamp_of
from builder_app.storage.project_file import (
    Project,
    project_bytes,
    read_project,
    write_project,
)
from builder_app.storage.recovery import find_orphans
from builder_app.workflow.edits import Edit, SetDescription, SetName
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.program_window import Running

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
RECORD = PublishRecord("sandbox", None, "w-1", {}, None, None, "2026-01-01T00:00:00Z", None)


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


def killed(
    running: Running, name: str, base: Project, edits: list[Edit], start: Beginning | None = None
) -> Path:
    """Leave the journal of a program that was killed after these edits."""
    folder = places().journals
    journal = Journal(folder, start or Beginning(base), lambda message: pytest.fail(str(message)))
    for edit in edits:
        journal.append(edit)
    assert journal.wait_begun(20)
    left = folder / f"{name}{SUFFIX}"
    left.write_bytes(journal.path.read_bytes())
    journal.close()
    journal.wait_closed(20)
    return left


def find(running: Running) -> None:
    running.program.start(())


def test_a_recovered_document_can_be_undone_step_by_step(running: Running) -> None:
    killed(running, "left", Project(Snapshot()), [SetName("One"), SetName("Two")])
    running.answer("Recover")
    find(running)
    running.answered()
    assert "2 steps" in running.said[0]
    running.qtbot.waitUntil(lambda: bool(running.window.views))
    workflow = running.view().session.workflow
    names = [workflow.name]
    for _ in range(2):
        running.do("edit.undo")
        names.append(workflow.name)
    running.do("edit.redo")
    assert [*names, workflow.name] == ["Two", "One", "", "One"]


def test_of_several_documents_each_is_as_answered(running: Running) -> None:
    left = {
        name: killed(running, name, Project(Snapshot()), [SetName(name)])
        for name in ("first", "second", "third")
    }
    for age, path in enumerate(left.values()):
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    running.answer("Recover", "Later", "Discard")
    find(running)
    running.answered(3)
    running.qtbot.waitUntil(lambda: not left["first"].exists() and not left["third"].exists())
    assert [view.session.workflow.name for view in running.window.views] == ["first"]
    running.qtbot.waitUntil(lambda: _offered(places().journals) == ["second"])


def _offered(folder: Path) -> list[str]:
    found = find_orphans(folder)
    for each in found:
        each.release()
    return [each.snapshot().name for each in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.wfb"
    path.write_bytes(project_bytes(MINE))
    return path


MINE = Project(Snapshot(name="Mine"), extra={"later": 1}, layout_extra={"bends": [1]})


def recovered(running: Running, file: Path, edits: list[Edit]) -> None:
    known = stamp_of(project_bytes(MINE))
    killed(running, "left", MINE, edits, Beginning(MINE, file, known))


def test_a_recovered_document_knows_its_file_and_saves_into_it(
    running: Running, file: Path
) -> None:
    recovered(running, file, [SetName("Ours")])
    running.answer("Recover")
    find(running)
    running.answered()
    running.qtbot.waitUntil(lambda: bool(running.window.views))
    view = running.view()
    assert view.session.path == file
    running.save()
    on_disk = read_project(file)
    assert on_disk.snapshot.name == "Ours"
    assert (on_disk.extra, on_disk.layout_extra) == (MINE.extra, MINE.layout_extra)
    assert len(running.said) == 1


def test_a_file_changed_since_the_crash_is_asked_about_at_once(
    running: Running, file: Path
) -> None:
    recovered(running, file, [SetName("Ours")])
    write_project(Project(Snapshot(name="Theirs")), file)
    running.answer("Recover", "Cancel", "Cancel")
    find(running)
    running.answered(2)
    assert "another program" in running.said[1]
    running.do("file.save")
    running.answered(3)
    assert read_project(file).snapshot.name == "Theirs"
    assert running.view().session.workflow.name == "Ours"


def test_the_recovered_one_takes_the_place_of_its_file_opened_again(
    running: Running, file: Path
) -> None:
    recovered(running, file, [SetName("Ours")])
    running.open(file)
    running.answer("Recover")
    find(running)
    running.answered()
    running.qtbot.waitUntil(lambda: running.view().session.workflow.name == "Ours")
    assert len(running.window.views) == 1
    running.files.open(file)
    assert len(running.window.views) == 1


def test_work_of_now_in_the_file_is_not_replaced_by_the_recovered(
    running: Running, file: Path
) -> None:
    recovered(running, file, [SetName("Before the crash")])
    now = running.open(file)
    now.session.perform(SetName("Now"), "Rename")
    running.answer("Recover")
    find(running)
    running.answered()
    running.qtbot.waitUntil(lambda: len(running.window.views) == 2)
    assert running.view().session.path is None
    assert running.view().session.workflow.name == "Before the crash"
    assert now.session.workflow.name == "Now"


def test_an_import_that_nobody_edited_is_offered_too(running: Running) -> None:
    base = Project(Snapshot(name="Imported"))
    killed(running, "left", base, [], Beginning(base, unsaved=True))
    running.answer("Recover")
    find(running)
    running.answered()
    running.qtbot.waitUntil(lambda: bool(running.window.views))
    assert running.view().session.workflow.name == "Imported"
    assert running.view().session.is_dirty


def test_a_profile_that_cannot_be_written_is_said_once_and_editing_goes_on(
    running: Running,
) -> None:
    folder = places().journals
    folder.rmdir()
    folder.write_text("a file where the folder was")
    told: list[str] = []
    running.workbench.journals.failed.connect(lambda message: told.append(message.code))
    for _ in range(2):
        running.do("file.new")
        assert running.view().session.perform(SetName("Edited"), "Rename")
    running.qtbot.waitUntil(lambda: bool(told))
    running.qtbot.wait(50)
    assert told == ["file.journal_failed"]


def test_a_journal_that_is_full_begins_anew_and_loses_nothing(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder_app.storage.journal.FULL_AT", 2000)
    running.do("file.new")
    session = running.view().session
    for number in range(30):
        session.perform(SetDescription(f"{number} " + "x" * 300), "Describe")
    left = places().journals / "left"
    left.mkdir()

    def small_and_whole() -> bool:
        # the journals hand over on their own thread: for a while there are two, or the full one
        there = journals()
        if len(there) != 1 or there[0].stat().st_size >= 5000:
            return False
        (left / "copy.journal").with_suffix(there[0].suffix).write_bytes(there[0].read_bytes())
        found = find_orphans(left)
        return [each.snapshot() for each in found] == [session.workflow.snapshot()]

    running.qtbot.waitUntil(small_and_whole)
