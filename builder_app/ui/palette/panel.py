"""The palette: block kinds by category, with search, to drag out or to add with Enter."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.ui.theme.icons import block_icon
from builder_app.ui.theme.theme import Theme
from builder_app.ui.widgets.lines import plain_tip

GhostMaker = Callable[[BlockKind], tuple[QPixmap, QPoint]]
_KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class PalettePanel(QWidget):
    """All block kinds of the catalogue. Emits ``add_requested(kind name)``; drags carry the kind.

    ``make_ghost`` gives the picture under the cursor while dragging, in its real size.
    """

    add_requested = Signal(str)

    def __init__(self, catalogue: Catalogue, theme: Theme, make_ghost: GhostMaker) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._theme = theme
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Palette"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a block"))
        self.search.setAccessibleName(self.tr("Find a block"))
        self.search.setClearButtonEnabled(True)
        self.list = _KindList(make_ghost, catalogue)
        self.list.setAccessibleName(self.tr("Blocks"))
        self._nothing = QLabel(self.tr("No block matches. Try “email”, “filter” or “company”."))
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("look", "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 13, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._on_search_return)
        self.list.add_requested.connect(self.add_requested)
        theme.changed.connect(self._fill)
        self._fill()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _fill(self) -> None:
        text = self.search.text().strip()
        if (old := self.list.model()) is not None:
            old.deleteLater()  # a view lets go of its model, but does not delete it
        model = QStandardItemModel(self.list)
        if text:
            for kind in self._catalogue.search(text):
                model.appendRow(self._item(kind))
        else:
            for category in self._catalogue.categories():
                offered = [k for k in self._catalogue.offered() if k.category == category]
                if offered:
                    model.appendRow(_heading(category, self._theme.tokens.faint))
                for kind in offered:
                    model.appendRow(self._item(kind))
        self.list.setModel(model)
        self._nothing.setVisible(model.rowCount() == 0)
        if text and model.rowCount():
            self.list.setCurrentIndex(model.index(0, 0))

    def _item(self, kind: BlockKind) -> QStandardItem:
        item = QStandardItem(block_icon(kind, self._theme.tokens), kind.title)
        item.setData(kind.name, _KIND_ROLE)
        item.setToolTip(plain_tip(f"{kind.description}\n{kind.name}"))
        item.setSizeHint(QSize(0, 32))
        return item

    def _on_search_return(self) -> None:
        name = self.list.current_kind()
        if name:
            self.add_requested.emit(name)


class _KindList(QListView):
    """The list itself: starts drags with a ghost of the block's real size."""

    add_requested = Signal(str)

    def __init__(self, make_ghost: GhostMaker, catalogue: Catalogue) -> None:
        super().__init__()
        self._make_ghost = make_ghost
        self._catalogue = catalogue
        self.setIconSize(QSize(26, 26))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_double_clicked)

    def current_kind(self) -> str:
        """Return the name of the current kind, "" on a heading or nothing."""
        return _kind_of(self.currentIndex())

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        name = self.current_kind()
        if not name:
            return
        data = QMimeData()
        data.setData(BLOCK_KIND_MIME, name.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        picture, hot_spot = self._make_ghost(self._catalogue.kind(name))
        drag.setPixmap(picture)
        drag.setHotSpot(hot_spot)
        drag.exec(Qt.DropAction.CopyAction)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_kind():
            self.add_requested.emit(self.current_kind())
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if name := _kind_of(index):
            self.add_requested.emit(name)


def _kind_of(index: QModelIndex) -> str:
    name = index.data(_KIND_ROLE) if index.isValid() else None
    return name if isinstance(name, str) else ""


def _heading(category: str, color: str) -> QStandardItem:
    item = QStandardItem(category.upper())
    item.setForeground(QColor(color))
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setSizeHint(QSize(0, 34))
    font = item.font()
    font.setPixelSize(11)
    font.setWeight(font.Weight.DemiBold)
    item.setFont(font)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    return item
