"""Drag the paper."""

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from builder_app.ui.canvas.gestures.base import Gesture, Pointer, Surface


class PanGesture(Gesture):
    """Moves the view with the mouse. It changes nothing, so there is nothing to undo."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._last = QPointF()
        self._moved = QPointF()

    @override
    def start(self, at: Pointer) -> None:
        """Take hold of the paper."""
        self._last = at.view
        self._surface.show_cursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def update(self, at: Pointer) -> None:
        """Move the paper with the mouse."""
        step = at.view - self._last
        self._last = at.view
        self._moved += step
        self._surface.scroll_pixels(step.x(), step.y())

    @override
    def finish(self, at: Pointer) -> None:
        """Let go."""
        self.update(at)
        self._surface.show_cursor(None)

    @override
    def cancel(self) -> None:
        """Put the paper back."""
        self._surface.scroll_pixels(-self._moved.x(), -self._moved.y())
        self._surface.show_cursor(None)
