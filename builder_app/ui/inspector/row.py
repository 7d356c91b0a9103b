"""One row of a list or a map: its name, its value, and the buttons that move and remove it."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from builder_app.ui.inspector.editors import Complaints, Editor, Unset, Value, mark_invalid
from builder_app.ui.inspector.schema import Field, Shape
from builder_app.ui.widgets.lines import plain_label
from builder_app.ui.widgets.text_fields import LineField, is_undo, row_step
from builder_app.workflow.json_value import JsonPath, JsonValue

Maker: TypeAlias = "Callable[[Field, QHBoxLayout | None], Editor]"
_GROUPS = (Shape.OBJECT, Shape.MAP, Shape.LIST)


class Row(QFrame):
    """A value of a list, or a named one of a map. ``key`` is the name that the specs have.

    A row of a map without a key is waiting for a name; its value is in no specs yet.
    """

    edited = Signal()
    named = Signal(str)  # the name that is typed now
    finished = Signal()
    moved = Signal(int)  # by how many places
    removed = Signal()

    def __init__(self, item: Field, make: Maker, key: str | None) -> None:
        super().__init__()
        self.key = key or ""
        self.value: JsonValue = empty_value(item)
        self._item = item
        self._number: QLabel | None = None
        self.name: LineField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(4)
        column.addLayout(top)
        if key is not None:
            self.name = self._name_field(key)
            top.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
            self.editor = make(item, top)
            column.addWidget(self.editor)
        elif item.shape in _GROUPS:
            self._number = plain_label("", "section")
            top.addWidget(self._number, 1)
            self.editor = make(item, None)
            column.addWidget(self.editor)
        else:
            self.editor = make(item, None)
            top.addWidget(self.editor, 1)
        self._add_tools(top)
        self._error = plain_label("", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        column.insertWidget(1, self._error)
        self.editor.edited.connect(self._on_edited)
        self.editor.finished.connect(self.finished)

    def is_waiting(self) -> bool:
        """Tell whether the row has no name yet."""
        return self.name is not None and not self.key

    def show_value(self, key: str, value: JsonValue) -> None:
        """Show what the document has; a half-typed name stays."""
        if self.name is not None and key != self.key:
            if self.name.text() == self.key:
                self.name.show_text(key)
            self.key = key
        self.value = value
        self.editor.show_value(value)

    def draft(self) -> dict[str, JsonValue]:
        """Return what is half typed, {} for nothing."""
        draft: dict[str, JsonValue] = {}
        if self.name is not None and self.name.text() != self.key:
            draft["name"] = self.name.text()
        if text := self.editor.draft():
            draft["text"] = text
        if self.is_waiting():
            draft["value"] = self.value
        return {"key": self.key, **draft} if draft else {}

    def show_draft(self, draft: dict[str, JsonValue]) -> None:
        """Bring half-typed words back."""
        if "value" in draft:
            self.value = draft["value"]
            self.editor.show_value(self.value)
        if isinstance(text := draft.get("text"), str):
            self.editor.show_draft(text)
        if self.name is not None and isinstance(name := draft.get("name"), str):
            self.name.show_text(name)
            if name or self.key:
                self.named.emit(name)

    def show_complaints(self, complaints: Complaints) -> None:
        """Say what is wrong below this row."""
        self.editor.show_complaints(complaints)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the name, or with an emptied value."""
        self._error.setText(f"⚠ {text}" if text else "")
        self._error.setVisible(bool(text))
        if self.name is not None:
            mark_invalid(self.name, text)

    def renumber(self, number: int, of: int, title: str) -> None:
        """Take the ``number``-th place of ``of``."""
        named = self.key or str(number)
        self.setAccessibleName(f"{title} {named}".strip())
        if self.name is not None:
            self.name.setAccessibleName(self.tr("Name {n}").format(n=number))
            self.editor.rename(self.tr("Value of {name}").format(name=named))
        else:
            self.editor.rename(f"{title} {number}".strip())
        if self._number is not None:
            self._number.setText(str(number))
        for button, words in (
            (self._up, self.tr("Move {name} up")),
            (self._down, self.tr("Move {name} down")),
            (self._remove, self.tr("Remove {name}")),
        ):
            button.setAccessibleName(words.format(name=named))
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < of)

    def focus_path(self, path: JsonPath) -> None:
        """Put the cursor into what ``path`` leads to, else into its name, or its value."""
        if self.name is not None and not path and self.is_waiting():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editor.focus_path(path)

    def _name_field(self, key: str) -> LineField:
        line = LineField()
        line.setText(key)
        line.setPlaceholderText(self.tr("name"))
        line.textEdited.connect(self.named)
        line.editingFinished.connect(self.finished)
        return line

    def _add_tools(self, top: QHBoxLayout) -> None:
        movers = QVBoxLayout()
        movers.setSpacing(0)
        self._up = _tool("▴", self.tr("Move up (Alt+Up)"))
        self._down = _tool("▾", self.tr("Move down (Alt+Down)"))
        for button, step in ((self._up, -1), (self._down, 1)):
            button.setFixedWidth(18)
            button.setProperty("mover", "true")
            # the keys do the same from any field of the row: no two more stops of Tab
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, by=step: self.moved.emit(by))
            movers.addWidget(button)
        self._remove = _tool("×", self.tr("Remove"))
        self._remove.setFixedWidth(24)
        self._remove.clicked.connect(self.removed)
        top.addLayout(movers)
        top.setAlignment(movers, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def _on_edited(self, value: Value) -> None:
        if isinstance(value, Unset):
            if self._item.shape in (Shape.WHOLE_NUMBER, Shape.NUMBER):
                self.show_error(self.tr("Enter a number, or remove the row."))
                return
            value = empty_value(self._item)
        self.show_error("")
        self.value = value
        self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self.name
        if by := row_step(event):
            self.moved.emit(by)
        elif is_undo(event) and name is not None and name.hasFocus() and name.text() != self.key:
            name.show_text(self.key)
            self.show_error("")
        elif is_undo(event) and self.is_waiting() and self.value == empty_value(self._item):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def empty_value(item: Field) -> JsonValue:
    """Return what a new row holds."""
    match item.shape:
        case Shape.OBJECT | Shape.MAP:
            return {}
        case Shape.LIST:
            return []
        case _ if item.default is not None:
            return item.default
        case Shape.SWITCH:
            return False
        case Shape.WHOLE_NUMBER | Shape.NUMBER:
            return 0
        case Shape.CHOICE if item.choices:
            return item.choices[0]
        case _:
            return ""


def _tool(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("look", "tool")
    button.setToolTip(tip)
    return button
