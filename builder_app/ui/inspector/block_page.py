"""The page of one block: its name, its specs as a form, and the same specs as JSON."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.analysis.order import topological_order
from builder_app.analysis.problems import Problem
from builder_app.analysis.spec_check import spec_complaints
from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.inspector.editors import (
    UNSET,
    Complaints,
    Editor,
    Unset,
    Value,
    same_json,
)
from builder_app.ui.inspector.groups import FieldEditor
from builder_app.ui.inspector.json_editor import JsonEditor
from builder_app.ui.inspector.pages import Page
from builder_app.ui.inspector.rows import MapEditor
from builder_app.ui.inspector.schema import Field, Shape, fields_of
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.icons import draw_block_icon
from builder_app.ui.theme.theme import Theme
from builder_app.ui.widgets.lines import horizontal_line, plain_label, section_label
from builder_app.ui.widgets.tab_order import order_tabs
from builder_app.ui.widgets.text_fields import LineField
from builder_app.workflow.edits import SetSpecs, SetTitle
from builder_app.workflow.json_value import JsonObject, JsonPath
from builder_app.workflow.parts import BlockId

Drafts = dict[tuple[str, str], str]
_JSON = "\0json"
_OTHERS = "\0others"


class BlockPage(Page):
    """Edits one block through the session. Half-typed values are kept in ``drafts``."""

    def __init__(
        self, session: EditorSession, block_id: BlockId, theme: Theme, drafts: Drafts
    ) -> None:
        super().__init__(session, spacing=8)
        self._block_id = block_id
        self._theme = theme
        self._drafts = drafts
        self._kind = session.catalogue.kind(session.workflow.block(block_id).kind)
        self._editors: dict[str, Editor] = {}
        self._refused: Complaints = []
        self._build_head()
        self._form = QWidget()
        self._form_column = QVBoxLayout(self._form)
        self._form_column.setContentsMargins(0, 4, 0, 0)
        self._form_column.setSpacing(6)
        self._build_form()
        self._json = JsonEditor(self.tr("Specs as JSON"), only_objects=True)
        self._wired(_JSON, self._json)
        self._json.hide()
        self._column.addWidget(self._form)
        self._column.addWidget(self._json)
        self._column.addStretch(1)
        self.show_document()
        for name, text in drafts.items():
            if name[0] == block_id and name[1] in self._editors:
                self._editors[name[1]].show_draft(text)
        order_tabs(self)

    @override
    def show_document(self) -> None:
        """Show the block as the document has it now; what is half typed stays."""
        block = self._session.workflow.block(self._block_id)
        self._title.show_text(block.title)
        if _OTHERS not in self._editors and any(name not in self._editors for name in block.specs):
            self._add_others(after_fields=True)  # a spec without a field came in as JSON
        for name, editor in self._editors.items():
            editor.show_value(self._value_for(name, block.specs))
        self._show_errors(block.specs)

    def show_refused(self, refused: tuple[Problem, ...]) -> None:
        """Mark the fields of this block that a service refused."""
        self._refused = [
            (problem.spec_path, problem.at_field.text())
            for problem in refused
            if problem.block_id == self._block_id and problem.at_field is not None
        ]
        self._show_errors(self._session.workflow.block(self._block_id).specs)

    def show_step(self) -> None:
        """Show the place of the block in the order of the workflow as it is now."""
        workflow = self._session.workflow
        order = topological_order(workflow.blocks, workflow.edges)
        step = order.index(self._block_id) + 1
        words = self.tr("{kind} · step {n} of {m}")
        self._step.setText(words.format(kind=self._kind.name, n=step, m=len(order)))

    def keep_drafts(self) -> None:
        """Remember what is half typed, for when the block is selected again."""
        for name, editor in self._editors.items():
            key = (str(self._block_id), name)
            if text := editor.draft():
                self._drafts[key] = text
            else:
                self._drafts.pop(key, None)

    def focus_field(self, path: JsonPath = ()) -> None:
        """Put the cursor into the field that ``path`` leads to, without a path into the first.

        A spec without a field is among the other specs, or in the JSON; a block without specs
        has its name.
        """
        in_form = {name: editor for name, editor in self._editors.items() if name != _JSON}
        if not path:
            first = next(iter(in_form.values()), None)
            self._tabs.setCurrentIndex(0)
            if first is None:
                self._title.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                first.focus_path(())
            return
        name = str(path[0])
        if name in in_form:
            editor, path = in_form[name], path[1:]
        else:
            editor = in_form.get(_OTHERS, self._json)
        self._tabs.setCurrentIndex(1 if editor is self._json else 0)
        editor.focus_path(path)

    # ---- building

    def _build_head(self) -> None:
        icon = QLabel()
        icon.setFixedSize(28, 28)
        icon.setPixmap(_icon(self._kind, self._theme))
        self._title = LineField()
        self._title.setPlaceholderText(self._kind.title)
        self._title.setAccessibleName(self.tr("Name of the block"))
        self._title.textEdited.connect(self._on_title)
        self._title.editingFinished.connect(self.end_burst)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(icon)
        row.addWidget(self._title, 1)
        self._column.addLayout(row)
        self._step = plain_label("", "dim")
        self._column.addWidget(self._step)
        self.show_step()
        if self._kind.description:
            self._column.addWidget(plain_label(self._kind.description, "dim"))
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Form or JSON"))
        self._tabs.addTab(self.tr("Form"))
        self._tabs.addTab(self.tr("JSON"))
        self._tabs.currentChanged.connect(self._on_tab)
        self._column.addWidget(self._tabs)

    def _build_form(self) -> None:
        fields = fields_of(self._kind.specs_schema, self._kind.specs_schema)
        specs = self._session.workflow.block(self._block_id).specs
        self._names = frozenset(field.name for field in fields)
        for field in fields:
            self._add_field(field)
        others = [name for name in specs if name not in self._names]
        documented = self._kind.specs_documented and self._kind.known
        if documented and not fields and not others:
            self._form_column.addWidget(
                plain_label(self.tr("This block needs no specs: link it and it works."), "dim")
            )
            return
        if documented and not others:
            return
        if fields:
            self._form_column.addWidget(horizontal_line())
        title = self.tr("OTHER SPECS") if fields else self.tr("SPECS")
        self._form_column.addWidget(section_label(title))
        if not documented:
            self._form_column.addWidget(
                plain_label(
                    self.tr(
                        "Sixtyfour has not published all specs of this block. "
                        "What you enter here is sent as it is: words are text; numbers, true, "
                        "false, {…} and […] are JSON."
                    ),
                    "dim",
                )
            )
        self._add_others(after_fields=False)

    def _add_others(self, *, after_fields: bool) -> None:
        if after_fields:
            self._form_column.addWidget(horizontal_line())
            self._form_column.addWidget(section_label(self.tr("OTHER SPECS")))
        schema: JsonObject = {"type": "object", "additionalProperties": {}}
        field = Field(
            name=_OTHERS,
            title=self.tr("Other specs"),
            description="",
            required=False,
            shape=Shape.MAP,
            schema=schema,
            root=schema,
        )
        others = MapEditor(field, FieldEditor, self._names)
        others.rename(field.title)
        self._form_column.addWidget(self._wired(_OTHERS, others))

    def _add_field(self, field: Field) -> None:
        top = QHBoxLayout()
        label = QLabel(field.title)
        label.setProperty("look", "strong")
        label.setTextFormat(Qt.TextFormat.PlainText)
        top.addWidget(label)
        top.addStretch(1)
        if field.required or field.name in self._kind.required_inferred:
            words = self.tr("required") if field.required else self.tr("probably required")
            top.addWidget(plain_label(words, "section"))
        editor = self._wired(field.name, FieldEditor(field))
        label.setBuddy(editor)
        self._form_column.addSpacing(6)
        self._form_column.addLayout(top)
        self._form_column.addWidget(editor)
        if hint := " ".join(filter(None, (field.description, self._limits(field)))):
            self._form_column.addWidget(plain_label(hint, "dim"))

    def _limits(self, field: Field) -> str:
        least, most = field.schema.get("minimum"), field.schema.get("maximum")
        if least is not None and most is not None:
            return self.tr("From {least} to {most}.").format(least=least, most=most)
        if least is not None:
            return self.tr("At least {least}.").format(least=least)
        return self.tr("At most {most}.").format(most=most) if most is not None else ""

    def _wired(self, name: str, editor: Editor) -> Editor:
        editor.edited.connect(lambda value: self._on_edited(name, value))
        editor.finished.connect(self.end_burst)
        self._editors[name] = editor
        return editor

    # ---- values

    def _value_for(self, name: str, specs: JsonObject) -> Value:
        if name == _JSON:
            return specs
        if name == _OTHERS:
            return {key: value for key, value in specs.items() if key not in self._editors}
        return specs.get(name, UNSET)

    def _on_edited(self, name: str, value: Value) -> None:
        specs = self._session.workflow.block(self._block_id).specs
        new: JsonObject
        if name == _JSON:
            new = value if isinstance(value, dict) else {}
        elif name == _OTHERS:
            kept = {key: old for key, old in specs.items() if key in self._editors}
            new = {**kept, **(value if isinstance(value, dict) else {})}
        elif isinstance(value, Unset):
            new = {key: old for key, old in specs.items() if key != name}
        else:
            new = {**specs, name: value}
        if same_json(new, specs):
            return
        token = f"{self._block_id} {name} {self._burst}"
        self._session.perform(
            SetSpecs(self._block_id, new), self.tr("Edit specs"), merge_token=token
        )

    def _on_title(self, text: str) -> None:
        token = f"{self._block_id} title {self._burst}"
        self._session.perform(
            SetTitle(self._block_id, text), self.tr("Rename block"), merge_token=token
        )

    def _show_errors(self, specs: JsonObject) -> None:
        found = [(c.path, c.text) for c in spec_complaints(specs, self._kind)]
        found += self._refused
        for name, editor in self._editors.items():
            editor.show_complaints(self._complaints_of(name, found))

    def _complaints_of(self, name: str, found: Complaints) -> Complaints:
        if name == _JSON:
            return found
        if name == _OTHERS:
            return [(path, what) for path, what in found if path and path[0] not in self._names]
        return [(path[1:], what) for path, what in found if path[:1] == (name,)]

    def _on_tab(self, index: int) -> None:
        self._form.setVisible(index == 0)
        self._json.setVisible(index == 1)


def _icon(kind: BlockKind, theme: Theme) -> QPixmap:
    pixmap = QPixmap(56, 56)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_block_icon(painter, QRectF(0, 0, 28, 28), kind, theme.tokens)
    painter.end()
    return pixmap
