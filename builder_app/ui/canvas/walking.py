"""Going from block to block, and moving blocks, with the keyboard alone."""

from collections.abc import Callable, Iterable
from itertools import count

from PySide6.QtCore import QCoreApplication, QPointF

from builder_app.analysis.order import topological_order
from builder_app.ui.canvas.metrics import GRID
from builder_app.ui.canvas.scene import CanvasScene
from builder_app.workflow.edits import MoveBlocks
from builder_app.workflow.parts import BlockId

_ASIDE = 2.0  # how much further a block off the direction counts


class Walker:
    """Each step selects one block and has it shown by ``reveal``."""

    def __init__(self, scene: CanvasScene, reveal: Callable[[BlockId], None]) -> None:
        self._scene = scene
        self._session = scene.session
        self._reveal = reveal
        self._bursts = count()
        self._burst = next(self._bursts)
        self._session.selection.changed.connect(self._end_burst)

    def go(self, dx: int, dy: int) -> None:
        """Select the nearest block in that direction; the first of all when none is selected."""
        start = self._middle_of_selection()
        if start is None:
            self.walk(1)
            return
        chosen = self._session.selection.blocks
        ahead = [
            (distance, block_id)
            for block_id, item in self._scene.block_items.items()
            if block_id not in chosen
            and (distance := _distance(item.card_rect().center() - start, dx, dy)) is not None
        ]
        if ahead:
            self._select(min(ahead)[1])

    def walk(self, step: int) -> None:
        """Select the next block in the order in which they run, or with -1 the one before."""
        workflow = self._session.workflow
        order = topological_order(workflow.blocks, workflow.edges)
        if not order:
            return
        at = [order.index(block_id) for block_id in self._session.selection.blocks]
        start = (max(at) if step > 0 else min(at)) if at else (-1 if step > 0 else 0)
        self._select(order[(start + step) % len(order)])

    def extend(self, *, downstream: bool) -> None:
        """Select also all that the selected blocks lead to, or all that leads to them."""
        workflow, selection = self._session.workflow, self._session.selection

        def beside(block_id: BlockId) -> Iterable[BlockId]:
            if downstream:
                return workflow.blocks_after(block_id)
            return (edge.from_block for edge in workflow.edges_into(block_id))

        found, waiting = set(selection.blocks), list(selection.blocks)
        while waiting:
            for block_id in beside(waiting.pop()):
                if block_id not in found:
                    found.add(block_id)
                    waiting.append(block_id)
        selection.select(found, selection.edges, selection.frames, selection.notes)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected blocks by steps of the grid; a burst of presses is one undo step."""
        workflow, chosen = self._session.workflow, self._session.selection.blocks
        moved = {
            block_id: workflow.position(block_id).moved(dx * GRID, dy * GRID) for block_id in chosen
        }
        if moved:
            words = QCoreApplication.translate("MoveGesture", "Move")
            token = f"nudge {self._burst}"
            self._session.perform(MoveBlocks(moved), words, merge_token=token)

    def _middle_of_selection(self) -> QPointF | None:
        rect = self._scene.selected_rect()
        return rect.center() if self._session.selection.blocks and not rect.isNull() else None

    def _select(self, block_id: BlockId) -> None:
        self._session.selection.select(blocks=(block_id,))
        self._reveal(block_id)

    def _end_burst(self) -> None:
        self._burst = next(self._bursts)


def _distance(away: QPointF, dx: int, dy: int) -> float | None:
    """Return how far a block is in a direction, None when it is not in it."""
    along = away.x() * dx + away.y() * dy
    aside = abs(away.x() * dy) + abs(away.y() * dx)
    return along + _ASIDE * aside if along > aside / _ASIDE and along > 0 else None
