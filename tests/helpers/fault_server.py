"""A real HTTP/1.1 server on loopback that can misbehave in ways no framework allows.

    with FaultServer({"/workflows": reset}) as server:
        ... server.url, server.requests ...

It runs in a thread of its own. A route is ``async def handler(connection, request)``; everything
that a client sent is kept. ``closed_by_client`` is set when a client hangs up.
"""

import asyncio
import json
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import trustme


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def json(self) -> object:
        return json.loads(self.body)


class Connection:
    """One client; the handler writes what it likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.open = True

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int, headers: Mapping[str, str | int] | None = None) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        await self.send(f"HTTP/1.1 {status} Status\r\n{lines}\r\n".encode("latin-1"))

    async def answer(
        self,
        status: int,
        body: bytes | object = b"",
        headers: Mapping[str, str | int] | None = None,
    ) -> None:
        """Send a whole answer; a body that is not bytes goes as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        length: dict[str, str | int] = {} if status == 204 else {"Content-Length": len(data)}
        await self.head(status, {"Content-Type": "application/json", **length, **(headers or {})})
        await self.send(data)

    def reset(self) -> None:
        """Hang up with RST: what a crashing process or a firewall does."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.open = False

    def close(self) -> None:
        """Hang up with FIN."""
        self.writer.close()
        self.open = False


TLS_HELLO = b"\x16"


class SpeaksTls(Exception):
    """A client begins with a TLS handshake on a port that speaks plain HTTP."""


Handler = Callable[[Connection, Request], Awaitable[None]]


class FaultServer:
    """Serves ``routes`` by path on 127.0.0.1; ``anything`` answers what has no route.

    With ``tls`` it shows a certificate for ``names`` of an authority that nobody knows but
    those who are given ``ca_pem``.
    """

    def __init__(
        self,
        routes: Mapping[str, Handler] | None = None,
        *,
        anything: Handler | None = None,
        tls: bool = False,
        names: tuple[str, ...] = ("127.0.0.1", "localhost"),
    ) -> None:
        self.routes = dict(routes or {})
        self.anything = anything or _not_found
        self.requests: list[Request] = []
        self.connections = 0
        self.received = threading.Event()
        self.closed_by_client = threading.Event()
        self.ca_pem = b""
        self._tls: ssl.SSLContext | None = None
        self._open: set[asyncio.StreamWriter] = set()
        if tls:
            authority = trustme.CA()
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(*names).configure_cert(self._tls)
            self.ca_pem = authority.cert_pem.bytes()

    @property
    def url(self) -> str:
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(ready)), name="loopback-server", daemon=True
        )
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the loopback server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._client, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for writer in self._open:
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        connection = Connection(reader, writer)
        try:
            while connection.open:
                request = await _read(reader)
                self.requests.append(request)
                self.received.set()
                await self._handled(connection, request)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            self.closed_by_client.set()
        except SpeaksTls:
            await connection.answer(400)
        except asyncio.CancelledError:
            pass
        finally:
            self._open.discard(writer)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _handled(self, connection: Connection, request: Request) -> None:
        """Run the handler, and notice a client that hangs up meanwhile."""
        handler = asyncio.ensure_future(
            _as_coroutine(self.routes.get(request.path, self.anything), connection, request)
        )
        gone = asyncio.ensure_future(_hung_up(connection.reader))
        try:
            await asyncio.wait({handler, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not handler.done() and gone.result():
                raise ConnectionResetError
            await handler
        finally:
            for task in (handler, gone):
                task.cancel()
            await asyncio.gather(handler, gone, return_exceptions=True)


async def _as_coroutine(handler: Handler, connection: Connection, request: Request) -> None:
    await handler(connection, request)


async def _hung_up(reader: asyncio.StreamReader) -> bool:
    """Wait until the client has closed; it sends nothing more before its answer."""
    while not reader.at_eof():
        if reader.exception() is not None:
            return True
        await asyncio.sleep(0.01)
    return True


async def _read(reader: asyncio.StreamReader) -> Request:
    raw = await reader.readexactly(1)
    if raw == TLS_HELLO:
        raise SpeaksTls
    raw += await reader.readuntil(b"\r\n\r\n")
    first, *lines = raw.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines if ":" in line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)


async def _not_found(connection: Connection, request: Request) -> None:
    await connection.answer(404, {"detail": "Not Found"})


def answering(
    status: int, body: bytes | object = b"", headers: Mapping[str, str | int] | None = None
) -> Handler:
    """A route that always gives this answer."""

    async def handler(connection: Connection, request: Request) -> None:
        await connection.answer(status, body, headers)

    return handler


def in_turn(*handlers: Handler) -> Handler:
    """A route that behaves differently each time; the last one stays."""
    waiting = list(handlers)

    async def handler(connection: Connection, request: Request) -> None:
        turn = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        await turn(connection, request)

    return handler


def sending(data: bytes) -> Handler:
    """A route that sends these bytes, whatever they are, and hangs up with FIN."""

    async def handler(connection: Connection, request: Request) -> None:
        await connection.send(data)
        connection.close()

    return handler


async def never(connection: Connection, request: Request) -> None:
    """Say nothing, for ever."""
    await asyncio.Event().wait()


async def drip(connection: Connection, request: Request) -> None:
    """Send a good answer byte by byte: every gap is short, the whole takes six seconds."""
    body = b'{"id": "w1", "name": "n"}'.ljust(300)
    await connection.head(200, {"Content-Type": "application/json", "Content-Length": len(body)})
    for byte in body:
        await connection.send(bytes([byte]))
        await asyncio.sleep(0.02)


async def reset_before(connection: Connection, request: Request) -> None:
    connection.reset()


async def reset_mid(connection: Connection, request: Request) -> None:
    await connection.head(200, {"Content-Type": "application/json", "Content-Length": 1000})
    await connection.send(b'{"id":')
    await asyncio.sleep(0.05)
    connection.reset()


async def hang_up(connection: Connection, request: Request) -> None:
    connection.close()


async def endless(connection: Connection, request: Request) -> None:
    """100 MiB of blanks, unless the client hangs up; what was sent is counted in the head."""
    await connection.head(200, {"Transfer-Encoding": "chunked"})
    for _ in range(1600):
        await connection.send(b"10000\r\n" + b" " * 65536 + b"\r\n")
    await connection.send(b"0\r\n\r\n")
