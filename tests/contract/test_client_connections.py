"""Hosts, certificates and time: what happens before and around an answer."""

import asyncio
import logging
import socket
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from builder_app.api import errors
from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import Unreached, Unread
from builder_app.api.records import CreateWorkflow
from builder_app.api_key import ApiKey
from builder_app.background.io_loop import IoLoop
from tests.helpers import fault_server as faults
from tests.helpers.asking import AGAIN, GOOD, KEY, ONCE, create, error_of, get, run
from tests.helpers.fault_server import FaultServer, Handler, answering


def test_nothing_listening_is_refused_surely_not_sent_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        error = error_of(url, create, AGAIN)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.REFUSED, False)
    # what never left may be repeated, creating included
    assert caplog.text.count("asking again") == AGAIN.attempts - 1


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
    assert isinstance(error.__cause__, httpx.ConnectTimeout)  # and not the deadline


def test_a_service_that_takes_no_bytes_times_out_while_sending() -> None:
    large = CreateWorkflow("n", "x" * (32 << 20), {"blocks": [], "edges": []})
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        error = error_of(url, lambda c: c.create_workflow(large), replace(ONCE, write_s=0.3))
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.TIMEOUT, True)
    assert isinstance(error.__cause__, httpx.WriteTimeout)


def test_a_service_that_says_nothing_times_out_while_reading() -> None:
    with FaultServer(anything=faults.never) as server:
        error = error_of(server.url, create, replace(ONCE, read_s=0.3))
    assert isinstance(error, errors.Unreachable)
    assert isinstance(error.__cause__, httpx.ReadTimeout)


def test_more_calls_at_once_than_there_are_connections_time_out_in_the_queue() -> None:
    async def one_too_many(client: WorkflowsClient) -> errors.Unreachable:
        waiting = [asyncio.ensure_future(client.get_workflow("w1")) for _ in range(100)]
        while server.connections < len(waiting):
            await asyncio.to_thread(server.received.wait, 5)
        with pytest.raises(errors.Unreachable) as raised:
            await client.get_workflow("w1")
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return raised.value

    with FaultServer(anything=faults.never) as server:
        error = run(server.url, one_too_many, replace(ONCE, read_s=30, pool_s=0.3))
    assert (error.reason, error.sent) == (Unreached.TIMEOUT, False)
    assert isinstance(error.__cause__, httpx.PoolTimeout)


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
