"""A disk that hangs: the window says so after half a second and stays usable."""

from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from builder_app.storage.project_file import Project, read_project, write_project
from builder_app.ui.files.waiting import PATIENCE_MS, WaitingBar
from builder_app.ui.tasks import run_task
from builder_app.workflow.edits import SetName
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.hanging_file import hanging
from tests.helpers.program_window import Running

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def dead(tmp_path: Path) -> Path:
    path = tmp_path / "dead.wfb"
    write_project(Project(Snapshot(name="Dead")), path)
    return path


def waiting(running: Running) -> list[str]:
    bar = running.files.waiting
    return [label.text() for label in bar.findChildren(QLabel)] if bar.isVisible() else []


def test_a_file_that_hangs_is_said_others_open_and_cancel_gives_up(
    running: Running, dead: Path, qtbot: QtBot
) -> None:
    alive = dead.with_name("alive.wfb")
    write_project(Project(Snapshot(name="Alive")), alive)
    with hanging(dead):
        running.files.open(dead)
        running.files.open(dead)  # once is enough
        qtbot.waitUntil(lambda: waiting(running) == ["Still reading “dead.wfb”…"])
        view = running.open(alive)
        view.session.perform(SetName("Edited"), "Rename")
        running.save()
        assert read_project(alive).snapshot.name == "Edited"
        (button,) = running.files.waiting.findChildren(QPushButton)
        button.click()
        assert not running.files.waiting.isVisible()
    running.workbench.worker.stamp(dead).result(20)
    qtbot.wait(20)
    assert running.window.views == (view,)  # given up is given up
    assert running.open(dead).session.workflow.name == "Dead"


def test_a_file_that_comes_back_opens_and_the_line_goes(
    running: Running, dead: Path, qtbot: QtBot
) -> None:
    with hanging(dead):
        running.files.open(dead)
        qtbot.waitUntil(lambda: bool(waiting(running)))
    qtbot.waitUntil(lambda: len(running.window.views) == 1)
    qtbot.waitUntil(lambda: waiting(running) == [])


def test_a_save_that_hangs_is_said_and_the_work_can_be_saved_elsewhere(
    running: Running, dead: Path, qtbot: QtBot
) -> None:
    view = running.open(dead)
    view.session.perform(SetName("Ours"), "Rename")
    elsewhere = dead.with_name("elsewhere.wfb")
    with hanging(dead):
        running.do("file.save")
        qtbot.waitUntil(lambda: waiting(running) == ["Still saving “dead.wfb”…"])
        running.choose_file("file.save_as", elsewhere)
        qtbot.waitUntil(lambda: view.session.path == elsewhere)
        assert not view.session.is_dirty
        assert read_project(elsewhere).snapshot.name == "Ours"
    qtbot.waitUntil(lambda: waiting(running) == [])
    assert view.session.path == elsewhere


def test_a_tab_whose_save_hangs_can_be_given_up_and_the_program_quits(
    running: Running, dead: Path, qtbot: QtBot
) -> None:
    view = running.open(dead)
    view.session.perform(SetName("Ours"), "Rename")
    with hanging(dead):
        running.do("file.save")
        qtbot.waitUntil(lambda: bool(waiting(running)))
        running.answer("Discard")
        running.do("file.quit")
        running.answered()
        qtbot.waitUntil(lambda: not running.window.isVisible())


def test_what_is_done_is_not_waited_for_while_a_box_is_open(qtbot: QtBot) -> None:
    bar = WaitingBar()
    qtbot.addWidget(bar)
    reading: Future[str] = Future()
    box = (
        QEventLoop()
    )  # as a modal box has it: what the loop around it deletes later stays till then
    closed: list[str] = []

    def open_box(words: str) -> None:
        QTimer.singleShot(2 * PATIENCE_MS, box.quit)
        box.exec()
        closed.append(words)

    bar.follow(reading, "Still reading")
    run_task(reading, bar, open_box, lambda _: None)
    reading.set_result("read")
    qtbot.waitUntil(lambda: closed == ["read"])
    assert bar.rows == []
