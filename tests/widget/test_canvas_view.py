"""Where the canvas looks, what is dropped on it, and what it asks for."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builder_app.ui.canvas.ghost import ghost_pixmap
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.ui.theme.theme import Theme
from tests.helpers.canvas_mouse import (
    LEFT,
    MIDDLE,
    MOD,
    NO_KEYS,
    SHIFT,
    E,
    W,
    click,
    drag,
    press_and_move,
    spot,
    wheel,
)


def test_the_wheel_zooms_about_the_cursor_with_less_than_a_pixel_of_drift(
    view: CanvasView,
) -> None:
    at = QPointF(733, 211)
    before = view.viewportTransform().inverted()[0].map(at)
    for angle in [120] * 6 + [-120] * 14 + [45] * 9:
        wheel(view, at, QPoint(0, angle))
        drift = view.viewportTransform().map(before) - at
        assert abs(drift.x()) < 1
        assert abs(drift.y()) < 1


def test_the_zoom_stays_between_5_and_400_per_cent(view: CanvasView) -> None:
    for _ in range(40):
        wheel(view, QPointF(500, 300), QPoint(0, 120), MOD)
    assert view.zoom() == pytest.approx(4.0)
    for _ in range(80):
        wheel(view, QPointF(500, 300), QPoint(0, -120))
    assert view.zoom() == pytest.approx(0.05)


def test_shift_wheel_goes_sideways_and_a_trackpad_pans(view: CanvasView) -> None:
    x, y, zoom = view.view_state()
    wheel(view, QPointF(500, 300), QPoint(0, -120), SHIFT)
    assert view.view_state() == pytest.approx((x + 120, y, zoom))
    wheel(view, QPointF(500, 300), QPoint(0, -80), pixels=QPoint(-7, -10))
    assert view.view_state() == pytest.approx((x + 127, y + 10, zoom))


def test_middle_drag_pans_and_esc_puts_the_paper_back(view: CanvasView) -> None:
    x, y, zoom = view.view_state()
    drag(view, QPoint(500, 300), QPoint(560, 330), MIDDLE)
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    press_and_move(view, QPoint(500, 300), QPoint(600, 400), MIDDLE)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), MIDDLE, NO_KEYS, QPoint(600, 400))
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    assert view.session.undo_stack.count() == 0


def test_keys_fit_and_zoom(view: CanvasView) -> None:
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_F)
    x, y, _ = view.view_state()
    assert (x, y) == pytest.approx((112, 29), abs=3)
    QTest.keyClick(view, Qt.Key.Key_Equal, MOD)
    assert view.zoom() == pytest.approx(1.2)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    assert view.zoom() == pytest.approx(1 / 1.2)
    QTest.keyClick(view, Qt.Key.Key_0, MOD)
    assert view.zoom() == 1.0
    QTest.keyClick(view, Qt.Key.Key_Home)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.content_rect())


def drop(view: CanvasView, data: QMimeData, at: QPointF) -> bool:
    entering = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), entering)
    if not entering.isAccepted():
        return False
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_a_dropped_block_stands_where_its_ghost_was(
    view: CanvasView, theme: Theme, zoom: float
) -> None:
    view.set_zoom(zoom)
    data = QMimeData()
    data.setData(BLOCK_KIND_MIME, b"find_phone")
    at = QPointF(420, 480)
    assert drop(view, data, at)
    (added,) = view.session.selection.blocks
    kind = view.session.catalogue.kind("find_phone")
    pixmap, hot_spot = ghost_pixmap(kind, theme, 2.0, zoom)
    card_in_ghost = QPointF(10 * zoom, 10 * zoom)
    expected = at - QPointF(hot_spot) + card_in_ghost
    shown = view.viewportTransform().map(view.canvas_scene.block_items[added].pos())
    assert abs(shown.x() - expected.x()) <= 1
    assert abs(shown.y() - expected.y()) <= 1
    width = view.canvas_scene.block_items[added].face.rect.width()
    assert pixmap.deviceIndependentSize().width() == pytest.approx((width + 20) * zoom, abs=1)
    assert view.session.undo_stack.count() == 1


def test_files_and_unknown_kinds_are_left_to_the_window(view: CanvasView) -> None:
    files, unknown = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/home/me/a.wfb")])
    unknown.setData(BLOCK_KIND_MIME, b"no_such_kind")
    assert not drop(view, files, QPointF(420, 480))
    assert not drop(view, unknown, QPointF(420, 480))
    assert view.session.undo_stack.count() == 0


def test_adding_puts_a_block_right_of_the_selected_one_and_covers_none(view: CanvasView) -> None:
    click(view, 100, 45)
    view.add_kind("filter", None)
    (added,) = view.session.selection.blocks
    place = view.session.workflow.position(added)
    assert place.x == 278
    rect = view.canvas_scene.block_items[added].card_rect()
    others = [i for b, i in view.canvas_scene.block_items.items() if b != added]
    assert not any(item.card_rect().intersects(rect) for item in others)
    assert view.session.undo_stack.count() == 1


def test_the_view_comes_back_where_it_was(view: CanvasView) -> None:
    view.restore_view_state((1234.0, -567.0, 0.75))
    assert view.view_state() == pytest.approx((1234, -567, 0.75))
    view.resize(800, 500)
    assert view.view_state() == pytest.approx((1234, -567, 0.75))


def test_undo_brings_the_changed_place_into_view(view: CanvasView) -> None:
    drag(view, spot(view, 100, 45), spot(view, 137, 96))
    view.restore_view_state((5000.0, 5000.0, 1.0))
    view.session.undo_stack.undo()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.block_items[W].card_rect())


def test_double_click_and_enter_ask_for_the_form(view: CanvasView) -> None:
    asked: list[str] = []
    view.focus_form_requested.connect(asked.append)
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, spot(view, 100, 45))
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [W, E]
