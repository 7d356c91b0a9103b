"""The wheel does on every canvas what the preferences say, at once."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from builder_app.settings.values import Wheel
from builder_app.ui.canvas.view import CanvasView
from tests.helpers.canvas_mouse import wheel

_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


def turn(view: CanvasView, *, pixels: int = 0, keys: Qt.KeyboardModifier = _PLAIN) -> str:
    """Turn up by one notch, or move two fingers by ``pixels``; say what the canvas did."""
    at = QPointF(500, 350)
    before, zoom = view.mapToScene(at.toPoint()), view.zoom()
    wheel(view, at, QPoint(0, 120), keys, QPoint(0, pixels) if pixels else None)
    moved = (view.mapToScene(at.toPoint()) - before).y()
    if view.zoom() != zoom:
        assert abs(moved) < 1.5
        return "zooms nearer" if view.zoom() > zoom else "zooms away"
    return "scrolls up" if moved < 0 else "nothing"


@pytest.mark.parametrize(
    ("chosen", "by_wheel", "by_fingers"),
    [
        ("automatic", "zooms nearer", "scrolls up"),
        ("zoom", "zooms nearer", "zooms nearer"),
        ("pan", "scrolls up", "scrolls up"),
    ],
)
def test_the_wheel_zooms_or_pans_as_chosen_and_always_zooms_with_control(
    view: CanvasView, chosen: Wheel, by_wheel: str, by_fingers: str
) -> None:
    view.wheel = chosen
    assert turn(view) == by_wheel
    assert turn(view, pixels=40) == by_fingers
    assert turn(view, keys=_CONTROL) == "zooms nearer"
    assert turn(view, pixels=40, keys=_CONTROL) == "zooms nearer"
