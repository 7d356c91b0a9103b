"""Which links a document can hold at all, whatever the block kinds are."""

from collections.abc import Callable, Iterable

from builder_app.messages import Message
from builder_app.workflow.parts import BlockId


class EditRejected(Exception):
    """An edit can't be applied; nothing has changed. ``message`` says why, for a person."""

    def __init__(self, message: Message, *, block_ids: tuple[BlockId, ...] = ()) -> None:
        super().__init__(message.code)
        self.message = message
        self.block_ids = block_ids


def path_between(
    start: BlockId, end: BlockId, following: Callable[[BlockId], Iterable[BlockId]]
) -> tuple[BlockId, ...]:
    """Return the blocks of one path from ``start`` to ``end``, () if there is none."""
    came_from: dict[BlockId, BlockId | None] = {start: None}
    waiting = [start]
    while waiting:
        block = waiting.pop()
        if block == end:
            return _walk_back(block, came_from)
        for following_block in following(block):
            if following_block not in came_from:
                came_from[following_block] = block
                waiting.append(following_block)
    return ()


def _walk_back(
    block: BlockId | None, came_from: dict[BlockId, BlockId | None]
) -> tuple[BlockId, ...]:
    path = []
    while block is not None:
        path.append(block)
        block = came_from[block]
    return tuple(reversed(path))


def find_loop(
    blocks: Iterable[BlockId], following: Callable[[BlockId], Iterable[BlockId]]
) -> tuple[BlockId, ...]:
    """Return the blocks of some loop among ``blocks``, () if there is none. Linear time."""
    blocks = tuple(blocks)
    waiting_for = dict.fromkeys(blocks, 0)
    for block in blocks:
        for after in following(block):
            waiting_for[after] += 1
    ready = [block for block, count in waiting_for.items() if not count]
    while ready:
        block = ready.pop()
        del waiting_for[block]
        for after in following(block):
            waiting_for[after] -= 1
            if not waiting_for[after]:
                ready.append(after)
    for block in waiting_for:
        for after in following(block):
            if loop := path_between(after, block, following):
                return loop
    return ()
