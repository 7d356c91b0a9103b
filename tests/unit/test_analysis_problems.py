"""Each thing that would go wrong is said before publishing, at the block or link it is about."""

import pytest

from builder_app.analysis.problems import link_refusal, problems
from builder_app.analysis.spec_check import field_words
from builder_app.catalogue.seed import seed_catalogue
from builder_app.workflow.geometry import Point
from builder_app.workflow.json_value import JsonPath
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow
from tests.helpers.definitions import block, chain, link

CATALOGUE = seed_catalogue()
FIELDS = {"size": {"description": "How many people", "type": "int"}}


def people(name: str = "in") -> Block:
    return block(name, "webhook", dataframe_type="LEAD")


def companies(name: str = "in") -> Block:
    return block(name, "webhook", dataframe_type="COMPANY")


def found(graph: Snapshot) -> list[tuple[str, str, str | None]]:
    return [(p.severity, p.message.code, p.block_id) for p in problems(graph, CATALOGUE)]


def test_an_empty_workflow_can_not_be_published() -> None:
    assert found(Snapshot()) == [("error", "problem.no_blocks", None)]
    assert found(chain(block("in", "webhook", enabled=False))) == [
        ("error", "problem.no_blocks", None)
    ]


def test_a_good_chain_has_no_problems() -> None:
    assert found(chain(people(), block("mail", "find_email", mode="PROFESSIONAL"))) == []


def test_without_a_source_it_is_said_and_every_block_gets_no_rows() -> None:
    graph = chain(block("a", "deduplicate"), block("b", "deduplicate"))
    assert found(graph) == [
        ("error", "problem.no_source", None),
        ("error", "problem.unreachable", "a"),
        ("error", "problem.unreachable", "b"),
    ]


def test_two_sources_are_both_named() -> None:
    graph = Snapshot(blocks=(people("a"), people("b")))
    assert found(graph) == [
        ("error", "problem.several_sources", "a"),
        ("error", "problem.several_sources", "b"),
    ]


def test_a_link_into_a_source_is_an_error_and_into_a_guessed_one_a_warning() -> None:
    assert ("error", "problem.into_source", "b") in found(chain(people("a"), people("b")))
    assert found(chain(people("a"), block("yc", "yc_batches"))) == [
        ("warning", "problem.into_source", "yc")
    ]


def test_blocks_that_no_rows_reach_are_named() -> None:
    graph = Snapshot(blocks=(people(), block("alone", "deduplicate")))
    assert found(graph) == [("error", "problem.unreachable", "alone")]


def test_people_into_a_block_for_companies_is_an_error_at_the_link() -> None:
    graph = chain(people(), block("c", "company_enrichment", return_fields=FIELDS))
    (problem,) = problems(graph, CATALOGUE)
    assert (problem.severity, problem.message.code) == ("error", "problem.type_mismatch")
    assert (problem.block_id, problem.edge_id) == ("c", "in->c")


def test_the_row_type_is_followed_through_blocks_that_pass_rows_on() -> None:
    graph = chain(companies(), block("d", "deduplicate"), block("mail", "find_email"))
    assert found(graph) == [("error", "problem.type_mismatch", "mail")]


def test_a_guessed_row_type_only_warns_even_behind_a_filter() -> None:
    guessed = block("maps", "google_maps_search")
    mail = block("mail", "find_email")
    assert found(chain(guessed, mail)) == [("warning", "problem.type_mismatch", "mail")]
    assert found(chain(guessed, block("d", "deduplicate"), mail)) == [
        ("warning", "problem.type_mismatch", "mail")
    ]


def test_disabling_a_converter_shows_what_then_meets() -> None:
    off = block("convert", "company_to_leads", enabled=False)
    (problem,) = problems(chain(companies(), off, block("mail", "find_email")), CATALOGUE)
    assert (problem.severity, problem.message.code) == ("error", "problem.type_mismatch")
    assert (problem.block_id, problem.edge_id) == ("mail", "in->convert")


