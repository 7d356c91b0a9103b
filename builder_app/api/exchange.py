"""One request and its bounded answer: no repeats, nothing followed to another host."""

import logging
import ssl
import urllib.request
from collections.abc import Generator
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpx
import truststore
from typing_extensions import override

from builder_app import __version__
from builder_app.api import errors
from builder_app.api.call import Call
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import Unreachable, Unreached, Unread, misunderstood
from builder_app.api.failures import causes_without, failure
from builder_app.api.limits import Limits
from builder_app.api.refusals import refusal
from builder_app.api_key import ApiKey
from builder_app.messages import service as say

KEY_HEADER: Final = "x-api-key"
NO_PROXY: Final = ""
"""In place of a proxy's address: ask the service directly, whatever the system says."""
# httpx stacks as many decoders as the header names: each multiplies a small answer by a thousand
READABLE_ENCODINGS: Final = frozenset({"", "identity", "gzip", "deflate"})

# at DEBUG httpcore writes the headers of every answer, and a server may send the key back in one
logging.getLogger("httpcore").setLevel(logging.INFO)


class Exchange:
    """Owns the httpx client for one endpoint and key; all of it happens inside one loop."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: ApiKey | None,
        limits: Limits,
        *,
        proxy: str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._secret = key.reveal() if key is not None else ""
        self._limits = limits
        self._proxy = proxy or None
        self._transport = transport
        self._direct = endpoint.is_loopback or transport is not None or proxy == NO_PROXY
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            if not is_header_text(self._secret):
                raise errors.KeyRefused(say.KEY_UNUSABLE())
            try:
                self._client = self._new_client()
            except (ValueError, ImportError, httpx.InvalidURL):
                # the address of a proxy may hold a password: neither it nor the complaint is kept
                raise Unreachable(Unreached.PROXY, host=self._endpoint.host, sent=False) from None
        return self._client

    def _new_client(self) -> httpx.AsyncClient:
        check_proxy(self._proxy)
        limits = self._limits
        return httpx.AsyncClient(
            auth=_KeyForOneHost(self._secret, httpx.URL(self._endpoint.base_url)),
            headers={
                "User-Agent": f"workflow-builder/{__version__}",
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=httpx.Timeout(
                connect=limits.connect_s,
                read=limits.read_s,
                write=limits.write_s,
                pool=limits.pool_s,
            ),
            follow_redirects=False,
            trust_env=not self._direct,
            proxy=None if self._direct else self._proxy,
            transport=self._transport,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )

    async def answer(self, call: Call) -> bytes:
        """Return the body of the 2xx answer to ``call``. Raises :class:`ApiError`."""
        client = self._opened()
        call.sent, call.answered = self._transport is not None, False
        call.proxied = not self._direct and bool(self._proxy or _ambient_proxy(self._endpoint))
        try:
            return await self._followed(client, call)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            translated = failure(error, call, host=self._endpoint.host, secret=self._secret)
            raise translated from causes_without(error, self._secret)

    async def _followed(self, client: httpx.AsyncClient, call: Call) -> bytes:
        request = self._request(client, call)
        for _ in range(self._limits.redirects + 1):
            async with _Open(client, request) as response:
                call.answered = True
                if not 300 <= response.status_code < 400:
                    return await self._read(response)
            target = self._redirected(call, response)
            request = self._request(client, call, target)
        raise misunderstood(Unread.ELSEWHERE, host=self._endpoint.host)

    def _request(
        self, client: httpx.AsyncClient, call: Call, url: httpx.URL | None = None
    ) -> httpx.Request:
        async def trace(event: str, info: dict[str, object]) -> None:
            request = info.get("request")
            asked = getattr(request, "method", b"") != b"CONNECT"
            if event.endswith(".send_request_headers.started") and asked:
                call.sent = True

        request = client.build_request(
            call.method,
            url or self._endpoint.url(call.path),
            params=call.query or None,
            content=call.body,
            headers={"Content-Type": "application/json"} if call.body is not None else None,
        )
        request.extensions = {**request.extensions, "trace": trace}
        return request

    def _redirected(self, call: Call, response: httpx.Response) -> httpx.URL:
        """Return the next address, if it is safe to go there."""
        target = response.url.join(response.headers.get("location", ""))
        moved = response.status_code in {301, 302, 303, 307, 308} and "location" in response.headers
        if not call.repeatable or not moved or not _same_place(target, response.url):
            raise misunderstood(
                Unread.ELSEWHERE, host=self._endpoint.host, status=response.status_code
            )
        return target.copy_with(userinfo=b"", fragment=None)

    async def _read(self, response: httpx.Response) -> bytes:
        status, host = response.status_code, self._endpoint.host
        try:
            body = await self._bounded(response)
        except (httpx.HTTPError, errors.Misunderstood):
            if status < 400:
                raise
            body = b""  # the status says enough
        if status >= 400:
            headers = {name.lower(): value for name, value in response.headers.items()}
            raise refusal(status, headers, body, host=host, secret=self._secret)
        if status < 200:
            raise misunderstood(Unread.NOT_HTTP, host=host, status=status)
        if not body.strip():
            raise misunderstood(Unread.EMPTY, host=host, status=status)
        return body

    async def _bounded(self, response: httpx.Response) -> bytes:
        """Return the decoded body; the limit holds before and after decoding.

        httpcore hands over at most 64 KiB at a time, so a bomb grows to 64 MiB at most before it
        is counted.
        """
        limit = self._limits.answer_bytes
        host, status = self._endpoint.host, response.status_code
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in READABLE_ENCODINGS:
            raise misunderstood(Unread.NOT_JSON, host=host, status=status)
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > limit:
                raise misunderstood(Unread.TOO_LARGE, host=host, status=status, limit_bytes=limit)
        return bytes(body)


class _Open:
    """An answer whose body is still to come; leaving closes it, and the connection if unread."""

    def __init__(self, client: httpx.AsyncClient, request: httpx.Request) -> None:
        self._client, self._request = client, request
        self._response: httpx.Response | None = None

    async def __aenter__(self) -> httpx.Response:
        self._response = await self._client.send(self._request, stream=True)
        return self._response

    async def __aexit__(self, *_: object) -> None:
        if self._response is not None:
            await self._response.aclose()


class _KeyForOneHost(httpx.Auth):
    """Adds the key to requests that go to its own host, and to no other."""

    def __init__(self, secret: str, home: httpx.URL) -> None:
        self._secret, self._home = secret, home

    @override
    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._secret and _same_place(request.url, self._home):
            request.headers[KEY_HEADER] = self._secret
        yield request


def is_header_text(secret: str) -> bool:
    """Whether ``secret`` can be sent at all.

    httpx and h11 would complain about anything else, and quote the key in their complaint.
    """
    return all("!" <= character <= "~" for character in secret)


def check_proxy(address: str | None) -> None:
    """Raise ``ValueError`` for what is no proxy: httpx takes half of it and fails much later."""
    if address and not urlsplit(address).hostname:
        raise ValueError("not the address of a proxy")


def _ambient_proxy(endpoint: Endpoint) -> str | None:
    """Return the proxy of the environment or the system that httpx will use for ``endpoint``."""
    if urllib.request.proxy_bypass(endpoint.host):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get("https") or proxies.get("all")


def _same_place(one: httpx.URL, other: httpx.URL) -> bool:
    def place(url: httpx.URL) -> tuple[str, str, int | None]:
        return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)

    return place(one) == place(other)
