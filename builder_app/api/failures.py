"""From an httpx exception to the error for the person: httpx stops here."""

import socket
import ssl
from collections.abc import Iterator

import h11
import httpx

from builder_app.api.call import Call
from builder_app.api.errors import ApiError, Unreachable, Unreached, Unread, misunderstood
from builder_app.api.refusals import plain

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def failure(error: Exception, call: Call, *, host: str, secret: str = "") -> ApiError:
    """Return the error for what stopped ``call``."""
    causes = list(_chain(error))
    words = plain(str(error), secret)
    if call.answered and not isinstance(error, httpx.TimeoutException):
        if isinstance(error, httpx.DecodingError):
            return misunderstood(Unread.NOT_JSON, host=host, detail=words)
        return misunderstood(Unread.CUT_OFF, host=host, detail=words)
    if isinstance(error, httpx.RemoteProtocolError) and _of(causes, h11.RemoteProtocolError):
        return misunderstood(Unread.NOT_HTTP, host=host, detail=words)
    sent = call.sent and not isinstance(error, NEVER_SENT)
    reason = _reason(error, causes)
    if call.proxied and reason in {Unreached.DNS, Unreached.REFUSED}:
        reason = Unreached.PROXY  # the host that was not found is the proxy's
    return Unreachable(reason, host=host, sent=sent, detail=words)


def _reason(error: Exception, causes: list[BaseException]) -> Unreached:
    if isinstance(error, httpx.TimeoutException):
        return Unreached.TIMEOUT
    if isinstance(error, httpx.ProxyError):
        return Unreached.PROXY
    if _of(causes, ssl.SSLCertVerificationError):
        return Unreached.TLS
    if _of(causes, socket.gaierror) or _of(causes, UnicodeError):
        return Unreached.DNS
    if isinstance(error, httpx.ConnectError):
        return Unreached.NOT_SECURE if _of(causes, ssl.SSLError) else Unreached.REFUSED
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return Unreached.RESET
    return Unreached.OTHER


def causes_without(error: Exception, secret: str) -> Exception | None:
    """Return ``error`` for the log, or None when the key stands anywhere in its chain.

    A server that sends our own request back gets it quoted in the parser's complaint.
    """
    if len(secret) >= 4 and any(secret in f"{cause} {cause!r}" for cause in _chain(error)):
        return None
    return error


def _of(causes: list[BaseException], kind: type[BaseException]) -> bool:
    return any(isinstance(cause, kind) for cause in causes)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            waiting.extend(cause.exceptions)
        waiting.extend(link for link in (cause.__cause__, cause.__context__) if link is not None)
