"""A large button with a title and a few words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout
from typing_extensions import override


class Tile(QPushButton):
    """As high as its words need at the width it gets; read out as title and description."""

    def __init__(self, title: str, description: str) -> None:
        super().__init__()
        self.setProperty("look", "tile")
        self.title, self.description = _label("strong"), _label("dim")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(4)
        self.column.addWidget(self.title)
        self.column.addWidget(self.description)
        self.column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(title, description)

    def say(self, title: str, description: str) -> None:
        """Show these words."""
        self.title.setText(title)
        self.description.setText(description)
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.column.heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 0)


def _label(look: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
