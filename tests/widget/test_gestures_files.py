"""Saving and closing: each line of the list of gestures under its number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder_app.storage.project_file import Project, read_project, write_project
from builder_app.ui.document_view import DocumentView
from builder_app.workflow.edits import SetName
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.canvas_mouse import MOD, sample
from tests.helpers.fake_service import FakeService
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.wfb"
    write_project(Project(Snapshot(name="Mine")), path)
    return path


def changed(running: Running, path: Path) -> DocumentView:
    view = running.open(path)
    assert view.session.perform(SetName("Ours"), "Rename")
    return view


def test_gesture_088_mod_s_saves_the_file_and_sends_nothing(
    qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeService() as service:
        monkeypatch.setenv("SIXTYFOUR_API_KEY", "sk_test_0123456789abcdefGHIJ")
        monkeypatch.setenv("SIXTYFOUR_API_ENDPOINT", service.url)
        with running_program(qtbot) as running:
            view = changed(running, file)
            view.canvas.setFocus()
            QTest.keyClick(view.canvas, Qt.Key.Key_S, MOD)
            qtbot.waitUntil(lambda: not view.session.is_dirty)
        assert read_project(file).snapshot.name == "Ours"
        assert service.requests == []


@pytest.mark.parametrize(
    ("answer", "is_open", "name"),
    [("Save", False, "Ours"), ("Discard", False, "Mine"), ("Cancel", True, "Mine")],
)
def test_gesture_092_closing_with_unsaved_changes_asks(
    qtbot: QtBot, file: Path, answer: str, is_open: bool, name: str
) -> None:
    with running_program(qtbot) as running:
        view = changed(running, file)
        running.answer(answer)
        running.do("file.close")
        running.answered()
        closed: Callable[[], bool] = lambda: view not in running.window.views  # noqa: E731
        if not is_open:
            qtbot.waitUntil(closed)
        assert closed() is not is_open
        assert read_project(file).snapshot.name == name


def test_gesture_092_the_next_start_restores_tabs_and_where_they_look(
    qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.wfb"
    write_project(Project(sample()), other)
    with running_program(qtbot) as running:
        for path in (file, other):
            changed(running, path).canvas.restore_view_state((321.0, 123.0, 0.5))
            running.save()
        running.window.close()
        qtbot.waitUntil(lambda: not running.window.views)
        qtbot.waitUntil(lambda: not running.window.isVisible())
    with running_program(qtbot) as again:
        again.program.start((), ())
        qtbot.waitUntil(lambda: len(again.window.views) == 2)
        opened = {view.session.path: view for view in again.window.views}
        assert opened.keys() == {file, other}
        for view in opened.values():
            assert view.canvas.view_state() == pytest.approx((321, 123, 0.5))
