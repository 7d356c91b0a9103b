"""Keys that act on the canvas when it has the focus."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from builder_app.ui.canvas.walking import Walker
from builder_app.ui.session import EditorSession

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_MOD = Qt.KeyboardModifier.ControlModifier
_MOD_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_DIRECTIONS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}
_LARGE_STEP = 10


class KeyTarget(Protocol):
    """What keys can do on a canvas."""

    session: EditorSession

    def fit_selection(self) -> None:
        """Show what is selected."""
        ...

    def zoom_to_fit(self) -> None:
        """Show everything."""
        ...

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle."""
        ...

    def zoom_in(self) -> None:
        """Go nearer."""
        ...

    def zoom_out(self) -> None:
        """Go away."""
        ...

    def delete_selection(self, *, heal: bool = False) -> None:
        """Delete what is selected."""
        ...

    def open_form(self) -> None:
        """Go to the form of the selected block."""
        ...

    @property
    def walker(self) -> Walker:
        """What goes from block to block."""
        ...


class CanvasKeys:
    """The table of keys."""

    def __init__(self, target: KeyTarget) -> None:
        key = Qt.Key
        self._target = target
        self._table: dict[QKeyCombination, Callable[[], object]] = {
            QKeyCombination(key.Key_F): target.fit_selection,
            QKeyCombination(_MOD, key.Key_2): target.fit_selection,
            QKeyCombination(key.Key_Home): target.zoom_to_fit,
            QKeyCombination(_MOD, key.Key_1): target.zoom_to_fit,
            QKeyCombination(_MOD, key.Key_0): self._zoom_100,
            QKeyCombination(_MOD, key.Key_Equal): target.zoom_in,
            QKeyCombination(_MOD, key.Key_Plus): target.zoom_in,
            QKeyCombination(_MOD_SHIFT, key.Key_Plus): target.zoom_in,
            QKeyCombination(_MOD, key.Key_Minus): target.zoom_out,
            QKeyCombination(key.Key_Delete): target.delete_selection,
            QKeyCombination(key.Key_Backspace): target.delete_selection,
            QKeyCombination(_MOD, key.Key_Delete): self._delete_healing,
            QKeyCombination(_MOD, key.Key_A): target.session.selection.select_all,
            QKeyCombination(_MOD_SHIFT, key.Key_A): target.session.selection.select,
            QKeyCombination(key.Key_Escape): target.session.selection.select,
            QKeyCombination(key.Key_Return): target.open_form,
            QKeyCombination(key.Key_Enter): target.open_form,
            QKeyCombination(key.Key_BracketRight): partial(target.walker.walk, 1),
            QKeyCombination(key.Key_BracketLeft): partial(target.walker.walk, -1),
            QKeyCombination(_SHIFT, key.Key_Right): partial(target.walker.extend, downstream=True),
            QKeyCombination(_SHIFT, key.Key_Left): partial(target.walker.extend, downstream=False),
            **_arrows(target),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; tell whether it says anything here."""
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._table.get(QKeyCombination(keys, Qt.Key(event.key())))
        if action is None:
            return False
        action()
        return True

    def _zoom_100(self) -> None:
        self._target.set_zoom(1.0)

    def _delete_healing(self) -> None:
        self._target.delete_selection(heal=True)


def _arrows(target: KeyTarget) -> dict[QKeyCombination, Callable[[], None]]:
    table: dict[QKeyCombination, Callable[[], None]] = {}
    for key, (dx, dy) in _DIRECTIONS.items():
        table[QKeyCombination(key)] = partial(target.walker.go, dx, dy)
        for mod, steps in ((_MOD, 1), (_MOD_SHIFT, _LARGE_STEP)):
            table[QKeyCombination(mod, key)] = partial(target.walker.nudge, dx * steps, dy * steps)
    return table
