"""Saving and closing while a save is under way, quitting with unsaved tabs, and coming back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from builder_app.storage.project_file import Project, ViewState, read_project, write_project
from builder_app.ui.document_view import DocumentView
from builder_app.workflow.edits import SetDescription, SetName
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "work"
    folder.mkdir()
    paths = [folder / f"{name}.wfb" for name in ("one", "two", "three")]
    for path in paths:
        write_project(Project(Snapshot(name=path.stem)), path)
    return paths


def rename(view: DocumentView, name: str, token: str | None = None) -> None:
    assert view.session.perform(SetName(name), "Rename", merge_token=token)


def name_in(path: Path) -> str:
    return read_project(path).snapshot.name


def saved(running: Running, path: Path) -> None:
    """Wait until the lane of the file is empty and its outcomes are delivered."""
    delivered: list[bool] = []
    running.workbench.worker.stamp(path).add_done_callback(lambda _: delivered.append(True))
    running.qtbot.waitUntil(lambda: bool(delivered))
    running.qtbot.wait(20)


def test_what_is_typed_while_the_file_is_written_stays_unsaved(
    running: Running, files: list[Path]
) -> None:
    view = running.open(files[0])
    rename(view, "O", "typing")
    running.do("file.save")
    rename(view, "Ou", "typing")  # becomes one step with what is being saved
    saved(running, files[0])
    assert view.session.is_dirty
    assert name_in(files[0]) == "O"


def test_another_step_at_the_place_of_the_saved_one_stays_unsaved(
    running: Running, files: list[Path]
) -> None:
    view = running.open(files[0])
    rename(view, "Saved")
    running.do("file.save")
    running.do("edit.undo")
    rename(view, "Other")
    saved(running, files[0])
    assert view.session.is_dirty
    running.do("edit.undo")
    assert view.session.is_dirty  # the file holds “Saved”


def test_saving_again_while_saving_writes_the_latest_and_asks_nothing(
    running: Running, files: list[Path]
) -> None:
    view = running.open(files[0])
    for name in ("First", "Second", "Third"):
        rename(view, name)
        running.do("file.save")
    running.qtbot.waitUntil(lambda: not view.session.is_dirty)
    assert name_in(files[0]) == "Third"
    assert running.said == []


def test_closing_while_saving_waits_for_the_file_and_asks_nothing(
    running: Running, files: list[Path]
) -> None:
    view = running.open(files[0])
    rename(view, "Ours")
    running.do("file.save")
    running.do("file.close")
    running.qtbot.waitUntil(lambda: running.window.views == ())
    assert name_in(files[0]) == "Ours"
    assert running.said == []


def test_discarding_while_saving_leaves_no_journal_behind(
    running: Running, files: list[Path]
) -> None:
    view = running.open(files[0])
    rename(view, "Ours")
    running.do("file.save")
    rename(view, "More")
    running.answer("Discard")
    running.do("file.close")
    running.answered()
    saved(running, files[0])
    folder = running.workbench.journals.folder
    running.qtbot.waitUntil(lambda: list(folder.iterdir()) == [])
    assert name_in(files[0]) == "Ours"


def quit_and_answer(running: Running, *buttons: str) -> None:
    running.answer(*buttons)
    running.do("file.quit")
    running.answered(len(buttons))


def test_cancel_at_the_last_of_three_tabs_closes_none(running: Running, files: list[Path]) -> None:
    views = [running.open(path) for path in files]
    for view in views:
        rename(view, "Ours")
    quit_and_answer(running, "Save", "Discard", "Cancel")
    assert running.window.views == tuple(views)
    assert running.window.isVisible()
    assert [view.session.workflow.name for view in views] == ["Ours"] * 3
    assert [view.session.is_dirty for view in views] == [False, True, True]
    assert [name_in(path) for path in files] == ["Ours", "two", "three"]


def test_quitting_does_for_each_tab_what_was_said(running: Running, files: list[Path]) -> None:
    for path in files:
        rename(running.open(path), "Ours")
    quit_and_answer(running, "Save", "Discard", "Save")
    running.qtbot.waitUntil(lambda: not running.window.isVisible())
    assert [name_in(path) for path in files] == ["Ours", "two", "Ours"]


def test_a_save_that_fails_stops_quitting(running: Running, files: list[Path]) -> None:
    view = running.open(files[0])
    rename(view, "Ours")
    files[0].unlink()
    files[0].mkdir()
    quit_and_answer(running, "Save", "OK")
    assert running.window.views == (view,)
    assert view.session.is_dirty


def test_no_place_chosen_for_an_untitled_one_stops_quitting(running: Running) -> None:
    running.do("file.new")
    rename(running.view(), "Ours")
    quit_and_answer(running, "Save")
    (dialog,) = running.window.findChildren(QFileDialog)
    dialog.reject()
    assert len(running.window.views) == 1
    assert running.view().session.is_dirty


def test_tabs_come_back_in_their_order_with_their_views(
    running: Running, files: list[Path], qtbot: QtBot
) -> None:
    places = {path: ViewState(100.0 * n, 50.0 * n, 0.5 * n) for n, path in enumerate(files, 1)}
    for path, place in places.items():
        running.open(path).restore_view_state(place)
    running.window.tabs.setCurrentIndex(1)
    running.do("file.quit")
    qtbot.waitUntil(lambda: not running.window.isVisible())
    assert [read_project(path).view for path in files] == [None] * 3  # nothing was saved
    running.program.close()
    with running_program(qtbot) as again:
        again.program.start(())
        qtbot.waitUntil(lambda: len(again.window.views) == 3)
        assert [view.session.path for view in again.window.views] == files
        qtbot.waitUntil(lambda: again.view().session.path == files[1])
        for view in again.window.views:
            assert view.session.path is not None
            wanted, state = places[view.session.path], view.view_state()
            assert state.x == pytest.approx(wanted.x, abs=2)
            assert state.y == pytest.approx(wanted.y, abs=2)
            assert state.zoom == wanted.zoom


def test_tabs_come_back_after_a_crash_too(
    running: Running, files: list[Path], qtbot: QtBot
) -> None:
    for path in files[:2]:
        running.open(path)
    running.program._settings.flush()
    with running_program(qtbot) as again:  # beside the first, which never said good-bye
        again.program.start(())
        qtbot.waitUntil(lambda: len(again.window.views) == 2)


def test_two_names_of_one_file_are_one_tab(running: Running, files: list[Path]) -> None:
    link = files[0].with_name("link.wfb")
    link.symlink_to(files[0])
    view = running.open(files[0])
    running.do("file.new")
    running.files.open(link)
    running.qtbot.waitUntil(lambda: running.window.current is view)
    assert len(running.window.views) == 2


def test_saving_over_a_file_that_is_open_in_another_tab_is_refused(
    running: Running, files: list[Path]
) -> None:
    running.open(files[0])
    link = files[0].with_name("link.wfb")
    link.symlink_to(files[0])
    view = running.open(files[1])
    running.do("file.save_as")
    (dialog,) = running.window.findChildren(QFileDialog)
    running.answer("OK")
    dialog.fileSelected.emit(str(link))
    dialog.close()
    running.answered()
    assert "another tab" in running.said[0]
    assert name_in(files[0]) == "one"
    assert view.session.path == files[1]


def test_a_recent_file_that_is_gone_is_said_and_forgotten(
    running: Running, files: list[Path]
) -> None:
    running.open(files[0])
    running.do("file.close")
    files[0].unlink()
    running.answer("OK")
    running.workbench.open_path(str(files[0]))
    running.answered()
    assert "not there" in running.said[0]
    assert str(files[0]) not in running.program._settings.current.recent_files


def test_a_description_is_saved_too(running: Running, files: list[Path]) -> None:
    view = running.open(files[0])
    view.session.perform(SetDescription("Of May"), "Describe")
    running.save()
    assert read_project(files[0]).snapshot.description == "Of May"
