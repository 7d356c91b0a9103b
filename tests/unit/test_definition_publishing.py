"""What is published of a workflow, and what its blocks are called there."""

from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.comparison import same_graph
from builder_app.definition.id_map import learned_ids, with_server_ids
from builder_app.definition.projection import published_graph
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.definitions import block, chain, link

CATALOGUE = seed_catalogue()


def names(graph: JsonObject) -> list[object]:
    blocks = graph["blocks"]
    assert isinstance(blocks, list)
    return [entry["block_id"] for entry in blocks if isinstance(entry, dict)]


def first(graph: JsonObject) -> JsonObject:
    blocks = graph["blocks"]
    assert isinstance(blocks, list)
    entry = blocks[0]
    assert isinstance(entry, dict)
    return entry


def small() -> JsonObject:
    workflow = chain(block("in", "webhook", dataframe_type="LEAD"), block("mail", "find_email"))
    return published_graph(workflow, CATALOGUE)


def test_a_disabled_block_is_left_out_and_its_neighbours_are_linked() -> None:
    workflow = chain(
        block("in", "webhook"),
        block("off", "filter", enabled=False),
        block("off2", "deduplicate", enabled=False),
        block("mail", "find_email"),
    )
    graph = published_graph(workflow, CATALOGUE)
    assert names(graph) == ["in", "mail"]
    assert graph["edges"] == [{"from_block_id": "in", "to_block_id": "mail", "condition": None}]


def test_a_condition_before_a_disabled_block_is_kept() -> None:
    blocks = (block("in", "webhook"), block("off", "filter", enabled=False), block("m", "filter"))
    edges = (link("in", "off", "size > 3"), link("off", "m"))
    graph = published_graph(Snapshot(blocks=blocks, edges=edges), CATALOGUE)
    assert graph["edges"] == [{"from_block_id": "in", "to_block_id": "m", "condition": "size > 3"}]


def test_a_new_block_gets_the_catalogue_s_block_type_and_a_read_one_keeps_its_own() -> None:
    new = Snapshot(blocks=(Block(BlockId("a"), "outgoing_webhook"),))
    read = Snapshot(blocks=(Block(BlockId("a"), "outgoing_webhook", block_type="webhooks"),))
    assert first(published_graph(new, CATALOGUE))["block_type"] == "output"
    assert first(published_graph(read, CATALOGUE))["block_type"] == "webhooks"


def test_sample_rows_stay_at_home_when_asked() -> None:
    workflow = chain(block("in", "webhook", webhook_input="[]", dataframe_type="LEAD"))
    shared = published_graph(workflow, CATALOGUE, include_samples=False)
    assert first(shared)["specs"] == {"dataframe_type": "LEAD"}
    assert "webhook_input" in str(published_graph(workflow, CATALOGUE))


def test_what_the_service_calls_the_blocks_is_learned_and_used() -> None:
    sent = small()
    answered = with_server_ids(sent, {BlockId("in"): "server-1"})
    assert learned_ids(sent, answered) == {"in": "server-1"}
    assert not same_graph(sent, answered, {})
    assert same_graph(sent, answered, learned_ids(sent, answered))


def test_blocks_of_one_kind_are_told_apart_by_their_places() -> None:
    kinds = ("webhook", "filter", "filter")
    sent = published_graph(
        chain(*(block(f"b{at}", kind) for at, kind in enumerate(kinds))), CATALOGUE
    )
    theirs = {BlockId(f"b{at}"): f"server-{at}" for at in range(len(kinds))}
    assert learned_ids(sent, with_server_ids(sent, theirs)) == theirs


def test_numbers_and_block_types_do_not_make_a_difference_but_specs_do() -> None:
    ours, theirs = small(), small()
    first(theirs).update(sequence_number=7, block_type="io")
    assert same_graph(ours, theirs, {})
    first(theirs)["specs"] = {"dataframe_type": "COMPANY"}
    assert not same_graph(ours, theirs, {})
