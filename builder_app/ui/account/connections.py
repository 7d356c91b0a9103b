"""The connections of this person: which there are, which is in use, and what is known of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from builder_app.api.endpoint import Endpoint, EndpointRefused
from builder_app.api_key import ApiKey
from builder_app.credentials.environment import environment_access
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import KeyFound, KeyMissing, KeyringUnavailable, ReadOutcome
from builder_app.messages import Message
from builder_app.services.target import Target
from builder_app.settings.redaction import KEYS, redact
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import (
    SANDBOX,
    Connection,
    Settings,
    environment_connection,
)
from builder_app.ui.tasks import Task, run_task


@dataclass(frozen=True, slots=True)
class KeyState:
    """What is known of a connection's key in a few words; ``why`` says what stands in the way."""

    words: str
    why: str = ""


class Connections(QObject):
    """The sandbox, the person's accounts, and the environment's. Keys are asked for, never held."""

    changed = Signal()
    keys_changed = Signal()

    def __init__(self, settings: SettingsStore, keys: KeyStore, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = keys
        self._states: dict[str, KeyState] = {}
        self._asking: dict[str, Task[ReadOutcome]] = {}
        self._environment = environment_access()
        if self._environment.key:
            redact(self._environment.key)

    # ---- which there are

    @property
    def all(self) -> tuple[Connection, ...]:
        """All connections, the sandbox first."""
        known = (SANDBOX, *self._settings.current.connections)
        if self._environment.key is None:
            return known
        return (*known, environment_connection(self._environment.endpoint))

    @property
    def active(self) -> Connection:
        """The connection in use: the sandbox until another is chosen."""
        return self.find(self._settings.current.active_connection_id) or SANDBOX

    @property
    def lost_one(self) -> bool:
        """Whether the connection that was in use is not there any more."""
        wanted = self._settings.current.active_connection_id
        return wanted is not None and self.find(wanted) is None

    @property
    def suggested_address(self) -> str:
        """The address that the environment gives for new accounts, "" when it gives none."""
        return self._environment.endpoint or ""

    def find(self, connection_id: str | None) -> Connection | None:
        """Return the connection with this id."""
        return next((each for each in self.all if each.id == connection_id), None)

    def words(self) -> str:
        """Return what the header says: it is always visible whom one is talking to."""
        active = self.active
        if active.kind == "sandbox":
            return self.tr("Sandbox · offline")
        return f"{active.label} · {self.host(active)}"

    def host(self, connection: Connection) -> str:
        """Return the host as it is shown."""
        if connection.kind == "sandbox":
            return self.tr("this computer")
        endpoint = endpoint_of(connection)
        return endpoint.host if endpoint else self.tr("not a usable address")

    # ---- changing them

    def use(self, connection_id: str) -> None:
        """Use another connection from now on."""
        self._change(
            lambda old: replace(old, active_connection_id=connection_id, welcome_done=True)
        )

    def keep(self, connection: Connection, key: ApiKey, *, persistent: bool) -> None:
        """Add an account, or put it in the place of the one with its id, and use it.

        Its key is stored already.
        """
        self._states[connection.id] = self._found(key, persistent=persistent)
        self._change(
            lambda old: replace(
                old.with_connection(connection),
                active_connection_id=connection.id,
                welcome_done=True,
            )
        )

    def rename(self, connection_id: str, label: str) -> None:
        """Give an account another name, which ``label_trouble`` has nothing against."""
        if (connection := self.find(connection_id)) and connection.kind == "account":
            named = replace(connection, label=label.strip())
            self._change(lambda old: old.with_connection(named))

    def forget(self, connection_id: str) -> None:
        """Take an account off the list; with it the sandbox is in use if it was."""
        self._states.pop(connection_id, None)
        self._change(lambda old: old.without_connection(connection_id))

    def learn_organisation(self, connection_id: str, org_id: str | None) -> None:
        """Remember the organisation that an answer named, when none was known."""
        connection = self.find(connection_id)
        if org_id and connection and connection.kind == "account" and connection.org_id is None:
            known = replace(connection, org_id=org_id)
            self._change(lambda old: old.with_connection(known))

    def same_place(self, endpoint: Endpoint, org_id: str | None) -> Connection | None:
        """Return the account that leads to this organisation already."""
        if org_id is None:
            return None
        accounts = self._settings.current.connections
        same = (a for a in accounts if a.org_id == org_id and endpoint_of(a) == endpoint)
        return next(same, None)

    def label_trouble(self, label: str, *, but: str | None = None) -> str:
        """Return why a connection (the one with the id ``but``) can't be called so, else ""."""
        wanted = label.strip().casefold()
        if not wanted:
            return self.tr("Give the connection a name.")
        if KEYS.clean(label) != label:
            return self.tr(
                "This looks like an API key. A name is shown and kept in a file: choose another."
            )
        taken = {each.label.casefold() for each in self.all if each.id != but}
        reserved = {SANDBOX.label.casefold(), environment_connection(None).label.casefold()}
        if wanted in taken | reserved:
            return self.tr("There is a connection of this name. Choose another name.")
        return ""

    def free_label(self) -> str:
        """Return a name that no connection has."""
        plain = self.tr("My account")
        numbered = (f"{plain} {number}" for number in range(2, len(self.all) + 3))
        names = (plain, *numbered)
        return next(name for name in names if not self.label_trouble(name))

    # ---- their keys

    def key_state(self, connection: Connection) -> KeyState:
        """Return what is known of the connection's key now; ``look_for_keys`` finds out."""
        if connection.kind == "sandbox":
            return KeyState(self.tr("needs none"))
        if connection.kind == "environment" and self._environment.key:
            masked = self._environment.key.masked
            return KeyState(self.tr("{key} of the environment").format(key=masked))
        return self._states.get(connection.id, KeyState(self.tr("asking the keyring …")))

    @property
    def is_asking(self) -> bool:
        """Whether the keyring still owes an answer to ``look_for_keys``."""
        return bool(self._asking)

    def look_for_keys(self) -> None:
        """Ask the keyring about every account; ``keys_changed`` tells each answer."""
        for account in self._settings.current.connections:
            self.look_for_key(account.id)

    def look_for_key(self, connection_id: str) -> None:
        """Ask the keyring about one account."""
        if connection_id not in self._asking:
            self._states.pop(connection_id, None)
            self._asking[connection_id] = run_task(
                self._keys.read(connection_id),
                self,
                lambda outcome: self._on_looked(connection_id, outcome),
                lambda _: self._on_looked(connection_id, KeyMissing()),
            )
        self.keys_changed.emit()

    def _on_looked(self, connection_id: str, outcome: ReadOutcome) -> None:
        self._asking.pop(connection_id, None)
        match outcome:
            case KeyFound(key, persistent):
                redact(key)
                self._states[connection_id] = self._found(key, persistent=persistent)
            case KeyMissing():
                why = self.tr("No key is stored for this connection. Replace the key to enter it.")
                self._states[connection_id] = KeyState(self.tr("none"), why)
            case KeyringUnavailable(message):
                self._states[connection_id] = KeyState(self.tr("not readable"), message.text())
        self.keys_changed.emit()

    def _found(self, key: ApiKey, *, persistent: bool) -> KeyState:
        if persistent:
            return KeyState(key.masked)
        words = self.tr("{key} until the program closes").format(key=key.masked)
        return KeyState(words)

    # ---- what a request is sent with

    def target(
        self,
        then: Callable[[Target], None],
        missing: Callable[[Connection, Message | None], None],
        unusable: Callable[[Connection, Message], None],
    ) -> Task[ReadOutcome] | None:
        """Deliver the active connection with its key to ``then``, else say why there is none.

        Returns the wait for the keyring when there is one.
        """
        active = self.active
        if active.kind == "sandbox":
            then(Target(SANDBOX.id, SANDBOX.label, None, None))
            return None
        try:
            endpoint = Endpoint(active.endpoint)
        except EndpointRefused as refusal:
            unusable(active, refusal.message)
            return None
        if active.kind == "environment":
            then(self._as_target(active, endpoint, self._environment.key))
            return None

        def on_read(outcome: ReadOutcome) -> None:
            if isinstance(outcome, KeyFound):
                redact(outcome.key)
                then(self._as_target(active, endpoint, outcome.key))
            else:
                missing(active, None if isinstance(outcome, KeyMissing) else outcome.message)

        return run_task(self._keys.read(active.id), self, on_read, lambda _: missing(active, None))

    def proxy(self) -> str | None:
        """Return the proxy for requests as :class:`Target` wants it."""
        return self._settings.current.proxy_for_requests

    def _as_target(self, connection: Connection, endpoint: Endpoint, key: ApiKey | None) -> Target:
        return Target(
            connection.id, connection.label, endpoint, key, connection.org_id, self.proxy()
        )

    def _change(self, edit: Callable[[Settings], Settings]) -> None:
        self._settings.change(edit)
        self.changed.emit()


def endpoint_of(connection: Connection) -> Endpoint | None:
    """Return the connection's address, None when it is none: it stands in a file or a variable."""
    try:
        return Endpoint(connection.endpoint)
    except EndpointRefused:
        return None
