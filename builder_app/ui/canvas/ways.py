"""The ways of all wires among all cards, remembered while nothing around them moved."""

from PySide6.QtCore import QPointF, QRectF

from builder_app.ui.canvas.block_item import BlockItem
from builder_app.ui.canvas.card_grid import CardGrid
from builder_app.ui.canvas.routing import Route, area_around, route
from builder_app.workflow.parts import EdgeId

_Surroundings = tuple[QPointF, QPointF, QRectF, QRectF, list[QRectF]]


class Ways:
    """``cards`` is kept up by whoever moves them."""

    def __init__(self) -> None:
        self.cards = CardGrid()
        self._known: dict[EdgeId, tuple[_Surroundings, Route]] = {}

    def between(self, edge_id: EdgeId, source: BlockItem, target: BlockItem) -> Route:
        """Return the way of a wire; undo leads one the way it had."""
        start, end = source.output_point(), target.input_point()
        area = area_around(start, end)
        others = self.cards.within(area) if area else []
        around = (start, end, source.card_rect(), target.card_rect(), others)
        known = self._known.get(edge_id)
        if known is None or known[0] != around:
            known = self._known[edge_id] = (around, route(*around))
        return known[1]
