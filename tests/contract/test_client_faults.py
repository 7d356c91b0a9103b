"""The client against a real server that misbehaves in every way: each fault has its error."""

import asyncio
import gzip
from dataclasses import replace

import pytest

from builder_app.api import errors
from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import Unreached, Unread
from builder_app.api_key import ApiKey
from tests.helpers import fault_server as faults
from tests.helpers.asking import (
    AGAIN,
    GOOD,
    IMPATIENT,
    KEY,
    ONCE,
    Start,
    Use,
    create,
    error_of,
    get,
    run,
)
from tests.helpers.fault_server import Handler, answering


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


def test_an_answer_that_is_not_read_to_its_end_closes_its_connection_at_once(
    misbehaving: Start,
) -> None:
    server = misbehaving(faults.endless)

    async def main() -> bool:
        limits = replace(ONCE, answer_bytes=1 << 20)
        async with WorkflowsClient(Endpoint(server.url), ApiKey(KEY), limits=limits) as client:
            with pytest.raises(errors.Misunderstood):
                await client.get_workflow("w1")
            return await asyncio.to_thread(server.closed_by_client.wait, 10)

    assert asyncio.run(main())


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
    "handler",
    [
        answering(500),
        answering(503, b"", {"Retry-After": "0"}),
        faults.reset_before,
        faults.reset_mid,
        faults.hang_up,
    ],
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


def test_the_deadline_covers_all_attempts_together(misbehaving: Start) -> None:
    server = misbehaving(faults.never)
    error_of(server.url, get, Limits(read_s=0.4, deadline_s=1.0, attempts=50, backoff_s=0.01))
    assert 1 <= len(server.requests) <= 3
