"""Every reason for which the sandbox refuses a graph (API facts, section 15)."""

import pytest

from builder_app.sandbox.definition import SentBlock, SentEdge, with_stable_ids
from builder_app.sandbox.limits import MAX_PROBLEMS
from builder_app.sandbox.rules import problems_of
from tests.helpers.sandbox import (
    SMALL_CATALOGUE,
    WORKFLOW,
    block,
    definition,
    problems,
    told,
)

WEBHOOK = block("webhook")
LEADS = block("webhook", dataframe_type="LEAD")
COMPANIES = block("webhook", dataframe_type="COMPANY")
FILTER = block("filter")


def test_a_plain_chain_is_accepted() -> None:
    blocks = [LEADS, block("find_email"), FILTER]
    assert told(blocks, ("webhook", "find_email"), ("find_email", "filter")) == []


def test_one_source_alone_is_accepted() -> None:
    assert told([WEBHOOK]) == []


def test_fan_out_and_fan_in_are_accepted() -> None:
    blocks = [
        LEADS,
        FILTER,
        block("filter", "b"),
        block("outgoing_webhook", url="https://a.example"),
    ]
    ways = [("webhook", "filter"), ("webhook", "b")]
    joins = [("filter", "outgoing_webhook"), ("b", "outgoing_webhook")]
    assert told(blocks, *ways, *joins) == []


def test_an_empty_workflow_is_refused() -> None:
    assert told([]) == [("no_blocks", "blocks")]


def test_a_block_name_that_nobody_knows_is_refused_and_named() -> None:
    found = problems([WEBHOOK, block("telepathy")], ("webhook", "telepathy"))
    assert [item.loc[2:] for item in found] == [("blocks", 1, "block_name")]
    assert "telepathy" in found[0].msg
    assert found[0].given == "telepathy"


def test_two_blocks_with_one_id_are_refused() -> None:
    found = told([WEBHOOK, FILTER, block("filter")], ("webhook", "filter"))
    assert ("duplicate_block_id", "blocks", 2, "block_id") in found


def test_two_spellings_of_one_uuid_are_one_id() -> None:
    spelling = "6F1D6E0C-6F0B-4F0E-9D5B-0C1D5A1F2B3C"
    blocks = [block("webhook", spelling), block("filter", spelling.lower())]
    assert ("duplicate_block_id", "blocks", 1, "block_id") in told(blocks)


@pytest.mark.parametrize(
    ("edge", "part"),
    [(("webhook", "ghost"), "to_block_id"), (("ghost", "filter"), "from_block_id")],
)
def test_an_edge_to_a_block_that_is_not_there_is_refused(edge: tuple[str, str], part: str) -> None:
    found = told([WEBHOOK, FILTER], ("webhook", "filter"), edge)
    assert found == [("edge_to_unknown_block", "edges", 1, part)]


def test_a_block_that_feeds_itself_is_refused_once() -> None:
    found = told([WEBHOOK, FILTER], ("webhook", "filter"), ("filter", "filter"))
    assert found == [("self_edge", "edges", 1)]


def test_a_second_edge_between_the_same_blocks_is_refused() -> None:
    found = told([WEBHOOK, FILTER], ("webhook", "filter"), ("webhook", "filter"))
    assert found == [("duplicate_edge", "edges", 1)]


def test_a_loop_is_refused_at_the_edge_that_closes_it() -> None:
    blocks = [WEBHOOK, FILTER, block("filter", "b"), block("filter", "c")]
    edges = [("webhook", "filter"), ("filter", "b"), ("b", "c"), ("c", "filter")]
    assert told(blocks, *edges) == [("cycle", "edges", 3)]


def test_a_diamond_is_no_loop() -> None:
    blocks = [WEBHOOK, FILTER, block("filter", "b"), block("filter", "c")]
    edges = [("webhook", "filter"), ("webhook", "b"), ("filter", "c"), ("b", "c")]
    assert told(blocks, *edges) == []


def test_a_workflow_in_which_nothing_brings_in_rows_is_refused() -> None:
    assert told([FILTER, block("find_email")], ("filter", "find_email")) == [
        ("no_source", "blocks")
    ]


def test_a_second_source_is_refused() -> None:
    blocks = [LEADS, block("people"), FILTER]
    found = told(blocks, ("webhook", "filter"), ("people", "filter"))
    assert found == [("several_sources", "blocks", 1)]


def test_a_block_of_which_nobody_knows_may_start_a_workflow() -> None:
    assert told([block("perhaps"), FILTER], ("perhaps", "filter")) == []


def test_such_a_block_is_no_second_source_when_it_is_fed() -> None:
    assert told([WEBHOOK, block("perhaps")], ("webhook", "perhaps")) == []


def test_such_a_block_is_a_second_source_when_it_is_not_fed() -> None:
    assert told([WEBHOOK, block("perhaps")]) == [("several_sources", "blocks", 1)]


def test_an_edge_into_what_is_only_guessed_to_be_a_source_is_accepted() -> None:
    assert told([WEBHOOK, block("batches")], ("webhook", "batches")) == []
    assert told([block("batches"), FILTER], ("batches", "filter")) == []


def test_an_edge_into_a_source_is_refused() -> None:
    found = told([WEBHOOK, FILTER], ("webhook", "filter"), ("filter", "webhook"))
    assert ("edge_into_source", "edges", 1, "to_block_id") in found


def test_a_block_that_no_rows_reach_is_refused() -> None:
    blocks = [WEBHOOK, FILTER, block("filter", "lost"), block("filter", "after")]
    found = told(blocks, ("webhook", "filter"), ("lost", "after"))
    assert found == [("unreachable_block", "blocks", 2), ("unreachable_block", "blocks", 3)]


