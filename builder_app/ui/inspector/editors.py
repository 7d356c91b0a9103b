"""Editors of single values: text, numbers, switches, choices, and JSON for what is left."""

import json
import math
from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.ui.inspector.schema import Field, Shape
from builder_app.ui.widgets.text_fields import LineField, TextField
from builder_app.workflow.json_value import JsonValue, as_json


class Unset:
    """No value: the key is left out of the specs."""


UNSET: Final = Unset()
Value: TypeAlias = "JsonValue | Unset"


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
        self.error = QLabel()
        self.error.setProperty("look", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.hide()

    def show_value(self, value: Value) -> None:
        """Show a value that came from elsewhere; what is half typed is left alone."""
        raise RuntimeError(f"{type(self).__name__} can't show {type(value).__name__}")

    def draft(self) -> str:
        """Return half-typed text that is no value yet, "" when there is none."""
        return ""

    def show_draft(self, text: str) -> None:
        """Bring half-typed text back."""

    def show_error(self, text: str) -> None:
        """Say what is wrong, "" for nothing: never by colour alone."""
        self.error.setText(f"⚠ {text}" if text else "")
        self.error.setVisible(bool(text))
        control = self.control()
        control.setProperty("invalid", bool(text))
        control.style().unpolish(control)
        control.style().polish(control)

    def control(self) -> QWidget:
        """Return the widget that takes the focus."""
        return self

    def _add(self, control: QWidget, name: str) -> None:
        control.setAccessibleName(name)
        control.installEventFilter(self)
        self.setFocusProxy(control)
        self._column.addWidget(control)
        self._column.addWidget(self.error)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.finished.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """One line: text, or a number that is checked while it is typed."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._shape = field.shape
        self.line = LineField()
        if field.default not in (None, ""):
            self.line.setPlaceholderText(str(field.default))
        self._add(self.line, field.title)
        self.line.textEdited.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.line

    @override
    def show_value(self, value: Value) -> None:
        if self.draft() or self._value(self.line.text())[0] == value:
            return
        text = "" if isinstance(value, Unset) or value is None else value
        self.line.show_text(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        self.show_error("")

    @override
    def draft(self) -> str:
        return self.line.text() if self._value(self.line.text())[1] else ""

    @override
    def show_draft(self, text: str) -> None:
        self.line.show_text(text)
        self._on_typed(text)

    def _on_typed(self, text: str) -> None:
        value, error = self._value(text)
        self.show_error(error)
        if not error:
            self.edited.emit(value)

    def _value(self, text: str) -> tuple[Value, str]:
        if text == "":
            return UNSET, ""
        if self._shape is Shape.WHOLE_NUMBER:
            try:
                return int(text), ""
            except ValueError:
                return UNSET, self.tr("Enter a whole number.")
        if self._shape is Shape.NUMBER:
            try:
                number = float(text)
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                return UNSET, self.tr("Enter a number.")
            return number, ""
        return text, ""


class TextEditor(Editor):
    """Several lines of text."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.text = TextField(least_lines=4)
        self._showing = False
        self._add(self.text, field.title)
        self.text.textChanged.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.text

    @override
    def show_value(self, value: Value) -> None:
        text = value if isinstance(value, str) else ""
        if not isinstance(value, str | Unset) and value is not None:
            text = json.dumps(value, ensure_ascii=False)
        if text != self.text.toPlainText():
            self._showing = True
            self.text.show_text(text)
            self._showing = False

    def _on_typed(self) -> None:
        if not self._showing:
            self.edited.emit(self.text.toPlainText() or UNSET)


class SwitchEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.box = QCheckBox(self.tr("Yes"))
        self._add(self.box, field.title)
        self.box.clicked.connect(lambda on: self.edited.emit(on))

    @override
    def control(self) -> QWidget:
        return self.box

    @override
    def show_value(self, value: Value) -> None:
        self.box.setChecked(value is True)


class ChoiceEditor(Editor):
    """One of several words, or none."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._choices = field.choices
        self.combo = QComboBox()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.addItem(self.tr("not set"))
        for choice in field.choices:
            self.combo.addItem(str(choice))
        self._add(self.combo, field.title)
        self.combo.activated.connect(self._on_chosen)

    @override
    def control(self) -> QWidget:
        return self.combo

    @override
    def show_value(self, value: Value) -> None:
        if not isinstance(value, Unset) and value not in self._choices:
            # a word the schema does not know is shown and kept
            self._choices = (*self._choices, value)
            self.combo.addItem(str(value))
        index = 0 if isinstance(value, Unset) else 1 + self._choices.index(value)
        self.combo.setCurrentIndex(index)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()  # scrolling the form must not change a value
            return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, index: int) -> None:
        self.edited.emit(UNSET if index == 0 else self._choices[index - 1])


class JsonEditor(Editor):
    """Any JSON value as text; committed whenever it is valid.

    With ``plain_words``, words that are no JSON are a text, unless they begin like JSON.
    """

    def __init__(
        self,
        name: str,
        *,
        only_objects: bool = False,
        plain_words: bool = False,
        height: int = 110,
    ) -> None:
        super().__init__()
        self._only_objects = only_objects
        self._plain_words = plain_words
        self._showing = False
        self._committed: Value = UNSET
        self.text = TextField(least_lines=2 if plain_words else 5)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setMinimumHeight(height)
        if plain_words:
            self.text.setFixedHeight(height)
            self.text.setPlaceholderText(self.tr("text, a number, true, false or JSON"))
        self._add(self.text, name)
        self.text.textChanged.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.text

    @override
    def show_value(self, value: Value) -> None:
        if self.draft() or same_json(value, self._committed):
            return
        self._committed = value
        self._showing = True
        self.text.show_text(self._text(value))
        self._showing = False

    @override
    def draft(self) -> str:
        text = self.text.toPlainText()
        return text if self._value(text)[1] else ""

    @override
    def show_draft(self, text: str) -> None:
        self._showing = True
        self.text.show_text(text)
        self._showing = False
        self.show_error(self._value(text)[1])

    def _on_typed(self) -> None:
        if self._showing:
            return
        value, error = self._value(self.text.toPlainText())
        self.show_error(error)
        if not error and not same_json(value, self._committed):
            self._committed = value
            self.edited.emit(value)

    def _text(self, value: Value) -> str:
        if isinstance(value, Unset) or (self._plain_words and value == ""):
            return ""
        if self._plain_words and isinstance(value, str) and self._value(value) == (value, ""):
            return value
        return json.dumps(value, indent=2, ensure_ascii=False)

    def _value(self, text: str) -> tuple[Value, str]:
        if not text.strip():
            return {} if self._only_objects else UNSET, ""
        try:
            value = as_json(json.loads(text, parse_constant=_refuse))
        except json.JSONDecodeError as error:
            if self._plain_words and text.lstrip()[0] not in '{["':
                return text, ""
            sentence = self.tr("Not JSON yet: line {line}, column {column}.")
            return UNSET, sentence.format(line=error.lineno, column=error.colno)
        except (ValueError, RecursionError):
            return UNSET, self.tr("This can’t be said in JSON.")
        if self._only_objects and not isinstance(value, dict):
            return UNSET, self.tr("Specs are an object: begin with { and end with }.")
        return value, ""


def _refuse(word: str) -> None:
    raise ValueError(word)
