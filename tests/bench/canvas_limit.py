"""The limit: what a raw QGraphicsScene written for nothing but speed reaches in Python.

It paints the same cards through the program's own paint functions, one item a block and one path
item a wire; far out it paints everything in a batch. No document, no undo, no panels.
"""

import sys

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from builder_app.analysis.row_types import RowFlow
from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.card_painter import CardFace, CardState, face_of, paint_card, paint_ports
from builder_app.ui.canvas.metrics import FAR_OUT
from builder_app.ui.canvas.routing import loose_wire
from builder_app.ui.theme.tokens import LIGHT
from builder_app.workflow.parts import BlockId
from tests.bench.frames import VIEW, Side, measure
from tests.bench.graph import large_workflow

_TILE = 4000.0
_NO_FLOW = RowFlow(None, None)


class Card(QGraphicsItem):
    def __init__(self, face: CardFace, at: QPointF) -> None:
        super().__init__()
        self.face, self.wires = face, list[tuple[Wire, bool]]()
        self._bounds = face.rect.adjusted(-8, -4, 8, 4)
        self.setPos(at)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.setZValue(1)

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        zoom = painter.worldTransform().m11()
        paint_card(painter, self.face, CardState(), LIGHT, zoom)
        if zoom >= FAR_OUT:
            paint_ports(painter, self.face, _NO_FLOW, LIGHT, (False, False))

    @override
    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: object) -> object:
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for wire, _ in self.wires:
                wire.follow()
        return value


class Wire(QGraphicsPathItem):
    def __init__(self, source: Card, target: Card, pen: QPen) -> None:
        super().__init__()
        self._source, self._target = source, target
        source.wires.append((self, True))
        target.wires.append((self, False))
        self.setPen(pen)
        self.follow()

    def follow(self) -> None:
        start = self._source.pos() + QPointF(self._source.face.rect.width(), 29)
        self.setPath(loose_wire(start, self._target.pos() + QPointF(0, 29)))


class View(QGraphicsView):
    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.tiles: list[tuple[QRectF, list[QRectF], QPainterPath]] = []
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setBackgroundBrush(QColor(LIGHT.canvas))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.transform().m11() >= FAR_OUT:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.backgroundBrush())
        painter.setTransform(self.viewportTransform())
        seen = self.mapToScene(event.rect()).boundingRect()
        near = [tile for tile in self.tiles if tile[0].intersects(seen)]
        painter.setPen(QPen(QColor(LIGHT.wire), 0))
        for _, _, wires in near:
            painter.drawPath(wires)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.card_line))
        for _, cards, _ in near:
            painter.drawRects(cards)
        painter.end()


class Limit:
    def __init__(self, count: int) -> None:
        self.snapshot = large_workflow(count)
        self.scene = QGraphicsScene()
        self.view = View(self.scene)
        self.view.resize(*VIEW)
        self.view.show()
        self.cards: dict[BlockId, Card] = {}
        self.wires: list[Wire] = []
        pen = QPen(QColor(LIGHT.wire), 2)
        pen.setCosmetic(True)
        self.pen = pen

    def open(self) -> None:
        catalogue, positions = seed_catalogue(), self.snapshot.positions
        for block in self.snapshot.blocks:
            at = positions[block.id]
            face = face_of(block, catalogue.kind(block.kind), "")
            self.cards[block.id] = Card(face, QPointF(at.x, at.y))
        for edge in self.snapshot.edges:
            source, target = self.cards[edge.from_block], self.cards[edge.to_block]
            self.wires.append(Wire(source, target, self.pen))
        self.undo()
        area = self.scene.itemsBoundingRect()
        self.view.setSceneRect(area.adjusted(-9000, -9000, 9000, 9000))
        self._fill_tiles()
        self.look(*self.all_in_view())

    def _fill_tiles(self) -> None:
        tiles: dict[tuple[int, int], tuple[list[QRectF], QPainterPath]] = {}
        for card in self.cards.values():
            at = card.pos()
            key = (int(at.x() // _TILE), int(at.y() // _TILE))
            cards, wires = tiles.setdefault(key, ([], QPainterPath()))
            cards.append(card.face.rect.translated(at))
            for wire, is_first in card.wires:
                if is_first:
                    wires.addPath(wire.path())
        for cards, wires in tiles.values():
            bounds = wires.controlPointRect()
            for rect in cards:
                bounds = bounds.united(rect)
            self.view.tiles.append((bounds, cards, wires))

    def look(self, zoom: float, middle: QPointF) -> None:
        self.view.setTransform(QTransform.fromScale(zoom, zoom))
        self.view.centerOn(middle)

    def zoom_to(self, zoom: float) -> None:
        middle = self.view.mapToScene(self.view.viewport().rect().center())
        self.look(zoom, middle)

    def pan(self, dx: int) -> None:
        bar = self.view.horizontalScrollBar()
        bar.setValue(bar.value() + dx)

    def all_in_view(self) -> tuple[float, QPointF]:
        area = self.scene.itemsBoundingRect()
        zoom = min(VIEW[0] / area.width(), VIEW[1] / area.height(), 1.0) * 0.95
        return zoom, area.center()

    def grip(self) -> QPointF:
        cards = list(self.cards.values())
        connected = [card for card in cards[len(cards) // 2 :] if len(card.wires) == 4]
        return connected[0].pos() + QPointF(120, 20)

    def delete_all(self) -> None:
        for wire in self.wires:
            self.scene.removeItem(wire)
        for card in self.cards.values():
            self.scene.removeItem(card)

    def undo(self) -> None:
        for card in self.cards.values():
            self.scene.addItem(card)
        for wire in self.wires:
            self.scene.addItem(wire)


if __name__ == "__main__":
    app = QApplication(["limit"])
    limit = Limit(int(sys.argv[1]))
    app.processEvents()
    measure(
        Side(
            lambda: limit.view,
            limit.open,
            limit.look,
            limit.zoom_to,
            limit.pan,
            limit.all_in_view,
            limit.grip,
            limit.delete_all,
            limit.undo,
        )
    )
