"""Questions and news in modal boxes: the one place that opens them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question. ``id`` is what :func:`ask` returns."""

    id: str
    text: str
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.ActionRole


CANCEL = "cancel"


def ask(parent: QWidget, title: str, text: str, detail: str, choices: Sequence[Choice]) -> str:
    """Ask and return the chosen id; the first choice is the default, Esc means "cancel".

    Blocks this call, not the program: timers, sockets and workers go on.
    """
    box = _box(parent, title, text, detail)
    buttons: dict[QPushButton, str] = {}
    for choice in choices:
        button = box.addButton(choice.text, choice.role)
        buttons[button] = choice.id
        if choice is choices[0]:
            button.setProperty("look", "primary")
            box.setDefaultButton(button)
        if choice.role is QMessageBox.ButtonRole.RejectRole:
            box.setEscapeButton(button)
    box.exec()
    clicked = box.clickedButton()
    return next((name for button, name in buttons.items() if button is clicked), CANCEL)


def tell(parent: QWidget, title: str, text: str, detail: str = "") -> None:
    """Say something that must be read before going on."""
    box = _box(parent, title, text, detail)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.exec()


def _box(parent: QWidget, title: str, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # of the detail too
    box.setText(text)
    box.setInformativeText(detail)
    return box
