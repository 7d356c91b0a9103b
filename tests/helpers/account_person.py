"""Somebody who connects accounts in the running program, and what stands in their Preferences."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from builder_app.services.target import Target
from builder_app.settings.values import Connection
from builder_app.ui.account.connect_dialog import ConnectDialog
from builder_app.ui.account.connections import Connections
from builder_app.ui.account.controller import ConnectionsController
from builder_app.ui.account.page import ConnectionsPage
from tests.helpers.program_window import Running

KEY = "sk_test_0123456789abcdefGHIJ"
PATIENCE = 30


class Person:
    """Somebody who connects accounts in the running program."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.controller: ConnectionsController = running.program.workbench.accounts
        self.known: Connections = self.controller.connections

    def wait(self, found: Callable[[], object]) -> None:
        self.running.qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE * 1000)

    def begin(self, address: str, key: str = KEY, label: str | None = None) -> ConnectDialog:
        self.running.do("workflow.connect")
        dialog = self.controller.dialog
        assert dialog is not None
        if label is not None:
            dialog.label.setText(label)
        dialog.address.setText(address)
        QTest.keyClicks(dialog.key, key)
        QTest.keyClick(dialog.key, Qt.Key.Key_Return)
        return dialog

    def connect(self, address: str, key: str = KEY, label: str | None = None) -> Connection:
        before = len(self.known.all)
        self.begin(address, key, label)
        self.wait(lambda: len(self.known.all) > before)
        return self.known.active

    def page(self) -> ConnectionsPage:
        self.running.do("edit.preferences")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        page = dialog.findChild(ConnectionsPage)
        assert isinstance(page, ConnectionsPage)
        return page

    def target(self) -> Target:
        got: list[Target] = []
        self.controller.target(got.append)
        self.wait(lambda: got)
        return got[0]


def rows(page: ConnectionsPage) -> list[list[str]]:
    table = page.table
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() if item else "" for item in items])
    return found
