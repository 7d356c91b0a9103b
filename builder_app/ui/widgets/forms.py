"""Forms of labels and fields, alike in every dialog."""

from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QWidget


class Form(QFormLayout):
    """Labels stand level with what they name, and Alt with their letter goes there."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalSpacing(10)
        self.setHorizontalSpacing(16)

    def add(self, text: str, field: QWidget | QLayout, *, first: QWidget | None = None) -> None:
        """Add a row; ``first`` is what the label goes to when ``field`` holds several."""
        goal = first or (field if isinstance(field, QWidget) else None)
        label = QLabel(text)
        if goal is not None:
            label.setBuddy(goal)
            goal.ensurePolished()
            label.setMinimumHeight(goal.sizeHint().height())
        if isinstance(field, QWidget):
            self.addRow(label, field)
        else:
            self.addRow(label, field)
