"""Connections: which is in use, their keys, and what a publish is to be sent with."""

import logging
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from builder_app.api.endpoint import Endpoint
from builder_app.api_key import ApiKey
from builder_app.credentials.environment import environment_access
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import KeyFound, KeyMissing, KeyStored, ReadOutcome
from builder_app.services.outcomes import CheckOutcome
from builder_app.services.target import Target
from builder_app.settings.redaction import redact
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import (
    SANDBOX,
    SYSTEM_PROXY,
    Connection,
    Settings,
    environment_connection,
)
from builder_app.ui.account.connect_dialog import CheckedAccount, ConnectDialog
from builder_app.ui.main_window import MainWindow
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import tell

logger = logging.getLogger(__name__)


class ConnectionsController(QObject):
    """The connections of this person; the sandbox is one, and the environment may be one."""

    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        settings: SettingsStore,
        keys: KeyStore,
        check: Callable[[Target], "Future[CheckOutcome]"],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._keys = keys
        self._check = check
        self._environment = environment_access()
        if self._environment.key:
            redact(self._environment.key)
        self._dialog: ConnectDialog | None = None

    @property
    def connections(self) -> tuple[Connection, ...]:
        """All connections, the sandbox first."""
        known = (SANDBOX, *self._settings.current.connections)
        if self._environment.key is None:
            return known
        return (*known, environment_connection(self._environment.endpoint))

    @property
    def active(self) -> Connection:
        """The connection in use: the sandbox until another is chosen."""
        wanted = self._settings.current.active_connection_id
        return next((each for each in self.connections if each.id == wanted), SANDBOX)

    def use(self, connection_id: str) -> None:
        """Use another connection from now on."""
        self._change(lambda old: replace(old, active_connection_id=connection_id))

    def describe(self) -> str:
        """Return the words for the header: it is always visible whom one is talking to."""
        active = self.active
        if active.kind == "sandbox":
            return self.tr("Sandbox · offline")
        return f"{active.label} · {Endpoint(active.endpoint).host}"

    def target(self, then: Callable[[Target], None]) -> None:
        """Deliver the active connection with its key; says so when there is none."""
        active = self.active
        if active.kind == "sandbox":
            then(Target(SANDBOX.id, SANDBOX.label, None, None))
        elif active.kind == "environment":
            then(self._as_target(active, self._environment.key))
        else:
            run_task(
                self._keys.read(active.id),
                self,
                lambda outcome: self._on_key(active, outcome, then),
                lambda _: self.connect_account(),
            )

    def connect_account(self) -> None:
        """Ask for a key."""
        active = self.active
        mine = active if active.kind == "account" else None
        dialog = ConnectDialog(
            self._check_key,
            self._window,
            label=mine.label if mine else self.tr("My account"),
            endpoint=mine.endpoint if mine else (self._environment.endpoint or ""),
        )
        dialog.accepted_account.connect(self._keep)
        self._dialog = dialog
        dialog.open()

    def remove(self, connection: Connection) -> None:
        """Forget a connection and its key."""
        self._keys.remove(connection.id)
        rest = tuple(c for c in self._settings.current.connections if c.id != connection.id)
        self._change(lambda old: replace(old, connections=rest))

    def show_menu(self, at: QPoint) -> None:
        """Let the person choose a connection."""
        menu = QMenu(self._window)
        for connection in self.connections:
            action = menu.addAction(connection.label)
            action.setCheckable(True)
            action.setChecked(connection.id == self.active.id)
            action.triggered.connect(lambda _=False, chosen=connection.id: self.use(chosen))
        menu.addSeparator()
        menu.addAction(self.tr("Connect account…")).triggered.connect(self.connect_account)
        if self.active.kind == "account":
            forget = menu.addAction(self.tr("Remove “{name}”").format(name=self.active.label))
            forget.triggered.connect(lambda: self.remove(self.active))
        menu.popup(at)

    def _check_key(self, endpoint: Endpoint, key: ApiKey) -> "Future[CheckOutcome]":
        redact(key)
        return self._check(Target("new", endpoint.host, endpoint, key, proxy=self._proxy()))

    def _keep(self, account: CheckedAccount) -> None:
        active = self.active
        same = (
            active.kind == "account" and Endpoint(active.endpoint) == account.endpoint
        ) and account.org_id in (active.org_id, None)
        connection = Connection(
            active.id if same else str(uuid.uuid4()),
            account.label,
            account.endpoint.base_url,
            account.org_id,
        )
        run_task(
            self._keys.store(connection.id, account.key),
            self,
            lambda stored: self._on_stored(connection, stored),
            lambda _: None,
        )

    def _on_stored(self, connection: Connection, stored: KeyStored) -> None:
        others = tuple(c for c in self._settings.current.connections if c.id != connection.id)
        self._change(
            lambda old: replace(
                old, connections=(*others, connection), active_connection_id=connection.id
            )
        )
        if stored.message:
            tell(self._window, self.tr("Connected"), stored.message.text())

    def _on_key(
        self, connection: Connection, outcome: ReadOutcome, then: Callable[[Target], None]
    ) -> None:
        if isinstance(outcome, KeyFound):
            redact(outcome.key)
            then(self._as_target(connection, outcome.key))
            return
        if not isinstance(outcome, KeyMissing):
            tell(self._window, self.tr("The key can’t be read"), outcome.message.text())
        self.connect_account()

    def _as_target(self, connection: Connection, key: ApiKey | None) -> Target:
        return Target(
            connection.id,
            connection.label,
            Endpoint(connection.endpoint),
            key,
            connection.org_id,
            self._proxy(),
        )

    def _proxy(self) -> str | None:
        proxy = self._settings.current.proxy
        return None if proxy == SYSTEM_PROXY else proxy

    def _change(self, edit: Callable[[Settings], Settings]) -> None:
        self._settings.change(edit)
        self.changed.emit()
