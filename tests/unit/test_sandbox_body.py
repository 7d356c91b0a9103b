"""What the sandbox makes of a request's bytes before it looks at the workflow."""

import json
from typing import Any

import pytest

from builder_app.sandbox.body import parse_body
from builder_app.sandbox.limits import MAX_BLOCKS, MAX_DEPTH, MAX_ECHO, MAX_PROBLEMS
from builder_app.sandbox.problem import RequestInvalid
from builder_app.sandbox.schema import read_create, read_update
from tests.helpers.sandbox import create_body


def refusal(document: object) -> list[tuple[Any, ...]]:
    with pytest.raises(RequestInvalid) as caught:
        read_create(document)
    return [(item.type, *item.loc) for item in caught.value.problems]


def test_json_comes_back_as_it_was() -> None:
    body = create_body()
    assert parse_body(json.dumps(body).encode()) == body


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[1,]",
        b"\xff\xfe\xfd",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5000 + b"}",
        rb'{"a": "\ud800"}',
        rb'{"\udfff": 1}',
    ],
)
def test_what_is_not_json_is_refused_with_the_reason(body: bytes) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_body(body)
    (item,) = caught.value.problems
    assert (item.type, item.loc) == ("sandbox.not_json", ("body",))
    assert item.msg.startswith("The request is not valid JSON: ")


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 900, 200_000])
def test_nesting_beyond_the_limit_is_refused(levels: int) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_body(b"[" * levels + b"]" * levels)
    assert caught.value.problems[0].type == "sandbox.body_too_deep"


def test_nesting_up_to_the_limit_is_read() -> None:
    assert parse_body(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_an_empty_body_is_a_missing_field() -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_body(b"")
    assert caught.value.problems[0].as_json() == {
        "loc": ["body"],
        "msg": "Field required",
        "type": "missing",
    }


@pytest.mark.parametrize("field", ["workflow_name", "workflow_description", "workflow_definition"])
def test_a_workflow_without_one_of_its_parts_is_refused(field: str) -> None:
    body = create_body()
    del body[field]
    assert refusal(body) == [("missing", "body", field)]


@pytest.mark.parametrize("field", ["sequence_number", "block_type", "block_name", "specs"])
def test_a_block_without_one_of_its_parts_is_refused_at_its_place(field: str) -> None:
    body = create_body()
    del body["workflow_definition"]["blocks"][1][field]
    assert refusal(body) == [("missing", "body", "workflow_definition", "blocks", 1, field)]


@pytest.mark.parametrize("field", ["from_block_id", "to_block_id"])
def test_an_edge_without_an_end_is_refused_at_its_place(field: str) -> None:
    body = create_body()
    del body["workflow_definition"]["edges"][0][field]
    assert refusal(body) == [("missing", "body", "workflow_definition", "edges", 0, field)]


@pytest.mark.parametrize("field", ["blocks", "edges"])
def test_a_graph_needs_both_of_its_lists(field: str) -> None:
    body = create_body()
    del body["workflow_definition"][field]
    assert refusal(body) == [("missing", "body", "workflow_definition", field)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sequence_number", "1"),
        ("sequence_number", 1.5),
        ("sequence_number", True),
        ("block_type", None),
        ("block_name", 7),
        ("specs", []),
        ("specs", "{}"),
        ("block_id", 1),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_at_its_place(field: str, value: object) -> None:
    body = create_body()
    body["workflow_definition"]["blocks"][0][field] = value
    (found,) = refusal(body)
    assert found[1:] == ("body", "workflow_definition", "blocks", 0, field)


@pytest.mark.parametrize("document", [[], "text", None, 3])
def test_a_body_that_is_no_object_is_refused(document: object) -> None:
    assert [found[1:] for found in refusal(document)] == [("body",)]


def test_a_client_made_id_must_be_a_uuid() -> None:
    assert refusal(create_body(id="sixtyfour-demo-leads")) == [("uuid_parsing", "body", "id")]


def test_an_id_is_optional_and_may_be_null() -> None:
    assert read_create(create_body(id=None)).workflow_id is None


def test_keys_that_the_api_does_not_know_are_ignored() -> None:
    assert read_create(create_body(colour="blue")).name == "Inbound leads"


def test_an_update_may_name_nothing_or_null() -> None:
    update = read_update({"workflow_name": None})
    assert (update.name, update.description, update.definition) == (None, None, None)


def test_too_many_blocks_are_refused() -> None:
    body = create_body()
    body["workflow_definition"]["blocks"] *= MAX_BLOCKS
    assert refusal(body) == [("too_long", "body", "workflow_definition", "blocks")]


def test_a_hostile_body_gets_a_short_answer() -> None:
    body = create_body()
    body["workflow_definition"]["blocks"] = ["x" * 10_000] * 1000
    with pytest.raises(RequestInvalid) as caught:
        read_create(body)
    items = [item.as_json() for item in caught.value.problems]
    assert len(items) == MAX_PROBLEMS
    assert max(len(str(item)) for item in items) < 3 * MAX_ECHO
