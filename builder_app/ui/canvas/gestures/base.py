"""What a gesture is, and what it may use."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from builder_app.ui.canvas.scene import CanvasScene
from builder_app.ui.session import EditorSession


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: in the scene, in the viewport (screen pixels), with which keys held."""

    scene: QPointF
    view: QPointF
    keys: Qt.KeyboardModifier


class Surface(Protocol):
    """What a gesture needs of the view that it happens in."""

    session: EditorSession
    canvas_scene: CanvasScene

    def zoom(self) -> float:
        """Return the zoom, 1.0 for 100 %."""
        ...

    def scroll_pixels(self, dx: float, dy: float) -> None:
        """Move the paper by screen pixels."""
        ...

    def say_near(self, at: QPointF, sentence: str) -> None:
        """Show a sentence near a place in the viewport; "" takes it away."""
        ...

    def show_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor, None for the usual one."""
        ...


class Gesture(Protocol):
    """A drag from press to release. Only ``finish`` may change the document, in one edit."""

    def start(self, at: Pointer) -> None:
        """Begin at the place of the press."""
        ...

    def update(self, at: Pointer) -> None:
        """Follow the mouse; what is shown is only a preview."""
        ...

    def finish(self, at: Pointer) -> None:
        """Do it, as one undo step."""
        ...

    def cancel(self) -> None:
        """Leave everything as it was before the press."""
        ...
