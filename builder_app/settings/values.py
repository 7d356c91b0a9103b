"""The settings as values. All of them are small; none of them is a secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

Theme = Literal["system", "light", "dark"]
Wheel = Literal["automatic", "zoom", "pan"]
CanvasPlace = tuple[float, float, float]
ConnectionKind = Literal["account", "sandbox", "environment"]

DEFAULT_ENDPOINT: Final = "https://api.sixtyfour.ai"
SYSTEM_PROXY: Final = "system"
MOST_RECENT_FILES: Final = 12
MOST_OPEN_FILES: Final = 32
MOST_VIEWS: Final = 64
DEFAULT_PANES: Final[Mapping[str, int]] = MappingProxyType(
    {"palette": 232, "inspector": 319, "problems": 150}
)
"""The panels whose sizes are remembered, and how large they are before anybody moved them."""


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
class Settings:
    """Everything that is remembered from one run to the next.

    ``connections`` holds the person's accounts, neither the sandbox nor the environment's.
    ``proxy`` is ``"system"``, None for a direct connection, or the address of a proxy. Files are
    absolute paths; ``recent_files`` has the latest first. ``window_geometry`` is Qt's, in base64;
    ``front_file`` is the open file whose tab is in front. ``views`` says for each file where its
    canvas looked last: the middle and the zoom, the latest file last. ``panes`` are the sizes of
    the panels in pixels. ``welcome_done`` once the person has chosen
    between the sandbox and an account.
    """

    connections: tuple[Connection, ...] = ()
    active_connection_id: str | None = None
    theme: Theme = "system"
    wheel: Wheel = "automatic"
    proxy: str | None = SYSTEM_PROXY
    recent_files: tuple[str, ...] = ()
    open_files: tuple[str, ...] = ()
    front_file: str | None = None
    views: Mapping[str, CanvasPlace] = field(default_factory=dict)
    window_geometry: str | None = None
    panes: Mapping[str, int] = field(default_factory=lambda: DEFAULT_PANES)
    welcome_done: bool = False

    @property
    def proxy_for_requests(self) -> str | None:
        """The proxy as requests take it: an address, "" for none, None for that of the system."""
        return None if self.proxy == SYSTEM_PROXY else self.proxy or ""

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

    def with_view(self, path: str, place: CanvasPlace) -> "Settings":
        """Return settings that know where the canvas of this file looked last."""
        others = {name: kept for name, kept in self.views.items() if name != path}
        latest = [*others.items(), (path, place)][-MOST_VIEWS:]
        return replace(self, views=dict(latest))

    def without_recent(self, path: str) -> "Settings":
        """Return settings with ``path`` forgotten: it is not there any more."""
        return replace(self, recent_files=tuple(each for each in self.recent_files if each != path))
