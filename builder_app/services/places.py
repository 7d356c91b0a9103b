"""Finding what a refusal names: the block and its field, or the edge (API facts, section 2.1)."""

import re
from collections.abc import Iterator

from builder_app.api.errors import BodyRefused, FieldProblem
from builder_app.services.outcomes import PlaceNamed
from builder_app.services.plan import PublishPlan
from builder_app.workflow.json_value import JsonObject, JsonPath
from builder_app.workflow.parts import BlockId

_GRAPH = ("body", "workflow_definition")
# an id of a few letters is a word like any other, and means the block only in quotation marks
_LONG_ENOUGH = 8
_QUOTES = "\"'`“”‘’"


def places_of(error: BodyRefused, plan: PublishPlan) -> tuple[PlaceNamed, ...]:
    """Return what ``error`` complains of, each with the part of the workflow that it names.

    A refusal without a list may still name blocks in its sentence; without those there is none.
    """
    if error.problems:
        return tuple(place for problem in error.problems for place in _located(problem, plan))
    return tuple(_named_in(error.detail, plan))


def block_type_positions(error: BodyRefused) -> frozenset[int] | None:
    """Return the blocks whose ``block_type`` is refused, () for all, None when it is not about it.

    Only a 422 is a judgement of fields.
    """
    if error.status != 422:
        return None
    positions = {
        problem.location[3]
        for problem in error.problems
        if problem.location[:3] == (*_GRAPH, "blocks") and problem.location[4:] == ("block_type",)
    }
    if positions:
        return frozenset(each for each in positions if isinstance(each, int))
    told = [error.detail, *(f"{problem.location} {problem.text}" for problem in error.problems)]
    return frozenset() if any(re.search(r"\bblock_type\b", text) for text in told) else None


def _located(problem: FieldProblem, plan: PublishPlan) -> list[PlaceNamed]:
    text, location = problem.text, problem.location
    match location:
        case ("body", "workflow_definition", "blocks", int() as index, *rest):
            if (block_id := _block_at(plan.graph, index)) is not None:
                path: JsonPath = tuple(rest[1:]) if rest[:1] == ["specs"] else ()
                return [
                    PlaceNamed(_with_field(text, rest), block_id, path, reason=text if path else "")
                ]
        case ("body", "workflow_definition", "edges", int() as index, *rest):
            if 0 <= index < len(plan.edge_ids):
                return [PlaceNamed(_with_field(text, rest), edge_id=plan.edge_ids[index])]
        case _:
            if named := list(_named_in(text, plan)):
                return named
    return [PlaceNamed(_with_field(text, location[1:]))]


def _with_field(text: str, steps: list[str | int] | tuple[str | int, ...]) -> str:
    shown = [str(step) for step in steps if step != "specs"]
    return f"{'.'.join(shown)}: {text}" if shown else text


def _named_in(text: str, plan: PublishPlan) -> Iterator[PlaceNamed]:
    """Yield the blocks that a sentence names by their ids, else those of a kind that it names."""
    blocks = [block for block in _blocks(plan.graph) if isinstance(block.get("block_id"), str)]
    ids = {str(block["block_id"]): str(block.get("block_name")) for block in blocks}
    theirs = {block_id: plan.record.id_map.get(BlockId(block_id)) for block_id in ids}
    named = [each for each in ids if _names(text, each) or _names(text, theirs[each])]
    if not named:
        named = [each for each, kind in ids.items() if _stands_alone(text, kind)]
    for each in named:
        yield PlaceNamed(text, BlockId(each))


def _names(text: str, block_id: str | None) -> bool:
    if not block_id or block_id not in text:
        return False
    if len(block_id) >= _LONG_ENOUGH:
        return _stands_alone(text, block_id)
    return re.search(f"[{_QUOTES}]{re.escape(block_id)}[{_QUOTES}]", text) is not None


def _stands_alone(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _block_at(graph: JsonObject, index: int) -> BlockId | None:
    blocks = _blocks(graph)
    block_id = blocks[index].get("block_id") if 0 <= index < len(blocks) else None
    return BlockId(block_id) if isinstance(block_id, str) else None


def _blocks(graph: JsonObject) -> list[JsonObject]:
    blocks = graph.get("blocks")
    return [b for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
