"""The client against a real server that misbehaves in every way: each fault has its error."""

import asyncio
import gzip
import socket
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from builder_app.api import errors
from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import ApiError, Unreached, Unread
from builder_app.api.records import CreateWorkflow
from builder_app.api_key import ApiKey
from builder_app.background.io_loop import IoLoop
from tests.helpers import fault_server as faults
from tests.helpers.fault_server import FaultServer, Handler, answering

T = TypeVar("T")

KEY = "sk_secret_0123456789"
ONCE = Limits(deadline_s=30, attempts=1, read_s=10, backoff_s=0.01, backoff_cap_s=0.02)
AGAIN = replace(ONCE, attempts=3)
IMPATIENT = replace(AGAIN, read_s=0.3)
GOOD = {"id": "w1", "name": "n", "status": "draft", "step": "x", "created_at": "", "updated_at": ""}
CREATE = CreateWorkflow("n", "", {"blocks": [], "edges": []}, "w1")

Use = Callable[[WorkflowsClient], Awaitable[object]]


def run(url: str, use: Callable[[WorkflowsClient], Awaitable[T]], limits: Limits = ONCE) -> T:
    async def main() -> T:
        async with WorkflowsClient(Endpoint(url), ApiKey(KEY), limits=limits) as client:
            return await use(client)

    return asyncio.run(main())


def get(client: WorkflowsClient) -> Awaitable[object]:
    return client.get_workflow("w1")


def create(client: WorkflowsClient) -> Awaitable[object]:
    return client.create_workflow(CREATE)


def error_of(url: str, use: Use = get, limits: Limits = ONCE) -> ApiError:
    with pytest.raises(ApiError) as raised:
        run(url, use, limits)
    assert KEY not in repr(raised.value)
    assert KEY not in "".join(traceback.format_exception(raised.value))
    return raised.value


@pytest.fixture
def misbehaving() -> Iterator[Callable[[Handler], FaultServer]]:
    running: list[FaultServer] = []

    def start(handler: Handler) -> FaultServer:
        server = FaultServer(anything=handler)
        running.append(server.__enter__())
        return server

    yield start
    for server in running:
        server.__exit__()


Start = Callable[[Handler], FaultServer]


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (faults.never, Unreached.TIMEOUT),
        (faults.reset_before, Unreached.RESET),
        (faults.hang_up, Unreached.RESET),
    ],
)
def test_no_answer_is_unreachable_and_may_have_arrived(
    misbehaving: Start, handler: Handler, reason: Unreached
) -> None:
    server = misbehaving(handler)
    error = error_of(server.url, create, IMPATIENT)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (reason, True)
    assert error.__cause__ is not None
    assert len(server.requests) == 1


BAD_JSON = b'{"id": "w1'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
DEEP = b"[" * 100_000 + b"]" * 100_000
NESTED = b'{"a":' * 500 + b"1" + b"}" * 500


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (faults.reset_mid, Unread.CUT_OFF),
        (faults.sending(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"), Unread.CUT_OFF),
        (faults.sending(CHUNKED + b"5\r\n[1,2,\r\n"), Unread.CUT_OFF),
        (faults.sending(CHUNKED + b"no number\r\n"), Unread.CUT_OFF),
        (faults.sending(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), Unread.NOT_HTTP),
        (answering(200, b"", {"X-Big": "a" * 200_000}), Unread.NOT_HTTP),
        (answering(200, BAD_JSON), Unread.NOT_JSON),
        (answering(200, b'{"name": "caf\xe9"}'), Unread.NOT_JSON),
        (answering(200, DEEP), Unread.NOT_JSON),
        (answering(200, NESTED), Unread.NOT_JSON),
        (answering(200, b'{"id": NaN}'), Unread.NOT_JSON),
        (answering(200, b'{"id": 1e999}'), Unread.NOT_JSON),
        (answering(200, b'{"id": "w1", "name": "\\ud800"}'), Unread.NOT_JSON),
        (answering(200, b"1" * 5000), Unread.NOT_JSON),
        (answering(200, b"no gzip", {"Content-Encoding": "gzip"}), Unread.NOT_JSON),
        (answering(200, b"x", {"Content-Encoding": "gzip, gzip"}), Unread.NOT_JSON),
        (answering(200, b"<html>Sign in to this network</html>"), Unread.WEB_PAGE),
        (answering(204), Unread.EMPTY),
        (answering(200, b" \n"), Unread.EMPTY),
        (answering(200, b"null"), Unread.WRONG_SHAPE),
        (answering(200, b"[]"), Unread.WRONG_SHAPE),
        (answering(200, {"ok": True}), Unread.WRONG_SHAPE),
        (answering(200, {**GOOD, "name": 5}), Unread.WRONG_SHAPE),
        (answering(200, {**GOOD, "workflow_definition": "later"}), Unread.WRONG_SHAPE),
        (answering(304), Unread.ELSEWHERE),
    ],
)
def test_an_answer_that_cannot_be_read_is_misunderstood(
    misbehaving: Start, handler: Handler, reason: Unread
) -> None:
    server = misbehaving(handler)
    error = error_of(server.url)
    assert isinstance(error, errors.Misunderstood)
    assert error.reason is reason
    assert Endpoint(server.url).host in error.message.text()


