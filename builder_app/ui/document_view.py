"""One open workflow: canvas, inspector, problems and a status line, over one session."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from builder_app.analysis.problems import Problem
from builder_app.settings.values import DEFAULT_PANES
from builder_app.storage.project_file import ViewState
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.problems.panel import ProblemsPanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.changes import Changes
from builder_app.workflow.edits import Batch, SetEnabled

_BEFORE_THE_FIRST_LAYOUT = 900


class DocumentView(QWidget):
    """What a tab holds. It only connects its parts; the session is the one door for edits."""

    zoom_changed = Signal(float)
    panes_moved = Signal(dict)  # dict[str, int]: the person gave the panels other sizes

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self._at_problem: Problem | None = None
        self.canvas = CanvasView(session, theme)
        self.inspector = InspectorPanel(session, theme)
        self.problems = ProblemsPanel(session, theme)
        self._counts = QLabel()
        self._counts.setProperty("look", "dim")
        self._said = QLabel()
        self._said.setProperty("look", "dim")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setAccessibleName(self.tr("Last message"))
        self._lay_out()
        self.canvas.focus_form_requested.connect(self.inspector.focus_first_field)
        self.inspector.canvas_requested.connect(self.canvas.setFocus)
        self.problems.problem_chosen.connect(self.show_problem)
        self.problems.problems_changed.connect(self._on_problems_changed)
        self.canvas.zoom_changed.connect(self.zoom_changed)
        session.rejected.connect(lambda message: self.say(message.text()))
        session.workflow.subscribe(self._follow)
        self._on_problems_changed(self.problems.problems)

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line."""
        self._said.setText(sentence)

    def last_said(self) -> str:
        """Return the sentence in the status line."""
        return self._said.text()

    def view_state(self) -> ViewState:
        """Return where the canvas looks and how near, for the project file."""
        return ViewState(*self.canvas.view_state())

    def restore_view_state(self, state: ViewState) -> None:
        """Look where the canvas looked when the file was saved."""
        self.canvas.restore_view_state((state.x, state.y, state.zoom))

    def set_pane_sizes(self, sizes: Mapping[str, int]) -> None:
        """Give inspector and problems these sizes in pixels; the canvas takes the rest."""
        for splitter, size in (
            (self._across, sizes["inspector"]),
            (self._middle, sizes["problems"]),
        ):
            rest = sum(splitter.sizes()) - size
            splitter.setSizes([rest if rest > 0 else _BEFORE_THE_FIRST_LAYOUT, size])

    def _on_panes_moved(self) -> None:
        sizes = {"inspector": self._across.sizes()[1], "problems": self._middle.sizes()[1]}
        self.panes_moved.emit(sizes)

    def show_problem(self, problem: Problem) -> None:
        """Go to the block that a problem is about, and to its field."""
        if problem.edge_id is not None and self.session.workflow.has_edge(problem.edge_id):
            self.session.selection.select(edges=(problem.edge_id,))
            edge = self.session.workflow.edge(problem.edge_id)
            self.canvas.reveal(edge.to_block)
            self.canvas.reveal(edge.from_block)
        if problem.block_id is None or not self.session.workflow.has_block(problem.block_id):
            return
        self.session.selection.select(blocks=(problem.block_id,))
        self.canvas.reveal(problem.block_id)
        if problem.spec_path:
            self.inspector.show_problem(problem.block_id, problem.spec_path)

    def go_to_problem(self, step: int) -> None:
        """Go to the next problem of the list, or with -1 to the one before, and around."""
        found = self.problems.problems
        if not found:
            self.say(self.tr("Nothing stands in the way of publishing."))
            return
        here = found.index(self._at_problem) if self._at_problem in found else -step
        self._at_problem = found[(here + step) % len(found)]
        self.show_problem(self._at_problem)
        self.say(self._at_problem.message.text())

    def toggle_selection(self) -> None:
        """Disable the selected blocks, or enable them when all are disabled: one undo step."""
        workflow, chosen = self.session.workflow, self.session.selection.blocks
        enabled = all(not workflow.block(block_id).enabled for block_id in chosen)
        edits = tuple(
            SetEnabled(block.id, enabled)
            for block in workflow.blocks
            if block.id in chosen and block.enabled != enabled
        )
        if edits:
            words = self.tr("Enable") if enabled else self.tr("Disable")
            self.session.perform(Batch(edits), words)

    def _lay_out(self) -> None:
        self._middle = QSplitter(Qt.Orientation.Vertical)
        self._middle.addWidget(self.canvas)
        self._middle.addWidget(self.problems)
        self._middle.setStretchFactor(0, 1)
        self._middle.setStretchFactor(1, 0)
        status = QWidget()
        status.setProperty("look", "panel")
        status.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(status)
        row.setContentsMargins(16, 5, 16, 6)
        row.addWidget(self._counts)
        row.addStretch(1)
        row.addWidget(self._said)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(status)
        across = self._across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(centre)
        across.addWidget(self.inspector)
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 0)
        for splitter in (self._middle, across):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._on_panes_moved)
        self.set_pane_sizes(DEFAULT_PANES)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(across)

    def _follow(self, changes: Changes) -> None:
        del changes  # the problems panel checks after a moment and tells the counts
        self._show_counts()

    def _on_problems_changed(self, found: tuple[Problem, ...]) -> None:
        self.canvas.show_problems(found)
        self.inspector.show_refused(self.problems.refused)
        self._show_counts()

    def _show_counts(self) -> None:
        workflow = self.session.workflow
        blocks, edges = workflow.block_count, workflow.edge_count
        problems = len(self.problems.problems)
        parts = (
            self.tr("1 block") if blocks == 1 else self.tr("{n} blocks").format(n=blocks),
            self.tr("1 link") if edges == 1 else self.tr("{n} links").format(n=edges),
            self.tr("1 problem") if problems == 1 else self.tr("{n} problems").format(n=problems),
        )
        self._counts.setText(" · ".join(parts))
