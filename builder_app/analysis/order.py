"""The order in which blocks run: the source of ``sequence_number`` (API facts, section 6)."""

import heapq
from collections.abc import Iterable

from builder_app.workflow.parts import Block, BlockId, Edge


def topological_order(blocks: Iterable[Block], edges: Iterable[Edge]) -> tuple[BlockId, ...]:
    """Return all blocks, each after those it takes rows from.

    Keeps the given order where the edges allow: of the blocks that are ready, the one that stands
    first comes first. Blocks in a loop, which a document can't hold, come last in the given order.
    """
    rank = {block.id: index for index, block in enumerate(blocks)}
    by_rank = list(rank)
    waiting_for = dict.fromkeys(rank, 0)
    after: dict[BlockId, list[BlockId]] = {}
    for edge in edges:
        waiting_for[edge.to_block] += 1
        after.setdefault(edge.from_block, []).append(edge.to_block)
    ready = [rank[block] for block, count in waiting_for.items() if not count]
    heapq.heapify(ready)
    order: list[BlockId] = []
    while ready:
        block = by_rank[heapq.heappop(ready)]
        order.append(block)
        for following in after.get(block, ()):
            waiting_for[following] -= 1
            if not waiting_for[following]:
                heapq.heappush(ready, rank[following])
    done = set(order)
    return (*order, *(block for block in by_rank if block not in done))
