"""The theme in force: light, dark or the system's, followed live."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from builder_app.ui.theme.tokens import DARK, LIGHT, Tokens

CHOICES = ("system", "light", "dark")


class Theme(QObject):
    """Which tokens are in force. One instance a program, handed to whoever paints."""

    changed = Signal()

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice if choice in CHOICES else "system"
        self._tokens = self._resolve()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def choice(self) -> str:
        """What the person chose: ``system``, ``light`` or ``dark``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use another theme from now on."""
        self._choice = choice if choice in CHOICES else "system"
        self._refresh()

    def palette(self) -> QPalette:
        """Return Qt's palette for the tokens, for everything that the style sheet does not name."""
        t = self._tokens
        palette = QPalette()
        for role, color in (
            (QPalette.ColorRole.Window, t.window),
            (QPalette.ColorRole.WindowText, t.text),
            (QPalette.ColorRole.Base, t.field),
            (QPalette.ColorRole.AlternateBase, t.window),
            (QPalette.ColorRole.Text, t.text),
            (QPalette.ColorRole.PlaceholderText, t.faint),
            (QPalette.ColorRole.Button, t.panel),
            (QPalette.ColorRole.ButtonText, t.text),
            (QPalette.ColorRole.BrightText, t.error),
            (QPalette.ColorRole.ToolTipBase, t.panel),
            (QPalette.ColorRole.ToolTipText, t.text),
            (QPalette.ColorRole.Highlight, t.accent),
            (QPalette.ColorRole.HighlightedText, t.accent_text),
            (QPalette.ColorRole.Link, t.accent),
        ):
            palette.setColor(role, QColor(color))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.faint))
        return palette

    def _resolve(self) -> Tokens:
        if self._choice == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _refresh(self) -> None:
        tokens = self._resolve()
        if tokens != self._tokens:
            self._tokens = tokens
            self.changed.emit()

    def _on_system_changed(self) -> None:
        self._refresh()
