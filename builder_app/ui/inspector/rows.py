"""Editors of many values: lists and maps, whose rows are added, moved and removed."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout
from typing_extensions import override

from builder_app.ui.inspector.editors import UNSET, Complaints, Editor, Value, same_json
from builder_app.ui.inspector.row import Maker, Row
from builder_app.ui.inspector.schema import Field, Shape, item_field
from builder_app.ui.widgets.tab_order import order_tabs
from builder_app.workflow.json_value import JsonPath, JsonValue, as_json


class RowsEditor(Editor):
    """Rows that can be added, moved and taken away.

    A row stays the same widget while its value is in the document: undo from outside neither
    takes the cursor out of it nor mixes half-typed words up.
    """

    def __init__(self, field: Field, make: Maker) -> None:
        super().__init__()
        self._item = item_field(field)
        self._make = make
        self._title = field.title
        self._shown: Value = UNSET
        self._rows: list[Row] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._column.addLayout(self._lines)
        self._add_button = QPushButton(self.tr("+ Add"))
        self._add_button.setProperty("look", "link")
        self._add_button.clicked.connect(self._on_add)
        self.setFocusProxy(self._add_button)
        self._column.addWidget(self._add_button, 0, Qt.AlignmentFlag.AlignLeft)

    # ---- what the kinds differ in

    def _pairs(self, value: Value) -> list[tuple[str, JsonValue]]:
        raise RuntimeError(f"{type(self).__name__} has no rows for {type(value).__name__}")

    def _joined(self) -> Value:
        raise RuntimeError(f"{type(self).__name__} joins nothing")

    def _stands_for(self, row: Row, key: str, value: JsonValue) -> bool:
        raise RuntimeError(f"{type(self).__name__} knows no {key}, {row}, {value}")

    def _new_key(self, key: str) -> str | None:
        raise RuntimeError(f"{type(self).__name__} names nothing {key}")

    def _row_at(self, step: str | int) -> Row | None:
        raise RuntimeError(f"{type(self).__name__} has no row at {step}")

    def _on_named(self, row: Row, name: str) -> None:
        raise RuntimeError(f"{type(self).__name__} can't name {row} {name}")

    # ---- showing

    @override
    def show_value(self, value: Value) -> None:
        if same_json(value, self._shown):
            return
        self._shown = value
        pairs = self._pairs(value)
        waiting = [(at, row) for at, row in enumerate(self._rows) if row.is_waiting()]
        free = [row for row in self._rows if not row.is_waiting()]
        found: list[Row | None] = []
        for key, entry in pairs:
            row = next((row for row in free if self._stands_for(row, key, entry)), None)
            if row is not None:
                free.remove(row)
            found.append(row)
        rows: list[Row] = []
        for (key, entry), match in zip(pairs, found, strict=True):
            row = match or (free.pop(0) if free else self._new_row(key))
            row.show_value(key, entry)
            rows.append(row)
        for at, row in waiting:
            rows.insert(min(at, len(rows)), row)
        for row in free:
            _discard(row)
        self._rows = rows
        self._lay_out()

    def _new_row(self, key: str) -> Row:
        row = Row(self._item, self._make, self._new_key(key))
        row.edited.connect(self._emit)
        row.named.connect(lambda name: self._on_named(row, name))
        row.finished.connect(self.finished)
        row.moved.connect(lambda by: self._on_moved(row, by))
        row.removed.connect(lambda: self._on_removed(row))
        return row

    def _lay_out(self) -> None:
        for at, row in enumerate(self._rows):
            item = self._lines.itemAt(at)
            if item is None or item.widget() is not row:
                self._lines.insertWidget(at, row)
                row.show()  # now: a layout would show it a moment later, too late for the focus
            row.renumber(at + 1, len(self._rows), self._title)
        order_tabs(self)

    @override
    def show_complaints(self, complaints: Complaints) -> None:
        below: dict[int, list[tuple[JsonPath, str]]] = {}
        own: list[tuple[JsonPath, str]] = []
        for path, what in complaints:
            row = self._row_at(path[0]) if path else None
            if row is None:
                own.append((path, what))
            else:
                below.setdefault(self._rows.index(row), []).append((path[1:], what))
        for at, row in enumerate(self._rows):
            row.show_complaints(below.get(at, []))
        super().show_complaints(own)

    @override
    def focus_path(self, path: JsonPath) -> None:
        row = self._row_at(path[0]) if path else next(iter(self._rows), None)
        if row is not None:
            row.focus_path(path[1:])
        else:
            self._add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def rename(self, name: str) -> None:
        self.setAccessibleName(name)
        self._add_button.setAccessibleName(self.tr("Add to {name}").format(name=name))

    # ---- half-typed

    @override
    def draft(self) -> str:
        drafts: list[JsonValue] = [
            {"at": at, **draft} for at, row in enumerate(self._rows) if (draft := row.draft())
        ]
        return json.dumps(drafts) if drafts else ""

    @override
    def show_draft(self, text: str) -> None:
        drafts = as_json(json.loads(text))
        for draft in drafts if isinstance(drafts, list) else []:
            if not isinstance(draft, dict) or not isinstance(at := draft["at"], int):
                continue
            if "value" in draft:
                row = self._new_row("")
                self._rows.insert(at, row)
                self._lay_out()
                row.show_draft(draft)
            elif (known := self._row_at(str(draft["key"]) or at)) is not None:
                known.show_draft(draft)

    # ---- acting

    def _on_add(self) -> None:
        row = self._new_row("")
        self._rows.append(row)
        row.editor.show_value(row.value)
        self._lay_out()
        if not row.is_waiting():
            self._emit_alone()
        row.focus_path(())

    def _on_moved(self, row: Row, by: int) -> None:
        at = self._rows.index(row)
        to = at + by
        if 0 <= to < len(self._rows):
            self._rows.insert(to, self._rows.pop(at))
            self._lay_out()
            self._emit_alone()

    def _on_removed(self, row: Row) -> None:
        at = self._rows.index(row)
        self._rows.remove(row)
        near = self._rows[min(at, len(self._rows) - 1)] if self._rows else None
        if near is not None:
            near.focus_path(())
        else:
            self._add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        _discard(row)
        self._lay_out()
        if not row.is_waiting():
            self._emit_alone()

    def _emit_alone(self) -> None:
        """Tell of a change that is an undo step of its own."""
        self.finished.emit()
        self._emit()
        self.finished.emit()

    def _emit(self) -> None:
        new = self._joined()
        if not same_json(new, self._shown):
            self._shown = new
            self.edited.emit(new)


class ListEditor(RowsEditor):
    """A list: one value a row."""

    @override
    def _pairs(self, value: Value) -> list[tuple[str, JsonValue]]:
        return [("", entry) for entry in value] if isinstance(value, list) else []

    @override
    def _joined(self) -> Value:
        return [row.value for row in self._rows] or UNSET

    @override
    def _stands_for(self, row: Row, key: str, value: JsonValue) -> bool:
        return same_json(row.value, value)

    @override
    def _new_key(self, key: str) -> str | None:
        return None

    @override
    def _row_at(self, step: str | int) -> Row | None:
        return self._rows[step] if isinstance(step, int) and step < len(self._rows) else None


class MapEditor(RowsEditor):
    """Names and their values; the order is kept.

    A name that is empty, double or ``reserved`` is half typed: the one before it stays.
    """

    def __init__(self, field: Field, make: Maker, reserved: frozenset[str] = frozenset()) -> None:
        super().__init__(field, make)
        self._reserved = reserved
        if self._item.shape is Shape.JSON:
            self._lines.setSpacing(12)

    @override
    def _pairs(self, value: Value) -> list[tuple[str, JsonValue]]:
        return list(value.items()) if isinstance(value, dict) else []

    @override
    def _joined(self) -> Value:
        return {row.key: row.value for row in self._rows if not row.is_waiting()} or UNSET

    @override
    def _stands_for(self, row: Row, key: str, value: JsonValue) -> bool:
        return row.key == key

    @override
    def _new_key(self, key: str) -> str | None:
        return key

    @override
    def _row_at(self, step: str | int) -> Row | None:
        return next((row for row in self._rows if row.key and row.key == step), None)

    @override
    def _on_named(self, row: Row, name: str) -> None:
        error = self._name_error(row, name)
        row.show_error(error)
        if not error and name != row.key:
            row.key = name
            self._emit()

    def _name_error(self, row: Row, name: str) -> str:
        if not name:
            return self.tr("Enter a name.")
        if name in self._reserved:
            return self.tr("“{name}” has a field of its own.").format(name=name)
        if any(other.key == name for other in self._rows if other is not row):
            return self.tr("“{name}” is there already.").format(name=name)
        return ""


def _discard(row: Row) -> None:
    row.blockSignals(True)  # noqa: FBT003 - what leaves the focus in it says nothing any more
    row.hide()
    row.deleteLater()