def test_a_dripping_answer_ends_at_the_deadline(misbehaving: Start) -> None:
    server = misbehaving(faults.drip)
    error = error_of(server.url, get, replace(ONCE, deadline_s=1))
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.TIMEOUT, True)
    assert server.closed_by_client.wait(5)


def test_a_hundred_mebibytes_are_not_read(misbehaving: Start) -> None:
    server = misbehaving(faults.endless)
    error = error_of(server.url, get, replace(ONCE, answer_bytes=1 << 20))
    assert isinstance(error, errors.Misunderstood)
    assert error.reason is Unread.TOO_LARGE
    assert "1 MB" in error.message.text()
    assert server.closed_by_client.wait(5)


def test_a_gzip_bomb_is_counted_after_decoding(misbehaving: Start) -> None:
    bomb = gzip.compress(b" " * (100 << 20), 6)
    server = misbehaving(answering(200, bomb, {"Content-Encoding": "gzip"}))
    error = error_of(server.url, get, replace(ONCE, answer_bytes=1 << 20))
    assert isinstance(error, errors.Misunderstood)
    assert error.reason is Unread.TOO_LARGE


def test_a_compressed_answer_is_read(misbehaving: Start) -> None:
    body = gzip.compress(b'{"id": "w1", "name": "n"}')
    server = misbehaving(answering(200, body, {"Content-Encoding": "gzip"}))
    assert run(server.url, lambda client: client.get_workflow("w1")).name == "n"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BodyRefused),
        (401, errors.KeyRefused),
        (402, errors.CreditsMissing),
        (403, errors.FeatureNotEnabled),
        (404, errors.NotThere),
        (405, errors.Refused),
        (409, errors.Conflicting),
        (410, errors.NotThere),
        (418, errors.Refused),
        (422, errors.BodyRefused),
        (429, errors.TooManyRequests),
        (500, errors.ServiceFault),
        (502, errors.ServiceFault),
        (503, errors.ServiceFault),
        (599, errors.ServiceFault),
    ],
)
def test_every_status_has_its_error_with_the_services_own_words(
    misbehaving: Start, status: int, kind: type[ApiError]
) -> None:
    body = {"error": "some_type", "message": f"The words. Your key: {KEY}"}
    error = error_of(misbehaving(answering(status, body)).url)
    assert type(error) is kind
    assert (error.status, error.detail) == (status, "The words. Your key: ••••")


SERVICE_PAGE = b"<html><head><title>502</title><style>b{}</style></head><h1>Bad Gateway</h1></html>"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"error": "unauthorized", "message": "Words"}, "Words"),
        ({"detail": "Words"}, "Words"),
        ({"error": {"code": "c", "message": "Words"}}, "Words"),
        ({"detail": {"message": "Words"}}, "Words"),
        ({"detail": {"reason": 7}}, '{"reason": 7}'),
        ({"detail": [{"loc": ["body", "a"], "msg": "Words", "type": "t"}]}, "body.a: Words"),
        (b"", ""),
        (b"just\n  text\x00", "just text"),
        (SERVICE_PAGE, "502 Bad Gateway"),
        (b"caf\xe9", "caf\ufffd"),
        (b"{" * 100_000, "…"),
        ({"detail": "x" * 5000}, "x" * 999 + "…"),
    ],
)
def test_every_shape_of_a_refusal_is_read(
    misbehaving: Start, body: bytes | object, detail: str
) -> None:
    error = error_of(misbehaving(answering(500, body)).url)
    assert isinstance(error, errors.ServiceFault)
    assert error.detail.endswith(detail) if detail == "…" else error.detail == detail
    assert len(error.detail) <= 1000


