"""Select, move, delete, undo: each gesture one undo step, Esc leaves nothing."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder_app.ui.canvas.view import CanvasView
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import EdgeId
from tests.helpers.canvas_mouse import (
    FRAME,
    LEFT,
    MOD,
    NO_KEYS,
    NOTE,
    PLACES,
    SHIFT,
    E,
    F,
    N,
    W,
    click,
    drag,
    links,
    press_and_move,
    sample,
    spot,
)
from tests.helpers.program_window import running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_gesture_051_click_selects_mod_toggles_shift_adds_and_empty_paper_clears(
    view: CanvasView,
) -> None:
    chosen = view.session.selection
    click(view, 100, 45)
    assert chosen.blocks == {W}
    click(view, 400, 45, SHIFT)
    assert chosen.blocks == {W, E}
    click(view, 100, 45, SHIFT)
    assert chosen.blocks == {W, E}
    click(view, 100, 45, MOD)
    assert chosen.blocks == {E}
    click(view, 262, 29)
    assert chosen.edges == {"we"}
    assert not chosen.blocks
    click(view, 500, 400)
    assert chosen.is_empty()
    assert view.session.undo_stack.count() == 0


def test_a_marquee_selects_what_it_touches_and_esc_brings_the_old_selection_back(
    view: CanvasView,
) -> None:
    chosen = view.session.selection
    drag(view, spot(view, -60, -60), spot(view, 240, 100))
    assert chosen.blocks == {W}
    press_and_move(view, spot(view, 560, -60), spot(view, 290, 300))
    assert chosen.blocks == {E, N}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen.blocks == {W}
    drag(view, spot(view, 560, -60), spot(view, 290, 300), keys=SHIFT)
    assert chosen.blocks == {W, E, N}


def test_gesture_054_keys_select_everything_and_nothing(view: CanvasView) -> None:
    chosen = view.session.selection
    QTest.keyClick(view, Qt.Key.Key_A, MOD)
    assert chosen.blocks == set(PLACES)
    assert chosen.edges == {"we", "ef"}
    QTest.keyClick(view, Qt.Key.Key_A, MOD | SHIFT)
    assert chosen.is_empty()
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen.is_empty()


def test_dragging_a_block_moves_it_exactly_and_is_one_undo_step(view: CanvasView) -> None:
    drag(view, spot(view, 100, 45), spot(view, 137, 96))
    assert view.session.workflow.position(W) == Point(37, 51)
    assert view.canvas_scene.block_items[W].pos() == QPointF(37, 51)
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert view.session.workflow.position(W) == Point(0, 0)
    assert view.canvas_scene.block_items[W].pos() == QPointF(0, 0)


def test_dragging_several_selected_blocks_is_one_undo_step(view: CanvasView) -> None:
    view.session.selection.select(blocks=(W, E))
    drag(view, spot(view, 100, 45), spot(view, 100, 75))
    assert view.session.workflow.position(W) == Point(0, 30)
    assert view.session.workflow.position(E) == Point(300, 30)
    assert view.session.undo_stack.count() == 1


def test_esc_during_a_move_leaves_nothing_behind(view: CanvasView) -> None:
    running: list[bool] = []
    view.session.gesture_running_changed.connect(running.append)
    press_and_move(view, spot(view, 100, 45), spot(view, 200, 145))
    assert view.canvas_scene.block_items[W].pos() == QPointF(100, 100)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, 200, 145))
    assert view.canvas_scene.block_items[W].pos() == QPointF(0, 0)
    assert view.session.workflow.position(W) == Point(0, 0)
    assert view.session.undo_stack.count() == 0
    assert view.session.selection.is_empty()
    assert running == [True, False]


def test_a_frame_takes_along_the_blocks_on_it_in_one_step(view: CanvasView) -> None:
    drag(view, spot(view, 200, 172), spot(view, 220, 192))
    frame = view.session.workflow.frame(FRAME)
    assert frame is not None
    assert frame.area == Rect(0, 180, 270, 140)
    assert view.session.workflow.position(F) == Point(20, 220)
    assert view.session.workflow.position(N) == PLACES[N]
    assert view.session.undo_stack.count() == 1


def test_a_note_moves_in_one_step(view: CanvasView) -> None:
    drag(view, spot(view, 650, 40), spot(view, 660, 70))
    note = view.session.workflow.note(NOTE)
    assert note is not None
    assert note.area == Rect(610, 30, 120, 80)
    assert view.session.undo_stack.count() == 1


def test_gesture_063_delete_takes_blocks_and_their_links_in_one_step(view: CanvasView) -> None:
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert not view.session.workflow.has_block(E)
    assert links(view) == set()
    assert E not in view.canvas_scene.block_items
    assert not view.canvas_scene.edge_items
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert links(view) == {("w", "e"), ("e", "f")}
    assert view.canvas_scene.edge_items[EdgeId("we")].condition == "score > 3"


def test_gesture_063_mod_delete_heals_the_gap_in_one_step(view: CanvasView) -> None:
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Delete, MOD)
    assert links(view) == {("w", "f")}
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert links(view) == {("w", "e"), ("e", "f")}


def test_gesture_063_backspace_deletes_a_selected_link_only(view: CanvasView) -> None:
    click(view, 262, 29)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert links(view) == {("e", "f")}
    assert view.session.workflow.block_count == 4


@pytest.mark.parametrize("again", [(Qt.Key.Key_Z, MOD | SHIFT), (Qt.Key.Key_Y, MOD)])
def test_gesture_070_keys_undo_and_redo_one_step_and_show_the_place(
    qtbot: QtBot, again: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    with running_program(qtbot) as running:
        running.window.activateWindow()
        qtbot.waitUntil(running.window.isActiveWindow)
        canvas = running.files.show(sample()).canvas
        workflow = canvas.session.workflow
        canvas.restore_view_state((300.0, 150.0, 1.0))
        drag(canvas, spot(canvas, 100, 45), spot(canvas, 137, 96))
        moved = workflow.position(W)
        assert moved != PLACES[W]
        canvas.restore_view_state((5000.0, 5000.0, 1.0))
        QTest.keyClick(canvas, Qt.Key.Key_Z, MOD)
        assert workflow.position(W) == PLACES[W]
        seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
        assert seen.contains(canvas.canvas_scene.block_items[W].card_rect())
        QTest.keyClick(canvas, *again)
        assert workflow.position(W) == moved


def test_double_click_and_enter_ask_for_the_form(view: CanvasView) -> None:
    asked: list[str] = []
    view.focus_form_requested.connect(asked.append)
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, spot(view, 100, 45))
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [W, E]
