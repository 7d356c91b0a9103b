"""Small pieces that many pages share: rules and section headings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel


def horizontal_line() -> QFrame:
    """Return a hairline across the page."""
    line = QFrame()
    line.setProperty("look", "line")
    line.setFixedHeight(1)
    return line


def section_label(text: str) -> QLabel:
    """Return a small heading over a section."""
    label = QLabel(text)
    label.setProperty("look", "section")
    return label


def plain_label(text: str, look: str) -> QLabel:
    """Return a label that never reads markup from data; small print wraps."""
    label = QLabel(text)
    label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(look == "dim")
    return label
