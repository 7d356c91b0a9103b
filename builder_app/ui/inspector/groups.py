"""Editors of several values: lists, maps and nested objects, made of other editors."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from builder_app.ui.inspector.editors import (
    UNSET,
    ChoiceEditor,
    Editor,
    JsonEditor,
    LineEditor,
    SwitchEditor,
    TextEditor,
    Unset,
    Value,
)
from builder_app.ui.inspector.schema import Field, Shape, fields_of, item_field
from builder_app.workflow.json_value import JsonObject, JsonValue


def editor_for(field: Field, value: Value = UNSET) -> Editor:
    """Return the editor for a field; a value that does not fit the form is edited as JSON."""
    match field.shape:
        case Shape.OBJECT if isinstance(value, dict | Unset):
            return ObjectEditor(field)
        case Shape.MAP if isinstance(value, dict | Unset):
            return MapEditor(field)
        case Shape.LIST if isinstance(value, list | Unset):
            return ListEditor(field)
        case Shape.SWITCH if isinstance(value, bool | Unset):
            return SwitchEditor(field)
        case Shape.CHOICE if not isinstance(value, dict | list):
            return ChoiceEditor(field)
        case Shape.LONG_TEXT if isinstance(value, str | Unset):
            return TextEditor(field)
        case Shape.TEXT if isinstance(value, str | Unset):
            return LineEditor(field)
        case Shape.WHOLE_NUMBER | Shape.NUMBER if isinstance(value, int | float | Unset):
            return LineEditor(field)
        case _:
            # a bare word where an object is usual is a text: the service takes both
            plain = field.shape is Shape.OBJECT and isinstance(value, str)
            plain = plain or (field.shape is Shape.JSON and "type" not in field.schema)
            return JsonEditor(field.title, plain_words=plain, height=58 if plain else 110)


def _joined_drafts(editors: dict[str, Editor]) -> str:
    drafts = {name: text for name, editor in editors.items() if (text := editor.draft())}
    return json.dumps(drafts) if drafts else ""


def _spread_drafts(joined: str, editors: dict[str, Editor]) -> None:
    for name, text in json.loads(joined).items():
        if name in editors:
            editors[name].show_draft(text)


class ObjectEditor(Editor):
    """A nested object: its fields one under the other; keys without a field are kept."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._value: JsonObject = {}
        self._editors: dict[str, Editor] = {}
        for inner in fields_of(field.schema, field.root):
            label = QLabel(inner.title)
            label.setProperty("look", "dim")
            editor = editor_for(inner)
            if isinstance(editor, TextEditor):
                editor.text.setFixedHeight(58)  # several entries should fit
            label.setBuddy(editor)
            editor.edited.connect(lambda value, name=inner.name: self._on_edited(name, value))
            editor.finished.connect(self.finished)
            self._column.addWidget(label)
            self._column.addWidget(editor)
            self._editors[inner.name] = editor
            if len(self._editors) == 1:
                self.setFocusProxy(editor)
        self._column.addWidget(self.error)

    @override
    def show_value(self, value: Value) -> None:
        self._value = value if isinstance(value, dict) else {}
        for name, editor in self._editors.items():
            editor.show_value(self._value.get(name, UNSET) if name in self._value else UNSET)

    @override
    def draft(self) -> str:
        return _joined_drafts(self._editors)

    @override
    def show_draft(self, text: str) -> None:
        _spread_drafts(text, self._editors)

    def _on_edited(self, name: str, value: Value) -> None:
        rest = {key: old for key, old in self._value.items() if key != name}
        if isinstance(value, Unset):
            self._value = rest
        elif name in self._value:
            self._value = {**self._value, name: value}
        else:
            self._value = {**rest, name: value}
        self.edited.emit(self._value or UNSET)


class _RowsEditor(Editor):
    """Rows that can be added and taken away."""

    def __init__(self, field: Field, add_text: str) -> None:
        super().__init__()
        self._item = item_field(field)
        self._editors: dict[str, Editor] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._column.addLayout(self._rows)
        self._add_button = QPushButton(add_text)
        self._add_button.setProperty("look", "link")
        self._add_button.clicked.connect(self._on_add)
        self.setFocusProxy(self._add_button)
        self._column.addWidget(self._add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.error)

    @override
    def draft(self) -> str:
        return _joined_drafts(self._editors)

    @override
    def show_draft(self, text: str) -> None:
        _spread_drafts(text, self._editors)

    def _on_add(self) -> None:
        raise RuntimeError(f"{type(self).__name__} adds nothing")

    def _clear(self) -> None:
        self._editors.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _remove_button(self, name: str) -> QPushButton:
        button = QPushButton("×")
        button.setFixedWidth(28)
        button.setProperty("look", "link")
        button.setAccessibleName(self.tr("Remove {name}").format(name=name))
        button.setToolTip(button.accessibleName())
        return button


