"""The bar over the canvas: what is open, undo and redo, where it goes, and Publish."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.settings.values import ConnectionKind
from builder_app.ui.widgets.lines import plain_tip
from builder_app.ui.widgets.place_icons import SIZE, place_icon

_STRIP = 2
_DASH, _GAP = 10, 6
_NAMES_LEAST, _NAMES_WIDTH = 226, 276  # as wide as the palette; a long name takes more
_CHIP_WIDTH = 330
_SEARCH_WIDTH = 330


class HeaderBar(QWidget):
    """Name and state of the document on the left, the connection and Publish on the right.

    In the sandbox a dashed strip runs along the top: nothing that is done here leaves the machine.
    """

    connection_menu_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(52)
        self._in_sandbox = False
        self._title = QLabel()
        self._title.setProperty("look", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._state = QLabel()
        self._state.setProperty("look", "dim")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._state)
        names.addStretch(1)
        left = QWidget()
        left.setLayout(names)
        left.setMinimumWidth(_NAMES_LEAST)
        left.setMaximumWidth(_NAMES_WIDTH)
        left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 18, 0)
        self._row.setSpacing(8)
        self._row.addWidget(left)
        self.connection = ConnectionChip()
        self.connection.clicked.connect(self.connection_menu_requested)

    def add_buttons(self, actions: list[QAction], search: QAction, publish: QAction) -> None:
        """Put the actions on the bar; ``publish`` is the one that stands out.

        ``search`` looks like the field that it opens.
        """
        for action in actions:
            self._row.addWidget(action_button(action))
        self._row.addStretch(1)
        self._row.addWidget(_SearchButton(search), 4)
        self._row.addStretch(1)
        self._row.addWidget(self.connection)
        button = action_button(publish)
        button.setProperty("look", "primary")
        button.setMinimumWidth(112)
        self._row.addWidget(button)

    def show_document(self, title: str, state: str) -> None:
        """Name the document and say whether it is saved."""
        for label, text in ((self._title, title), (self._state, state)):
            metrics = label.fontMetrics()
            label.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, _NAMES_WIDTH - 21))
            label.setToolTip(plain_tip(text))

    def show_connection(self, kind: ConnectionKind, words: str) -> None:
        """Say which service one is talking to: it is always visible."""
        self._in_sandbox = kind == "sandbox"
        self.connection.show_connection(kind, words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._in_sandbox:
            return
        painter = QPainter(self)
        color = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for x in range(0, self.width(), _DASH + _GAP):
            painter.fillRect(x, 0, _DASH, _STRIP, color)
        painter.end()


class ConnectionChip(QPushButton):
    """The connection in use, with its sign; a click or Space chooses another."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: ConnectionKind | None = None
        self.setProperty("look", "chip")
        self.setIconSize(QSize(SIZE, SIZE))
        self.setMaximumWidth(_CHIP_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(self.tr("Where workflows are published"))
        self.hide()  # until it is known

    def show_connection(self, kind: ConnectionKind, words: str) -> None:
        """Show this connection."""
        self._kind = kind
        room = _CHIP_WIDTH - SIZE - 44
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self.tr("Connection: {words}").format(words=words))
        tip = self.tr("Workflows are published to: {words}").format(words=words)
        self.setToolTip(plain_tip(tip))
        self.setProperty("place", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()
        self.show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._kind is not None:
            self.setIcon(
                place_icon(self._kind, self.palette().color(QPalette.ColorRole.ButtonText))
            )


class _SearchButton(QPushButton):
    """Opens the command palette: a place to click for those who do not know its key yet."""

    def __init__(self, action: QAction) -> None:
        super().__init__(self.tr("Search commands and blocks…"))
        self.setProperty("look", "search")
        self.setMaximumWidth(_SEARCH_WIDTH)
        self.setMinimumWidth(60)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription(action.text().replace("&", ""))
        key = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        key.setProperty("look", "dim")
        key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(key)
        self.clicked.connect(action.trigger)


def action_button(action: QAction) -> QPushButton:
    """Return a button that is the action: same text, same state, and a tip with its key."""
    button = QPushButton()
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def follow() -> None:
        text = action.text().replace("&", "").removesuffix("…")
        button.setText(text)
        button.setAccessibleName(text)
        button.setEnabled(action.isEnabled())
        key = action.shortcut().toString()
        button.setToolTip(f"{text} ({key})" if key else text)

    action.changed.connect(follow)
    button.clicked.connect(action.trigger)
    follow()
    return button
