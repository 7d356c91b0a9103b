"""Importing and exporting again gives the same definition; only sequence_number is made anew."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from builder_app.analysis.cards import block_size
from builder_app.analysis.problems import problems
from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.comparison import same_graph
from builder_app.definition.projection import published_graph
from builder_app.definition.reader import read_definition
from builder_app.workflow.geometry import Rect
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.definitions import OWN, PUBLISHED, STARTERS, bodies, load

CATALOGUE = seed_catalogue()
FOUND = [*OWN, *STARTERS, *PUBLISHED]


def graph_of(data: JsonObject) -> JsonObject:
    graph = data.get("workflow_definition", data)
    assert isinstance(graph, dict)
    return graph


def entries(graph: JsonObject, name: str) -> list[JsonObject]:
    found: JsonValue = graph[name]
    assert isinstance(found, list)
    return [entry for entry in found if isinstance(entry, dict)]


def by_id(graph: JsonObject) -> dict[str, JsonObject]:
    """Blocks by id without the number, in the form in which they are sent."""
    blocks = {}
    for given_block in entries(graph, "blocks"):
        sent = {key: value for key, value in given_block.items() if key != "sequence_number"}
        own_id = sent.pop("id", None)
        sent.setdefault("block_id", own_id)
        sent["specs"] = sent.get("specs") or {}
        sent.setdefault("block_name", sent.get("block_type"))
        sent.setdefault("block_type", sent["block_name"])
        blocks[str(sent["block_id"])] = sent
    return blocks


def links(graph: JsonObject) -> dict[tuple[JsonValue, JsonValue], JsonObject]:
    found = [{"condition": None, **edge} for edge in entries(graph, "edges")]
    return {(edge["from_block_id"], edge["to_block_id"]): edge for edge in found}


def overlapping(snapshot: Snapshot) -> list[tuple[str, str]]:
    areas = []
    for block in snapshot.blocks:
        at, size = snapshot.positions[block.id], block_size(block, CATALOGUE.kind(block.kind))
        areas.append((block.id, Rect(at.x, at.y, size.width, size.height)))
    return [
        (one, two)
        for index, (one, area) in enumerate(areas)
        for two, other in areas[index + 1 :]
        if area.overlaps(other)
    ]


def assert_comes_back(data: JsonObject) -> Snapshot:
    snapshot = read_definition(data, CATALOGUE).snapshot
    sent = published_graph(snapshot, CATALOGUE)
    assert by_id(sent) == by_id(graph_of(data))
    assert links(sent) == links(graph_of(data))
    place = {str(b["block_id"]): b["sequence_number"] for b in entries(sent, "blocks")}
    assert sorted(place.values(), key=str) == sorted(range(1, len(place) + 1), key=str)
    for edge in entries(sent, "edges"):
        before, after = place[str(edge["from_block_id"])], place[str(edge["to_block_id"])]
        assert isinstance(before, int)
        assert isinstance(after, int)
        assert before < after
    assert overlapping(snapshot) == []
    assert same_graph(sent, graph_of(sent), {})
    again = published_graph(read_definition(sent, CATALOGUE).snapshot, CATALOGUE)
    assert again == sent
    return snapshot


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_definitions_found_in_the_wild_come_back_as_they_were(path: Path) -> None:
    assert_comes_back(load(path))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(bodies())
def test_any_definition_comes_back_as_it_was(body: JsonObject) -> None:
    snapshot = assert_comes_back(body)
    given_order = [block["block_id"] for block in entries(graph_of(body), "blocks")]
    numbers = {b["block_id"]: b["sequence_number"] for b in entries(graph_of(body), "blocks")}
    # the given numbers allow every edge, so that they are kept exactly
    assert [block.id for block in snapshot.blocks] == sorted(
        (str(block_id) for block_id in given_order), key=lambda i: str(numbers[i]).zfill(3)
    )
    sent = published_graph(snapshot, CATALOGUE)
    assert {b["block_id"]: b["sequence_number"] for b in entries(sent, "blocks")} == numbers


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_starters_have_no_problems(path: Path) -> None:
    assert problems(read_definition(load(path), CATALOGUE).snapshot, CATALOGUE) == ()


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_what_the_service_s_own_people_published_has_no_errors(path: Path) -> None:
    found = problems(read_definition(load(path), CATALOGUE).snapshot, CATALOGUE)
    assert [problem for problem in found if problem.severity == "error"] == []


def test_there_are_three_starters() -> None:
    assert len(STARTERS) == 3
