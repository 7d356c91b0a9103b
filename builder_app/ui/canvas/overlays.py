"""Words over the canvas: the hint on empty paper, and the reason near the cursor."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QWidget

from builder_app.ui.theme.tokens import Tokens

_AWAY = 18
_WIDEST = 280


class Bubble(QLabel):
    """A sentence near the cursor. It never takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self._over = parent
        self.hide()

    def say(self, sentence: str, at: QPointF, tokens: Tokens) -> None:
        """Show the sentence near ``at`` (parent coordinates), inside the parent; "" hides it."""
        if not sentence:
            self.hide()
            return
        self.setStyleSheet(
            f"background: {tokens.panel}; color: {tokens.error}; font-size: 12px;"
            f"border: 1px solid {tokens.error}; border-radius: 7px;"
        )
        self.setText(sentence)
        words = self.fontMetrics().horizontalAdvance(sentence)
        self.setFixedWidth(min(_WIDEST, words + 40))
        self.setFixedHeight(self.heightForWidth(self.width()))
        room = self._over.rect()
        x = min(round(at.x()) + _AWAY, room.right() - self.width() - 4)
        y = min(round(at.y()) + _AWAY, room.bottom() - self.height() - 4)
        self.move(max(4, x), max(4, y))
        self.show()
        self.raise_()


class EmptyHint(QLabel):
    """What to do with an empty canvas."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(sentence, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def take_theme(self, tokens: Tokens) -> None:
        """Take the theme's quiet colour."""
        self.setStyleSheet(f"background: transparent; color: {tokens.faint}; font-size: 14px;")
