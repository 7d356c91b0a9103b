"""Pan, zoom and fit: each line of the list of gestures under its number."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from builder_app.storage.project_file import Project, write_project
from builder_app.ui.canvas.view import CanvasView
from builder_app.workflow import edits as e
from tests.helpers.canvas_mouse import (
    MIDDLE,
    MOD,
    NO_KEYS,
    SHIFT,
    W,
    click,
    drag,
    press_and_move,
    sample,
    spot,
    wheel,
)
from tests.helpers.program_window import running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_gesture_001_middle_drag_pans_and_esc_puts_the_paper_back(view: CanvasView) -> None:
    x, y, zoom = view.view_state()
    drag(view, QPoint(500, 300), QPoint(560, 330), MIDDLE)
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    press_and_move(view, QPoint(500, 300), QPoint(600, 400), MIDDLE)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), MIDDLE, NO_KEYS, QPoint(600, 400))
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    assert view.session.undo_stack.count() == 0


def test_gesture_004_the_wheel_zooms_about_the_cursor_with_less_than_a_pixel_of_drift(
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


def test_gesture_008_f_fits_the_selection_and_everything_when_nothing_is_selected(
    view: CanvasView,
) -> None:
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_F)
    x, y, zoom = view.view_state()
    assert (x, y) == pytest.approx((112, 29), abs=3)
    assert zoom == 1.0
    view.session.selection.select()
    view.restore_view_state((9000.0, 9000.0, 1.0))
    QTest.keyClick(view, Qt.Key.Key_F)
    assert seen(view).contains(view.canvas_scene.content_rect())


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Home, NO_KEYS), (Qt.Key.Key_1, MOD)])
def test_gesture_009_home_and_mod_1_fit_all(
    view: CanvasView, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    view.restore_view_state((9000.0, 9000.0, 3.0))
    QTest.keyClick(view, *keys)
    assert seen(view).contains(view.canvas_scene.content_rect())


def test_gesture_009_mod_2_fits_the_selection(view: CanvasView) -> None:
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_2, MOD)
    assert view.view_state()[:2] == pytest.approx((112, 29), abs=3)


def test_gesture_009_keys_step_about_the_centre_and_go_to_100_per_cent(view: CanvasView) -> None:
    centre = view.view_state()[:2]
    QTest.keyClick(view, Qt.Key.Key_Equal, MOD)
    assert view.zoom() == pytest.approx(1.2)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    assert view.zoom() == pytest.approx(1 / 1.2)
    QTest.keyClick(view, Qt.Key.Key_0, MOD)
    assert view.zoom() == 1.0
    assert view.view_state()[:2] == pytest.approx(centre, abs=1)


def test_gesture_015_a_reopened_file_looks_where_it_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "looked-at.wfb"
    write_project(Project(sample()), path)
    with running_program(qtbot) as running:
        view = running.open(path)
        view.canvas.restore_view_state((1234.0, -567.0, 0.75))
        view.session.perform(e.SetTitle(W, "In"), "Rename")
        running.save()
        running.files.close(view)
        reopened = running.open(path)
        assert reopened.canvas.view_state() == pytest.approx((1234, -567, 0.75))
        running.window.resize(1200, 700)
        assert reopened.canvas.view_state() == pytest.approx((1234, -567, 0.75))


def test_the_zoom_control_says_how_near_and_its_buttons_work(view: CanvasView) -> None:
    buttons = {b.accessibleName(): b for b in view.zoom_control.findChildren(QToolButton)}
    buttons["Zoom in"].click()
    assert view.zoom() == pytest.approx(1.2)
    assert buttons["Zoom to 100 %"].text() == "120 %"
    buttons["Zoom out"].click()
    buttons["Zoom out"].click()
    assert buttons["Zoom to 100 %"].text() == "83 %"
    buttons["Zoom to 100 %"].click()
    assert view.zoom() == 1.0
    assert buttons["Zoom to 100 %"].text() == "100 %"
    view.zoom_to_fit()
    assert buttons["Zoom to 100 %"].text() == f"{round(view.zoom() * 100)} %"


def seen(view: CanvasView) -> QRectF:
    return view.mapToScene(view.viewport().rect()).boundingRect()


def test_undo_brings_the_changed_place_into_view(view: CanvasView) -> None:
    drag(view, spot(view, 100, 45), spot(view, 137, 96))
    view.restore_view_state((5000.0, 5000.0, 1.0))
    view.session.undo_stack.undo()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.block_items[W].card_rect())
