"""Gestures 16 to 20, 82 and 83: adding, commanding and learning the keys by typing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder_app.ui.canvas.navigation import place_under
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.finder.keys_dialog import KeysDialog
from builder_app.ui.finder.popup import FinderPopup
from tests.helpers.program_window import Running, running_program

# what the offscreen platform says of every popup: it has no windows to raise or to grab for
pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|raise\(\)|grabbing the keyboard")
_Key = Qt.Key
_MOD = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def running(qtbot: QtBot) -> Iterator[Running]:
    with running_program(qtbot) as found:
        with qtbot.waitActive(found.window):
            found.window.activateWindow()
        found.do("file.new")
        yield found
        found.workbench.finder.adding.close()
        found.workbench.finder.commands.close()


def _canvas(running: Running) -> CanvasView:
    canvas = running.view().canvas
    canvas.setFocus()
    return canvas


def _press(running: Running, popup: FinderPopup, text: str, *keys: Qt.Key) -> None:
    assert popup.field.hasFocus()
    QTest.keyClicks(popup.field, text)
    for key in keys:
        QTest.keyClick(popup.field, key)


def test_gesture_016_tab_opens_quick_add_at_the_cursor(running: Running) -> None:
    canvas = _canvas(running)
    at = canvas.mapToGlobal(QPoint(20, 100))  # the popup fits on the screen from there
    QCursor.setPos(at)
    QTest.keyClick(canvas, _Key.Key_Tab)
    popup = running.workbench.finder.adding
    assert popup.isVisible()
    assert (popup.pos() - at).manhattanLength() <= 4  # the platform's frame
    _press(running, popup, "webhook", _Key.Key_Return)
    (block,) = running.view().session.workflow.blocks
    assert block.kind == "webhook"
    assert running.view().session.workflow.position(block.id) == place_under(canvas, at)
    assert canvas.hasFocus()


def test_gesture_018_slash_opens_quick_add_too(running: Running) -> None:
    QTest.keyClick(_canvas(running), _Key.Key_Slash)
    assert running.workbench.finder.adding.isVisible()


def test_gesture_019_arrows_move_and_ctrl_enter_adds_more(running: Running) -> None:
    QTest.keyClick(_canvas(running), _Key.Key_Tab)
    popup = running.workbench.finder.adding
    _press(running, popup, "find em")
    assert popup.shown_ids()[0] == "find_email"
    QTest.keyClick(popup.field, _Key.Key_Return, _MOD)
    assert popup.isVisible()
    popup.field.clear()
    _press(running, popup, "find", _Key.Key_Down, _Key.Key_Up, _Key.Key_Down)
    second = popup.shown_ids()[1]
    QTest.keyClick(popup.field, _Key.Key_Return)
    assert not popup.isVisible()
    workflow = running.view().session.workflow
    assert [block.kind for block in workflow.blocks] == ["find_email", second]
    assert workflow.edge_count == 1


def test_gesture_019_escape_closes_and_leaves_nothing(running: Running) -> None:
    QTest.keyClick(_canvas(running), _Key.Key_Tab)
    popup = running.workbench.finder.adding
    _press(running, popup, "filter", _Key.Key_Escape)
    assert not popup.isVisible()
    assert running.view().session.workflow.block_count == 0
    assert running.view().session.undo_stack.count() == 0


def test_gesture_020_after_the_selected_block_and_linked(running: Running) -> None:
    canvas = _canvas(running)
    canvas.add_kind("webhook", None)
    QTest.keyClick(canvas, _Key.Key_Tab)
    _press(running, running.workbench.finder.adding, "dedup", _Key.Key_Return)
    workflow = running.view().session.workflow
    first, second = workflow.blocks
    assert [(edge.from_block, edge.to_block) for edge in workflow.edges] == [(first.id, second.id)]
    items = canvas.canvas_scene.block_items
    assert not items[first.id].card_rect().intersects(items[second.id].card_rect())
    running.do("edit.undo")
    assert (workflow.block_count, workflow.edge_count) == (1, 0)


def test_gesture_082_the_command_palette_runs_commands(running: Running) -> None:
    canvas = _canvas(running)
    canvas.add_kind("webhook", None)
    QTest.keyClick(canvas, _Key.Key_K, _MOD)
    _press(running, running.workbench.finder.commands, "undo", _Key.Key_Return)
    assert running.view().session.workflow.block_count == 0


def test_gesture_082_the_command_palette_goes_to_a_block(running: Running) -> None:
    canvas = _canvas(running)
    canvas.add_kind("webhook", None)
    block_id = running.view().session.workflow.blocks[0].id
    running.view().session.selection.select()
    canvas.scroll_pixels(5000, 0)
    QTest.keyClick(canvas, _Key.Key_P, _MOD | Qt.KeyboardModifier.ShiftModifier)
    _press(running, running.workbench.finder.commands, "@web", _Key.Key_Return)
    assert running.view().session.selection.blocks == {block_id}
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert shown.contains(canvas.canvas_scene.block_items[block_id].card_rect())


def test_gesture_082_what_cannot_be_done_now_is_not_done(running: Running) -> None:
    QTest.keyClick(_canvas(running), _Key.Key_K, _MOD)
    popup = running.workbench.finder.commands
    _press(running, popup, "redo", _Key.Key_Return)
    assert popup.isVisible()


def test_gesture_083_the_sheet_of_keys_is_searched(running: Running, qtbot: QtBot) -> None:
    QTest.keyClick(_canvas(running), _Key.Key_Slash, _MOD)
    (sheet,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, KeysDialog))
    QTest.keyClicks(sheet.field, "ctrl+k")
    menu = sheet.shown.index(0, 0)
    assert sheet.shown.rowCount() == 1
    assert sheet.shown.rowCount(menu) == 1
    assert sheet.shown.index(0, 0, menu).data() == "Command Palette"
    sheet.reject()
