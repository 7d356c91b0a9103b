"""The one edit that removes what is selected, with or without closing the gaps."""

from builder_app.ui.selection import Selection
from builder_app.workflow import edits as e
from builder_app.workflow.contents import Contents
from builder_app.workflow.parts import BlockId, Edge, EdgeId, new_edge_id


def removal_of(workflow: Contents, chosen: Selection, *, heal: bool) -> e.Edit | None:
    """Return one edit that removes the chosen parts and every link of the chosen blocks.

    With ``heal``, what fed a removed block feeds what came after it. None when nothing is chosen.
    """
    edges: dict[EdgeId, None] = dict.fromkeys(chosen.edges)
    for block_id in chosen.blocks:
        for edge in (*workflow.edges_into(block_id), *workflow.edges_out_of(block_id)):
            edges[edge.id] = None
    edits: list[e.Edit] = [e.RemoveEdge(edge_id) for edge_id in edges]
    edits += [e.RemoveBlock(block.id) for block in workflow.blocks if block.id in chosen.blocks]
    edits += [e.RemoveFrame(f) for f in chosen.frames if workflow.frame(f)]
    edits += [e.RemoveNote(n) for n in chosen.notes if workflow.note(n)]
    if heal:
        edits += [e.AddEdge(edge) for edge in _bridges(workflow, chosen)]
    return e.Batch(tuple(edits)) if edits else None


def _bridges(workflow: Contents, chosen: Selection) -> list[Edge]:
    pairs: dict[tuple[BlockId, BlockId], str | None] = {}
    for block_id in chosen.blocks:
        for edge in workflow.edges_into(block_id):
            if edge.from_block in chosen.blocks:
                continue
            for after in _first_kept_after(workflow, block_id, chosen.blocks):
                pairs.setdefault((edge.from_block, after), edge.condition)
    kept = {
        (edge.from_block, edge.to_block) for edge in workflow.edges if edge.id not in chosen.edges
    }
    return [
        Edge(new_edge_id(), *pair, condition)
        for pair, condition in pairs.items()
        if pair not in kept
    ]


def _first_kept_after(
    workflow: Contents, block_id: BlockId, removed: frozenset[BlockId]
) -> list[BlockId]:
    kept: dict[BlockId, None] = {}
    seen, waiting = {block_id}, [block_id]
    while waiting:
        for after in workflow.blocks_after(waiting.pop()):
            if after not in removed:
                kept[after] = None
            elif after not in seen:
                seen.add(after)
                waiting.append(after)
    return list(kept)
