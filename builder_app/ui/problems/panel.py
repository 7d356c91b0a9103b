"""The problems of a workflow, live; Enter or a click jumps to the block and its field."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from builder_app.analysis.problems import Problem, problems
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.changes import BlocksMoved, Change, NoteChanged

_PAUSE_MS = 120  # a burst of typing is checked once
_TRIANGLE = (QPoint(8, 2), QPoint(14, 13), QPoint(2, 13))


class ProblemsPanel(QWidget):
    """Errors and warnings of one document, checked a moment after each edit."""

    problem_chosen = Signal(object)  # Problem
    problems_changed = Signal(object)  # tuple[Problem, ...]

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setProperty("look", "strong")
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self._none = QLabel(self.tr("Nothing stands in the way of publishing."))
        self._none.setProperty("look", "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 6)
        layout.setSpacing(6)
        layout.addWidget(self._title)
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
        self.check_now()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found by the last check."""
        return self._problems

    def check_now(self) -> tuple[Problem, ...]:
        """Check the document as it is now and return what was found."""
        self._pause.stop()
        found = problems(self._session.workflow, self._session.catalogue)
        self._problems = found
        self._show()
        self.problems_changed.emit(found)
        return found

    def _follow(self, change: Change) -> None:
        if not isinstance(change, BlocksMoved | NoteChanged):
            self._pause.start()

    def _show(self) -> None:
        model = QStandardItemModel(self.list)
        for problem in self._problems:
            item = QStandardItem(self._icon(problem.severity), self._sentence(problem))
            item.setToolTip(problem.message.text())
            model.appendRow(item)
        self.list.setModel(model)
        self.list.setVisible(bool(self._problems))
        self._none.setVisible(not self._problems)
        self._title.setText(self.tr("Problems  %n", "", len(self._problems)))

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
        if 0 <= index.row() < len(self._problems):
            self.problem_chosen.emit(self._problems[index.row()])
