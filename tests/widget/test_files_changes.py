"""A file that changes underneath: noticed on focus and before saving, decided by the person."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.project_file import (
    Project,
    project_bytes,
    read_project,
    write_project,
)
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.comparison import ComparisonDialog, difference
from builder_app.workflow.edits import SetDescription, SetName
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.program_window import Running

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
A, B = BlockId("a"), BlockId("b")
RECORD = PublishRecord("sandbox", None, "w-1", {}, None, None, "2026-01-01T00:00:00Z", None)


def workflow(name: str, *, rows: str = "") -> Project:
    blocks = (Block(A, "webhook", {"webhook_input": rows}), Block(B, "find_email", {}, "Finder"))
    return Project(
        Snapshot(
            name=name,
            blocks=blocks,
            edges=(Edge(EdgeId("e"), A, B),),
            positions={A: Point(0, 0), B: Point(400, 0)},
        )
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "mine.wfb"
    path.parent.mkdir()
    write_project(workflow("Mine"), path)
    return path


def focus() -> None:
    """What Qt says when the person comes back from another program."""
    app = QApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def name_of(view: DocumentView) -> str:
    return view.session.workflow.name


def looked(running: Running, path: Path) -> None:
    """Wait until everything asked of the file so far is delivered."""
    done: list[bool] = []
    running.workbench.worker.stamp(path).add_done_callback(lambda _: done.append(True))
    running.qtbot.waitUntil(lambda: bool(done))
    QApplication.sendPostedEvents()
    running.qtbot.wait(20)


def test_reload_on_focus_is_one_step_that_keeps_the_view_and_can_be_undone(
    running: Running, file: Path, qtbot: QtBot
) -> None:
    view = running.open(file)
    running.do("file.new")
    view.session.perform(SetDescription("not saved yet"), "Describe")
    view.session.selection.select(blocks=(B,))
    view.canvas.restore_view_state((123.0, 45.0, 0.5))
    write_project(workflow("Theirs", rows="[1]"), file)
    running.answer("Reload")
    focus()
    running.answered()
    assert "unsaved changes" in running.said[0]
    qtbot.waitUntil(lambda: name_of(view) == "Theirs")
    assert running.view() is view
    assert not view.session.is_dirty
    assert view.session.workflow.snapshot() == read_project(file).snapshot
    assert view.session.selection.blocks == {B}
    assert view.view_state().zoom == 0.5
    assert view.view_state().x == pytest.approx(123, abs=2)
    running.do("edit.undo")
    assert name_of(view) == "Mine"
    assert view.session.workflow.description == "not saved yet"
    assert view.session.is_dirty
    running.save()
    assert read_project(file).snapshot.description == "not saved yet"
    assert len(running.said) == 1


def test_after_keep_mine_a_further_change_is_noticed_again(running: Running, file: Path) -> None:
    view = running.open(file)
    for turn, theirs in enumerate(("Theirs", "Theirs again")):
        write_project(workflow(theirs), file)
        running.answer("Keep mine")
        focus()
        running.answered(turn + 1)
        running.qtbot.waitUntil(lambda: view.session.is_dirty)
        focus()
        looked(running, file)
        assert len(running.said) == turn + 1
    running.save()
    assert read_project(file).snapshot.name == "Mine"


def test_keep_mine_before_saving_saves_mine_and_what_waits_for_it_goes_on(
    running: Running, file: Path
) -> None:
    view = running.open(file)
    view.session.perform(SetName("Ours"), "Rename")
    write_project(workflow("Theirs"), file)
    running.answer("Save", "Keep mine")
    running.do("file.close")
    running.answered(2)
    running.qtbot.waitUntil(lambda: running.window.views == ())
    assert read_project(file).snapshot.name == "Ours"


def test_a_file_that_git_left_with_conflict_marks_can_be_overwritten(
    running: Running, file: Path
) -> None:
    view = running.open(file)
    file.write_text("<<<<<<< HEAD\n" + file.read_text())
    running.answer("Keep mine")
    focus()
    running.answered()
    running.qtbot.waitUntil(lambda: view.session.is_dirty)
    assert "JSON" in running.said[0]
    running.save()
    assert read_project(file).snapshot.name == "Mine"
    assert len(running.said) == 1


def test_other_bytes_that_mean_the_same_are_no_question(running: Running, file: Path) -> None:
    view = running.open(file)
    file.write_bytes(project_bytes(read_project(file)).replace(b"  ", b" "))
    focus()
    looked(running, file)
    looked(running, file)
    view.session.perform(SetName("Ours"), "Rename")
    running.save()
    assert running.said == []
    assert read_project(file).snapshot.name == "Ours"


def test_a_pull_that_changes_two_open_files_asks_one_after_the_other(
    running: Running, file: Path
) -> None:
    second = file.with_name("second.wfb")
    write_project(workflow("Second"), second)
    views = [running.open(file), running.open(second)]
    for path in (file, second):
        write_project(workflow("Pulled"), path)
    boxes: list[int] = []

    def count() -> None:
        shown = [w for w in QApplication.topLevelWidgets() if w.isModal() and w.isVisible()]
        boxes.append(len(shown))

    counting = QTimer(running.window)
    counting.timeout.connect(count)
    counting.start(1)
    running.answer("Reload", "Reload")
    focus()
    running.answered(2)
    running.qtbot.waitUntil(lambda: [name_of(view) for view in views] == ["Pulled", "Pulled"])
    assert max(boxes) == 1


def test_cancel_leaves_all_as_it_was_and_saving_asks_again(running: Running, file: Path) -> None:
    view = running.open(file)
    view.session.perform(SetName("Ours"), "Rename")
    write_project(workflow("Theirs"), file)
    running.answer("Cancel")
    focus()
    running.answered()
    running.answer("Cancel")
    running.do("file.save")
    running.answered(2)
    assert read_project(file).snapshot.name == "Theirs"
    assert name_of(view) == "Ours"
    assert view.session.is_dirty


def test_a_file_that_is_gone_is_written_again_without_a_question(
    running: Running, file: Path
) -> None:
    view = running.open(file)
    file.unlink()
    focus()
    looked(running, file)
    view.session.perform(SetName("Ours"), "Rename")
    running.save()
    assert read_project(file).snapshot.name == "Ours"
    assert running.said == []


def test_compare_shows_what_differs_and_then_asks_again(
    running: Running, file: Path, qtbot: QtBot
) -> None:
    running.open(file)
    write_project(workflow("Theirs", rows="[2]"), file)
    shown: list[str] = []

    def close_comparison() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ComparisonDialog):
            QTimer.singleShot(5, close_comparison)
            return
        shown.append(dialog.text.toPlainText())
        running.answer("Keep mine")
        dialog.reject()

    running.answer("Compare…")
    QTimer.singleShot(5, close_comparison)
    focus()
    running.answered(2)
    assert "− Mine" in shown[0]
    assert "+ Theirs" in shown[0]
    assert "# Block webhook" in shown[0]


def test_the_difference_names_parts_and_leaves_out_what_is_equal() -> None:
    mine, theirs = workflow("Mine").snapshot, workflow("Mine", rows="[3]").snapshot
    assert difference(mine, mine) == []
    lines = difference(mine, theirs)
    assert lines[0] == "# Block webhook"
    assert [line for line in lines if line.startswith("#")] == lines[:1]
    assert any(line.startswith("+ ") and "[3]" in line for line in lines)


def test_reload_takes_the_records_of_the_file(running: Running, file: Path) -> None:
    view = running.open(file)
    theirs = workflow("Theirs")
    write_project(Project(theirs.snapshot, publish_records=(RECORD,)), file)
    running.answer("Reload")
    focus()
    running.answered()
    running.qtbot.waitUntil(lambda: view.session.records == (RECORD,))
