"""What is under a place of the canvas: a port, a block, a wire, a note or a frame."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem

from builder_app.ui.board.items import BlockItem, FrameItem, NoteItem, WireItem
from builder_app.ui.board.scene import CanvasScene
from builder_app.workflow.parts import BlockId

_PORT_REACH_PX = 13.0
_NEAR_PX = 6.0
Hit = BlockItem | WireItem | FrameItem | NoteItem


def port_at(scene: CanvasScene, at: QPointF, zoom: float) -> tuple[BlockId, bool] | None:
    """Return the block and whether it is its output, for the port within reach."""
    reach = _PORT_REACH_PX / min(1.0, zoom)
    for item in _items_near(scene, at, reach):
        if not isinstance(item, BlockItem):
            continue
        for place, is_output, there in (
            (item.output_at(), True, item.face.has_output),
            (item.input_at(), False, item.face.has_input),
        ):
            way = place - at
            if there and way.x() ** 2 + way.y() ** 2 <= reach**2:
                return item.block_id, is_output
    return None


def item_at(scene: CanvasScene, at: QPointF, zoom: float) -> Hit | None:
    """Return the topmost thing there; wires are met within a few pixels."""
    near = _items_near(scene, at, _NEAR_PX / zoom)
    for item in near:
        if isinstance(item, BlockItem | NoteItem) and item.contains(item.mapFromScene(at)):
            return item
    for item in near:
        if isinstance(item, WireItem):
            return item
    for item in near:
        if isinstance(item, FrameItem) and item.contains(item.mapFromScene(at)):
            return item
    return None


def block_of(item: Hit | None) -> BlockId | None:
    """Return the block that the item shows, None for anything else."""
    return item.block_id if isinstance(item, BlockItem) else None


def _items_near(scene: CanvasScene, at: QPointF, reach: float) -> list[QGraphicsItem]:
    return scene.items(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
