"""Editors of single values: text, numbers, switches and choices."""

import json
import math
import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from builder_app.ui.inspector.schema import Field, Shape, choice_words
from builder_app.ui.widgets.lines import plain_label
from builder_app.ui.widgets.text_fields import LineField, TextField, is_undo
from builder_app.workflow.json_value import JsonPath, JsonValue

_WHOLE = re.compile(r"[+-]?[0-9]+")


class Unset:
    """No value: the key is left out of the specs."""


UNSET: Final = Unset()
Value: TypeAlias = "JsonValue | Unset"
Complaints: TypeAlias = Sequence[tuple[JsonPath, str]]
"""What is wrong below a value: where, seen from it, and what, as “must be …”."""


def same_json(one: Value, other: Value) -> bool:
    """Tell whether two values are the same JSON text: 1 is not true, and order counts."""
    if isinstance(one, Unset) or isinstance(other, Unset):
        return one is other
    return json.dumps(one) == json.dumps(other)


class Editor(QWidget):
    """Edits one value. ``edited`` carries it on every valid change, :data:`UNSET` when emptied.

    Text that is not a value yet stays as it is, with the error under it; the last valid value
    stays in the specs until the text is one.
    """

    edited = Signal(object)  # Value
    finished = Signal()  # the focus left: the next change is another undo step

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.error: QLabel | None = None

    def show_value(self, value: Value) -> None:
        """Show a value that came from elsewhere; what is half typed is left alone."""
        raise RuntimeError(f"{type(self).__name__} can't show {type(value).__name__}")

    def draft(self) -> str:
        """Return half-typed text that is no value yet, "" when there is none."""
        return ""

    def show_draft(self, text: str) -> None:
        """Bring half-typed text back."""

    def revert(self) -> bool:
        """Go from half-typed text back to the last value; tell whether there was any."""
        return False

    def show_complaints(self, complaints: Complaints) -> None:
        """Say what the schema has against the value; half-typed text has its own error."""
        if self.draft():
            return
        if not complaints:
            self.show_error("")
            return
        path, what = complaints[0]
        if path:
            name = ".".join(str(step) for step in path)
            self.show_error(self.tr("“{name}” {what}.").format(name=name, what=what))
        else:
            self.show_error(self.tr("This {what}.").format(what=what))

    def show_error(self, text: str) -> None:
        """Say what is wrong, "" for nothing: never by colour alone."""
        text = f"⚠ {text}" if text else ""
        if text == (self.error.text() if self.error else ""):
            return
        if self.error is None:
            self.error = plain_label("", "error")
            self.error.setWordWrap(True)
            self._column.addWidget(self.error)
        self.error.setText(text)
        self.error.setVisible(bool(text))
        mark_invalid(self.control(), text)

    def focus_path(self, path: JsonPath) -> None:
        """Put the cursor into what ``path`` leads to, as far as there is a field for it."""
        del path
        self.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def control(self) -> QWidget:
        """Return the widget that takes the focus."""
        return self

    def rename(self, name: str) -> None:
        """Give the control another name, for those who can't see it."""
        self.control().setAccessibleName(name)

    def dismiss(self) -> None:
        """Go away: another editor takes the place."""
        self.hide()
        self.deleteLater()

    def _add(self, control: QWidget, name: str) -> None:
        control.setAccessibleName(name)
        control.installEventFilter(self)
        self.setFocusProxy(control)
        self._column.addWidget(control)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.finished.emit()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (is_undo(event) and self.control().hasFocus() and self.revert()):
            super().keyPressEvent(event)


def mark_invalid(control: QWidget, text: str) -> None:
    """Give the control a red border, and the sentence to those who can't see it; "" for neither."""
    control.setAccessibleDescription(text)
    if control.property("invalid") is not bool(text):
        control.setProperty("invalid", bool(text))
        control.style().unpolish(control)
        control.style().polish(control)