def test_people_do_not_go_into_a_block_for_companies() -> None:
    blocks = [LEADS, block("company_enrichment")]
    found = problems(blocks, ("webhook", "company_enrichment"))
    assert [item.loc[2:] for item in found] == [("edges", 0)]
    assert found[0].type == "sandbox.incompatible_blocks"
    assert "LEAD" in found[0].msg
    assert "COMPANY" in found[0].msg


def test_companies_do_not_go_into_a_block_for_people() -> None:
    found = told([COMPANIES, block("find_email")], ("webhook", "find_email"))
    assert found == [("incompatible_blocks", "edges", 0)]


def test_the_type_of_rows_passes_through_blocks_that_keep_it() -> None:
    blocks = [COMPANIES, FILTER, block("filter", "b"), block("find_email")]
    found = told(blocks, ("webhook", "filter"), ("filter", "b"), ("b", "find_email"))
    assert found == [("incompatible_blocks", "edges", 2)]


def test_rows_of_unsaid_type_go_anywhere() -> None:
    blocks = [WEBHOOK, FILTER, block("company_enrichment")]
    assert told(blocks, ("webhook", "filter"), ("filter", "company_enrichment")) == []


def test_a_guess_about_what_goes_in_refuses_nothing() -> None:
    assert told([LEADS, block("guessed_company")], ("webhook", "guessed_company")) == []


def test_a_guess_about_what_comes_out_refuses_nothing() -> None:
    blocks = [LEADS, block("guessed_company"), block("find_email")]
    edges = [("webhook", "guessed_company"), ("guessed_company", "find_email")]
    assert told(blocks, *edges) == []


def test_a_guess_in_between_ends_what_is_certain() -> None:
    blocks = [COMPANIES, block("scrape_web"), block("find_email")]
    assert told(blocks, ("webhook", "scrape_web"), ("scrape_web", "find_email")) == []


def test_a_missing_spec_is_told_at_its_own_place() -> None:
    blocks = [WEBHOOK, block("outgoing_webhook", headers={})]
    found = told(blocks, ("webhook", "outgoing_webhook"))
    assert found == [
        ("missing", "blocks", 1, "specs", "headers", "accept"),
        ("missing", "blocks", 1, "specs", "headers", "host"),
        ("missing", "blocks", 1, "specs", "url"),
    ]


def test_a_spec_of_the_wrong_type_is_told_with_what_stands_there() -> None:
    post = block("outgoing_webhook", url="https://a.example", timeout_seconds="ten")
    (found,) = problems([WEBHOOK, post], ("webhook", "outgoing_webhook"))
    assert found.loc[2:] == ("blocks", 1, "specs", "timeout_seconds")
    assert found.type == "sandbox.specs_invalid"
    assert found.given == "ten"
    assert "integer" in found.msg


def test_a_spec_that_is_not_one_of_the_choices_is_refused() -> None:
    assert told([block("webhook", dataframe_type="PEOPLE")]) == [
        ("specs_invalid", "blocks", 0, "specs", "dataframe_type")
    ]


def test_keys_beyond_the_schema_are_accepted() -> None:
    assert told([block("webhook", surprise=[1, {"deep": None}])]) == []


def test_every_rule_speaks_and_none_hides_another() -> None:
    blocks = [block("webhook", dataframe_type=3), FILTER, block("filter", "lost"), block("nobody")]
    edges = [("webhook", "filter"), ("webhook", "filter"), ("filter", "filter"), ("x", "filter")]
    assert {item[0] for item in told(blocks, *edges)} == {
        "kind_unknown",
        "specs_invalid",
        "edge_to_unknown_block",
        "self_edge",
        "duplicate_edge",
        "several_sources",
        "unreachable_block",
    }


def test_a_chain_of_thousands_is_judged_without_recursion() -> None:
    names = [f"f{number}" for number in range(2000)]
    blocks = [WEBHOOK, *(block("filter", name) for name in names)]
    edges = zip(["webhook", *names], names, strict=False)
    assert told(blocks, *edges) == []


def test_no_answer_tells_more_problems_than_a_person_can_read() -> None:
    blocks = [block("nobody", str(number)) for number in range(3 * MAX_PROBLEMS)]
    assert len(problems(blocks)) == MAX_PROBLEMS


def test_edges_follow_the_ids_that_the_sandbox_gives() -> None:
    sent = with_stable_ids(definition([WEBHOOK, FILTER], ("webhook", "filter")), WORKFLOW)
    start, end = (item.block_id for item in sent.blocks)
    assert (start, end) == (sent.edges[0].from_block_id, sent.edges[0].to_block_id)
    assert start != end
    assert start != "webhook"


def test_a_block_without_an_id_gets_one_of_its_own() -> None:
    nameless = SentBlock(1, "io", "webhook", {})
    sent = with_stable_ids(definition([nameless, nameless, FILTER]), WORKFLOW)
    assert len({item.block_id for item in sent.blocks}) == 3
    assert None not in {item.block_id for item in sent.blocks}


def test_a_condition_is_kept_and_says_nothing_about_the_graph() -> None:
    graph = definition([WEBHOOK, FILTER])
    edge = SentEdge("webhook", "filter", "a > 1")
    sent = with_stable_ids(type(graph)(graph.blocks, (edge,)), WORKFLOW)
    assert problems_of(sent, SMALL_CATALOGUE) == ()
    assert sent.edges[0].condition == "a > 1"
