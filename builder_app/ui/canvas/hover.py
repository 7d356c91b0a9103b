"""What the mouse is over shows it."""

from builder_app.ui.canvas.hits import BlockHit, EdgeHit, Hit
from builder_app.ui.canvas.scene import CanvasScene


class Hover:
    """Remembers the one card or wire that is marked, and marks the next."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._marked: BlockHit | EdgeHit | None = None

    def show(self, hit: Hit | None) -> None:
        """Mark what is under the mouse now, and nothing else."""
        now = hit if isinstance(hit, BlockHit | EdgeHit) else None
        if now != self._marked:
            self._mark(hovered=False)
            self._marked = now
            self._mark(hovered=True)

    def _mark(self, *, hovered: bool) -> None:
        match self._marked:
            case BlockHit(block_id) if block_id in self._scene.block_items:
                self._scene.block_items[block_id].show_hovered(hovered=hovered)
            case EdgeHit(edge_id) if edge_id in self._scene.edge_items:
                self._scene.edge_items[edge_id].show_hovered(hovered=hovered)
            case _:
                pass
