"""Every status and every shape of a refusal becomes an error that says what to do."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder_app.api import errors
from builder_app.api.errors import ApiError
from tests.helpers import fault_server as faults
from tests.helpers.asking import AGAIN, CREATE, GOOD, KEY, Start, create, error_of, get, run
from tests.helpers.fault_server import FaultServer, answering


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


def test_the_status_counts_even_when_the_words_are_cut_off(misbehaving: Start) -> None:
    cut = b"HTTP/1.1 401 Status\r\nContent-Length: 1000\r\n\r\n{"
    error = error_of(misbehaving(faults.sending(cut)).url)
    assert isinstance(error, errors.KeyRefused)
    assert error.detail == ""


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_say_is_not_sent(misbehaving: Start, value: float | str) -> None:
    server = misbehaving(answering(200, GOOD))
    body = replace(CREATE, workflow_definition={"blocks": [{"specs": {"a": value}}], "edges": []})
    error = error_of(server.url, lambda client: client.create_workflow(body))
    assert isinstance(error, errors.BodyRefused)
    assert (error.status, error.message.code) == (None, "service.body_unsayable")
    assert server.requests == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


@given(
    status=st.integers(200, 599).filter(lambda status: status not in {204, 304}),
    body=st.binary(max_size=100) | JSON,
    headers=st.dictionaries(
        st.sampled_from(["Retry-After", "Date", "Location", "Content-Encoding", "Set-Cookie"]),
        HEADER_TEXT,
    ),
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_server_answers_is_a_value_or_an_api_error(
    status: int, body: object, headers: dict[str, str]
) -> None:
    with FaultServer(anything=answering(status, body, headers)) as server, suppress(ApiError):
        assert isinstance(run(server.url, lambda client: client.list_workflows()), tuple)
