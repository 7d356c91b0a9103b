"""What a turn of the wheel or a move of two fingers means on the canvas."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from builder_app.settings.values import Wheel

_NOTCH = 120.0
_NOTCH_PX = 60.0


@dataclass(frozen=True, slots=True)
class Scroll:
    """Move the paper by screen pixels."""

    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """Zoom at the cursor by so many steps, nearer when positive."""

    steps: float


def wheel_action(event: QWheelEvent, wheel: Wheel) -> Scroll | Zoom | None:
    """Return what to do. Ctrl always zooms, Shift always goes sideways.

    ``automatic`` zooms with a wheel and scrolls with a trackpad, which can't always be told from
    each other: hence the setting.
    """
    pixels, angle, keys = event.pixelDelta(), event.angleDelta(), event.modifiers()
    control = bool(keys & Qt.KeyboardModifier.ControlModifier)
    if keys & Qt.KeyboardModifier.ShiftModifier and not control:
        return Scroll(float(angle.y() or angle.x()), 0.0)
    by_trackpad = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
    if not control and (wheel == "pan" or (wheel == "automatic" and by_trackpad)):
        if by_trackpad:
            return Scroll(float(pixels.x()), float(pixels.y()))
        return Scroll(angle.x() / _NOTCH * _NOTCH_PX, angle.y() / _NOTCH * _NOTCH_PX)
    return Zoom(angle.y() / _NOTCH) if angle.y() else None
