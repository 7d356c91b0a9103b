"""The address of a service: where the key may go."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from builder_app.messages import Message
from builder_app.messages import service as say

DEFAULT_BASE_URL: Final = "https://api.sixtyfour.ai"

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")


class EndpointRefused(ValueError):
    """This cannot be the address of a service; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A checked base address: https, or http on this machine; a path prefix is allowed.

    Two spellings of one address are equal. Raises :class:`EndpointRefused`, whose message never
    repeats what was typed: there may be a password in it.
    """

    base_url: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", _normalised(self.base_url))

    @property
    def host(self) -> str:
        """The host, with the port when one is given: what is shown to the person."""
        return urlsplit(self.base_url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether the address is this machine: never reached through a proxy."""
        return _is_loopback(urlsplit(self.base_url).hostname or "")

    def url(self, path: str) -> str:
        """Return the address of ``path``, which begins with a slash."""
        return self.base_url + path


def _normalised(text: str) -> str:
    text = text.strip()
    if any(not character.isprintable() or character in ' \\"<>' for character in text):
        raise EndpointRefused(say.ENDPOINT_MALFORMED())
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise EndpointRefused(say.ENDPOINT_MALFORMED()) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EndpointRefused(say.ENDPOINT_MALFORMED())
    if "@" in parts.netloc:
        raise EndpointRefused(say.ENDPOINT_WITH_PASSWORD())
    if "?" in text or "#" in text or not _is_plain_path(parts.path):
        raise EndpointRefused(say.ENDPOINT_WITH_QUERY())
    host = _checked_host(parts)
    if parts.scheme == "http" and not _is_loopback(host):
        raise EndpointRefused(say.ENDPOINT_NOT_SECURE(host=host))
    if port == 0:
        raise EndpointRefused(say.ENDPOINT_MALFORMED())
    shown = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    netloc = shown if port in {None, default} else f"{shown}:{port}"
    return f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}"


def _is_plain_path(path: str) -> bool:
    return _PATH.fullmatch(path) is not None and not {".", ".."} & set(path.split("/"))


def _checked_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host))
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise EndpointRefused(say.ENDPOINT_MALFORMED()) from error
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise EndpointRefused(say.ENDPOINT_MALFORMED())
    return host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


DEFAULT_ENDPOINT: Final = Endpoint(DEFAULT_BASE_URL)
