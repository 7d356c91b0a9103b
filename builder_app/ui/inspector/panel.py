"""The inspector: one page for what is selected."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea
from typing_extensions import override

from builder_app.analysis.problems import Problem
from builder_app.ui.inspector.block_page import BlockPage, Drafts
from builder_app.ui.inspector.pages import (
    EdgePage,
    FramePage,
    NotePage,
    Page,
    SeveralPage,
    WorkflowPage,
)
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.ui.widgets.text_fields import is_redo, is_undo
from builder_app.workflow.changes import (
    BlockAdded,
    BlockChanged,
    BlockRemoved,
    Change,
    Changes,
    EdgeAdded,
    EdgeChanged,
    EdgeRemoved,
    FrameChanged,
    HeaderChanged,
    NoteChanged,
)
from builder_app.workflow.json_value import JsonPath
from builder_app.workflow.parts import BlockId


class InspectorPanel(QScrollArea):
    """Shows a page for what is selected, else for the workflow itself."""

    canvas_requested = Signal()

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._drafts: Drafts = {}
        self._shown: object = None
        self._page: Page | None = None
        self._refused: tuple[Problem, ...] = ()
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
        session.replayed.connect(self._on_replayed)
        theme.changed.connect(self._rebuild)
        self._show_selected()

    def focus_first_field(self) -> None:
        """Put the cursor into the first field of what is selected."""
        self._show_selected()
        if isinstance(self._page, BlockPage):
            self._page.focus_field()
        elif self._page is not None:
            self._page.setFocus()
        self._reveal_focus()

    def show_refused(self, refused: tuple[Problem, ...]) -> None:
        """Mark the fields that a service refused, as long as it stands against them."""
        if refused != self._refused:
            self._refused = refused
            if isinstance(self._page, BlockPage):
                self._page.show_refused(refused)

    def show_problem(self, block_id: BlockId, spec_path: JsonPath) -> None:
        """Select the block and put the cursor into the field that the path names."""
        self._session.selection.select(blocks=(block_id,))
        self._show_selected()
        if isinstance(self._page, BlockPage):
            self._page.focus_field(spec_path)
            self._reveal_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        stack, free = self._session.undo_stack, not self._session.gesture_running
        if event.key() == Qt.Key.Key_Escape:
            self.canvas_requested.emit()
        elif is_undo(event) and free:
            stack.undo()
        elif is_redo(event) and free:
            stack.redo()
        else:
            super().keyPressEvent(event)

    def _on_replayed(self) -> None:
        if self._page is not None:
            self._page.end_burst()

    def _reveal_focus(self) -> None:
        focus, page = QApplication.focusWidget(), self._page
        if page is not None and focus is not None and page.isAncestorOf(focus):
            if (layout := page.layout()) is not None:
                layout.activate()  # a page built just now has no places yet
            page.adjustSize()
            self.ensureWidgetVisible(focus)

    def _follow(self, changes: Changes) -> None:
        for change in changes:
            self._follow_one(change)

    def _follow_one(self, change: Change) -> None:
        match change:
            case BlockChanged(block_id=block_id):
                there = self._session.workflow.has_block(block_id)
                # a link's page names its two blocks
                shown = self._is_shown(block_id) or isinstance(self._page, EdgePage)
                if self._page is not None and there and shown:
                    self._page.show_document()
            case BlockAdded() | BlockRemoved() | EdgeAdded() | EdgeRemoved():
                self._later.start()  # the order may be another; a batch tells of it many times
            case EdgeChanged() | HeaderChanged() | FrameChanged() | NoteChanged():
                if self._page is not None and not isinstance(self._page, BlockPage):
                    self._page.show_document()
            case _:
                pass

    def _is_shown(self, block_id: BlockId) -> bool:
        wanted = self._wanted()
        return wanted == self._shown and block_id in wanted

    def _wanted(self) -> tuple[object, ...]:
        chosen = self._session.selection
        return (*chosen.blocks, *chosen.edges, *chosen.frames, *chosen.notes)

    def _rebuild(self) -> None:
        self._shown = None
        self._show_selected()

    def _show_selected(self) -> None:
        wanted = self._wanted()
        if wanted == self._shown:
            if isinstance(self._page, BlockPage):
                self._page.show_step()
            return
        if isinstance(self._page, BlockPage):
            self._page.keep_drafts()
        self._shown = wanted
        self._page = self._new_page(len(wanted))
        self._page.setProperty("look", "panel")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(self._page)

    def _new_page(self, count: int) -> Page:
        session, chosen = self._session, self._session.selection
        if count > 1:
            return SeveralPage(session)
        for block_id in chosen.blocks:
            page = BlockPage(session, block_id, self._theme, self._drafts)
            page.show_refused(self._refused)
            return page
        for edge_id in chosen.edges:
            return EdgePage(session, edge_id)
        for frame_id in chosen.frames:
            return FramePage(session, frame_id)
        for note_id in chosen.notes:
            return NotePage(session, note_id)
        return WorkflowPage(session)
