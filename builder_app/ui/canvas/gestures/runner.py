"""Runs one gesture at a time, from press to release or Esc."""

from collections.abc import Callable

from builder_app.ui.canvas.gestures.base import Gesture, Pointer
from builder_app.ui.session import EditorSession


class GestureRunner:
    """Holds the gesture in flight. A press that may become a drag waits for the mouse to move."""

    def __init__(self, session: EditorSession, drag_distance: int) -> None:
        self._session = session
        self._drag_distance = drag_distance
        self._running: Gesture | None = None
        self._waiting: tuple[Pointer, Gesture, Callable[[], None]] | None = None

    @property
    def is_running(self) -> bool:
        """Whether a gesture is in flight."""
        return self._running is not None

    @property
    def is_busy(self) -> bool:
        """Whether a button is down that began something here."""
        return self._running is not None or self._waiting is not None

    def press(self, at: Pointer, gesture: Gesture, click: Callable[[], None]) -> None:
        """Wait: ``gesture`` begins when the mouse moves far enough, else release is a ``click``."""
        self.cancel()
        self._waiting = (at, gesture, click)

    def begin(self, at: Pointer, gesture: Gesture) -> None:
        """Begin at once."""
        self.cancel()
        self._running = gesture
        self._session.set_gesture_running(True)
        gesture.start(at)

    def move(self, at: Pointer) -> None:
        """Follow the mouse."""
        if self._waiting:
            pressed_at, gesture, _ = self._waiting
            if (at.view - pressed_at.view).manhattanLength() < self._drag_distance:
                return
            self._waiting = None
            self.begin(pressed_at, gesture)
        if self._running:
            self._running.update(at)

    def release(self, at: Pointer) -> None:
        """End what the press began."""
        if self._waiting:
            _, _, click = self._waiting
            self._waiting = None
            click()
        elif self._running:
            gesture, self._running = self._running, None
            try:
                gesture.finish(at)
            finally:
                self._session.set_gesture_running(False)

    def cancel(self) -> None:
        """Give up what is in flight; nothing stays behind."""
        self._waiting = None
        if self._running:
            gesture, self._running = self._running, None
            try:
                gesture.cancel()
            finally:
                self._session.set_gesture_running(False)