def test_two_ways_into_a_block_warn() -> None:
    blocks = (
        people(),
        block("a", "deduplicate"),
        block("b", "deduplicate"),
        block("m", "group_by"),
    )
    edges = (link("in", "a"), link("in", "b"), link("a", "m"), link("b", "m"))
    assert found(Snapshot(blocks=blocks, edges=edges)) == [("warning", "problem.fan_in", "m")]


def test_an_unknown_kind_only_warns() -> None:
    assert found(chain(people(), block("x", "made_up_tomorrow"))) == [
        ("warning", "problem.unknown_kind", "x")
    ]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        (block("b", "find_email", mode="Professional"), ("mode",)),
        (block("b", "outgoing_webhook"), ("url",)),
        (block("b", "outgoing_webhook", url="https://x.example", timeout_seconds="ten"),
         ("timeout_seconds",)),
        (block("b", "filter", filters=[{"column": "a", "operator": "like"}]),
         ("filters", 0, "operator")),
        (block("b", "filter", filters=[{"operator": "equals"}]), ("filters", 0, "column")),
    ],
)  # fmt: skip
def test_wrong_specs_are_an_error_at_the_field(wrong: Block, path: tuple[str | int, ...]) -> None:
    (problem,) = problems(chain(people(), wrong), CATALOGUE)
    assert (problem.severity, problem.block_id, problem.spec_path) == ("error", "b", path)


def test_what_is_probably_required_warns() -> None:
    (problem,) = problems(chain(people(), block("e", "lead_enrichment")), CATALOGUE)
    assert problem.severity == "warning"
    assert problem.spec_path == ("return_fields",)


def test_a_search_that_runs_when_published_warns() -> None:
    search = block("s", "search", query="CTOs", dataframe_type="LEAD", auto_execute=True)
    assert found(chain(search)) == [("warning", "problem.auto_execute", "s")]


def test_errors_come_before_warnings() -> None:
    graph = chain(people(), block("x", "made_up_tomorrow"), block("m", "find_email", mode=1))
    assert [problem.severity for problem in problems(graph, CATALOGUE)] == ["error", "warning"]


def test_a_link_into_a_source_or_around_in_a_circle_is_refused_while_dragging() -> None:
    blocks = (people(), block("a", "filter"), block("b", "filter"))
    places = {each.id: Point(300.0 * at, 0.0) for at, each in enumerate(blocks)}
    workflow = Workflow.from_snapshot(
        Snapshot(blocks=blocks, edges=(link("a", "b"),), positions=places)
    )
    refused = [
        link_refusal(workflow, CATALOGUE, BlockId(before), BlockId(after))
        for before, after in (("a", "in"), ("b", "a"), ("a", "b"), ("a", "a"), ("in", "a"))
    ]
    assert [message.code if message else None for message in refused] == [
        "document.into_source", "document.loop", "document.double_link", "document.self_link", None,
    ]  # fmt: skip


def test_a_drawing_that_goes_in_circles_is_judged_and_ends() -> None:
    blocks = (people(), block("a", "deduplicate"), block("b", "deduplicate", enabled=False))
    edges = (link("in", "a"), link("a", "b"), link("b", "a"), link("a", "a"))
    assert ("warning", "problem.fan_in", "a") in found(Snapshot(blocks=blocks, edges=edges))


def test_a_field_is_called_what_its_form_calls_it() -> None:
    graph = chain(people(), block("f", "filter", filters=[{"column": "city"}]))
    (problem,) = problems(graph, CATALOGUE)
    assert problem.spec_path == ("filters", 0, "operator")
    assert problem.message.text() == (
        "Filter rows: “Conditions 1, Operator” is required and missing."
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [((), "“specs”"), (("filters",), "“Conditions”"), (("no_such", 2, "x"), "“No such 3, x”")],
)
def test_a_field_without_a_title_is_called_by_its_name(path: JsonPath, words: str) -> None:
    assert field_words(path, CATALOGUE.kind("filter")) == words
