"""The problems of a workflow, live; Enter or a click jumps to the block and its field."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from builder_app.analysis.problems import Problem, problems
from builder_app.analysis.spec_check import SpecChecks
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.ui.widgets.lines import plain_tip
from builder_app.workflow.changes import (
    BlockChanged,
    BlocksMoved,
    Changes,
    EdgeChanged,
    NoteChanged,
)

_PAUSE_MS = 120  # a burst of typing is checked once
_TRIANGLE = (QPoint(8, 2), QPoint(14, 13), QPoint(2, 13))


class ProblemsPanel(QWidget):
    """Errors and warnings of one document, checked a moment after each edit.

    What a service refused stands above them until it is edited, dismissed or published again.
    """

    problem_chosen = Signal(object)  # Problem
    problems_changed = Signal(object)  # tuple[Problem, ...]

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._checks = SpecChecks()
        self._found: tuple[Problem, ...] = ()
        self._refused: tuple[Problem, ...] = ()
        self._listed: tuple[Problem, ...] = ()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setProperty("look", "strong")
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self._dismiss = QPushButton(self.tr("Dismiss what was refused"))
        self._dismiss.setProperty("look", "link")
        self._dismiss.clicked.connect(lambda: self.show_refused(()))
        self._none = QLabel()
        self._none.setProperty("look", "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 6)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._dismiss)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check_now)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        theme.changed.connect(self._show)
        session.workflow.subscribe(self._follow)
        self._show_waiting()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a service refused, and what was found by the last check."""
        return (*self._refused, *self._found)

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What a service refused and nobody has mended or dismissed yet."""
        return self._refused

    def _show_waiting(self) -> None:
        """Wait with the first check until the document is on the screen."""
        self._title.setText(self.tr("Problems"))
        self._none.setText(self.tr("Checking…"))
        self.list.hide()
        self._dismiss.hide()
        self._pause.start()

    def check_now(self) -> tuple[Problem, ...]:
        """Check the document as it is now and return what was found."""
        self._pause.stop()
        self._found = problems(self._session.workflow, self._session.catalogue, self._checks)
        self._tell()
        return self._found

    def show_refused(self, refused: tuple[Problem, ...]) -> None:
        """List what a service refused just now, in place of what it refused before.

        It stops nobody from publishing again: only the service knows whether it is mended.
        """
        self._refused = refused
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.problems_changed.emit(self.problems)

    def _follow(self, changes: Changes) -> None:
        if self._refused:
            blocks = {c.block_id for c in changes if isinstance(c, BlockChanged)}
            edges = {c.edge_id for c in changes if isinstance(c, EdgeChanged)}
            self._refused = tuple(
                problem
                for problem in self._refused
                if self._is_there(problem)
                and problem.block_id not in blocks
                and problem.edge_id not in edges
            )
        if not all(isinstance(change, BlocksMoved | NoteChanged) for change in changes):
            self._pause.start()

    def _is_there(self, problem: Problem) -> bool:
        workflow = self._session.workflow
        if problem.edge_id is not None:
            return workflow.has_edge(problem.edge_id)
        return problem.block_id is None or workflow.has_block(problem.block_id)

    def _show(self) -> None:
        if (old := self.list.model()) is not None:
            old.deleteLater()  # a view lets go of its model, but does not delete it
        model = QStandardItemModel(self.list)
        self._listed = self.problems
        icons = {severity: self._icon(severity) for severity in ("error", "warning")}
        for problem in self._listed:
            item = QStandardItem(icons[problem.severity], self._sentence(problem))
            item.setToolTip(plain_tip(problem.message.text()))
            model.appendRow(item)
        self.list.setModel(model)
        self.list.setVisible(bool(self._listed))
        self._none.setText(self.tr("Nothing stands in the way of publishing."))
        self._none.setVisible(not self._listed)
        self._dismiss.setVisible(bool(self._refused))
        self._title.setText(self.tr("Problems  %n", "", len(self._listed)))

    def _sentence(self, problem: Problem) -> str:
        kind = self.tr("Error") if problem.severity == "error" else self.tr("Warning")
        return f"{kind}: {problem.message.text()}"

    def _icon(self, severity: str) -> QIcon:
        tokens = self._theme.tokens
        color = QColor(tokens.error if severity == "error" else tokens.warning)
        pixmap = QPixmap(32, 32)
        pixmap.setDevicePixelRatio(2.0)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1.6))
        if severity == "error":
            painter.drawEllipse(2, 2, 12, 12)
        else:
            painter.drawPolygon([*_TRIANGLE])
        painter.drawLine(8, 5, 8, 9)
        painter.drawPoint(8, 11)
        painter.end()
        return QIcon(pixmap)

    def _on_chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._listed):
            self.problem_chosen.emit(self._listed[index.row()])
