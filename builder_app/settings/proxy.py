"""Which text can be the address of a proxy."""

from typing import Final
from urllib.parse import urlsplit

from builder_app.messages import Message
from builder_app.messages import settings as say
from builder_app.settings.redaction import KEYS

_SCHEMES: Final = {"http", "https"}


def proxy_trouble(address: str) -> Message | None:
    """Return why ``address`` can't be used; None for a proxy's address.

    Settings hold no secret, so an address with a password is refused with the way that works.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return say.PROXY_MALFORMED()
    if "@" in address or KEYS.clean(address) != address:
        return say.PROXY_WITH_PASSWORD()
    if parts.scheme.startswith("socks"):
        return say.PROXY_SOCKS()
    plain = address.isascii() and address.isprintable() and not set(" \\\"'<>") & set(address)
    bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    if parts.scheme not in _SCHEMES or not parts.hostname or not plain or not bare or port == 0:
        return say.PROXY_MALFORMED()
    return None
