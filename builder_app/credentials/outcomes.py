"""What a question to the keyring ends in."""

from dataclasses import dataclass

from builder_app.api_key import ApiKey
from builder_app.messages import Message


@dataclass(frozen=True, slots=True)
class KeyFound:
    """The connection's key. ``persistent`` is False for one that is kept for this run only."""

    key: ApiKey
    persistent: bool = True


@dataclass(frozen=True, slots=True)
class KeyMissing:
    """The keyring works and has no key for this connection."""


@dataclass(frozen=True, slots=True)
class KeyStored:
    """The key can be used. When not ``persistent``, ``message`` says why: it is for this run."""

    persistent: bool
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class KeyRemoved:
    """There is no key for this connection any more."""


@dataclass(frozen=True, slots=True)
class KeyringUnavailable:
    """The keyring gave no answer: none there, locked, frozen, broken."""

    message: Message


ReadOutcome = KeyFound | KeyMissing | KeyringUnavailable
StoreOutcome = KeyStored
RemoveOutcome = KeyRemoved | KeyringUnavailable
