"""Answers are read tolerantly: what the service adds or leaves out one day does no harm."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder_app.api import schema
from builder_app.api.errors import ApiError
from builder_app.api.refusals import refusal
from builder_app.workflow.json_value import JsonObject, JsonValue

FULL: JsonObject = {
    "id": "w1",
    "name": "Leads",
    "description": None,
    "status": "ready",
    "step": "completed",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "yesterday",
    "last_run_date": None,
    "user_uuid": "u",
    "org_id": "o",
    "workflow_definition": {"blocks": [], "edges": [], "viewport": {"zoom": 1.5}},
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NEAR_WORKFLOW = st.fixed_dictionaries(
    {},
    optional={name: JSON | st.just(value) for name, value in FULL.items()},
)
NEAR_REFUSAL = st.dictionaries(
    st.sampled_from(["detail", "error", "message", "errors", "loc", "msg", "type"]),
    JSON
    | st.lists(
        st.fixed_dictionaries({"loc": JSON | st.lists(JSON), "msg": JSON, "type": JSON}), max_size=3
    ),
)


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def test_times_stay_the_strings_that_were_sent() -> None:
    record = schema.parse_workflow(encoded(FULL), max_depth=100)
    assert record.updated_at == "yesterday"
    assert record.workflow_definition == FULL["workflow_definition"]


@pytest.mark.parametrize("name", sorted(FULL.keys() - {"id", "name"}))
def test_any_optional_field_may_be_missing_or_null(name: str) -> None:
    without = {key: value for key, value in FULL.items() if key != name}
    missing = schema.parse_workflow(encoded(without), max_depth=100)
    null = schema.parse_workflow(encoded({**FULL, name: None}), max_depth=100)
    assert missing == null
    assert (missing.id, missing.name) == ("w1", "Leads")


@pytest.mark.parametrize("name", ["id", "name"])
def test_without_id_or_name_it_is_no_workflow(name: str) -> None:
    without = {key: value for key, value in FULL.items() if key != name}
    with pytest.raises(ValueError, match=name):
        schema.parse_workflow(encoded(without), max_depth=100)


def test_new_fields_and_new_words_are_kept() -> None:
    new: JsonObject = {"version": 3, "tags": ["a"], "status": "archived"}
    record = schema.parse_workflow(encoded({**FULL, **new}), max_depth=100)
    assert record.status == "archived"
    assert record.extra == {"version": 3, "tags": ["a"]}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert schema.parse_json(b"\xef\xbb\xbf[1]", max_depth=5) == [1]


def test_a_block_kind_may_come_without_a_schema() -> None:
    [kind] = schema.parse_block_kinds(b'[{"block_name": "x", "title": "X"}]', max_depth=9)
    assert (kind.specs_schema, kind.extra) == ({}, {"title": "X"})


@pytest.mark.parametrize("body", [b"{}", b"5", b"[5]", b"[[]]", b'[{"block_name": ""}]', b"[{}]"])
def test_what_is_no_list_of_kinds_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        schema.parse_block_kinds(body, max_depth=9)


@pytest.mark.parametrize(("depth", "good"), [(9, True), (10, True), (11, False), (5000, False)])
def test_nesting_is_limited_where_it_says(depth: int, good: bool) -> None:
    body = b"[" * depth + b"]" * depth
    if good:
        assert isinstance(schema.parse_json(body, max_depth=10), list)
    else:
        with pytest.raises(schema.NotJson, match="nested"):
            schema.parse_json(body, max_depth=10)


def test_a_complaint_about_an_answer_does_not_repeat_it() -> None:
    with pytest.raises(ValueError, match="name") as raised:
        schema.parse_workflow(b'{"id": "w1", "name": ["sk_secret"]}', max_depth=9)
    assert "sk_secret" not in str(raised.value)


@given(st.binary(max_size=200) | JSON.map(encoded) | NEAR_WORKFLOW.map(encoded))
@settings(max_examples=200, deadline=None)
def test_whatever_comes_is_a_workflow_or_a_value_error(body: bytes) -> None:
    for parse in (schema.parse_workflow, schema.parse_workflows, schema.parse_block_kinds):
        try:
            parse(body, max_depth=100)
        except ValueError:
            continue


@given(NEAR_WORKFLOW.filter(lambda raw: isinstance(raw.get("id"), str) and raw["id"] != ""))
@settings(max_examples=100, deadline=None)
def test_nothing_of_a_workflow_that_is_read_gets_lost(raw: dict[str, JsonValue]) -> None:
    raw = {**raw, "name": "n", "unknown": raw.get("name")}
    try:
        record = schema.parse_workflow(encoded(raw), max_depth=100)
    except ValueError:
        return
    assert record.extra == {"unknown": raw["unknown"]}
    assert record.workflow_definition == raw.get("workflow_definition")


@given(
    status=st.integers(400, 599),
    body=st.binary(max_size=200) | JSON.map(encoded) | NEAR_REFUSAL.map(encoded),
    headers=st.dictionaries(st.sampled_from(["retry-after", "date"]), st.text(max_size=40)),
)
@settings(max_examples=300, deadline=None)
def test_whatever_refuses_becomes_an_api_error(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    error = refusal(status, headers, body, host="h")
    assert isinstance(error, ApiError)
    assert error.status == status
    assert len(error.detail) <= 1000
    assert error.detail.isprintable()
    assert error.message.text()