ITEM = {
    "loc": ["body", "workflow_definition", "blocks", 2, "block_name"],
    "msg": "bad",
    "type": "t",
}
PLACE = ("body", "workflow_definition", "blocks", 2, "block_name")


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (
            {"detail": [ITEM, {**ITEM, "loc": ["query"], "input": 1, "ctx": {}}]},
            [PLACE, ("query",)],
        ),
        ({"detail": {"errors": [ITEM]}}, [PLACE]),
        ({"error": {"code": "c", "message": "m", "detail": [ITEM]}}, [PLACE]),
        ({"detail": [{"loc": ["body", None, True, [1]], "msg": "m", "type": "t"}]}, None),
        ({"detail": "no blocks"}, []),
        ({"detail": {"reason": "x"}}, []),
        ({"error": "validation", "message": "m"}, []),
        ({"detail": ["words", 5, {"loc": "x"}]}, []),
        (b"", []),
        (b"<p>no</p>", []),
    ],
)
def test_a_422_of_each_shape_names_its_places(
    misbehaving: Start, body: bytes | object, places: list[tuple[str | int, ...]] | None
) -> None:
    error = error_of(misbehaving(answering(422, body)).url, create)
    assert isinstance(error, errors.BodyRefused)
    found = [problem.location for problem in error.problems]
    assert found == ([("body", "None", "True")] if places is None else places)


def test_too_many_requests_waits_as_asked_and_goes_on(misbehaving: Start) -> None:
    wait = answering(429, {"detail": "slow down"}, {"Retry-After": "0"})
    server = misbehaving(faults.in_turn(wait, answering(200, GOOD)))
    run(server.url, create, AGAIN)
    assert len(server.requests) == 2
    assert server.requests[0].body == server.requests[1].body


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7200"}, 7200.0),
        (
            {
                "Date": "Wed, 21 Oct 2037 07:00:00 GMT",
                "Retry-After": "Wed, 21 Oct 2037 07:28:00 GMT",
            },
            1680.0,
        ),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86400.0),
        ({"Retry-After": "99999999"}, 86400.0),
    ],
)
def test_a_wait_beyond_the_deadline_is_told_instead_of_waited(
    misbehaving: Start, headers: dict[str, str], seconds: float
) -> None:
    server = misbehaving(answering(429, {"detail": "slow down"}, headers))
    error = error_of(server.url, get, AGAIN)
    assert isinstance(error, errors.TooManyRequests)
    assert error.retry_after_s == seconds
    assert str(int(seconds)) in error.message.text()
    assert len(server.requests) == 1


def test_an_unreadable_retry_after_is_ignored(misbehaving: Start) -> None:
    server = misbehaving(answering(429, b"", {"Retry-After": "soon"}))
    error = error_of(server.url)
    assert isinstance(error, errors.TooManyRequests)
    assert error.retry_after_s is None


@pytest.mark.parametrize(
    "handler",
    [answering(500), answering(503), faults.reset_before, faults.reset_mid, faults.hang_up],
)
def test_reading_is_tried_again_after_a_passing_fault(misbehaving: Start, handler: Handler) -> None:
    server = misbehaving(faults.in_turn(handler, answering(200, GOOD)))
    run(server.url, get, AGAIN)
    assert len(server.requests) == 2


def test_reading_gives_up_after_the_last_attempt(misbehaving: Start) -> None:
    server = misbehaving(answering(500, {"detail": "still broken"}))
    assert error_of(server.url, get, AGAIN).detail == "still broken"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "handler",
    [answering(500), faults.reset_before, faults.reset_mid, faults.hang_up, faults.never],
)
def test_creating_is_never_repeated_once_it_may_have_arrived(
    misbehaving: Start, handler: Handler
) -> None:
    server = misbehaving(handler)
    error_of(server.url, create, IMPATIENT)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("use", [get, create])
def test_a_redirect_to_another_host_is_refused_and_nothing_goes_there(
    misbehaving: Start, status: int, use: Use
) -> None:
    other = misbehaving(answering(200, GOOD))
    server = misbehaving(answering(status, b"", {"Location": other.url + "/workflows/w1"}))
    error = error_of(server.url, use, AGAIN)
    assert isinstance(error, errors.Misunderstood)
    assert (error.reason, error.status) == (Unread.ELSEWHERE, status)
    assert other.requests == []
    assert other.connections == 0


