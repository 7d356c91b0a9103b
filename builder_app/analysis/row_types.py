"""LEAD and COMPANY along the edges (API facts, section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder_app.analysis.graph import Graph
from builder_app.analysis.order import topological_order
from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind, Emits, RowType
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import BlockId


@dataclass(frozen=True, slots=True)
class RowFlow:
    """What a block takes and gives; None is "any, or not known".

    ``documented`` tells whether a source says what it gives, along the whole way that led here.
    """

    takes: RowType | None
    emits: RowType | None
    documented: bool = False


def row_types(graph: Graph, catalogue: Catalogue) -> Mapping[BlockId, RowFlow]:
    """Return what flows into and out of every block."""
    blocks = {block.id: block for block in graph.blocks}
    parents: dict[BlockId, list[BlockId]] = {}
    for edge in graph.edges:
        parents.setdefault(edge.to_block, []).append(edge.from_block)
    flows: dict[BlockId, RowFlow] = {}
    for block_id in topological_order(graph.blocks, graph.edges):
        block = blocks[block_id]
        kind = catalogue.kind(block.kind)
        arriving = [flows[p] for p in parents.get(block_id, ()) if p in flows]
        flows[block_id] = _flow(kind, block.specs, arriving)
    return flows


def _flow(kind: BlockKind, specs: JsonObject, arriving: list[RowFlow]) -> RowFlow:
    fixed = len(kind.accepts) == 1
    takes = next(iter(kind.accepts)) if fixed else _common([flow.emits for flow in arriving])
    sure = kind.typing_documented
    match kind.emits:
        case Emits.LEAD:
            return RowFlow(takes, RowType.LEAD, sure)
        case Emits.COMPANY:
            return RowFlow(takes, RowType.COMPANY, sure)
        case Emits.SAME:
            # a filter after a guess gives a guess
            return RowFlow(takes, takes, sure and (fixed or all(f.documented for f in arriving)))
        case Emits.BY_SPEC:
            return RowFlow(takes, _named(specs.get(kind.emits_spec_field or "")), sure)
        case Emits.ANY | Emits.NONE:
            return RowFlow(takes, None)


def _common(arriving: list[RowType | None]) -> RowType | None:
    known = set(arriving)
    return known.pop() if len(known) == 1 else None


def _named(value: object) -> RowType | None:
    if isinstance(value, str) and value in {row_type.value for row_type in RowType}:
        return RowType(value)
    return None
