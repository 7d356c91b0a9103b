"""Keys that act on the canvas when it has the focus."""

from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from builder_app.ui.session import EditorSession

_MOD = Qt.KeyboardModifier.ControlModifier
_MOD_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


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


class CanvasKeys:
    """The table of keys."""

    def __init__(self, target: KeyTarget) -> None:
        key = Qt.Key
        self._target = target
        self._table = {
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
