"""What of a workflow is published: blocks and edges, without layout, disabled blocks bridged."""

from builder_app.analysis.bridging import without_disabled
from builder_app.analysis.order import topological_order
from builder_app.catalogue.catalogue import Catalogue
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block, Edge
from builder_app.workflow.snapshot import Snapshot


def published_graph(
    snapshot: Snapshot, catalogue: Catalogue, *, include_samples: bool = True
) -> JsonObject:
    """Return the graph that is sent: ``{"blocks": […], "edges": […]}`` with local block ids.

    ``sequence_number`` is 1-based and a topological order that keeps the person's where the edges
    allow (API facts, section 6). Blocks are listed in that order. ``block_type`` is what was read,
    else the catalogue's (section 7). Without samples, specs that hold sample rows are left out.
    """
    published = without_disabled(snapshot)
    edges = published.edges
    enabled = {block.id: block for block in published.blocks}
    order = topological_order(enabled.values(), edges)
    blocks: list[JsonValue] = [
        _block(enabled[block_id], number, catalogue, include_samples=include_samples)
        for number, block_id in enumerate(order, start=1)
    ]
    return {"blocks": blocks, "edges": [_edge(edge) for edge in edges]}


def _block(block: Block, number: int, catalogue: Catalogue, *, include_samples: bool) -> JsonObject:
    kind = catalogue.kind(block.kind)
    specs = block.specs
    if not include_samples and kind.sample_specs:
        specs = {name: spec for name, spec in specs.items() if name not in kind.sample_specs}
    return {
        **block.extra,
        "block_id": block.id,
        "block_name": block.kind,
        "block_type": kind.block_type if block.block_type is None else block.block_type,
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
