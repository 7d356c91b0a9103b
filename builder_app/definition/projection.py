"""What of a workflow is published: blocks and edges, without layout, disabled blocks bridged."""

from builder_app.analysis.bridging import without_disabled
from builder_app.analysis.order import topological_order
from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind
from builder_app.definition.block_types import BlockTypes, types_beside
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block, Edge
from builder_app.workflow.snapshot import Snapshot


def published_graph(
    snapshot: Snapshot,
    catalogue: Catalogue,
    *,
    include_samples: bool = True,
    types: BlockTypes = BlockTypes(),  # noqa: B008 - frozen
) -> JsonObject:
    """Return the graph that is sent: ``{"blocks": […], "edges": […]}`` with local block ids.

    ``sequence_number`` is 1-based and a topological order that keeps the person's where the edges
    allow (API facts, section 6). Blocks are listed in that order. ``types`` is what the place that
    it is meant for calls the kinds. Without samples, specs that hold sample rows are left out.
    """
    published = without_disabled(snapshot)
    edges = published.edges
    enabled = {block.id: block for block in published.blocks}
    order = topological_order(enabled.values(), edges)
    beside = types_beside(snapshot.blocks)
    blocks: list[JsonValue] = []
    for number, block_id in enumerate(order, start=1):
        block = enabled[block_id]
        kind = catalogue.kind(block.kind)
        specs = block.specs if include_samples else _without_samples(block, kind)
        blocks.append(_block(block, number, types.of(block, kind, beside), specs))
    return {"blocks": blocks, "edges": [_edge(edge) for edge in edges]}


def _without_samples(block: Block, kind: BlockKind) -> JsonObject:
    return {name: spec for name, spec in block.specs.items() if name not in kind.sample_specs}


def _block(block: Block, number: int, block_type: str, specs: JsonObject) -> JsonObject:
    return {
        **block.extra,
        "block_id": block.id,
        "block_name": block.kind,
        "block_type": block_type,
        "sequence_number": number,
        "specs": specs,
    }


def _edge(edge: Edge) -> JsonObject:
    return {
        **edge.extra,
        "from_block_id": edge.from_block,
        "to_block_id": edge.to_block,
        "condition": edge.condition,
    }
