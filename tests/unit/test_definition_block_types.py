"""Which block_type is sent: read, else learned at the place, else beside it, else a guess."""

from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.block_types import BlockTypes, in_the_other_convention
from builder_app.definition.projection import published_graph
from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.record_json import record_from_json, record_to_json
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot

CATALOGUE = seed_catalogue()
NOTHING = BlockTypes()


def sent(*blocks: Block, types: BlockTypes = NOTHING) -> list[object]:
    return words(published_graph(Snapshot(blocks=blocks), CATALOGUE, types=types))


def words(graph: JsonObject) -> list[object]:
    blocks = graph["blocks"]
    assert isinstance(blocks, list)
    return [block["block_type"] for block in blocks if isinstance(block, dict)]


def new(kind: str, block_type: str | None = None, name: str = "") -> Block:
    return Block(BlockId(name or kind), kind, block_type=block_type)


def graph(**kinds: str) -> JsonObject:
    return {
        "blocks": [
            {"block_name": name, "block_type": word, "block_id": name}
            for name, word in kinds.items()
        ],
        "edges": [],
    }


def test_each_source_of_the_word_wins_over_the_next() -> None:
    place = BlockTypes({"filter": "learned"})
    assert sent(new("filter")) == ["filter"]
    assert sent(new("outgoing_webhook")) == ["output"]
    assert sent(new("nobody_knows_it")) == ["nobody_knows_it"]
    assert sent(new("filter"), new("filter", "read", "b")) == ["read", "read"]
    assert sent(new("filter"), new("filter", "read", "b"), types=place) == ["learned", "read"]


def test_a_word_that_was_read_is_sent_verbatim_even_when_it_is_empty() -> None:
    assert sent(new("filter", ""), types=BlockTypes({"filter": "learned"})) == [""]


def test_a_refused_word_is_not_sent_again_and_not_learned_again() -> None:
    types = BlockTypes().after_refusal(graph(filter="source"), graph(filter="filter"))
    assert sent(new("filter", "source"), new("filter", name="b"), types=types) == ["filter"] * 2
    assert types.after_answer(graph(filter="source")).learned == {"filter": "filter"}
    assert sent(new("filter", "another"), types=types) == ["another"]


def test_the_other_convention_goes_both_ways_and_leaves_what_has_no_category() -> None:
    names = graph(webhook="webhook", group_by="group_by", of_tomorrow="of_tomorrow")
    assert words(in_the_other_convention(names, CATALOGUE, frozenset())) == [
        "io",
        "data_ops",
        "of_tomorrow",
    ]
    categories = graph(webhook="io", of_tomorrow="output")
    assert words(in_the_other_convention(categories, CATALOGUE, frozenset())) == [
        "webhook",
        "of_tomorrow",
    ]
    assert words(in_the_other_convention(names, CATALOGUE, frozenset({1}))) == [
        "webhook",
        "data_ops",
        "of_tomorrow",
    ]


def test_what_a_place_calls_the_kinds_is_kept_with_the_record() -> None:
    types = BlockTypes({"filter": "data"}, {"filter": "filter"})
    record = PublishRecord("h", "o", "w", base_name="N", base_description="D", types=types)
    assert record_from_json(record_to_json(record), "publish[0]") == record
