"""Gesture 93: from panel to panel without a mouse; and a window that its screen has room for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def running(qtbot: QtBot) -> Iterator[Running]:
    with running_program(qtbot) as found:
        with qtbot.waitActive(found.window):
            found.window.activateWindow()
        found.do("file.new")
        yield found


def _panel_after_f6(running: Running, modifier: Qt.KeyboardModifier) -> str:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F6, modifier)
    at: QWidget | None = QApplication.focusWidget()
    while at is not None and at.accessibleName() not in _NAMES:
        at = at.parentWidget()
    return at.accessibleName() if at else ""


_NAMES = ("Palette", "Canvas", "Inspector", "Problems")


def test_gesture_093_f6_goes_round_the_panels_and_back(running: Running) -> None:
    running.view().problems.check_now()  # an empty workflow has a problem: its list can be reached
    assert running.view().canvas.hasFocus()
    no = Qt.KeyboardModifier.NoModifier
    forth = [_panel_after_f6(running, no) for _ in range(4)]
    assert forth == ["Inspector", "Problems", "Palette", "Canvas"]
    back = [_panel_after_f6(running, _SHIFT) for _ in range(4)]
    assert back == ["Palette", "Problems", "Inspector", "Canvas"]


def test_f6_passes_a_problems_panel_with_nothing_in_it(running: Running) -> None:
    running.view().canvas.add_kind("webhook", None)
    running.view().problems.check_now()
    no = Qt.KeyboardModifier.NoModifier
    assert [_panel_after_f6(running, no) for _ in range(2)] == ["Inspector", "Palette"]


def test_f6_reaches_the_form_of_the_selected_block(running: Running) -> None:
    running.view().canvas.add_kind("find_email", None)
    assert _panel_after_f6(running, Qt.KeyboardModifier.NoModifier) == "Inspector"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Kind of address"


def test_f6_reaches_what_can_be_done_with_several(running: Running) -> None:
    for kind in ("webhook", "find_email"):
        running.view().canvas.add_kind(kind, None)
    running.do("edit.select_all")
    assert _panel_after_f6(running, Qt.KeyboardModifier.NoModifier) == "Inspector"


def test_enter_presses_the_button_that_has_the_focus(running: Running) -> None:
    running.view().canvas.add_kind("filter", None)
    _panel_after_f6(running, Qt.KeyboardModifier.NoModifier)
    add = QApplication.focusWidget()
    assert isinstance(add, QPushButton)  # “+ Add”: the list of conditions is empty
    QTest.keyClick(add, Qt.Key.Key_Return)
    (block,) = running.view().session.workflow.blocks
    assert block.specs == {"filters": [{}]}


def test_the_first_window_fits_a_small_screen(qtbot: QtBot) -> None:
    with running_program(qtbot) as fresh:  # on the welcome page, as every start
        fresh.window.fit_screen()
        room = fresh.window.screen().availableGeometry()
        assert fresh.window.width() <= room.width()
        assert fresh.window.height() < room.height()


def test_a_window_with_a_document_fits_nine_hundred_by_six_hundred(running: Running) -> None:
    least = running.window.minimumSizeHint()
    assert least.width() <= 900
    assert least.height() <= 600
