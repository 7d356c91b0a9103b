"""The sandbox as something that an HTTP client talks through, without a port."""

from pathlib import Path

import httpx

from builder_app.catalogue.catalogue import Catalogue
from builder_app.sandbox.app import sandbox_app


def sandbox_transport(database: Path, catalogue: Catalogue) -> httpx.AsyncBaseTransport:
    """Return a transport whose every request ends in the sandbox, whatever host it names.

    It belongs to the loop of the client that uses it. A mistake of the sandbox comes as a 500.
    """
    return httpx.ASGITransport(sandbox_app(database, catalogue), raise_app_exceptions=False)
