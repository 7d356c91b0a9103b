"""What remains when disabled blocks are left out: the graph that is published and judged."""

from builder_app.analysis.graph import Graph
from builder_app.workflow.parts import BlockId, Edge
from builder_app.workflow.snapshot import Snapshot


def without_disabled(graph: Graph) -> Snapshot:
    """Return blocks and edges of the graph without the disabled blocks.

    What came before a disabled block is linked to what came after it. Such a link carries the id
    of the document's edge that it begins with, so that a problem on it can be shown there, and
    the condition of either edge. Blocks and edges keep the person's order.
    """
    blocks = tuple(block for block in graph.blocks if block.enabled)
    edges = graph.edges
    if len(blocks) != len(graph.blocks):
        edges = _bridged(graph)
    return Snapshot(blocks=blocks, edges=edges)


def _bridged(graph: Graph) -> tuple[Edge, ...]:
    edges = list(graph.edges)
    for block in graph.blocks:
        if not block.enabled:
            edges = _around(block.id, edges)
    return tuple(edges)


def _around(block_id: BlockId, edges: list[Edge]) -> list[Edge]:
    leaving = [edge for edge in edges if edge.from_block == block_id]
    kept = [edge for edge in edges if block_id not in (edge.from_block, edge.to_block)]
    linked = {(edge.from_block, edge.to_block) for edge in kept}
    for before in edges:
        if before.to_block != block_id:
            continue
        for after in leaving:
            pair = (before.from_block, after.to_block)
            if pair not in linked:
                linked.add(pair)
                condition = after.condition if before.condition is None else before.condition
                kept.append(Edge(before.id, *pair, condition))
    return kept
