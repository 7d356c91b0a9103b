"""What is under the cursor."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem

from builder_app.ui.canvas.area_items import FrameItem, NoteItem
from builder_app.ui.canvas.block_item import BlockItem
from builder_app.ui.canvas.edge_item import ConditionChip, EdgeItem
from builder_app.ui.canvas.metrics import PORT_HIT_PX
from builder_app.ui.canvas.scene import CanvasScene
from builder_app.workflow.parts import BlockId, EdgeId, FrameId, NoteId

_WIRE_REACH_PX = 3.0


@dataclass(frozen=True, slots=True)
class PortHit:
    """A block's input or output port."""

    block_id: BlockId
    is_output: bool


@dataclass(frozen=True, slots=True)
class BlockHit:
    """A card."""

    block_id: BlockId


@dataclass(frozen=True, slots=True)
class EdgeHit:
    """A wire or its condition."""

    edge_id: EdgeId


@dataclass(frozen=True, slots=True)
class FrameHit:
    """A frame's title strip."""

    frame_id: FrameId


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note."""

    note_id: NoteId


Hit = PortHit | BlockHit | EdgeHit | FrameHit | NoteHit


def hit_at(scene: CanvasScene, at: QPointF, zoom: float) -> Hit | None:
    """Return what a click at a scene point means; ports come first, with room around them."""
    if port := port_near(scene, at, min(PORT_HIT_PX / zoom, 2 * PORT_HIT_PX)):
        return port
    reach = _WIRE_REACH_PX / zoom
    near = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    for item in scene.items(near):
        if hit := _hit_of(item, at):
            return hit
    return None


def port_near(scene: CanvasScene, at: QPointF, reach: float) -> PortHit | None:
    """Return the nearest port within a square of ``reach`` scene pixels around, or None."""
    best: tuple[float, PortHit] | None = None
    near = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    for item in scene.items(near):
        if not isinstance(item, BlockItem):
            continue
        for is_output, point in _ports_of(item):
            away = point - at
            farthest = max(abs(away.x()), abs(away.y()))
            if farthest <= reach and (best is None or farthest < best[0]):
                best = (farthest, PortHit(item.block_id, is_output))
    return best[1] if best else None


def block_at(scene: CanvasScene, at: QPointF) -> BlockId | None:
    """Return the block whose card covers the point, or None."""
    for item in scene.items(at):
        if isinstance(item, BlockItem) and item.card_rect().contains(at):
            return item.block_id
    return None


def _ports_of(item: BlockItem) -> list[tuple[bool, QPointF]]:
    ports = []
    if item.face.has_input:
        ports.append((False, item.input_point()))
    if item.face.has_output:
        ports.append((True, item.output_point()))
    return ports


def _hit_of(item: QGraphicsItem, at: QPointF) -> Hit | None:
    match item:
        case BlockItem() if item.card_rect().contains(at):
            return BlockHit(item.block_id)
        case NoteItem() if item.area().contains(at):
            return NoteHit(item.note_id)
        case EdgeItem() | ConditionChip():
            return EdgeHit(item.edge_id)
        case FrameItem() if item.grip().contains(at):
            return FrameHit(item.frame_id)
        case _:
            return None
