"""A block on the canvas: one item a block, its ports painted with it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from builder_app.analysis.cards import PORT_Y
from builder_app.analysis.problems import Problem
from builder_app.analysis.row_types import RowFlow
from builder_app.ui.canvas.card_painter import (
    CardFace,
    CardState,
    badge_rect,
    paint_badge,
    paint_card,
    paint_ports,
)
from builder_app.ui.canvas.metrics import Z_BLOCK, Z_BLOCK_SELECTED
from builder_app.ui.theme.theme import Theme
from builder_app.ui.widgets.lines import plain_tip
from builder_app.workflow.parts import BlockId

_DIMMED = 0.4
_REACH = 14.0  # how far halos, ports and shadow go beyond the card


class BlockItem(QGraphicsItem):
    """A card with its top left corner at ``pos()``. The scene tells it what to show."""

    def __init__(self, block_id: BlockId, face: CardFace, theme: Theme) -> None:
        super().__init__()
        self.block_id = block_id
        self._theme = theme
        self._face = face
        self._flow = RowFlow(None, None)
        self._selected = False
        self._focused = False
        self._hovered = False
        self._lit = (False, False)
        self._badge = ""
        self._severe = False
        self._bounds = self._bounds_now()
        self.setZValue(Z_BLOCK)

    @property
    def face(self) -> CardFace:
        """What the card shows."""
        return self._face

    @property
    def badge(self) -> str:
        """The words of the pill over the top right corner, "" when there is none."""
        return self._badge

    @property
    def is_severe(self) -> bool:
        """Whether one of its problems is an error."""
        return self._severe

    @property
    def flow(self) -> RowFlow:
        """What the block takes and gives."""
        return self._flow

    def card_rect(self) -> QRectF:
        """Return the card's rectangle in the scene, without ports and shadow."""
        return self._face.rect.translated(self.pos())

    def input_point(self) -> QPointF:
        """Return the middle of the input port in the scene."""
        return self.pos() + QPointF(0, PORT_Y)

    def output_point(self) -> QPointF:
        """Return the middle of the output port in the scene."""
        return self.pos() + QPointF(self._face.rect.width(), PORT_Y)

    def show_face(self, face: CardFace) -> None:
        """Show other words."""
        self._face = face
        self._take_bounds()

    def show_flow(self, flow: RowFlow) -> None:
        """Show what flows through the ports."""
        if flow != self._flow:
            self._flow = flow
            self.update()

    def show_problems(self, found: tuple[Problem, ...], badge: str) -> None:
        """Show a pill for the problems, or none, and say them in the tool tip."""
        self._badge = badge
        self._severe = any(problem.severity == "error" for problem in found)
        self.setToolTip(plain_tip("\n".join(problem.message.text() for problem in found)))
        self._take_bounds()

    def show_selected(self, *, selected: bool, focused: bool) -> None:
        """Show whether the block is selected, and whether keys would act on it."""
        if (selected, focused) == (self._selected, self._focused):
            return
        self._selected, self._focused = selected, focused
        self.setZValue(Z_BLOCK_SELECTED if selected else Z_BLOCK)
        self.update()

    def show_hovered(self, *, hovered: bool) -> None:
        """Show whether the cursor is over the card."""
        self._hovered = hovered
        self.update()

    def show_lit(self, *, input_lit: bool, output_lit: bool) -> None:
        """Show a halo around ports that a wire could go to."""
        self._lit = (input_lit, output_lit)
        self.update()

    def show_dimmed(self, *, dimmed: bool) -> None:
        """Step back while a wire is dragged that can't end here."""
        self.setOpacity(_DIMMED if dimmed else 1.0)

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds

    def _bounds_now(self) -> QRectF:
        rect = self._face.rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        return rect.united(badge_rect(self._face, self._badge)) if self._badge else rect

    def _take_bounds(self) -> None:
        bounds = self._bounds_now()
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        tokens = self._theme.tokens
        state = CardState(self._selected, self._focused, self._hovered)
        opacity = painter.opacity()
        paint_card(painter, self._face, state, tokens, zoom)
        painter.setOpacity(opacity)
        paint_ports(painter, self._face, self._flow, tokens, self._lit)
        if self._badge:
            color = QColor(tokens.error if self._severe else tokens.warning)
            paint_badge(painter, self._face, self._badge, color, tokens.card)
