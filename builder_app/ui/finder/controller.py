"""Quick-add and the command palette: what they offer, and what becomes of what is chosen."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from builder_app.analysis.problems import block_name
from builder_app.catalogue.catalogue import Catalogue, kind_words
from builder_app.matching import Words
from builder_app.ui.actions.commands import COMMANDS, Command
from builder_app.ui.canvas.navigation import cursor_over, place_under
from builder_app.ui.document_view import DocumentView
from builder_app.ui.finder.popup import FinderEntry, FinderPopup
from builder_app.ui.main_window import MainWindow
from builder_app.ui.theme.icons import block_icon
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import BlockId

_BLOCK = "@"
_PREVIEW_HEIGHT = 96
_TOP = 90  # pixels from the window's upper edge


class FinderController(QObject):
    """Opens the popups over the window and does what was chosen."""

    def __init__(self, window: MainWindow, catalogue: Catalogue) -> None:
        super().__init__(window)
        self._window = window
        self._catalogue = catalogue
        self.commands = FinderPopup(window.theme, window)
        self.commands.chosen.connect(self._on_command)
        self._preview = _KindPreview()
        self.adding = FinderPopup(window.theme, window, self._preview)
        self.adding.chosen.connect(self._on_kind)
        self.adding.current_changed.connect(self._show_preview)
        self._place: Point | None = None

    def open_commands(self) -> None:
        """Offer every command, and every block by its name."""
        entries = [self._command_entry(c) for c in COMMANDS if c.id in self._window.actions_by_id]
        if view := self._window.current:
            entries += self._block_entries(view)
        corner = QPoint((self._window.width() - self.commands.width()) // 2, _TOP)
        self.commands.open_with(
            entries,
            self.tr("Search commands, or @block"),
            self.tr("↑ ↓ to move · Enter to run · @name goes to a block · Esc to close"),
            self._window.mapToGlobal(corner),
        )

    def open_adding(self, view: DocumentView, at: QPoint | None = None) -> None:
        """Offer the block kinds. ``at`` is where on the screen, the cursor when it is not said.

        The block goes there; with one block selected it goes after that one, linked.
        """
        canvas = view.canvas
        place = at if at is not None else cursor_over(canvas)
        alone = len(view.session.selection.blocks) != 1 or at is not None
        self._place = place_under(canvas, place) if alone else None
        entries = [
            FinderEntry(
                kind.name,
                kind_words(kind),
                kind.category,
                block_icon(kind, self._window.theme.tokens),
            )
            for kind in self._catalogue.offered()
        ]
        self.adding.open_with(
            entries,
            self.tr("Add a block"),
            self.tr("↑ ↓ to move · Enter to add · Ctrl+Enter to add more · Esc to close"),
            place,
        )

    def _command_entry(self, command: Command) -> FinderEntry:
        action = self._window.actions_by_id[command.id]
        name = action.text().replace("&", "").removesuffix("…")
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return FinderEntry(command.id, Words(name), key, enabled=action.isEnabled())

    def _block_entries(self, view: DocumentView) -> list[FinderEntry]:
        entries = []
        for block in view.session.workflow.blocks:
            name = block_name(block, self._catalogue)
            words = Words(f"{_BLOCK}{name}", (block.kind,))
            entries.append(FinderEntry(f"{_BLOCK}{block.id}", words, block.kind))
        return entries

    def _on_command(self, entry_id: str) -> None:
        view = self._window.current
        if not entry_id.startswith(_BLOCK):
            self._window.actions_by_id[entry_id].trigger()
        elif view is not None:
            block_id = BlockId(entry_id.removeprefix(_BLOCK))
            view.session.selection.select(blocks=(block_id,))
            view.canvas.reveal(block_id)
            view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kind(self, kind_name: str, stays_open: bool) -> None:  # noqa: FBT001 - a slot
        view = self._window.current
        if view is None:
            return
        view.canvas.add_kind(kind_name, self._place)
        self._place = None  # another one goes after the one that was just added
        if not stays_open:
            view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_preview(self, kind_name: str) -> None:
        view = self._window.current
        if view is None or not kind_name:
            self._preview.hide()
            return
        kind = self._catalogue.kind(kind_name)
        picture, _ = view.canvas.ghost_of(kind, 1.0)
        self._preview.show_kind(picture, kind.description)


class _KindPreview(QWidget):
    """The card of a kind, and what it does."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_PREVIEW_HEIGHT)
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setProperty("look", "dim")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)

    def show_kind(self, picture: QPixmap, description: str) -> None:
        """Show a kind."""
        self._picture.setPixmap(picture)
        self._words.setText(description)
        self.show()
