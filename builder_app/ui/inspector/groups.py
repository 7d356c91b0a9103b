"""The editor for a field, whatever its shape: nested objects, and what is made of many rows."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from builder_app.ui.inspector.editors import (
    UNSET,
    ChoiceEditor,
    Complaints,
    Editor,
    NumberEditor,
    SwitchEditor,
    TextEditor,
    Unset,
    Value,
    same_json,
)
from builder_app.ui.inspector.json_editor import JsonEditor
from builder_app.ui.inspector.rows import ListEditor, MapEditor
from builder_app.ui.inspector.schema import Field, Shape, fields_of
from builder_app.ui.widgets.lines import plain_label, plain_tip
from builder_app.ui.widgets.text_fields import LineField, TextField
from builder_app.workflow.json_value import JsonObject, JsonPath

_MOST_ROWS = 40  # a form of more rows takes too long to build and to read: JSON shows all
_MOST_DEPTH = 4  # a schema may contain itself
_LABEL_WIDTH = 64
_BESIDE_WIDTH = 114


class FieldEditor(Editor):
    """The editor of one field: the form's own, or JSON for a value that the form can't show."""

    def __init__(self, field: Field, beside: QHBoxLayout | None = None, depth: int = 0) -> None:
        super().__init__()
        self._field, self._beside, self._depth = field, beside, depth
        self._last: Value = UNSET
        self._name = field.title
        self._shape = fitting_shape(field, UNSET, depth)
        self._why: QLabel | None = None
        self._inner = self._new_inner()

    def _new_inner(self) -> Editor:
        inner = _new_editor(self._field, self._shape, self._last, self._beside, self._depth)
        inner.rename(self._name)
        inner.edited.connect(self._on_edited)
        inner.finished.connect(self.finished)
        self._say_why_json()
        self._column.addWidget(inner)
        self.setFocusProxy(inner.control())
        return inner

    def _say_why_json(self) -> None:
        """Say why there is JSON where a form is usual; a bare word needs no reason."""
        unusual = self._shape is not self._field.shape and not isinstance(self._last, str)
        if unusual and self._why is None:
            self._why = plain_label(self.tr("The form can’t show this value. Edit it here."), "dim")
            self._column.addWidget(self._why)
        if self._why is not None:
            self._why.setVisible(unusual)

    @override
    def show_value(self, value: Value) -> None:
        if not same_json(value, self._last):
            self._last = value
            shape = fitting_shape(self._field, value, self._depth)
            if shape is not self._shape and not self._inner.draft():
                self._shape = shape
                self._swap()
        self._inner.show_value(value)

    def _swap(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._inner.isAncestorOf(focus)
        self._inner.dismiss()
        self._inner = self._new_inner()
        self._inner.show()
        if had_focus:
            self._inner.focus_path(())

    def _on_edited(self, value: Value) -> None:
        self._last = value
        self.edited.emit(value)

    @override
    def draft(self) -> str:
        text = self._inner.draft()
        return f"{self._shape.name}:{text}" if text else ""

    @override
    def show_draft(self, text: str) -> None:
        name, _, words = text.partition(":")
        if name == Shape.JSON.name and self._shape is not Shape.JSON:
            # the value fits the form by now, but what is half typed is still JSON
            self._shape = Shape.JSON
            self._swap()
            self._inner.show_value(self._last)
        if name == self._shape.name:
            self._inner.show_draft(words)

    @override
    def show_complaints(self, complaints: Complaints) -> None:
        self._inner.show_complaints(complaints)

    @override
    def show_error(self, text: str) -> None:
        self._inner.show_error(text)

    @override
    def focus_path(self, path: JsonPath) -> None:
        self._inner.focus_path(path)

    @override
    def control(self) -> QWidget:
        return self._inner.control()

    @override
    def rename(self, name: str) -> None:
        self._name = name
        self._inner.rename(name)

    @override
    def dismiss(self) -> None:
        self._inner.dismiss()
        super().dismiss()


class ObjectEditor(Editor):
    """A nested object: its fields one under the other; keys without a field are kept.

    With ``beside``, a choice goes into that row: an entry of a map is two lines, not six.
    """

    def __init__(self, field: Field, beside: QHBoxLayout | None = None, depth: int = 0) -> None:
        super().__init__()
        self._value: JsonObject = {}
        self._editors: dict[str, FieldEditor] = {}
        self._outside: FieldEditor | None = None
        fields = list(fields_of(field.schema, field.root))
        choices = [inner for inner in fields if inner.shape is Shape.CHOICE]
        first = choices[0] if beside is not None and choices and len(fields) > 1 else None
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        alone = first is not None and len(fields) <= 2
        for inner in fields:
            editor = FieldEditor(inner, depth=depth + 1)
            editor.edited.connect(lambda value, name=inner.name: self._on_edited(name, value))
            editor.finished.connect(self.finished)
            editor.setToolTip(plain_tip(inner.description))
            self._editors[inner.name] = editor
            if inner is first and beside is not None:
                editor.setFixedWidth(_BESIDE_WIDTH)
                beside.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
                self._outside = editor
            else:
                _add_to(grid, inner, editor, labelled=not alone)
        for editor in self._editors.values():
            if editor is not self._outside:
                self.setFocusProxy(editor)
                break

    @override
    def show_value(self, value: Value) -> None:
        self._value = value if isinstance(value, dict) else {}
        for name, editor in self._editors.items():
            editor.show_value(self._value.get(name, UNSET) if name in self._value else UNSET)

    @override
    def draft(self) -> str:
        drafts = {name: text for name, editor in self._editors.items() if (text := editor.draft())}
        return json.dumps(drafts) if drafts else ""

    @override
    def show_draft(self, text: str) -> None:
        for name, inner in json.loads(text).items():
            if name in self._editors:
                self._editors[name].show_draft(inner)

    @override
    def show_complaints(self, complaints: Complaints) -> None:
        for name, editor in self._editors.items():
            below = [(path[1:], what) for path, what in complaints if path[:1] == (name,)]
            editor.show_complaints(below)
        own = [c for c in complaints if not c[0] or c[0][0] not in self._editors]
        super().show_complaints(own)

    @override
    def focus_path(self, path: JsonPath) -> None:
        editor = self._editors.get(str(path[0])) if path else None
        editor = editor or next(iter(self._editors.values()), None)
        if editor is not None:
            editor.focus_path(path[1:])

    @override
    def rename(self, name: str) -> None:
        self.setAccessibleName(name)

    @override
    def dismiss(self) -> None:
        if self._outside is not None:
            self._outside.dismiss()
        super().dismiss()

    def _on_edited(self, name: str, value: Value) -> None:
        if isinstance(value, Unset):
            self._value = {key: old for key, old in self._value.items() if key != name}
        else:
            self._value = {**self._value, name: value}
        self.edited.emit(self._value or UNSET)


def _add_to(grid: QGridLayout, field: Field, editor: FieldEditor, *, labelled: bool) -> None:
    row = grid.rowCount()
    wide = field.shape in (Shape.OBJECT, Shape.MAP, Shape.LIST)
    if not labelled:
        control = editor.control()
        if isinstance(control, LineField | TextField):
            control.setPlaceholderText(field.title)
        grid.addWidget(editor, row, 0, 1, 2)
        return
    label = plain_label(field.title + (" *" if field.required else ""), "dim")
    label.setToolTip(plain_tip(field.description))
    label.setBuddy(editor)
    label.setContentsMargins(0, 7, 0, 0)
    if wide:
        grid.addWidget(label, row, 0, 1, 2)
        grid.addWidget(editor, row + 1, 0, 1, 2)
    else:
        label.setFixedWidth(_LABEL_WIDTH)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, row, 1)


def fitting_shape(field: Field, value: Value, depth: int = 0) -> Shape:
    """Return the shape in which the form can show ``value``, JSON when it can't."""
    shape = field.shape
    if depth > _MOST_DEPTH and shape in (Shape.OBJECT, Shape.MAP, Shape.LIST):
        return Shape.JSON
    if isinstance(value, Unset) or (value is None and "null" in field.types):
        return shape
    match shape, value:
        case Shape.OBJECT, dict():
            return shape
        case ((Shape.MAP | Shape.LIST), (dict() | list())):
            fits = isinstance(value, dict) is (shape is Shape.MAP) and len(value) <= _MOST_ROWS
        case Shape.CHOICE, _:
            fits = not isinstance(value, dict | list)
        case ((Shape.TEXT | Shape.LONG_TEXT), str()):
            fits = True
        case Shape.SWITCH, bool():
            fits = True
        case Shape.WHOLE_NUMBER, int():
            fits = not isinstance(value, bool)
        case Shape.NUMBER, (int() | float()):
            fits = not isinstance(value, bool)
        case _:
            fits = False
    return shape if fits else Shape.JSON


def _new_editor(
    field: Field, shape: Shape, value: Value, beside: QHBoxLayout | None, depth: int
) -> Editor:
    def make(item: Field, row: QHBoxLayout | None) -> Editor:
        return FieldEditor(item, row, depth + 1)

    match shape:
        case Shape.OBJECT:
            return ObjectEditor(field, beside, depth)
        case Shape.MAP:
            return MapEditor(field, make)
        case Shape.LIST:
            return ListEditor(field, make)
        case Shape.SWITCH:
            return SwitchEditor(field)
        case Shape.CHOICE:
            return ChoiceEditor(field)
        case Shape.TEXT | Shape.LONG_TEXT:
            return TextEditor(field, least_lines=4 if depth == 0 else 1)
        case Shape.WHOLE_NUMBER | Shape.NUMBER:
            return NumberEditor(field)
        case Shape.JSON:
            # a bare word where an object is usual is a text: the service takes both
            plain = field.shape is Shape.OBJECT and isinstance(value, str)
            scalar = not field.types or "string" in field.types
            plain = plain or (field.shape is Shape.JSON and scalar)
            return JsonEditor(field.title, plain_words=plain, types=field.types)
