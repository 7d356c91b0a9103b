"""Where cards are, by the cells of a coarse grid: asked for every wire that looks for its way."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QRectF

from builder_app.workflow.parts import BlockId

_WIDTH, _HEIGHT = 512.0, 256.0

Cell = tuple[int, int]


class CardGrid:
    """The rectangles of all cards. Much cheaper to ask than the scene, which knows every shape."""

    def __init__(self) -> None:
        self._rects: dict[BlockId, QRectF] = {}
        self._cells: dict[Cell, set[BlockId]] = defaultdict(set)

    def put(self, block_id: BlockId, rect: QRectF) -> None:
        """Take note of where a card is now."""
        self.remove(block_id)
        self._rects[block_id] = rect
        for cell in _cells(rect):
            self._cells[cell].add(block_id)

    def remove(self, block_id: BlockId) -> None:
        """Forget a card."""
        rect = self._rects.pop(block_id, None)
        if rect is None:
            return
        for cell in _cells(rect):
            self._cells[cell].discard(block_id)
            if not self._cells[cell]:
                del self._cells[cell]

    def within(self, area: QRectF) -> list[QRectF]:
        """Return the rectangles that touch ``area``."""
        found = {
            block_id
            for cell in _cells(area)
            if cell in self._cells
            for block_id in self._cells[cell]
        }
        rects = (self._rects[block_id] for block_id in sorted(found))
        return [rect for rect in rects if rect.intersects(area)]


def _cells(rect: QRectF) -> Iterator[Cell]:
    for column in range(int(rect.left() // _WIDTH), int(rect.right() // _WIDTH) + 1):
        for row in range(int(rect.top() // _HEIGHT), int(rect.bottom() // _HEIGHT) + 1):
            yield (column, row)
