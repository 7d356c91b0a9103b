"""The canvas far out: all cards and wires in a few calls, where single items would be too many.

Cards stand in tiles. A tile is put together anew only when something in it changed, when it is
painted next; a wire belongs to the tile of the card that it leaves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from builder_app.ui.canvas.block_item import BlockItem
from builder_app.ui.canvas.edge_item import EdgeItem
from builder_app.ui.theme.tokens import Tokens, category_color
from builder_app.workflow.parts import BlockId

_TILE = 4000.0
_MARK = QSizeF(26.0, 26.0)  # scene pixels: a problem must be seen from afar
_ENABLED, _DISABLED = 0.6, 0.25

Key = tuple[int, int]
Parts = tuple[BlockItem, Iterable[EdgeItem]]


@dataclass
class _Tile:
    """What is drawn of one tile, by what it is drawn with."""

    bounds: QRectF = field(default_factory=QRectF)
    cards: dict[tuple[str, bool], list[QRectF]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[bool, list[QRectF]] = field(default_factory=lambda: defaultdict(list))
    wires: dict[str, QPainterPath] = field(default_factory=lambda: defaultdict(QPainterPath))


class Overview:
    """``parts_of`` gives a block's card and the wires that leave it."""

    def __init__(self, parts_of: Callable[[BlockId], Parts]) -> None:
        self._parts_of = parts_of
        self._keys: dict[BlockId, Key] = {}
        self._members: dict[Key, set[BlockId]] = defaultdict(set)
        self._tiles: dict[Key, _Tile] = {}

    def touch(self, item: BlockItem) -> None:
        """Take note that a card, or a wire that leaves it, is new or other than before."""
        at = item.pos()
        key = (int(at.x() // _TILE), int(at.y() // _TILE))
        old = self._keys.get(item.block_id)
        if old != key:
            self.forget(item.block_id)
            self._keys[item.block_id] = key
            self._members[key].add(item.block_id)
        self._tiles.pop(key, None)

    def forget(self, block_id: BlockId) -> None:
        """Take note that a card is gone."""
        if (key := self._keys.pop(block_id, None)) is not None:
            self._members[key].discard(block_id)
            self._tiles.pop(key, None)
            if not self._members[key]:
                del self._members[key]

    def forget_looks(self) -> None:
        """Take note that all colours are others."""
        self._tiles.clear()

    def paint(self, painter: QPainter, seen: QRectF, tokens: Tokens) -> None:
        """Paint what lies in ``seen``, in scene coordinates."""
        tiles = [tile for tile in map(self._tile, self._members) if tile.bounds.intersects(seen)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tile in tiles:
            for color, path in tile.wires.items():
                painter.setPen(QPen(QColor(color), 0))
                painter.drawPath(path)
        painter.setPen(QPen(QColor(tokens.card_line), 0))
        for tile in tiles:
            for (category, enabled), rects in tile.cards.items():
                painter.setBrush(card_color(category, tokens, enabled=enabled))
                painter.drawRects(rects)
        painter.setPen(Qt.PenStyle.NoPen)
        for tile in tiles:
            for severe, rects in tile.marks.items():
                painter.setBrush(QColor(tokens.error if severe else tokens.warning))
                painter.drawRects(rects)

    def _tile(self, key: Key) -> _Tile:
        if tile := self._tiles.get(key):
            return tile
        tile = self._tiles[key] = _Tile()
        for block_id in self._members[key]:
            item, wires = self._parts_of(block_id)
            rect, kind = item.card_rect(), item.face.kind
            tile.bounds = tile.bounds.united(rect)
            tile.cards[kind.category, item.face.enabled].append(rect)
            if item.badge:
                corner = rect.topRight() - QPointF(_MARK.width() + 6, -6)
                tile.marks[item.is_severe].append(QRectF(corner, _MARK))
            for wire in wires:
                path = wire.path()
                tile.wires[wire.color].addPath(path)
                tile.bounds = tile.bounds.united(path.controlPointRect())
        return tile


def card_color(category: str, tokens: Tokens, *, enabled: bool) -> QColor:
    """Return a card's colour far out: its category's, as opaque as paint mixed with the card."""
    share = _ENABLED if enabled else _DISABLED
    ground, tint = QColor(tokens.card), QColor(category_color(category, tokens))
    mixed = (
        round(one * (1 - share) + other * share)
        for one, other in zip(ground.getRgb()[:3], tint.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
