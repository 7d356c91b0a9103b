"""The key goes to its own host in one header, and nowhere else: no log or proxy sees it."""

import asyncio
import logging
import traceback
from collections.abc import Mapping

import httpx
import pytest

from builder_app.api import errors
from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import ApiError, Unreached
from builder_app.api.exchange import _KeyForOneHost
from builder_app.api_key import ApiKey
from tests.helpers import fault_server as faults
from tests.helpers.fault_server import Connection, FaultServer, Handler, Request, answering

KEY = "sk_secret_0123456789abcdef"
ONCE = Limits(attempts=2, deadline_s=20, backoff_s=0.01)


def error_of(url: str, key: str = KEY, proxy: str | None = None) -> ApiError:
    async def main() -> ApiError:
        async with WorkflowsClient(Endpoint(url), ApiKey(key), limits=ONCE, proxy=proxy) as client:
            with pytest.raises(ApiError) as raised:
                await client.list_workflows()
        return raised.value

    return asyncio.run(main())


async def echo_first(connection: Connection, request: Request) -> None:
    """What a port that sends everything back does: h11 quotes the first line in its complaint."""
    await connection.send(f"x-api-key {request.headers['x-api-key']}\r\n\r\n".encode())
    connection.close()


def echo(status: int) -> Handler:
    async def handler(connection: Connection, request: Request) -> None:
        key = request.headers["x-api-key"]
        items = [{"loc": ["body", key], "msg": f"bad {key}", "type": key}]
        await connection.answer(
            status, {"detail": items}, {"X-Echo": key, "Set-Cookie": f"k={key}"}
        )

    return handler


async def echo_shape(connection: Connection, request: Request) -> None:
    await connection.answer(200, [{"id": [request.headers["x-api-key"]], "name": 5}])


@pytest.mark.parametrize(
    "handler",
    [
        echo_first,
        echo(401),
        echo(422),
        echo(500),
        echo_shape,
        faults.reset_before,
        faults.reset_mid,
        answering(200, b"<html>"),
        answering(307, b"", {"Location": "http://elsewhere.example/"}),
    ],
)
def test_no_log_and_no_error_holds_the_key_even_when_the_server_sends_it_back(
    handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with FaultServer(anything=handler) as server:
        error = error_of(server.url)
        assert server.requests[0].headers["x-api-key"] == KEY
        assert [KEY in request.target for request in server.requests].count(True) == 0
    logging.getLogger("test").error("it failed", exc_info=error)
    shown = [
        repr(error),
        str(error),
        error.detail,
        "".join(traceback.format_exception(error)),
        caplog.text,
        repr(getattr(error, "problems", "")),
    ]
    assert "HTTP Request" in caplog.text or handler in {echo_first, faults.reset_before}
    assert [text for text in shown if KEY in text] == []


@pytest.mark.parametrize(
    "key",
    ["sk_zq7zq7 line\nbreak", "sk_zq7zq7_ü1234567", "sk zq7zq7 012345678", "sk\x00zq7zq712345"],
)
def test_a_key_that_cannot_be_a_header_is_refused_without_repeating_it(key: str) -> None:
    with FaultServer() as server:
        error = error_of(server.url, key)
        assert server.requests == []
    assert isinstance(error, errors.KeyRefused)
    assert "zq7zq7" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    ("url", "goes_along"),
    [
        ("https://home.example/workflows", True),
        ("https://home.example:443/workflows", True),
        ("https://home.example:8443/workflows", False),
        ("http://home.example/workflows", False),
        ("http://home.example:443/workflows", False),
        ("https://home.example.evil/workflows", False),
        ("https://elsewhere.example/workflows", False),
    ],
)
def test_the_key_is_added_for_its_own_host_only(url: str, *, goes_along: bool) -> None:
    """The second lock behind the refusal of redirects: whatever the request, no key leaves home."""
    key_for = _KeyForOneHost(KEY, httpx.URL("https://home.example"))
    [request] = key_for.auth_flow(httpx.Request("GET", url))
    assert (KEY in request.headers.values()) == goes_along


def test_the_client_and_its_parts_do_not_show_the_key() -> None:
    async def main() -> str:
        async with WorkflowsClient(Endpoint("http://localhost"), ApiKey(KEY)) as client:
            return repr(client) + repr(vars(client)) + str(client)

    assert KEY not in asyncio.run(main())


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_this_machine_is_never_reached_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with FaultServer() as proxy, FaultServer() as server:
        monkeypatch.setenv(variable, proxy.url)
        assert isinstance(error_of(server.url, proxy=proxy.url), errors.NotThere)
        assert proxy.connections == 0


REFUSING: Mapping[str, str] = {"Proxy-Authenticate": "Basic"}


def test_the_proxy_of_the_environment_is_asked_and_does_not_see_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FaultServer(anything=answering(407, b"", REFUSING)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = error_of("https://service.example")
        [asked] = proxy.requests
    assert (asked.method, asked.target) == ("CONNECT", "service.example:443")
    assert KEY not in repr(asked)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.PROXY, False)


def test_a_host_that_needs_no_proxy_is_asked_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(anything=answering(502)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "no-such-host.invalid")
        error = error_of("https://no-such-host.invalid")
        assert proxy.connections == 0
    assert isinstance(error, errors.Unreachable)
    assert error.reason is Unreached.DNS


def test_a_proxy_that_is_not_there_is_not_taken_for_the_service() -> None:
    error = error_of("https://service.example", proxy="http://no-such-proxy.invalid:3128")
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.PROXY, False)


def test_the_proxy_of_the_preferences_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        FaultServer(anything=answering(502)) as chosen,
        FaultServer(anything=answering(502)) as ambient,
    ):
        monkeypatch.setenv("HTTPS_PROXY", ambient.url)
        error_of("https://service.example", proxy=chosen.url)
        assert (len(chosen.requests), ambient.connections) == (1, 0)


def test_no_proxy_means_none_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(anything=answering(502)) as ambient:
        monkeypatch.setenv("HTTPS_PROXY", ambient.url)
        error = error_of("https://no-such-host.invalid", proxy="")
        assert ambient.connections == 0
    assert isinstance(error, errors.Unreachable)
    assert error.reason is Unreached.DNS


@pytest.mark.parametrize(
    "proxy", ["gopher://me:pass-word@proxy", "http://me:pass-word@[", "nonsense"]
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(proxy: str) -> None:
    error = error_of("https://service.example", proxy=proxy)
    assert isinstance(error, errors.Unreachable)
    assert (error.reason, error.sent) == (Unreached.PROXY, False)
    assert "pass-word" not in "".join(traceback.format_exception(error))
