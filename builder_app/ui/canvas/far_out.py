"""Painting the whole canvas far out, without words and without asking item by item."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from builder_app.ui.canvas.edge_item import wire_pen
from builder_app.ui.canvas.scene import CanvasScene


def paint_far_out(scene: CanvasScene, painter: QPainter, seen: QRectF) -> None:
    """Paint everything in ``seen``, in scene coordinates."""
    tokens, chosen = scene.theme.tokens, scene.session.selection
    _paint_items(painter, scene.frame_items.values())
    scene.overview.paint(painter, seen, tokens)
    painter.setPen(wire_pen(QColor(tokens.accent), 2 * scene.pen_scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for edge_id in chosen.edges:
        painter.drawPath(scene.edge_items[edge_id].path())
    cards = (scene.block_items[block_id].card_rect() for block_id in chosen.blocks)
    painter.drawRects([rect for rect in cards if rect.intersects(seen)])
    _paint_items(painter, scene.note_items.values())
    _paint_items(painter, scene.overlays)


def _paint_items(painter: QPainter, items: Iterable[QGraphicsItem]) -> None:
    option = QStyleOptionGraphicsItem()
    for item in items:
        painter.save()
        painter.translate(item.pos())
        item.paint(painter, option, None)
        painter.restore()
