"""The editor for any JSON value: what a form cannot say."""

import json

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from builder_app.ui.inspector.editors import UNSET, Editor, Unset, Value, same_json
from builder_app.ui.widgets.text_fields import TextField
from builder_app.workflow.json_value import JsonValue, as_json


class JsonEditor(Editor):
    """Any JSON value as text; committed whenever it is valid.

    With ``plain_words``, words that are no JSON are a text, unless they begin like JSON; so is
    JSON of a type that is not among ``types``, when text is.
    """

    def __init__(
        self,
        name: str,
        *,
        only_objects: bool = False,
        plain_words: bool = False,
        types: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._only_objects = only_objects
        self._plain_words = plain_words
        self._types = types if "string" in types else frozenset()
        self._showing = False
        self._committed: Value = UNSET
        self.text = TextField(least_lines=1 if plain_words else 5, most_lines=24)
        if plain_words:
            self.text.setPlaceholderText(self.tr("text, number, true, {…} or […]"))
        else:
            self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._add(self.text, name)
        self.text.textChanged.connect(self._on_typed)

    @override
    def control(self) -> QWidget:
        return self.text

    @override
    def show_value(self, value: Value) -> None:
        drafted = self.draft()
        if same_json(value, self._committed):
            return
        self._committed = value
        if not drafted:
            self._show(self._text(value))

    @override
    def draft(self) -> str:
        text = self.text.toPlainText()
        return text if self._value(text)[1] else ""

    @override
    def show_draft(self, text: str) -> None:
        self._show(text)
        self.show_error(self._value(text)[1])

    @override
    def revert(self) -> bool:
        if not self.draft():
            return False
        self.show_draft(self._text(self._committed))
        return True

    def _show(self, text: str) -> None:
        self._showing = True
        self.text.show_text(text)
        self._showing = False

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
            value = as_json(json.loads(text))
        except json.JSONDecodeError as error:
            if self._plain_words and text.lstrip()[0] not in '{["':
                return text, ""
            sentence = self.tr("Not JSON yet: line {line}, column {column}.")
            return UNSET, sentence.format(line=error.lineno, column=error.colno)
        except (ValueError, RecursionError):
            return UNSET, self.tr("This can’t be said in JSON.")
        if self._only_objects and not isinstance(value, dict):
            return UNSET, self.tr("Specs are an object: begin with { and end with }.")
        if self._plain_words and self._types and not json_types(value) & self._types:
            return text, ""
        return value, ""


def json_types(value: JsonValue) -> frozenset[str]:
    """Return what JSON Schema calls the type of ``value``; a whole number is two."""
    match value:
        case None:
            return frozenset({"null"})
        case bool():
            return frozenset({"boolean"})
        case int():
            return frozenset({"integer", "number"})
        case float():
            return frozenset({"number"})
        case str():
            return frozenset({"string"})
        case list():
            return frozenset({"array"})
        case dict():
            return frozenset({"object"})