class ListEditor(_RowsEditor):
    """A list: one editor a row."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, self.tr("+ Add"))
        self._values: list[JsonValue] = []
        self._shown: list[JsonValue] | None = None

    @override
    def show_value(self, value: Value) -> None:
        values = value if isinstance(value, list) else []
        if values != self._shown:
            self._values = list(values)
            self._build()

    def _build(self) -> None:
        self._shown = list(self._values)
        self._clear()
        for index, value in enumerate(self._values):
            row = QFrame()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            editor = editor_for(self._item, value)
            editor.show_value(value)
            self._editors[str(index)] = editor
            editor.edited.connect(lambda new, at=index: self._on_edited(at, new))
            editor.finished.connect(self.finished)
            remove = self._remove_button(str(index + 1))
            remove.clicked.connect(lambda _=False, at=index: self._on_removed(at))
            line.addWidget(editor, 1)
            line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(row)

    def _on_edited(self, index: int, value: Value) -> None:
        self._values[index] = "" if isinstance(value, Unset) else value
        self._emit()

    def _on_removed(self, index: int) -> None:
        del self._values[index]
        self._build()
        self._emit()

    @override
    def _on_add(self) -> None:
        self._values.append({} if self._item.shape is Shape.OBJECT else "")
        self._build()
        self._emit()

    def _emit(self) -> None:
        self._shown = list(self._values)
        self.edited.emit(list(self._values) or UNSET)


class MapEditor(_RowsEditor):
    """Names and their values; the order is kept. A name that is empty or double waits."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, self.tr("+ Add"))
        self._rows.setSpacing(16)  # an entry is several lines: keep each together
        self._entries: list[tuple[str, JsonValue]] = []
        self._shown: list[tuple[str, JsonValue]] | None = None

    @override
    def show_value(self, value: Value) -> None:
        entries = list(value.items()) if isinstance(value, dict) else []
        waiting = [entry for entry in self._entries if not entry[0]]
        if entries != self._shown:
            self._entries = [*entries, *waiting]
            self._build()

    def _build(self) -> None:
        self._shown = [entry for entry in self._entries if entry[0]]
        self._clear()
        for index, (name, value) in enumerate(self._entries):
            row = QFrame()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            top = QHBoxLayout()
            line = QLineEdit(name)
            line.setPlaceholderText(self.tr("name"))
            line.setAccessibleName(self.tr("Name {n}").format(n=index + 1))
            line.textEdited.connect(lambda text, at=index: self._on_named(at, text))
            line.editingFinished.connect(self.finished)
            remove = self._remove_button(name or str(index + 1))
            remove.clicked.connect(lambda _=False, at=index: self._on_removed(at))
            top.addWidget(line, 1)
            top.addWidget(remove)
            editor = editor_for(self._item, value)
            editor.show_value(value)
            self._editors[str(index)] = editor
            editor.edited.connect(lambda new, at=index: self._on_edited(at, new))
            editor.finished.connect(self.finished)
            column.addLayout(top)
            column.addWidget(editor)
            self._rows.addWidget(row)

    def _on_named(self, index: int, name: str) -> None:
        others = {entry[0] for at, entry in enumerate(self._entries) if at != index}
        if name and name in others:
            self.show_error(self.tr("“{name}” is there already.").format(name=name))
            return
        self.show_error("")
        self._entries[index] = (name, self._entries[index][1])
        self._emit()

    def _on_edited(self, index: int, value: Value) -> None:
        empty: JsonValue = {} if self._item.shape is Shape.OBJECT else ""
        new = empty if isinstance(value, Unset) else value
        self._entries[index] = (self._entries[index][0], new)
        self._emit()

    def _on_removed(self, index: int) -> None:
        del self._entries[index]
        self._build()
        self._emit()

    @override
    def _on_add(self) -> None:
        empty: JsonValue = "" if self._item.shape is not Shape.OBJECT else {"description": ""}
        self._entries.append(("", empty))
        self._build()
        item = self._rows.itemAt(self._rows.count() - 1)
        row = item.widget() if item is not None else None
        if row is not None and (line := row.findChild(QLineEdit)) is not None:
            line.setFocus()

    def _emit(self) -> None:
        named = [entry for entry in self._entries if entry[0]]
        self._shown = named
        self.edited.emit(dict(named) or UNSET)
