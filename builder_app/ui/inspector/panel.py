"""The inspector: one page for what is selected."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from builder_app.ui.inspector.block_page import BlockPage, Drafts
from builder_app.ui.inspector.steps import next_step
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.changes import (
    BlockAdded,
    BlockChanged,
    BlockRemoved,
    Change,
    Changes,
    EdgeAdded,
    EdgeChanged,
    EdgeRemoved,
    HeaderChanged,
)
from builder_app.workflow.edits import SetCondition, SetDescription, SetName
from builder_app.workflow.json_value import JsonPath
from builder_app.workflow.parts import BlockId, EdgeId


class InspectorPanel(QScrollArea):
    """Shows a page for the selected block or link, else for the workflow itself."""

    canvas_requested = Signal()

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._drafts: Drafts = {}
        self._shown: object = None
        self.setWidgetResizable(True)
        self.setMinimumWidth(300)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Inspector"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # after the change at hand is through: pages are not torn down inside a notification
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_selected)
        session.selection.changed.connect(self._later.start)
        session.workflow.subscribe(self._follow)
        theme.changed.connect(self._rebuild)
        self._show_selected()

    def focus_first_field(self) -> None:
        """Put the cursor into the first field of what is selected."""
        self._show_selected()
        page = self.widget()
        if isinstance(page, BlockPage):
            page.focus_field()
        elif page is not None:
            page.setFocus()

    def show_problem(self, block_id: BlockId, spec_path: JsonPath) -> None:
        """Select the block and put the cursor into the field that the path names."""
        self._session.selection.select(blocks=(block_id,))
        self._show_selected()
        page = self.widget()
        if isinstance(page, BlockPage):
            page.focus_field(spec_path)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.canvas_requested.emit()
        else:
            super().keyPressEvent(event)

    def _follow(self, changes: Changes) -> None:
        for change in changes:
            self._follow_one(change)

    def _follow_one(self, change: Change) -> None:
        page = self.widget()
        match change:
            case BlockChanged(block_id=block_id) if block_id == self._shown:
                if isinstance(page, BlockPage) and self._session.workflow.has_block(block_id):
                    page.show_block()
            case BlockAdded() | BlockRemoved() | EdgeAdded() | EdgeRemoved():
                self._later.start()  # the order may be another; a batch tells of it many times
            case EdgeChanged() | HeaderChanged():
                if isinstance(page, _TextsPage):
                    page.show_texts()
            case _:
                pass

    def _rebuild(self) -> None:
        self._shown = None
        self._show_selected()

    def _show_selected(self) -> None:
        selection, workflow = self._session.selection, self._session.workflow
        count = len(selection.blocks) + len(selection.edges)
        if count > 1:
            wanted: object = count
        else:
            wanted = next(iter((*selection.blocks, *selection.edges)), "")
        page = self.widget()
        if wanted == self._shown:
            if isinstance(page, BlockPage):
                page.show_step()
            return
        if isinstance(page, BlockPage):
            page.keep_drafts()
        self._shown = wanted
        if count > 1:
            new: QWidget = _message(self.tr("%n selected", "", count))
        elif selection.blocks:
            block = BlockId(str(wanted))
            new = BlockPage(self._session, block, self._theme, self._drafts)
        elif selection.edges and workflow.has_edge(EdgeId(str(wanted))):
            new = EdgePage(self._session, EdgeId(str(wanted)))
        else:
            new = WorkflowPage(self._session)
        new.setProperty("look", "panel")
        new.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(new)


class _TextsPage(QWidget):
    """A page of plain text fields."""

    def __init__(self, session: EditorSession) -> None:
        super().__init__()
        self._session = session
        self._burst = next_step()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(6)

    def show_texts(self) -> None:
        """Show what the document holds now."""
        raise RuntimeError(f"{type(self).__name__} shows nothing")

    def _add_line(self, title: str, hint: str = "") -> QLineEdit:
        label = QLabel(title)
        label.setProperty("look", "strong")
        line = QLineEdit()
        line.setAccessibleName(title)
        line.setPlaceholderText(hint)
        line.editingFinished.connect(self._on_finished)
        label.setBuddy(line)
        self._column.addWidget(label)
        self._column.addWidget(line)
        return line

    def _add_note(self, text: str) -> None:
        note = QLabel(text)
        note.setProperty("look", "dim")
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        self._column.addWidget(note)

    def _on_finished(self) -> None:
        self._burst = next_step()


class WorkflowPage(_TextsPage):
    """Name and description of the workflow."""

    def __init__(self, session: EditorSession) -> None:
        super().__init__(session)
        self.name = self._add_line(self.tr("Workflow name"), self.tr("Untitled workflow"))
        self._column.addSpacing(8)
        label = QLabel(self.tr("Description"))
        label.setProperty("look", "strong")
        self.description = QPlainTextEdit()
        self.description.setAccessibleName(self.tr("Description"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(110)
        self._column.addWidget(label)
        self._column.addWidget(self.description)
        self._add_note(self.tr("Both are published with the workflow."))
        self._column.addStretch(1)
        self.setFocusProxy(self.name)
        self.show_texts()
        self.name.textEdited.connect(self._on_name)
        self.description.textChanged.connect(self._on_description)
        self.description.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._on_finished()
        return super().eventFilter(watched, event)

    @override
    def show_texts(self) -> None:
        workflow = self._session.workflow
        if self.name.text() != workflow.name:
            self.name.setText(workflow.name)
        if self.description.toPlainText() != workflow.description:
            self.description.setPlainText(workflow.description)

    def _on_name(self, text: str) -> None:
        token = f"name {self._burst}"
        self._session.perform(SetName(text), self.tr("Rename workflow"), merge_token=token)

    def _on_description(self) -> None:
        text = self.description.toPlainText()
        if text != self._session.workflow.description:
            token = f"description {self._burst}"
            edit = SetDescription(text)
            self._session.perform(edit, self.tr("Describe workflow"), merge_token=token)


class EdgePage(_TextsPage):
    """The condition of one link."""

    def __init__(self, session: EditorSession, edge_id: EdgeId) -> None:
        super().__init__(session)
        self._edge_id = edge_id
        self.condition = self._add_line(self.tr("Condition"), self.tr("none"))
        self._add_note(
            self.tr(
                "The service reserves conditions for later: today it keeps them and does not act "
                "on them. Use a Filter block to let only some rows through."
            )
        )
        self._column.addStretch(1)
        self.setFocusProxy(self.condition)
        self.show_texts()
        self.condition.textEdited.connect(self._on_condition)

    @override
    def show_texts(self) -> None:
        if self._session.workflow.has_edge(self._edge_id):
            text = self._session.workflow.edge(self._edge_id).condition or ""
            if text != self.condition.text():
                self.condition.setText(text)

    def _on_condition(self, text: str) -> None:
        token = f"{self._edge_id} {self._burst}"
        edit = SetCondition(self._edge_id, text or None)
        self._session.perform(edit, self.tr("Edit condition"), merge_token=token)


def _message(text: str) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    label = QLabel(text)
    label.setProperty("look", "dim")
    column.addWidget(label)
    column.addStretch(1)
    return page
