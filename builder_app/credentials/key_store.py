"""The key of each connection, kept in the keyring of this computer."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

from builder_app.api_key import ApiKey
from builder_app.credentials.keyring_thread import KeyringThread
from builder_app.credentials.outcomes import (
    KeyFound,
    KeyMissing,
    KeyRemoved,
    KeyringUnavailable,
    KeyStored,
    ReadOutcome,
    RemoveOutcome,
    StoreOutcome,
)
from builder_app.messages import Message, Sentence
from builder_app.messages import credentials as say

if TYPE_CHECKING:  # keyring is loaded on the keyring thread, not by who imports this module
    from keyring.backend import KeyringBackend

logger = logging.getLogger(__name__)

SERVICE_NAME: Final = "workflow-builder"
READ_DEADLINE: Final = 10.0
WRITE_DEADLINE: Final = 60.0
"""Seconds. Longer, because the first write may ask the person to choose a keyring password."""


def _usual_backend() -> "KeyringBackend | None":
    from builder_app.credentials.backends import find_backend

    return find_backend()


class KeyStore:
    """Reads, stores and removes keys without ever making the caller wait.

    Every method returns a future at once; its callbacks run on a thread of this package. When the
    keyring cannot be used, a stored key lives in memory until the program ends, and nowhere else.
    A keyring that appears later is found by the next call.
    """

    def __init__(
        self,
        *,
        read_deadline: float = READ_DEADLINE,
        write_deadline: float = WRITE_DEADLINE,
        find_backend: "Callable[[], KeyringBackend | None]" = _usual_backend,
    ) -> None:
        self._read_deadline = read_deadline
        self._write_deadline = write_deadline
        self._find_backend = find_backend
        self._thread = KeyringThread()
        self._lock = threading.Lock()
        self._this_run: dict[str, ApiKey] = {}
        self._wanted: dict[str, ApiKey | None] = {}

    def read(self, connection_id: str) -> "Future[ReadOutcome]":
        """Return the connection's key; one kept for this run wins."""
        with self._lock:
            key = self._this_run.get(connection_id)
        if key is not None:
            done: Future[ReadOutcome] = Future()
            done.set_result(KeyFound(key, persistent=False))
            return done
        return self._thread.submit(
            lambda: self._read(connection_id),
            lambda: KeyringUnavailable(say.SILENT()),
            deadline=self._read_deadline,
        )

    def store(self, connection_id: str, key: ApiKey) -> "Future[StoreOutcome]":
        """Keep ``key`` for the connection, in place of the one before."""
        self._want(connection_id, key)
        return self._thread.submit(
            lambda: self._store(connection_id, key),
            lambda: self._keep_for_this_run(connection_id, key, say.SILENT_THIS_RUN()),
            deadline=self._write_deadline,
        )

    def remove(self, connection_id: str) -> "Future[RemoveOutcome]":
        """Forget the connection's key, in memory at once and in the keyring.

        ``KeyringUnavailable`` means that the keyring may still hold it.
        """
        self._want(connection_id, None)
        with self._lock:
            self._this_run.pop(connection_id, None)
        return self._thread.submit(
            lambda: self._remove(connection_id),
            lambda: KeyringUnavailable(say.SILENT()),
            deadline=self._write_deadline,
        )

    def stop_waiting(self) -> None:
        """Answer everything that is being asked now as a keyring that does not answer would.

        A key that was being stored is kept for this run.
        """
        self._thread.give_up_all()

    def backend_name(self) -> "Future[str]":
        """Return the name of the keyring in use, for diagnostics; ``"none"`` without one."""
        return self._thread.submit(
            self._backend_name, lambda: "does not answer", deadline=self._read_deadline
        )

    # what follows runs on the keyring thread

    def _backend_name(self) -> str:
        try:
            backend = self._find_backend()
        except Exception as error:  # noqa: BLE001 - backends raise errors of every kind
            return f"not usable ({type(error).__name__})"
        return str(backend.name) if backend is not None else "none"

    def _read(self, connection_id: str) -> ReadOutcome:
        try:
            backend = self._find_backend()
            if backend is None:
                return KeyringUnavailable(say.NOTHING_STORED_NO_KEYRING())
            text = backend.get_password(SERVICE_NAME, connection_id)
        except Exception as error:  # noqa: BLE001 - backends raise errors of every kind
            return KeyringUnavailable(_explained(error, say.LOCKED, say.FAILED))
        return KeyFound(ApiKey(text)) if text else KeyMissing()

    def _store(self, connection_id: str, key: ApiKey) -> StoreOutcome:
        try:
            backend = self._find_backend()
            if backend is None:
                return self._keep_for_this_run(connection_id, key, say.NO_KEYRING())
            backend.set_password(SERVICE_NAME, connection_id, key.reveal())
            self._settle(backend, connection_id, key)
        except Exception as error:  # noqa: BLE001 - backends raise errors of every kind
            reason = _explained(error, say.LOCKED_THIS_RUN, say.FAILED_THIS_RUN, secret=key)
            return self._keep_for_this_run(connection_id, key, reason)
        with self._lock:
            self._this_run.pop(connection_id, None)
        return KeyStored(persistent=True)

    def _remove(self, connection_id: str) -> RemoveOutcome:
        try:
            backend = self._find_backend()
            if backend is None:
                return KeyRemoved()
            _delete(backend, connection_id)
            self._settle(backend, connection_id, None)
        except Exception as error:  # noqa: BLE001 - backends raise errors of every kind
            return KeyringUnavailable(_explained(error, say.LOCKED, say.FAILED))
        return KeyRemoved()

    def _want(self, connection_id: str, key: ApiKey | None) -> None:
        with self._lock:
            self._wanted[connection_id] = key

    def _settle(
        self, backend: "KeyringBackend", connection_id: str, written: ApiKey | None
    ) -> None:
        """Make good a call that hung, came back late and overwrote what was decided since."""
        with self._lock:
            wanted = self._wanted[connection_id]
        if wanted == written:
            return
        if wanted is None:
            _delete(backend, connection_id)
        else:
            backend.set_password(SERVICE_NAME, connection_id, wanted.reveal())

    def _keep_for_this_run(self, connection_id: str, key: ApiKey, reason: Message) -> StoreOutcome:
        with self._lock:
            if self._wanted.get(connection_id) == key:  # replaced or removed in the meantime?
                self._this_run[connection_id] = key
        return KeyStored(persistent=False, message=reason)


def _delete(backend: "KeyringBackend", connection_id: str) -> None:
    """Delete the entry; backends refuse with one error both "not there" and "could not"."""
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(SERVICE_NAME, connection_id)
    except PasswordDeleteError:
        if backend.get_password(SERVICE_NAME, connection_id) is not None:
            raise


def _explained(
    error: Exception, locked: Sentence, failed: Sentence, *, secret: ApiKey | None = None
) -> Message:
    """Log the cause without the key, and return the sentence for it."""
    from keyring.errors import InitError, KeyringLocked

    text = str(error)
    if secret is not None:
        text = text.replace(secret.reveal(), secret.masked)
    logger.warning("the keyring failed: %s: %s", type(error).__name__, text)
    if isinstance(error, KeyringLocked | InitError):
        return locked()
    return failed(error=type(error).__name__)
