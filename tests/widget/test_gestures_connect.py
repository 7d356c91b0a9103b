"""Links: drawn from port to port in either direction, or refused with the reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from builder_app.ui.canvas.view import CanvasView
from tests.helpers.canvas_mouse import LEFT, NO_KEYS, E, W, drag, links, press_and_move, spot


@pytest.mark.parametrize(("start", "end"), [((224, 229), (300, 229)), ((300, 229), (224, 229))])
def test_gesture_032_dragging_between_ports_links_in_either_direction(
    view: CanvasView, start: tuple[int, int], end: tuple[int, int]
) -> None:
    drag(view, spot(view, *start), spot(view, *end))
    assert ("f", "n") in links(view)
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert ("f", "n") not in links(view)


def test_a_wire_snaps_to_a_port_within_24_screen_pixels(view: CanvasView) -> None:
    drag(view, spot(view, 224, 229), spot(view, 280, 212))
    assert ("f", "n") in links(view)


def test_a_wire_let_go_over_empty_paper_or_given_up_leaves_nothing(view: CanvasView) -> None:
    items = len(view.canvas_scene.items())
    drag(view, spot(view, 224, 229), spot(view, 260, 380))
    press_and_move(view, spot(view, 224, 229), spot(view, 300, 229))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, 300, 229))
    assert view.session.undo_stack.count() == 0
    assert len(view.canvas_scene.items()) == items
    assert all(item.opacity() == 1.0 for item in view.canvas_scene.block_items.values())
    assert not view.session.gesture_running


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ((224, 229), (110, 45), "document.into_source"),
        ((224, 229), (300, 29), "document.loop"),
        ((224, 29), (300, 29), "document.double_link"),
        ((224, 229), (100, 245), "document.self_link"),
        ((0, 229), (400, 225), "document.out_of_sink"),
    ],
)
def test_a_link_that_cannot_be_is_refused_while_dragging_with_the_reason(
    view: CanvasView, start: tuple[int, int], end: tuple[int, int], code: str
) -> None:
    refused: list[str] = []
    view.session.rejected.connect(lambda message: refused.append(message.code))
    before = links(view)
    press_and_move(view, spot(view, *start), spot(view, *end))
    (bubble,) = [w for w in view.findChildren(QLabel) if w.isVisible()]
    assert bubble.text()
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, *end))
    assert refused == [code]
    assert links(view) == before
    assert view.session.undo_stack.count() == 0
    assert not bubble.isVisible()


def test_while_a_wire_is_dragged_blocks_it_cannot_go_to_step_back(view: CanvasView) -> None:
    press_and_move(view, spot(view, 224, 229), spot(view, 260, 330))
    dimmed = {b for b, item in view.canvas_scene.block_items.items() if item.opacity() < 1}
    assert dimmed == {W, E}
    QTest.keyClick(view, Qt.Key.Key_Escape)