def test_a_redirect_on_the_same_host_is_followed_for_reading_only(misbehaving: Start) -> None:
    server = misbehaving(answering(200, GOOD))
    server.routes["/workflows/w1"] = answering(307, b"", {"Location": "/moved"})
    server.routes["/workflows/create_workflow"] = answering(307, b"", {"Location": "/moved"})
    run(server.url, get)
    assert [request.headers["x-api-key"] for request in server.requests] == [KEY, KEY]
    assert isinstance(error_of(server.url, create), errors.Misunderstood)
    assert [request.path for request in server.requests][2:] == ["/workflows/create_workflow"]


@pytest.mark.parametrize("target", ["", "//", "http://[", "ftp://x/", "/workflows/w1"])
def test_a_redirect_to_nowhere_or_in_circles_ends(misbehaving: Start, target: str) -> None:
    server = misbehaving(answering(302, b"", {"Location": target}))
    error_of(server.url)
    assert len(server.requests) <= ONCE.redirects + 1


def test_nothing_listening_is_refused_and_surely_not_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        error = error_of(url, create, AGAIN)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.REFUSED, False)


def test_a_host_that_does_not_exist_is_named() -> None:
    error = error_of("https://no-such-host.invalid", create, ONCE)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.DNS, False)
    assert "no-such-host.invalid" in error.message.text()


def test_a_full_backlog_times_out_while_connecting() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}"
        error = error_of(url, create, replace(ONCE, connect_s=0.3))
        for client in waiting:
            client.close()
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.TIMEOUT, False)


def test_a_certificate_of_an_unknown_authority_is_not_trusted() -> None:
    with FaultServer(anything=answering(200, GOOD), tls=True) as server:
        error = error_of(server.url, create, AGAIN)
        assert server.requests == []
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.TLS, False)


def test_https_to_a_port_that_speaks_plain_http_is_not_about_certificates() -> None:
    with FaultServer(anything=answering(200, GOOD)) as server:
        error = error_of(server.url.replace("http:", "https:"), create)
        assert server.requests == []
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.NOT_SECURE, False)


def test_the_certificates_of_the_system_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(anything=answering(200, GOOD), tls=True) as server:
        trusted = tmp_path / "authorities.pem"
        trusted.write_bytes(server.ca_pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        run(server.url, get)
        assert server.requests[0].headers["x-api-key"] == KEY


def test_a_certificate_for_another_name_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(tls=True, names=("elsewhere.example",)) as server:
        trusted = tmp_path / "authorities.pem"
        trusted.write_bytes(server.ca_pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        error = error_of(server.url)
        assert server.requests == []
    assert isinstance(error, errors.Unreachable)
    assert error.reason is Unreached.TLS


@pytest.mark.parametrize("handler", [faults.reset_before, faults.reset_mid, faults.hang_up])
def test_a_connection_lost_inside_tls_is_told_as_such(
    handler: Handler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(anything=handler, tls=True) as server:
        trusted = tmp_path / "authorities.pem"
        trusted.write_bytes(server.ca_pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        error = error_of(server.url, create)
    match error:
        case errors.Unreachable(reason=reason, sent=sent):
            assert (reason, sent) == (Unreached.RESET, True)
        case errors.Misunderstood(reason=unread):
            assert unread is Unread.CUT_OFF
        case _:
            pytest.fail(f"{error!r}")


def test_cancelling_closes_the_connection() -> None:
    with FaultServer(anything=faults.never) as server:
        loop = IoLoop()
        loop.start()

        async def ask() -> object:
            limits = Limits(read_s=60)
            async with WorkflowsClient(Endpoint(server.url), ApiKey(KEY), limits=limits) as client:
                return await client.get_workflow("w1")

        future = loop.submit(ask())
        assert server.received.wait(5)
        assert not server.closed_by_client.is_set()
        future.cancel()
        assert server.closed_by_client.wait(5)
        assert loop.close()


def test_the_deadline_covers_all_attempts_together(misbehaving: Start) -> None:
    server = misbehaving(faults.never)
    error_of(server.url, get, Limits(read_s=0.4, deadline_s=1.0, attempts=50, backoff_s=0.01))
    assert 1 <= len(server.requests) <= 3
