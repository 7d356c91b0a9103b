"""The welcome page: starters, recent files, the sandbox and the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.settings.values import ConnectionKind
from builder_app.ui.widgets.lines import horizontal_line, plain_tip, section_label
from builder_app.ui.widgets.place_icons import SIZE, place_icon
from builder_app.ui.widgets.tile import Tile

_WIDEST = 980
_MARGIN = 36
_NARROW = 700
_MOST_RECENT_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Starter:
    """A workflow of our own to begin with: where its definition is, and what to say about it."""

    path: Path
    title: str
    description: str


class WelcomePage(QScrollArea):
    """What a newcomer sees first, and everybody with no workflow open.

    Until the person has chosen between sandbox and account, that choice stands first.
    """

    new_requested = Signal()
    open_requested = Signal()
    starter_chosen = Signal(object)  # Starter
    recent_chosen = Signal(str)
    connect_requested = Signal()
    sandbox_requested = Signal()

    def __init__(self, starters: Sequence[Starter]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Welcome"))
        self._starters = [self._starter_tile(each) for each in starters]
        self._places = PlaceChoice()
        self._places.sandbox.clicked.connect(self.sandbox_requested)
        self._places.account.clicked.connect(self.connect_requested)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._said = _words("")
        self._said.setProperty("look", "warning")
        self._said.hide()
        self._starter_grid = QGridLayout()
        self._starter_grid.setSpacing(12)
        self._column = QVBoxLayout()
        self.new = QPushButton(self.tr("New workflow"))
        self._begin = self._begin_row()
        self._starter_part = _section(self.tr("START WITH AN EXAMPLE"), self._starter_grid)
        self._recent_part = _section(self.tr("RECENT"), self._recent)
        self._parts: list[QWidget] = []
        self.setWidget(self._build())
        self.show_recent(())
        self.put_choice_first(first=False)

    def show_recent(self, paths: Sequence[str], missing: frozenset[str] = frozenset()) -> None:
        """List these project files, the newest first; ``missing`` ones are not there any more."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not paths:
            self._recent.addWidget(_words(self.tr("Workflows you save or open are listed here.")))
        for path in paths[:_MOST_RECENT_SHOWN]:
            self._recent.addWidget(RecentRow(path, is_missing=path in missing, page=self))
        self._order_tabs()

    def put_choice_first(self, *, first: bool) -> None:
        """Begin with the choice between sandbox and account, or end with it."""
        parts = [self._begin, self._starter_part, self._recent_part]
        parts.insert(0 if first else len(parts), self._places)
        for part in parts:
            self._column.removeWidget(part)
        for index, part in enumerate(parts):
            self._column.insertWidget(self._first_part + index, part)
        self._parts = parts
        self._order_tabs()
        self._places.ask(first=first)

    def show_connection(self, kind: ConnectionKind, words: str) -> None:
        """Say which service one is talking to."""
        self._places.show_connection(kind, words)

    def say(self, sentence: str) -> None:
        """Show a sentence on the page; "" takes it away."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # not viewport(): asking for it the first time makes 76 enums, a tenth of the whole start
        narrow = event.size().width() < _NARROW
        columns = 1 if narrow else max(1, len(self._starters))
        _arrange(self._starter_grid, self._starters, columns)
        self._places.arrange(columns=1 if narrow else 2)

    def _order_tabs(self) -> None:
        """Let Tab go through the page as it is seen."""
        buttons = [b for part in self._parts for b in part.findChildren(QPushButton)]
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)

    def _build(self) -> QWidget:
        page = QWidget()
        page.setProperty("look", "panel")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner.setLayout(self._column)
        outer.addStretch(1)
        outer.addWidget(inner, 1_000)
        outer.addStretch(1)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        title = QLabel(self.tr("Build a Sixtyfour workflow"))
        title.setProperty("look", "hero")
        column.addWidget(title)
        column.addWidget(
            _words(
                self.tr("Drag blocks onto the canvas, link them, fill in their specs, and publish.")
            )
        )
        column.addWidget(self._said)
        self._first_part = column.count()
        column.addStretch(1)
        return page

    def _begin_row(self) -> QWidget:
        row = QHBoxLayout()
        self.new.setProperty("look", "primary")
        self.new.clicked.connect(self.new_requested)
        opening = QPushButton(self.tr("Open a file…"))
        opening.clicked.connect(self.open_requested)
        row.addWidget(self.new)
        row.addWidget(opening)
        row.addStretch(1)
        row.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(row)
        return holder

    def _starter_tile(self, starter: Starter) -> Tile:
        tile = Tile(starter.title, starter.description)
        tile.clicked.connect(lambda: self.starter_chosen.emit(starter))
        return tile


class PlaceChoice(QWidget):
    """The sandbox beside the account: two tiles, and which of them is in use."""

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = Tile("", "")
        self.account = Tile("", "")
        self._kind: ConnectionKind = "sandbox"
        self._words = ""
        self._asking = False
        self._heading = section_label("")
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._marks = {tile: self._add_sign(tile) for tile in (self.sandbox, self.account)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(horizontal_line())
        column.addWidget(self._heading)
        column.addLayout(self._grid)
        self.arrange(columns=2)

    def arrange(self, *, columns: int) -> None:
        """Stand side by side, or one below the other in a narrow window."""
        _arrange(self._grid, [self.sandbox, self.account], columns)

    def ask(self, *, first: bool) -> None:
        """Ask for the choice, or show what was chosen."""
        self._asking = first
        self._show()

    def show_connection(self, kind: ConnectionKind, words: str) -> None:
        """Mark the one that is in use."""
        self._kind, self._words = kind, words
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_signs()

    def _show(self) -> None:
        heading = self.tr("WHERE WORKFLOWS ARE PUBLISHED")
        if self._asking:
            heading = self.tr("FIRST, CHOOSE WHERE YOUR WORKFLOWS GO")
        self._heading.setText(heading)
        in_sandbox = self._kind == "sandbox"
        self.sandbox.say(
            self.tr("Use the sandbox"),
            self.tr(
                "No account and no network. Published workflows stay on this computer, to learn "
                "and to try things out."
            ),
        )
        self.account.say(
            self.tr("Connect account…") if in_sandbox else self._words,
            self.tr(
                "Publish to your organisation with its API key. The key is checked at no cost and "
                "kept in the keyring of your system."
            ),
        )
        for tile, used in ((self.sandbox, in_sandbox), (self.account, not in_sandbox)):
            shown = used and not self._asking
            self._marks[tile][1].setText(self.tr("✓ in use") if shown else "")
            tile.setProperty("chosen", shown)
            tile.style().unpolish(tile)
            tile.style().polish(tile)
        self._draw_signs()

    def _add_sign(self, tile: Tile) -> tuple[QLabel, QLabel]:
        sign, mark = QLabel(), QLabel()
        mark.setProperty("look", "ok")
        for label in (sign, mark):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout()
        row.addWidget(sign)
        row.addStretch(1)
        row.addWidget(mark)
        tile.column.insertLayout(0, row)
        return sign, mark

    def _draw_signs(self) -> None:
        color = self.palette().color(QPalette.ColorRole.Link)
        other: ConnectionKind = "account" if self._kind == "sandbox" else self._kind
        for tile, kind in ((self.sandbox, "sandbox"), (self.account, other)):
            icon = place_icon("sandbox" if kind == "sandbox" else other, color)
            self._marks[tile][0].setPixmap(icon.pixmap(QSize(SIZE, SIZE), self.devicePixelRatioF()))


class RecentRow(QWidget):
    """One recent file: its name to click, and where it is or that it is gone."""

    def __init__(self, path: str, *, is_missing: bool, page: WelcomePage) -> None:
        super().__init__()
        name, folder = Path(path).name, str(Path(path).parent)
        self.button = QPushButton(name.replace("&", "&&"))
        self.button.setProperty("look", "link")
        self.button.setToolTip(plain_tip(path))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda: page.recent_chosen.emit(path))
        where = _words(self.tr("not there any more") if is_missing else folder)
        where.setWordWrap(False)
        where.setProperty("look", "warning" if is_missing else "dim")
        said = self.tr("Open {name}, which is not there any more") if is_missing else ""
        self.button.setAccessibleName((said or self.tr("Open {name}")).format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(where, 1)


def _section(title: str, inside: QGridLayout | QVBoxLayout) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(horizontal_line())
    column.addWidget(section_label(title))
    column.addLayout(inside)
    return part


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("look", "dim")
    label.setWordWrap(True)
    return label


def _arrange(grid: QGridLayout, tiles: Sequence[QWidget], columns: int) -> None:
    if grid.property("columns") == columns:
        return
    grid.setProperty("columns", columns)
    for column in range(len(tiles)):
        grid.setColumnStretch(column, 1 if column < columns else 0)
    for index, tile in enumerate(tiles):
        grid.addWidget(tile, index // columns, index % columns)
