"""Opening, saving and closing in the real program: no work is lost, nothing is overwritten."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.project_file import Project, read_project, write_project
from builder_app.ui.document_view import DocumentView
from builder_app.workflow.edits import SetName
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.program_window import Running

# the offscreen platform has no window manager to tell sizes to
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "mine.wfb"
    path.parent.mkdir()
    write_project(Project(Snapshot(name="Mine")), path)
    return path


def rename(view: DocumentView, name: str) -> None:
    assert view.session.perform(SetName(name), "Rename")


def name_in(path: Path) -> str:
    return read_project(path).snapshot.name


def choose(running: Running, command: str, path: Path) -> None:
    running.do(command)
    (dialog,) = running.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_opening_a_file_twice_brings_its_tab_to_the_front(running: Running, file: Path) -> None:
    view = running.open(file)
    running.do("file.new")
    running.files.open(file)
    assert running.window.current is view
    assert len(running.window.views) == 2


def test_a_broken_file_is_refused_with_a_sentence(running: Running, file: Path) -> None:
    file.write_text("{ not json")
    running.answer("OK")
    running.files.open(file)
    running.answered()
    assert "mine.wfb" in running.said[0]
    assert running.window.views == ()
    assert file.read_text() == "{ not json"


def test_a_file_changed_by_another_program_is_reloaded_on_request(
    running: Running, file: Path, qtbot: QtBot
) -> None:
    running.open(file)
    write_project(Project(Snapshot(name="Theirs")), file)
    running.answer("Reload")
    running.files.look_at_files()
    running.answered()
    qtbot.waitUntil(lambda: running.view().session.workflow.snapshot().name == "Theirs")
    assert len(running.window.views) == 1


def test_keep_mine_leaves_the_window_unsaved_and_asks_no_more(
    running: Running, file: Path, qtbot: QtBot
) -> None:
    view = running.open(file)
    write_project(Project(Snapshot(name="Theirs")), file)
    running.answer("Keep mine")
    running.files.look_at_files()
    running.answered()
    qtbot.waitUntil(lambda: view.session.is_dirty)
    running.files.look_at_files()
    running.save()
    assert name_in(file) == "Mine"
    assert len(running.said) == 1


def test_save_does_not_overwrite_what_another_program_wrote(running: Running, file: Path) -> None:
    view = running.open(file)
    rename(view, "Ours")
    write_project(Project(Snapshot(name="Theirs")), file)
    running.answer("Cancel")
    running.do("file.save")
    running.answered()
    assert name_in(file) == "Theirs"
    assert view.session.is_dirty


@pytest.mark.parametrize(
    ("button", "tabs", "name"), [("Save", 0, "Ours"), ("Discard", 0, "Mine"), ("Cancel", 1, "Mine")]
)
def test_closing_with_unsaved_changes_does_as_answered(
    running: Running, file: Path, button: str, tabs: int, name: str
) -> None:
    rename(running.open(file), "Ours")
    running.answer(button)
    running.do("file.close")
    running.answered()
    running.qtbot.waitUntil(lambda: len(running.window.views) == tabs)
    assert name_in(file) == name


def test_saving_into_a_vanished_folder_says_so_and_stays_unsaved(
    running: Running, file: Path
) -> None:
    view = running.open(file)
    rename(view, "Ours")
    file.unlink()
    file.parent.rmdir()
    file.parent.write_text("a file where the folder was")
    running.answer("OK")
    running.do("file.save")
    running.answered()
    assert running.said[0].strip()
    assert view.session.is_dirty


RECORD = PublishRecord(
    host="sandbox",
    org_id=None,
    workflow_id="w-1",
    id_map={},
    base=None,
    base_updated_at=None,
    first_tried_at="2026-01-01T00:00:00Z",
    published_at=None,
)


@pytest.mark.parametrize(
    ("button", "kept"), [("The same workflow", (RECORD,)), ("A new workflow", ())]
)
def test_save_as_asks_whose_workflow_the_copy_is(
    running: Running, file: Path, button: str, kept: tuple[PublishRecord, ...]
) -> None:
    write_project(Project(Snapshot(name="Mine"), publish_records=(RECORD,)), file)
    view = running.open(file)
    copy = file.with_name("copy.wfb")
    running.answer(button)
    choose(running, "file.save_as", copy)
    running.qtbot.waitUntil(lambda: view.session.path == copy)
    assert read_project(copy).publish_records == kept
    assert read_project(file).publish_records == (RECORD,)


@pytest.mark.parametrize(
    ("button", "name", "kept"),
    [
        ("The same workflow", "Mine", (RECORD,)),
        ("A new workflow", "Mine (copy)", ()),
    ],
)
def test_duplicating_asks_whose_workflow_the_copy_is(
    running: Running, file: Path, button: str, name: str, kept: tuple[PublishRecord, ...]
) -> None:
    write_project(Project(Snapshot(name="Mine"), publish_records=(RECORD,)), file)
    original = running.open(file)
    running.answer(button)
    running.do("file.duplicate")
    running.answered()
    running.qtbot.waitUntil(lambda: len(running.window.views) == 2)
    copy = running.view().session
    assert copy is not original.session
    assert copy.path is None
    assert copy.is_dirty
    assert copy.workflow.name == name
    assert copy.records == kept
    assert original.session.records == (RECORD,)


def test_duplicating_what_was_never_published_asks_nothing(running: Running, file: Path) -> None:
    original = running.open(file)
    running.do("file.duplicate")
    assert len(running.window.views) == 2
    rename(running.view(), "Other")
    assert original.session.workflow.name == "Mine"
    assert name_in(file) == "Mine"


def test_a_new_copy_that_cannot_be_written_forgets_no_record(running: Running, file: Path) -> None:
    write_project(Project(Snapshot(name="Mine"), publish_records=(RECORD,)), file)
    view = running.open(file)
    blocked = file.with_name("blocked")
    blocked.write_text("a file")
    running.answer("A new workflow")
    choose(running, "file.save_as", blocked / "copy.wfb")
    running.answer("OK")
    running.answered(2)
    assert view.session.records == (RECORD,)
    assert view.session.path == file


def test_a_record_written_for_publishing_does_not_hide_a_foreign_change(
    running: Running, file: Path, qtbot: QtBot
) -> None:
    view = running.open(file)
    rename(view, "Ours")
    write_project(Project(Snapshot(name="Theirs")), file)
    view.session.set_records((RECORD,))
    written: list[bool] = []
    running.files.write_record(view, lambda: written.append(True))
    qtbot.waitUntil(lambda: bool(written))
    assert json.loads(file.read_text())
    running.answer("Cancel")
    running.do("file.save")
    running.answered()
    assert name_in(file) == "Theirs"
