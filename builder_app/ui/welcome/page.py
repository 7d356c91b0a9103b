"""The welcome page: starters, recent files, the sandbox and the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from builder_app.ui.widgets.lines import horizontal_line, section_label


@dataclass(frozen=True, slots=True)
class Starter:
    """A workflow of our own to begin with: where its definition is, and what to say about it."""

    path: Path
    title: str
    description: str


class WelcomePage(QScrollArea):
    """What a newcomer sees first, and everybody with no workflow open."""

    new_requested = Signal()
    open_requested = Signal()
    starter_chosen = Signal(object)  # Starter
    recent_chosen = Signal(str)
    connect_requested = Signal()
    sandbox_requested = Signal()

    def __init__(self, starters: Sequence[Starter]) -> None:
        super().__init__()
        self._starters = starters
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Welcome"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._account_line = QLabel()
        self._account_line.setProperty("look", "dim")
        self._account_line.setWordWrap(True)
        self.setWidget(self._build())
        self.show_recent(())

    def show_recent(self, paths: Sequence[str]) -> None:
        """List these project files, the newest first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not paths:
            hint = QLabel(self.tr("Workflows you save or open are listed here."))
            hint.setProperty("look", "dim")
            self._recent.addWidget(hint)
        for path in paths[:6]:
            self._recent.addWidget(self._recent_button(path))

    def show_connection(self, sentence: str) -> None:
        """Say which service one is talking to."""
        self._account_line.setText(sentence)

    def _recent_button(self, path: str) -> QPushButton:
        button = QPushButton(Path(path).name)
        button.setProperty("look", "link")
        button.setToolTip(path)
        button.setAccessibleName(self.tr("Open {name}").format(name=Path(path).name))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.recent_chosen.emit(path))
        return button

    def _build(self) -> QWidget:
        page = QWidget()
        page.setProperty("look", "panel")
        outer = QHBoxLayout(page)
        column = QVBoxLayout()
        column.setSpacing(14)
        outer.addStretch(1)
        outer.addLayout(column, 6)
        outer.addStretch(1)
        column.addStretch(1)
        title = QLabel(self.tr("Build a Sixtyfour workflow"))
        title.setProperty("look", "hero")
        column.addWidget(title)
        lead = QLabel(
            self.tr(
                "Drag blocks onto the canvas, link them, fill in their specs, and publish. "
                "The sandbox needs no account and no network."
            )
        )
        lead.setProperty("look", "dim")
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addLayout(self._begin_row())
        column.addWidget(horizontal_line())
        column.addWidget(section_label(self.tr("START WITH AN EXAMPLE")))
        column.addLayout(self._starter_grid())
        column.addWidget(horizontal_line())
        column.addWidget(section_label(self.tr("RECENT")))
        column.addLayout(self._recent)
        column.addWidget(horizontal_line())
        column.addWidget(section_label(self.tr("WHERE WORKFLOWS ARE PUBLISHED")))
        column.addWidget(self._account_line)
        column.addLayout(self._account_row())
        column.addStretch(2)
        return page

    def _begin_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        new = QPushButton(self.tr("New workflow"))
        new.setProperty("look", "primary")
        new.clicked.connect(self.new_requested)
        opening = QPushButton(self.tr("Open a file…"))
        opening.clicked.connect(self.open_requested)
        row.addWidget(new)
        row.addWidget(opening)
        row.addStretch(1)
        return row

    def _starter_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for column, starter in enumerate(self._starters):
            tile = QPushButton()
            tile.setProperty("look", "tile")
            tile.setMinimumHeight(96)
            tile.setAccessibleName(starter.title)
            tile.setAccessibleDescription(starter.description)
            inside = QVBoxLayout(tile)
            inside.setContentsMargins(14, 12, 14, 12)
            for text, look in ((starter.title, "strong"), (starter.description, "dim")):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("look", look)
                label.setWordWrap(True)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                inside.addWidget(label)
            inside.addStretch(1)
            tile.clicked.connect(lambda _=False, chosen=starter: self.starter_chosen.emit(chosen))
            grid.addWidget(tile, 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _account_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        connect = QPushButton(self.tr("Connect account…"))
        connect.clicked.connect(self.connect_requested)
        sandbox = QPushButton(self.tr("Use the sandbox"))
        sandbox.clicked.connect(self.sandbox_requested)
        row.addWidget(connect)
        row.addWidget(sandbox)
        row.addStretch(1)
        return row
