"""The sheet of shortcuts: every command with its keys, searched by either."""

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
)

from builder_app.ui.actions.commands import COMMANDS, MENUS
from builder_app.ui.main_window import MainWindow


class KeysDialog(QDialog):
    """Made from the table of commands, so it can't be out of date."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 620)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a command or a key"))
        self.field.setAccessibleName(self.tr("Find a command or a key"))
        self.field.setClearButtonEnabled(True)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self._keys_of(window))
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setRecursiveFilteringEnabled(True)
        tree = QTreeView()
        tree.setModel(self.shown)
        tree.setAccessibleName(self.windowTitle())
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.expandAll()
        self.field.textChanged.connect(self.shown.setFilterFixedString)
        self.field.textChanged.connect(lambda _: tree.expandAll())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (self.field, tree, buttons):
            column.addWidget(widget)
        self.field.setFocus()

    def _keys_of(self, window: MainWindow) -> QStandardItemModel:
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Keys")])
        for menu in MENUS:
            heading = QStandardItem(window.tr(menu).replace("&", ""))
            font = heading.font()
            font.setWeight(font.Weight.DemiBold)
            heading.setFont(font)
            for command in COMMANDS:
                action = window.actions_by_id.get(command.id)
                if command.menu != menu or action is None or not action.shortcuts():
                    continue
                name = action.text().replace("&", "").removesuffix("…")
                keys = QKeySequence.listToString(
                    action.shortcuts(), QKeySequence.SequenceFormat.NativeText
                )
                heading.appendRow([QStandardItem(name), QStandardItem(keys.replace("; ", ", "))])
            if heading.rowCount():
                model.appendRow([heading, QStandardItem()])
        return model
