"""Definitions that are sloppy are read; definitions that are wrong are refused with the place."""

import pytest

from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.reader import DefinitionUnreadable, read_definition
from builder_app.workflow.json_value import JsonObject, JsonValue
from tests.helpers.definitions import OWN, load

CATALOGUE = seed_catalogue()


def a_block(block_id: str, **more: JsonValue) -> JsonObject:
    return {"block_id": block_id, "block_name": "filter", "specs": {}, **more}


def an_edge(before: JsonValue, after: JsonValue, **more: JsonValue) -> JsonObject:
    return {"from_block_id": before, "to_block_id": after, **more}


def refusal(data: JsonValue) -> str:
    with pytest.raises(DefinitionUnreadable) as caught:
        read_definition(data, CATALOGUE)
    return caught.value.message.text()


def test_a_bare_graph_with_ids_called_id_and_types_for_names_is_read() -> None:
    read = read_definition(load(next(p for p in OWN if p.stem == "bare-and-sloppy")), CATALOGUE)
    blocks = {str(block.id): block for block in read.snapshot.blocks}
    assert [(b.kind, b.specs) for b in blocks.values()] == [
        ("webhook", {}),
        ("made_up_tomorrow", {}),
        ("append_to_notebook", {}),
    ]
    assert blocks["new"].extra == {"price": 3}
    assert [message.code for message in read.remarks] == ["definition.double_edges"]


def test_a_get_answer_keeps_name_unknown_keys_and_conditions() -> None:
    read = read_definition(load(next(p for p in OWN if p.stem == "get-answer")), CATALOGUE).snapshot
    assert (read.name, read.description) == ("Companies to people", "")
    assert read.blocks[0].extra == {"shown_as": "Companies"}
    assert (read.edges[0].condition, read.edges[0].extra) == ("size > 10", {"label": "large ones"})


def test_blocks_without_ids_get_new_ones_and_it_is_said() -> None:
    read = read_definition({"blocks": [{"block_name": "webhook"}, {"block_type": "x"}]}, CATALOGUE)
    assert len({block.id for block in read.snapshot.blocks}) == 2
    assert [message.code for message in read.remarks] == ["definition.ids_made"]


def test_a_null_block_id_beside_an_id_is_no_reason_to_make_a_new_one() -> None:
    data: JsonValue = {"blocks": [{"block_name": "webhook", "block_id": None, "id": "here"}]}
    assert read_definition(data, CATALOGUE).snapshot.blocks[0].id == "here"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ([], "blocks"),
        ("text", "blocks"),
        ({}, "blocks"),
        ({"workflow_definition": None}, "blocks"),
        ({"blocks": {}}, "blocks"),
        ({"blocks": [3]}, "blocks[0]"),
        ({"blocks": [a_block("a"), {"block_id": "b"}]}, "blocks[1]"),
        ({"blocks": [a_block("a", specs=[])]}, "blocks[0].specs"),
        ({"blocks": [a_block("a"), a_block("a")]}, "blocks[1]"),
        ({"blocks": [a_block("a")], "edges": 1}, "edges"),
        ({"blocks": [a_block("a")], "edges": ["a"]}, "edges[0]"),
        ({"blocks": [a_block("a")], "edges": [an_edge("a", None)]}, "edges[0].to_block_id"),
        ({"blocks": [a_block("a")], "edges": [an_edge("b", "a")]}, "edges[0].from_block_id"),
        (
            {
                "blocks": [a_block("a"), a_block("b")],
                "edges": [an_edge("a", "b", condition=1)],
            },
            "edges[0].condition",
        ),
        (
            {
                "blocks": [a_block("a"), a_block("b")],
                "edges": [an_edge("a", "b", condition="x"), an_edge("a", "b", condition="y")],
            },
            "edges[1]",
        ),
    ],
)
def test_a_wrong_definition_is_refused_naming_the_place(data: JsonValue, named: str) -> None:
    assert named in refusal(data)


def test_a_cycle_is_refused() -> None:
    blocks: list[JsonValue] = [a_block("a"), a_block("b")]
    edges: list[JsonValue] = [an_edge("a", "b"), an_edge("b", "a")]
    assert "filter → filter" in refusal({"blocks": blocks, "edges": edges})


def test_more_blocks_than_anybody_draws_are_refused() -> None:
    assert "blocks holds more than 100000" in refusal({"blocks": [None] * 100_001})
