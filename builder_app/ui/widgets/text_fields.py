"""Text fields whose undo is the document's, and which follow it with the cursor in place.

They leave Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y and Alt+Up/Down to the widgets around them: one history,
whatever has the focus.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy
from typing_extensions import override

_ALT = Qt.KeyboardModifier.AltModifier
_UP_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_MOST_LINES = 8
_FRAME = 14  # padding and border of the style sheet, above and below


def is_undo(event: QKeyEvent) -> bool:
    """Tell whether the key means Undo."""
    return event.matches(QKeySequence.StandardKey.Undo)


def is_redo(event: QKeyEvent) -> bool:
    """Tell whether the key means Redo: both of its usual shortcuts, on every system."""
    keys = event.keyCombination()
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return event.matches(QKeySequence.StandardKey.Redo) or (
        (keys.key(), keys.keyboardModifiers())
        in ((Qt.Key.Key_Y, ctrl), (Qt.Key.Key_Z, ctrl | shift))
    )


def row_step(event: QKeyEvent) -> int:
    """Return -1 for Alt+Up, 1 for Alt+Down, else 0."""
    keypad = Qt.KeyboardModifier.KeypadModifier  # the arrows have it on macOS
    if event.key() not in _UP_DOWN or event.modifiers() & ~keypad != _ALT:
        return 0
    return -1 if event.key() == Qt.Key.Key_Up else 1


def _is_for_around(event: QKeyEvent) -> bool:
    return is_undo(event) or is_redo(event) or row_step(event) != 0


class LineField(QLineEdit):
    """One line of text."""

    def show_text(self, text: str) -> None:
        """Show another text; the cursor stays where it was, or where the text changed."""
        old = self.text()
        if text == old:
            return
        at = self.cursorPosition()
        self.setText(text)
        if self.hasFocus():  # else at the end, where a person would go on
            self.setCursorPosition(_moved(at, old, text))

    @override
    def event(self, event: QEvent) -> bool:
        if _claims(event):
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_for_around(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        _without_own_undo(menu)
        menu.exec(event.globalPos())


class TextField(QPlainTextEdit):
    """Text that grows with what is in it, up to some lines; then it scrolls.

    With ``one_line`` Enter does nothing, but a text with line breaks is still shown and kept.
    """

    def __init__(
        self, *, least_lines: int = 1, most_lines: int = _MOST_LINES, one_line: bool = False
    ) -> None:
        super().__init__()
        self._least, self._most = least_lines, max(least_lines, most_lines)
        self._one_line = one_line
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # no second history beside the document's
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        frame = self.document().rootFrame()
        margins = frame.frameFormat()
        margins.setLeftMargin(2)  # as a line has: the words of both begin at one edge
        frame.setFrameFormat(margins)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show another text: only what differs is replaced, so that the cursor stays."""
        old = self.toPlainText()
        if text == old:
            return
        start, end = _differing(old, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:start]))
        cursor.setPosition(_units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    @override
    def event(self, event: QEvent) -> bool:
        if _claims(event):
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if _is_for_around(event) or (self._one_line and enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # the size of a plain text is told in lines
        lines = min(max(int(self.document().size().height()), self._least), self._most)
        height = max(30, lines * self.fontMetrics().lineSpacing() + _FRAME)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
        policy = Qt.ScrollBarPolicy
        scrolls = self.document().size().height() > self._most
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )


def _claims(event: QEvent) -> bool:
    """Take the key before a shortcut of the window does: half-typed text goes back first."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if _is_for_around(event):
        event.accept()
        return True
    return False


def _without_own_undo(menu: QMenu) -> None:
    names = ("edit-undo", "edit-redo")
    for action in menu.actions():
        if action.objectName() in names:
            menu.removeAction(action)
    first = menu.actions()[0] if menu.actions() else None
    if first is not None and first.isSeparator():
        menu.removeAction(first)


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return how many characters both texts begin with, and how many they end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return start, end


def _moved(at: int, old: str, new: str) -> int:
    start, end = _differing(old, new)
    if at <= start:
        return at
    return max(start, len(new) - min(end, max(0, len(old) - at)))


def _units(text: str) -> int:
    """Return the length as Qt counts it: a character beyond U+FFFF is two."""
    return len(text.encode("utf-16-le")) // 2
