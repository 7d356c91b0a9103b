"""The bar over the canvas: what is open, undo and redo, where it goes, and Publish."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class HeaderBar(QWidget):
    """Name and state of the document on the left, the connection and Publish on the right."""

    connection_menu_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(52)
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
        left.setFixedWidth(226)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 18, 0)
        self._row.setSpacing(8)
        self._row.addWidget(left)
        self.connection = QPushButton()
        self.connection.setProperty("look", "link")
        self.connection.setAccessibleName(self.tr("Connection"))
        self.connection.setToolTip(self.tr("Where workflows are published"))
        self.connection.clicked.connect(self.connection_menu_requested)

    def add_buttons(self, actions: list[QAction], publish: QAction) -> None:
        """Put the actions on the bar; ``publish`` is the one that stands out."""
        for action in actions:
            self._row.addWidget(action_button(action))
        self._row.addStretch(1)
        self._row.addWidget(self.connection)
        button = action_button(publish)
        button.setProperty("look", "primary")
        button.setMinimumWidth(112)
        self._row.addWidget(button)

    def show_document(self, title: str, state: str) -> None:
        """Name the document and say whether it is saved."""
        for label, text in ((self._title, title), (self._state, state)):
            label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 205))
            label.setToolTip(text)

    def show_connection(self, text: str) -> None:
        """Say which service one is talking to: it is always visible."""
        self.connection.setText(f"●  {text}")


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
