"""A search field over a list of what it finds, for the keyboard first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.matching import Matcher, Words
from builder_app.ui.theme.theme import Theme

_WIDTH, _ROWS, _ROW_HEIGHT = 460, 9, 34
_MOST = 200
_ENTRY = int(Qt.ItemDataRole.UserRole) + 1
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS,
    Qt.Key.Key_PageUp: -_ROWS,
}


@dataclass(frozen=True)
class FinderEntry:
    """One thing to be found. ``note`` stands at the right: a key, a kind, a state."""

    id: str
    words: Words
    note: str = ""
    icon: QIcon | None = None
    enabled: bool = True


class FinderPopup(QFrame):
    """Type, move with the arrows, take with Enter. Esc or a click elsewhere closes it.

    ``preview`` is shown under the list; whoever gives it keeps it up with ``current_changed``.
    """

    chosen = Signal(str, bool)  # the entry's id; whether it stays open for another (Mod+Enter)
    current_changed = Signal(str)  # the id of the entry that Enter would take, "" for none
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, preview: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._entries: dict[str, FinderEntry] = {}
        self._matcher: Matcher[str] = Matcher(())
        self.setProperty("look", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self.field = _Field()
        self.list = QListView()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(22, 22))
        self.list.setFixedHeight(_ROWS * _ROW_HEIGHT)
        self.list.setItemDelegate(_RowPainter(theme, self.list))
        self._nothing = QLabel()
        self._nothing.setProperty("look", "dim")
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setFixedHeight(_ROW_HEIGHT)
        self._hint = QLabel()
        self._hint.setProperty("look", "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._nothing, preview, self._hint):
            if widget is not None:
                column.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._fill)
        self.field.key_pressed.connect(self._on_key)
        self.list.clicked.connect(lambda index: self._take(index, keep_open=False))

    def open_with(self, entries: Sequence[FinderEntry], name: str, hint: str, at: QPoint) -> None:
        """Show what can be found; ``at`` is the top left corner on the screen."""
        self.set_entries(entries)
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.clear()
        self._hint.setText(hint)
        self._fill()
        self.adjustSize()
        self.move(self._inside(QRect(at, self.size())))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_entries(self, entries: Sequence[FinderEntry]) -> None:
        """Offer other things from now on."""
        self._entries = {entry.id: entry for entry in entries}
        self._matcher = Matcher((entry.id, entry.words) for entry in entries)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of what is listed now, from top to bottom."""
        model = self.list.model()
        return tuple(_entry_of(model.index(row, 0)).id for row in range(model.rowCount()))

    def _fill(self) -> None:
        model = QStandardItemModel(self.list)
        for entry_id in self._matcher.find(self.field.text(), _MOST):
            entry = self._entries[entry_id]
            item = QStandardItem(entry.words.name)
            if entry.icon is not None:
                item.setIcon(entry.icon)
            item.setEnabled(entry.enabled)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setData(entry, _ENTRY)
            item.setAccessibleText(f"{entry.words.name}, {entry.note}".removesuffix(", "))
            model.appendRow(item)
        old = self.list.model()
        self.list.setModel(model)
        if old is not None:
            old.deleteLater()
        self.list.setVisible(model.rowCount() > 0)
        self._nothing.setVisible(model.rowCount() == 0)
        words = self.tr("Nothing matches “{text}”. Fewer letters find more.")
        self._nothing.setText(words.format(text=self.field.text()))
        self._select(0)

    def _select(self, row: int) -> None:
        model = self.list.model()
        index = model.index(max(0, min(row, model.rowCount() - 1)), 0)
        self.list.setCurrentIndex(index)
        self.current_changed.emit(_entry_of(index).id if index.isValid() else "")

    def _inside(self, wanted: QRect) -> QPoint:
        room = self.screen().availableGeometry()
        x = max(room.left(), min(wanted.x(), room.right() - wanted.width()))
        y = max(room.top(), min(wanted.y(), room.bottom() - wanted.height()))
        return QPoint(x, y)

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            keep_open = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(self.list.currentIndex(), keep_open=keep_open)
        else:
            self._select(self.list.currentIndex().row() + _MOVES[Qt.Key(event.key())])

    def _take(self, index: QModelIndex, *, keep_open: bool) -> None:
        entry = _entry_of(index) if index.isValid() else None
        if entry is None or not entry.enabled:
            return
        if not keep_open:
            self.close()
        self.chosen.emit(entry.id, keep_open)

    @override
    def hideEvent(self, event: object) -> None:
        self.closed.emit()


class _Field(QLineEdit):
    """Keeps the focus; hands the keys that move and take to the list."""

    key_pressed = Signal(QKeyEvent)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.key_pressed.emit(event)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()


class _RowPainter(QStyledItemDelegate):
    """A row: icon and name as usual, the note at the right in a quiet colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        note = _entry_of(index).note
        room = option.rect.adjusted(8, 0, -10, 0)
        words = option.fontMetrics.elidedText(note, Qt.TextElideMode.ElideRight, room.width() // 2)
        taken = option.fontMetrics.horizontalAdvance(words) + (16 if words else 0)
        super().paint(painter, option, index)
        if not words:
            return
        painter.save()
        painter.setPen(QColor(self._theme.tokens.faint))
        at = QRect(room.right() - taken, room.top(), taken, room.height())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at, flags, words)
        painter.restore()

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # the focus stays in the field: the row that Enter takes looks chosen all the same
        option.state |= QStyle.StateFlag.State_Active
        note = _entry_of(index).note
        room = option.rect.width() - option.fontMetrics.horizontalAdvance(note) - 70
        option.text = option.fontMetrics.elidedText(
            option.text, Qt.TextElideMode.ElideRight, max(120, room)
        )


def _entry_of(index: QModelIndex | QPersistentModelIndex) -> FinderEntry:
    entry = index.data(_ENTRY)
    if not isinstance(entry, FinderEntry):
        raise TypeError("a row of another list")
    return entry
