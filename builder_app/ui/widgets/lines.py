"""Small pieces that many pages share: rules, headings, and words that are no markup."""

from html import escape

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


def plain_tip(text: str) -> str:
    """Return a tool tip that shows ``text`` as it is: Qt takes what looks like markup for markup.

    Names, addresses and sentences of others may hold anything, such as a picture to be loaded.
    """
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""
