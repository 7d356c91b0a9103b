"""Removing parts together with what hangs on them, as one batch."""

from collections.abc import Iterable

from builder_app.workflow import edits as e
from builder_app.workflow.contents import Contents
from builder_app.workflow.parts import BlockId, Edge, EdgeId, FrameId, NoteId, new_edge_id


def removal_of(  # noqa: PLR0913 - the four kinds of parts, and how
    workflow: Contents,
    blocks: Iterable[BlockId],
    edges: Iterable[EdgeId] = (),
    frames: Iterable[FrameId] = (),
    notes: Iterable[NoteId] = (),
    *,
    heal: bool = False,
) -> e.Batch:
    """Return the batch that removes these, and every edge of the blocks.

    With ``heal`` what came before the blocks is linked to what came after them, where there is no
    link yet.
    """
    gone = set(blocks)
    gone_edges = dict.fromkeys(edges)
    for block in gone:
        for edge in (*workflow.edges_into(block), *workflow.edges_out_of(block)):
            gone_edges[edge.id] = None
    steps: list[e.Edit] = [e.RemoveEdge(edge) for edge in gone_edges if workflow.has_edge(edge)]
    steps.extend(e.RemoveBlock(block) for block in gone if workflow.has_block(block))
    if heal:
        steps.extend(e.AddEdge(edge) for edge in _healing(workflow, gone))
    steps.extend(e.RemoveFrame(frame) for frame in frames if workflow.frame(frame))
    steps.extend(e.RemoveNote(note) for note in notes if workflow.note(note))
    return e.Batch(tuple(steps))


def _healing(workflow: Contents, gone: set[BlockId]) -> list[Edge]:
    healed: dict[tuple[BlockId, BlockId], Edge] = {}
    for block in gone:
        for before in workflow.edges_into(block):
            if before.from_block in gone:
                continue
            for after in _survivors_after(workflow, block, gone):
                pair = (before.from_block, after)
                if after not in set(workflow.blocks_after(before.from_block)):
                    healed.setdefault(pair, Edge(new_edge_id(), *pair))
    return list(healed.values())


def _survivors_after(workflow: Contents, block: BlockId, gone: set[BlockId]) -> list[BlockId]:
    found: dict[BlockId, None] = {}
    seen, waiting = {block}, [block]
    while waiting:
        for after in workflow.blocks_after(waiting.pop()):
            if after in gone and after not in seen:
                seen.add(after)
                waiting.append(after)
            elif after not in gone:
                found[after] = None
    return list(found)
