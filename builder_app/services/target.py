"""Which service is talked to, with which key."""

from dataclasses import dataclass

from builder_app.api.endpoint import Endpoint
from builder_app.api_key import ApiKey

SANDBOX_HOST = "sandbox"


@dataclass(frozen=True, slots=True)
class Target:
    """A connection with its key at hand. ``endpoint`` is None for the sandbox.

    ``proxy`` is an address, "" for none at all, or None for that of the system.
    """

    connection_id: str
    label: str
    endpoint: Endpoint | None
    key: ApiKey | None
    org_id: str | None = None
    proxy: str | None = None

    @property
    def is_sandbox(self) -> bool:
        """Whether nothing leaves this machine."""
        return self.endpoint is None

    @property
    def host(self) -> str:
        """The host as publish records name it."""
        return self.endpoint.host if self.endpoint else SANDBOX_HOST
