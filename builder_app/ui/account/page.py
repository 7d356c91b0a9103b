"""The connections in Preferences: a table with everything that can be done to them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.settings.values import Connection
from builder_app.ui.account.connect_dialog import LONGEST_LABEL
from builder_app.ui.account.controller import ConnectionsController
from builder_app.ui.widgets.lines import plain_tip

_NAME = 0


class _Table(QTableWidget):
    """Says what its keys ask for."""

    used = Signal()
    rename_wanted = Signal()
    removed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.used.emit()
            case Qt.Key.Key_F2:
                self.rename_wanted.emit()
            case Qt.Key.Key_Delete:
                self.removed.emit()
            case _:
                super().keyPressEvent(event)


class ConnectionsPage(QWidget):
    """Every change acts at once. Enter uses the selected connection, F2 renames it, Del removes."""

    def __init__(self, controller: ConnectionsController) -> None:
        super().__init__()
        self._controller = controller
        self._connections = controller.connections
        self._filling = False
        self._active = ""
        self._named = ""
        self.table = _Table(0, 5)
        self.name = QLineEdit()
        self.name_trouble = QLabel()
        self.why = QLabel()
        self._progress = QProgressBar()
        self._stop = QPushButton(self.tr("Stop waiting"))
        self.use = QPushButton(self.tr("Use"))
        self.replace = QPushButton(self.tr("Replace key…"))
        self.remove = QPushButton(self.tr("Remove…"))
        self.add = QPushButton(self.tr("Connect account…"))
        self._set_up_table()
        self._set_up_fields()
        self._lay_out()
        self._connect()
        self._fill()
        self._connections.look_for_keys()

    @property
    def selected(self) -> Connection:
        """The connection that the buttons act on."""
        item = self.table.item(self.table.currentRow(), _NAME)
        chosen = item.data(Qt.ItemDataRole.UserRole) if item else None
        return self._connections.find(chosen) or self._connections.active

    # ---- building

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Connections"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Host"),
                self.tr("Organisation"),
                self.tr("Key"),
                self.tr("In use"),
            ]
        )
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMinimumHeight(180)
        table.setProperty("look", "boxed")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)

    def _set_up_fields(self) -> None:
        self.name.setMaxLength(LONGEST_LABEL)
        self.name.setAccessibleName(self.tr("Name of the selected connection"))
        self.name_trouble.setProperty("look", "error")
        self.name_trouble.setWordWrap(True)
        self.name_trouble.hide()
        self.why.setProperty("look", "warning")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        for button in (self.use, self.replace, self.remove, self.add, self._stop):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "Workflows are published over the connection in use. Keys are in the keyring of "
                "your system; only their last characters are shown."
            )
        )
        hint.setProperty("look", "dim")
        hint.setWordWrap(True)
        waiting = QHBoxLayout()
        waiting.addWidget(self._progress, 1)
        waiting.addWidget(self._stop)
        self._waiting = QWidget()
        self._waiting.setLayout(waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        naming = QHBoxLayout()
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        naming.addWidget(label)
        naming.addWidget(self.name, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        for button in (self.use, self.replace, self.remove):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        column.addWidget(self._waiting)
        column.addWidget(self.why)
        column.addLayout(naming)
        column.addWidget(self.name_trouble)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._show_selected)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self._on_use())
        self.name.textEdited.connect(self._on_name)
        self.name.editingFinished.connect(self._show_name)
        self.use.clicked.connect(self._on_use)
        self.replace.clicked.connect(lambda: self._controller.replace_key(self.selected))
        self.remove.clicked.connect(self._on_remove)
        self.add.clicked.connect(self._controller.connect_account)
        self._stop.clicked.connect(self._controller.stop_waiting)
        self._connections.changed.connect(self._fill)
        self._connections.keys_changed.connect(self._fill)
        self.table.used.connect(self._on_use)
        self.table.rename_wanted.connect(self._on_rename)
        self.table.removed.connect(self._on_remove)

    # ---- acting

    def _on_use(self) -> None:
        self._connections.use(self.selected.id)

    def _on_rename(self) -> None:
        if self.name.isEnabled():
            self.name.setFocus()
            self.name.selectAll()

    def _on_name(self, text: str) -> None:
        trouble = self._connections.label_trouble(text, but=self.selected.id)
        self._say_name_trouble(trouble)
        if not trouble:
            self._connections.rename(self.selected.id, text)

    def _on_remove(self) -> None:
        if self.remove.isEnabled():
            self._controller.remove(self.selected, then=self.table.setFocus)

    # ---- showing

    def _fill(self) -> None:
        chosen, active = self.selected.id, self._connections.active.id
        if active != self._active:
            chosen = self._active = active
        self._filling = True
        self.table.setRowCount(len(self._connections.all))
        for row, connection in enumerate(self._connections.all):
            for column, text in enumerate(self._words(connection)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setData(Qt.ItemDataRole.UserRole, connection.id)
                self.table.setItem(row, column, item)
        self._filling = False
        self._select(chosen)
        self._waiting.setVisible(self._connections.is_asking)
        self._show_selected()

    def _words(self, connection: Connection) -> tuple[str, ...]:
        organisation = connection.org_id or self.tr("not known yet")
        in_use = connection.id == self._connections.active.id
        return (
            connection.label,
            self._connections.host(connection),
            "—" if connection.kind == "sandbox" else organisation,
            self._connections.key_state(connection).words,
            self.tr("✓ in use") if in_use else "",
        )

    def _select(self, connection_id: str | None) -> None:
        ids = [each.id for each in self._connections.all]
        self.table.selectRow(ids.index(connection_id) if connection_id in ids else 0)

    def _show_selected(self) -> None:
        if self._filling:
            return
        chosen = self.selected
        mine = chosen.kind == "account"
        why = self._connections.key_state(chosen).why
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.use.setEnabled(chosen.id != self._connections.active.id)
        self.replace.setEnabled(mine)
        self.remove.setEnabled(mine)
        self.name.setEnabled(mine)
        if chosen.id != self._named:  # else it may be half typed
            self._show_name()

    def _show_name(self) -> None:
        self._named = self.selected.id
        self.name.setText(self.selected.label)
        self._say_name_trouble("")

    def _say_name_trouble(self, sentence: str) -> None:
        self.name_trouble.setText(sentence)
        self.name_trouble.setVisible(bool(sentence))
        self.name.setProperty("invalid", bool(sentence))
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
