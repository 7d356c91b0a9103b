"""The settings as values. All of them are small; none of them is a secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

Theme = Literal["system", "light", "dark"]
Wheel = Literal["automatic", "zoom", "pan"]
Motion = Literal["system", "reduced", "full"]
ConnectionKind = Literal["account", "sandbox", "environment"]

DEFAULT_ENDPOINT: Final = "https://api.sixtyfour.ai"
SYSTEM_PROXY: Final = "system"
MOST_RECENT_FILES: Final = 12
MOST_OPEN_FILES: Final = 32
MOST_VIEWS: Final = 100


@dataclass(frozen=True, slots=True)
class Connection:
    """A place to publish to. Its key is in the keyring under ``id``, never here.

    ``endpoint`` is the base address (empty for the sandbox); ``org_id`` is learned from answers.
    """

    id: str
    label: str
    endpoint: str
    org_id: str | None = None
    kind: ConnectionKind = "account"


SANDBOX: Final = Connection("sandbox", "Sandbox", "", None, "sandbox")


def environment_connection(endpoint: str | None) -> Connection:
    """Return the connection that ``SIXTYFOUR_API_KEY`` and ``SIXTYFOUR_API_ENDPOINT`` describe."""
    return Connection(
        "environment", "environment", endpoint or DEFAULT_ENDPOINT, None, "environment"
    )


@dataclass(frozen=True, slots=True)
class View:
    """Where a file was last looked at: the centre in scene units, and the zoom (1 = 100 %)."""

    x: float
    y: float
    zoom: float


_NO_VIEWS: Final[Mapping[str, View]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered from one run to the next.

    ``connections`` holds the person's accounts, neither the sandbox nor the environment's.
    ``proxy`` is ``"system"``, None for a direct connection, or the address of a proxy. Files are
    absolute paths; ``recent_files`` has the latest first. Window values are Qt's, in base64.
    """

    connections: tuple[Connection, ...] = ()
    active_connection_id: str | None = None
    theme: Theme = "system"
    wheel: Wheel = "automatic"
    motion: Motion = "system"
    proxy: str | None = SYSTEM_PROXY
    recent_files: tuple[str, ...] = ()
    open_files: tuple[str, ...] = ()
    window_geometry: str | None = None
    window_state: str | None = None
    welcome_done: bool = False
    views: Mapping[str, View] = field(default_factory=lambda: _NO_VIEWS)

    def connection(self, connection_id: str | None) -> Connection | None:
        """Return the account or the sandbox with this id."""
        known = (*self.connections, SANDBOX)
        return next((each for each in known if each.id == connection_id), None)

    def with_connection(self, connection: Connection) -> "Settings":
        """Return settings with ``connection`` added, or in the place of the one with its id.

        Raises ValueError for the sandbox and the environment's, which are not kept.
        """
        if connection.kind != "account":
            raise ValueError("only accounts are kept")
        if any(each.id == connection.id for each in self.connections):
            kept = tuple(
                connection if each.id == connection.id else each for each in self.connections
            )
            return replace(self, connections=kept)
        return replace(self, connections=(*self.connections, connection))

    def without_connection(self, connection_id: str) -> "Settings":
        """Return settings without this account, and with none active if it was the active one."""
        kept = tuple(each for each in self.connections if each.id != connection_id)
        active = self.active_connection_id
        return replace(
            self,
            connections=kept,
            active_connection_id=None if active == connection_id else active,
        )

    def with_recent(self, path: str) -> "Settings":
        """Return settings with ``path`` as the latest of the recent files."""
        others = (each for each in self.recent_files if each != path)
        return replace(self, recent_files=(path, *others)[:MOST_RECENT_FILES])

    def without_recent(self, path: str) -> "Settings":
        """Return settings with ``path`` forgotten: it is not there any more."""
        return replace(self, recent_files=tuple(each for each in self.recent_files if each != path))

    def with_view(self, path: str, view: View) -> "Settings":
        """Return settings that remember where ``path`` was looked at; the oldest is forgotten."""
        views = {name: value for name, value in self.views.items() if name != path}
        views[path] = view
        latest = list(views.items())[-MOST_VIEWS:]
        return replace(self, views=MappingProxyType(dict(latest)))