class NumberEditor(Editor):
    """A number in a line, checked while it is typed."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._whole = field.shape is Shape.WHOLE_NUMBER
        self._last: Value = UNSET
        self.line = LineField()
        self.line.setPlaceholderText(_placeholder(field))
        self._add(self.line, field.title)
        self.line.textEdited.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.line

    @override
    def show_value(self, value: Value) -> None:
        self._last = value
        if not self.draft() and not same_json(self._value(self.line.text())[0], value):
            self.line.show_text(self._text(value))

    @override
    def draft(self) -> str:
        return self.line.text() if self._value(self.line.text())[1] else ""

    @override
    def show_draft(self, text: str) -> None:
        self.line.show_text(text)
        self.show_error(self._value(text)[1])

    @override
    def revert(self) -> bool:
        if not self.draft():
            return False
        self.line.show_text(self._text(self._last))
        self.show_error("")
        return True

    def _on_typed(self, text: str) -> None:
        value, error = self._value(text)
        self.show_error(error)
        if not error:
            self._last = value
            self.edited.emit(value)

    def _text(self, value: Value) -> str:
        return "" if isinstance(value, Unset) or value is None else json.dumps(value)

    def _value(self, text: str) -> tuple[Value, str]:
        text = text.strip()
        if text == "":
            return UNSET, ""
        try:
            if _WHOLE.fullmatch(text):
                return int(text), ""
            number = math.nan if self._whole or "_" in text else float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number, ""
        if self._whole:
            return UNSET, self.tr("Enter a whole number.")
        return UNSET, self.tr("Enter a number, like 12 or 0.5.")


class TextEditor(Editor):
    """Text: a line that grows, or some lines from the start."""

    def __init__(self, field: Field, least_lines: int = 4) -> None:
        super().__init__()
        short = field.shape is Shape.TEXT
        self.text = TextField(least_lines=1 if short else least_lines, one_line=short)
        self.text.setPlaceholderText(_placeholder(field))
        self._showing = False
        self._add(self.text, field.title)
        self.text.textChanged.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.text

    @override
    def show_value(self, value: Value) -> None:
        self._showing = True
        self.text.show_text(value if isinstance(value, str) else "")
        self._showing = False

    def _on_typed(self) -> None:
        if not self._showing:
            self.edited.emit(self.text.toPlainText() or UNSET)


class SwitchEditor(Editor):
    """Yes or no; Delete goes back to not set."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._default = field.default
        self._value: Value = UNSET
        self.box = QCheckBox()
        self.box.setToolTip(self.tr("Press Delete to leave it unset"))
        self._add(self.box, field.title)
        self.box.clicked.connect(self._on_clicked)
        self.show_value(UNSET)

    @override
    def control(self) -> QWidget:
        return self.box

    @override
    def show_value(self, value: Value) -> None:
        self._value = value
        if isinstance(value, bool):
            self.box.setChecked(value)
            self.box.setText(self.tr("Yes") if value else self.tr("No"))
            return
        self.box.setChecked(self._default is True)
        words = {
            True: self.tr("Not set (yes by default)"),
            False: self.tr("Not set (no by default)"),
        }
        default = self._default
        self.box.setText(words[default] if isinstance(default, bool) else self.tr("Not set"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.key() in keys and not isinstance(self._value, Unset):
            self._choose(UNSET)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, on: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._choose(on)

    def _choose(self, value: Value) -> None:
        self.show_value(value)
        self.edited.emit(value)


class ChoiceEditor(Editor):
    """One of several values, or none."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._choices = field.choices
        self._known = len(field.choices)
        self.combo = QComboBox()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.combo.setSizeAdjustPolicy(policy)
        self.combo.setMinimumContentsLength(4)
        default = _placeholder(field)
        words = self.tr("default: {default}").format(default=default)
        self.combo.addItem(words if default else self.tr("not set"))
        self.combo.addItems(choice_words(self._choices))
        self._add(self.combo, field.title)
        self.combo.activated.connect(self._on_chosen)

    @override
    def control(self) -> QWidget:
        return self.combo

    @override
    def show_value(self, value: Value) -> None:
        self.combo.setCurrentIndex(0 if isinstance(value, Unset) else 1 + self._place(value))

    def _place(self, value: JsonValue) -> int:
        for at, choice in enumerate(self._choices):
            if same_json(choice, value):
                return at
        # a value that the schema does not know is shown and kept
        self._choices = (*self._choices, value)
        self.combo.addItem(choice_words(self._choices)[-1])
        return len(self._choices) - 1

    @override
    def show_complaints(self, complaints: Complaints) -> None:
        if self.combo.currentIndex() > self._known:
            self.show_error(self.tr("Choose one from the list."))  # which shows them all
        else:
            super().show_complaints(complaints)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()  # scrolling the form must not change a value
            return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, index: int) -> None:
        self.edited.emit(UNSET if index == 0 else self._choices[index - 1])


def _placeholder(field: Field) -> str:
    if field.default in (None, ""):
        return ""
    return choice_words((field.default,))[0]
