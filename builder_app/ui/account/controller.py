"""Connecting, choosing, replacing and removing, as a person does it: with dialogs and questions."""

import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QProgressDialog, QWidget

from builder_app.api.endpoint import Endpoint
from builder_app.api_key import ApiKey
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import (
    KeyringUnavailable,
    RemoveOutcome,
    StoreOutcome,
)
from builder_app.messages import Message
from builder_app.services.outcomes import CheckOutcome
from builder_app.services.target import Target
from builder_app.settings.redaction import redact
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Connection
from builder_app.ui.account.connect_dialog import CheckedAccount, ConnectDialog, FirstWords
from builder_app.ui.account.connections import Connections
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask, tell

_Role = QMessageBox.ButtonRole
_BEFORE_IT_SHOWS_MS = 300


class ConnectionsController(QObject):
    """What a person does with connections. Questions stand over the window that was in use."""

    manage_requested = Signal()

    def __init__(
        self,
        window: QWidget,
        settings: SettingsStore,
        keys: KeyStore,
        check: Callable[[Target], "Future[CheckOutcome]"],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keys = keys
        self._check = check
        self._waiting: QProgressDialog | None = None
        self.connections = Connections(settings, keys, self)
        self.dialog: ConnectDialog | None = None

    # ---- connecting

    def connect_account(self, *, reason: str = "") -> None:
        """Ask for the key of a new account."""
        label, address = self.connections.free_label(), self.connections.suggested_address
        first = FirstWords(label, address, reason=reason)
        dialog = ConnectDialog(_NewAccount(self), self._over(), first)
        self._open(dialog, lambda _: None)

    def replace_key(
        self,
        connection: Connection,
        then: Callable[[ApiKey], None] = lambda _: None,
        *,
        reason: str = "",
    ) -> None:
        """Ask for another key for an account; ``then`` gets it once it is kept."""
        first = FirstWords(replacing=connection, reason=reason)
        dialog = ConnectDialog(_Replacement(self, connection), self._over(), first)
        self._open(dialog, then)

    def renew_active(self) -> None:
        """The service did not accept the key in use: help to another one."""
        active = self.connections.active
        if active.kind == "account":
            self.replace_key(active)
        elif active.kind == "environment":
            self.connect_account(
                reason=self.tr(
                    "The connection “environment” takes its key from SIXTYFOUR_API_KEY, which is "
                    "not accepted. Set another before the next start, or connect an account."
                )
            )
        else:
            self.connect_account()

    def _open(self, dialog: ConnectDialog, then: Callable[[ApiKey], None]) -> None:
        dialog.connected.connect(partial(self._on_connected, then))
        self.dialog = dialog
        dialog.open()

    def _on_connected(
        self,
        then: Callable[[ApiKey], None],
        connection: Connection,
        key: ApiKey,
        stored: StoreOutcome,
    ) -> None:
        self.connections.keep(connection, key, persistent=stored.persistent)
        if stored.message:
            title = self.tr("“{name}” is connected").format(name=connection.label)
            tell(self._over(), title, title + ".", stored.message.text())
        then(key)

    def check_key(self, endpoint: Endpoint, key: ApiKey) -> "Future[CheckOutcome]":
        """Ask the service at this address whether it accepts the key."""
        redact(key)
        proxy = self.connections.proxy()
        return self._check(Target("new", endpoint.host, endpoint, key, proxy=proxy))

    def store_key(self, connection: Connection, key: ApiKey) -> "Future[StoreOutcome]":
        """Put the key into the keyring."""
        return self._keys.store(connection.id, key)

    def stop_waiting(self) -> None:
        """Let a keyring that does not answer be."""
        self._keys.stop_waiting()

    def place_new(self, account: CheckedAccount, then: Callable[[Connection], None]) -> None:
        """Make a connection of it; asks when one leads to the same organisation already."""
        made = Connection(
            str(uuid.uuid4()), account.label, account.endpoint.base_url, account.org_id
        )
        there = self.connections.same_place(account.endpoint, account.org_id)
        if there is None:
            then(made)
            return
        answer = ask(
            self._over(),
            self.tr("Connected already"),
            self.tr("“{name}” leads to the same organisation.").format(name=there.label),
            self.tr("Its key can be replaced by this one, or both can stay."),
            (
                Choice("replace", self.tr("Replace Its Key")),
                Choice("both", self.tr("Keep Both")),
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
            ),
        )
        if answer != CANCEL:
            then(there if answer == "replace" else made)

    def place_again(
        self,
        connection: Connection,
        account: CheckedAccount,
        then: Callable[[Connection], None],
    ) -> None:
        """Put the new key in the place of the old; asks when it is of another organisation."""
        known = replace(connection, org_id=account.org_id or connection.org_id)
        if connection.org_id in (None, known.org_id):
            then(known)
            return
        answer = ask(
            self._over(),
            self.tr("Another organisation"),
            self.tr("This key belongs to another organisation than “{name}”.").format(
                name=connection.label
            ),
            self.tr("What was published with the old key stays there; this key can’t update it."),
            (
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
                Choice("replace", self.tr("Replace the Key"), _Role.DestructiveRole),
            ),
        )
        if answer == "replace":
            then(known)

    # ---- choosing

    def show_menu(self, at: QPoint) -> None:
        """Let the person choose a connection."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        active = self.connections.active
        for connection in self.connections.all:
            text = connection.label.replace("&", "&&")
            if connection.kind != "sandbox":
                text += f"  ·  {self.connections.host(connection)}"
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(connection.id == active.id)
            action.triggered.connect(partial(self._use, connection.id))
        menu.addSeparator()
        menu.addAction(self.tr("Connect account…")).triggered.connect(self.connect_account)
        menu.addAction(self.tr("Manage connections…")).triggered.connect(self.manage_requested)
        menu.popup(at)

    def _use(self, connection_id: str, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        del checked
        self.connections.use(connection_id)

    def say_what_is_lost(self) -> None:
        """At the start: the connection that was in use is not there, so the sandbox is."""
        if self.connections.lost_one:
            self.connections.use(self.connections.active.id)
            tell(
                self._over(),
                self.tr("The sandbox is in use"),
                self.tr("The connection that was in use is not there any more."),
                self.tr("Choose another one at the top of the window before you publish."),
            )

    # ---- removing

    def remove(self, connection: Connection, then: Callable[[], None] = lambda: None) -> None:
        """Forget an account and its key, after a question; ``then`` runs when all is done."""
        is_active = connection.id == self.connections.active.id
        stays = self.tr(
            "Its key is taken out of the keyring. Your workflows at {host} and your files stay as "
            "they are."
        ).format(host=self.connections.host(connection))
        if is_active:
            stays += " " + self.tr("The sandbox is in use then.")
        answer = ask(
            self._over(),
            self.tr("Remove connection"),
            self.tr("Remove “{name}”?").format(name=connection.label),
            stays,
            (
                Choice("remove", self.tr("Remove"), _Role.DestructiveRole),
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
            ),
        )
        if answer == "remove":
            self._remove(connection, then)

    def _remove(self, connection: Connection, then: Callable[[], None]) -> None:
        def finish(outcome: RemoveOutcome) -> None:
            self._end_wait()
            if isinstance(outcome, KeyringUnavailable):
                self._on_refused(connection, outcome.message.text(), then)
            else:
                self.connections.forget(connection.id)
                then()

        broken = self.tr("The key could not be removed. The log has the details.")
        run_task(
            self._keys.remove(connection.id),
            self,
            finish,
            lambda _: self._on_refused(connection, broken, then),
        )
        self._begin_wait(self.tr("Taking the key out of the keyring …"), self._keys.stop_waiting)

    def _on_refused(self, connection: Connection, why: str, then: Callable[[], None]) -> None:
        self._end_wait()
        answer = ask(
            self._over(),
            self.tr("The key may still be there"),
            self.tr("The keyring did not give up the key of “{name}”.").format(
                name=connection.label
            ),
            why,
            (
                Choice("again", self.tr("Try Again")),
                Choice("forget", self.tr("Remove the Connection Anyway"), _Role.DestructiveRole),
                Choice(CANCEL, self.tr("Keep It"), _Role.RejectRole),
            ),
        )
        if answer == "again":
            self._remove(connection, then)
            return
        if answer == "forget":
            self.connections.forget(connection.id)
        else:
            self.connections.look_for_key(connection.id)
        then()

    # ---- with a key

    def target(self, then: Callable[[Target], None]) -> None:
        """Deliver the active connection with its key; helps when there is none."""
        if self._waiting is not None:
            return

        def found(target: Target) -> None:
            self._end_wait()
            then(target)

        def missing(connection: Connection, why: Message | None) -> None:
            self._end_wait()
            self._on_missing(connection, why, then)

        task = self.connections.target(found, missing, self._on_unusable)
        if task is not None and task.is_running:

            def stop() -> None:
                task.cancel()
                self._end_wait()
                self._keys.stop_waiting()

            self._begin_wait(self.tr("Asking the keyring for the key …"), stop)

    def _on_missing(
        self, connection: Connection, why: Message | None, then: Callable[[Target], None]
    ) -> None:
        def again(_: ApiKey) -> None:
            self.target(then)

        if why is None:
            reason = self.tr("No key is stored for “{name}”. Enter it again.")
            self.replace_key(connection, again, reason=reason.format(name=connection.label))
            return
        answer = ask(
            self._over(),
            self.tr("The key can’t be read"),
            self.tr("There is no key for “{name}” at hand.").format(name=connection.label),
            why.text(),
            (
                Choice("again", self.tr("Try Again")),
                Choice("enter", self.tr("Enter the Key")),
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
            ),
        )
        if answer == "again":
            self.target(then)
        elif answer == "enter":
            self.replace_key(connection, again)

    def _on_unusable(self, connection: Connection, why: Message) -> None:
        title = self.tr("“{name}” can’t be used").format(name=connection.label)
        hint = self.tr("It comes from SIXTYFOUR_API_ENDPOINT; mend that and start again.")
        told = why.text() + (" " + hint if connection.kind == "environment" else "")
        tell(self._over(), title, title + ".", told)

    # ---- waiting for the keyring: shown when it takes a while, and always with a way out

    def _begin_wait(self, words: str, stop: Callable[[], None]) -> None:
        self._end_wait()
        box = QProgressDialog(words, self.tr("Stop waiting"), 0, 0, self._over())
        box.setWindowTitle(self.tr("Keyring"))
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setMinimumDuration(_BEFORE_IT_SHOWS_MS)
        box.setAutoClose(False)
        # Esc cancels or rejects, as the window is active or not
        box.canceled.connect(stop)
        box.rejected.connect(stop)
        self._waiting = box

    def _end_wait(self) -> None:
        box, self._waiting = self._waiting, None
        if box is not None:
            box.canceled.disconnect()
            box.rejected.disconnect()
            box.reset()
            box.deleteLater()

    def _over(self) -> QWidget:
        """Return the window that a question belongs over: Preferences, when that is open."""
        return QApplication.activeModalWidget() or self._window


class _NewAccount:
    """The dialog makes a connection."""

    def __init__(self, controller: ConnectionsController) -> None:
        self._controller = controller
        self.check = controller.check_key
        self.store = controller.store_key
        self.stop_waiting = controller.stop_waiting
        self.place = controller.place_new

    def label_trouble(self, label: str) -> str:
        """Return why the connection can't be called so, else ""."""
        return self._controller.connections.label_trouble(label)


class _Replacement(_NewAccount):
    """The dialog gives a connection another key."""

    def __init__(self, controller: ConnectionsController, connection: Connection) -> None:
        super().__init__(controller)
        self.place = partial(controller.place_again, connection)
