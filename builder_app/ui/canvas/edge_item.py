"""A wire on the canvas, painted by Qt's own path item; its condition is a chip on it."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtGui import QPainterPathStroker as Stroker
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from builder_app.catalogue.kinds import RowType
from builder_app.ui.canvas.card_painter import flow_color
from builder_app.ui.canvas.metrics import FAR_OUT, Z_CHIP, Z_EDGE, Z_EDGE_SELECTED, card_font
from builder_app.ui.canvas.routing import Route
from builder_app.ui.theme.theme import Theme
from builder_app.ui.theme.tokens import Tokens
from builder_app.ui.widgets.lines import plain_tip
from builder_app.workflow.parts import EdgeId

_HIT_WIDTH = 12.0
_MOST_CHIP_TEXT = 150.0
_BELOW_WIRE = 24.0  # where the gap between two cards is too narrow for the words


class EdgeItem(QGraphicsPathItem):
    """A wire. Its pen is cosmetic: as wide at every zoom, and cheaper to draw."""

    def __init__(self, edge_id: EdgeId, theme: Theme) -> None:
        super().__init__()
        self.edge_id = edge_id
        self._theme = theme
        self._row_type: RowType | None = None
        self._pen_scale = 1.0
        self._selected = False
        self._hovered = False
        self._chip: ConditionChip | None = None
        self._middle = QPointF()
        self._room = 0.0
        self.setZValue(Z_EDGE)
        self.refresh()

    @property
    def row_type(self) -> RowType | None:
        """What flows through the wire, None when that is not known."""
        return self._row_type

    @property
    def color(self) -> str:
        """The colour as ``#rrggbb``."""
        return self.pen().color().name()

    @property
    def condition(self) -> str:
        """The words on the wire, "" when there are none."""
        return self._chip.text if self._chip else ""

    def show_route(self, way: Route) -> None:
        """Take another way."""
        self.setPath(way.path)
        self._middle, self._room = way.middle, way.room
        self._place_chip()

    def show_flow(self, row_type: RowType | None) -> None:
        """Show what flows, by the colour."""
        if row_type != self._row_type:
            self._row_type = row_type
            self.refresh()

    def show_pen_scale(self, scale: float) -> None:
        """Draw as wide on a screen with ``scale`` device pixels a pixel."""
        if scale != self._pen_scale:
            self._pen_scale = scale
            self.refresh()

    def show_condition(self, condition: str | None) -> None:
        """Show a condition on the wire, or none (also before the wire is removed)."""
        text = " ".join((condition or "").split())
        if not text:
            if self._chip:
                self.scene().removeItem(self._chip)
                self._chip = None
            return
        if self._chip is None:
            self._chip = ConditionChip(self.edge_id, self._theme)
            self.scene().addItem(self._chip)
        self._chip.show_text(text)
        self._place_chip()

    def show_selected(self, *, selected: bool) -> None:
        """Show whether the wire is selected."""
        if selected == self._selected:
            return
        self._selected = selected
        self.setZValue(Z_EDGE_SELECTED if selected else Z_EDGE)
        self.refresh()

    def show_hovered(self, *, hovered: bool) -> None:
        """Show whether the cursor is over the wire."""
        self._hovered = hovered
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        tokens = self._theme.tokens
        color = QColor(tokens.accent) if self._selected else flow_color(self._row_type, tokens)
        width = 3.0 if self._selected or self._hovered else 2.0
        self.setPen(wire_pen(color, width * self._pen_scale))
        if self._chip:
            self._chip.update()

    def _place_chip(self) -> None:
        if self._chip:
            covers = self._chip.boundingRect().width() > self._room
            self._chip.setPos(self._middle + QPointF(0, _BELOW_WIRE if covers else 0.0))

    @override
    def shape(self) -> QPainterPath:
        stroker = Stroker()
        stroker.setWidth(_HIT_WIDTH)
        return stroker.createStroke(self.path())


class ConditionChip(QGraphicsItem):
    """The condition of an edge as a small pill by the middle of its wire, over the cards."""

    def __init__(self, edge_id: EdgeId, theme: Theme) -> None:
        super().__init__()
        self.edge_id = edge_id
        self.setZValue(Z_CHIP)
        self._theme = theme
        self._font = card_font(11, QFont.Weight.Medium)
        self._shown = ""
        self.text = ""

    def show_text(self, text: str) -> None:
        """Show a condition, cut to the room there is."""
        self.prepareGeometryChange()
        self.text = text
        metrics = QFontMetricsF(self._font)
        self._shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _MOST_CHIP_TEXT)
        self.setToolTip("" if self._shown == text else plain_tip(text[:500]))
        self.update()

    def _pill(self) -> QRectF:
        width = QFontMetricsF(self._font).horizontalAdvance(self._shown) + 18
        return QRectF(-width / 2, -10, width, 20)

    @override
    def boundingRect(self) -> QRectF:
        return self._pill().adjusted(-1, -1, 1, 1)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom < FAR_OUT:
            return
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.card_line), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(self._pill(), 10, 10)
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.dim))
        painter.drawText(self._pill(), Qt.AlignmentFlag.AlignCenter, self._shown)


def wire_pen(color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return the pen of a wire: as wide at every zoom. Do not change it: others have it too."""
    return _pen(color.rgba(), width, style)


@lru_cache(maxsize=64)
def _pen(rgba: int, width: float, style: Qt.PenStyle) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), width, style)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def ghost_color(tokens: Tokens, *, refused: bool) -> QColor:
    """Return the colour of a wire being dragged."""
    return QColor(tokens.error if refused else tokens.accent)
