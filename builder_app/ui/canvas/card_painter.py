"""How a card looks: shared by the canvas and the ghost under the cursor."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen

from builder_app.analysis.cards import CARD_WIDTH, PORT_Y, SummaryLine, card_size, summary_lines
from builder_app.analysis.row_types import RowFlow
from builder_app.catalogue.kinds import BlockKind, Emits, RowType
from builder_app.ui.canvas.metrics import (
    CARD_RADIUS,
    FAR_OUT,
    PORT_RADIUS,
    card_font,
    card_metrics,
)
from builder_app.ui.canvas.sprites import draw_sprite
from builder_app.ui.theme.icons import draw_block_icon
from builder_app.ui.theme.tokens import Tokens, category_color
from builder_app.workflow.parts import Block

_TEXT_X = 50.0
_MARGIN = 14.0
_FADED = 0.5
_AROUND = 6.0  # the shadow and the halo of the focus reach beyond the card
_LABEL_SHARE = 0.34
_BETWEEN = 10.0


@dataclass(frozen=True, slots=True)
class CardFace:
    """What a card shows: all words already cut to the room they have."""

    kind: BlockKind
    title: str
    kind_line: str
    lines: tuple[SummaryLine, ...]
    enabled: bool
    rect: QRectF
    has_input: bool
    has_output: bool


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card stands among the others just now."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False


def has_output(kind: BlockKind) -> bool:
    """Tell whether rows can be taken on from a block of this kind."""
    return kind.emits is not Emits.NONE and kind.is_sink is not True


def face_of(block: Block, kind: BlockKind, unknown_word: str) -> CardFace:
    """Return the face of a block. ``unknown_word`` marks a kind that is not in the catalogue."""
    small, bold = _Cutter(11), _Cutter(13, QFont.Weight.DemiBold)
    lines = summary_lines(block, kind)
    size = card_size(len(lines))
    room = size.width - 2 * _MARGIN
    head_room = size.width - _TEXT_X - _MARGIN
    kind_line = block.kind
    if not kind.known:
        kind_line = f"{block.kind} · {unknown_word}" if block.title else unknown_word
    return CardFace(
        kind=kind,
        title=bold.cut(block.title or kind.title, head_room),
        kind_line=small.cut(kind_line, head_room),
        lines=tuple(small.cut_line(line, room) for line in lines),
        enabled=block.enabled,
        rect=QRectF(0, 0, size.width, size.height),
        has_input=kind.takes_input,
        has_output=has_output(kind),
    )


def paint_card(
    painter: QPainter, face: CardFace, state: CardState, tokens: Tokens, zoom: float
) -> None:
    """Draw a card with its top left corner at the origin; ``zoom`` decides about details."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dashed = not face.enabled or not face.kind.known
    draw_sprite(
        painter,
        face.rect.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND),
        ("card", face.rect.height(), state, dashed, id(tokens)),
        lambda p: _paint_ground(p, face, state, tokens, zoom),
    )
    if zoom < FAR_OUT:
        _paint_far_out(painter, face, tokens)
        return
    painter.setOpacity(painter.opacity() * (1.0 if face.enabled else _FADED))
    icon = QRectF(12, 14, 28, 28)
    draw_sprite(
        painter,
        icon,
        ("icon", face.kind.icon, face.kind.category, id(tokens)),
        lambda p: draw_block_icon(p, icon, face.kind, tokens),
    )
    painter.setFont(card_font(13, QFont.Weight.DemiBold))
    painter.setPen(QColor(tokens.text))
    painter.drawText(QPointF(_TEXT_X, 27), face.title)
    painter.setFont(card_font(11))
    painter.setPen(QColor(tokens.dim if face.kind.known else tokens.warning))
    painter.drawText(QPointF(_TEXT_X, 43), face.kind_line)
    if face.lines:
        _paint_lines(painter, face, tokens)


def paint_ports(
    painter: QPainter, face: CardFace, flow: RowFlow, tokens: Tokens, lit: tuple[bool, bool]
) -> None:
    """Draw the ports; ``lit`` tells whether input and output get a halo."""
    if face.has_input:
        _draw_port(painter, QPointF(0, PORT_Y), flow.takes, tokens, lit=lit[0])
    if face.has_output:
        _draw_port(painter, QPointF(CARD_WIDTH, PORT_Y), flow.emits, tokens, lit=lit[1])


def paint_badge(painter: QPainter, face: CardFace, text: str, color: QColor, ground: str) -> None:
    """Draw a pill with a few words over the top right corner."""
    rect = badge_rect(face, text)

    def pill(on: QPainter) -> None:
        on.setPen(QPen(color, 1))
        on.setBrush(QColor(ground))
        on.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)

    key = ("badge", rect.width(), color.rgba(), ground)
    draw_sprite(painter, rect.adjusted(-1, -1, 1, 1), key, pill)
    painter.setPen(color)
    painter.setFont(card_font(11, QFont.Weight.DemiBold))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def badge_rect(face: CardFace, text: str) -> QRectF:
    """Return where the pill is."""
    width = math.ceil(card_metrics(11, QFont.Weight.DemiBold).horizontalAdvance(text)) + 18.0
    return QRectF(face.rect.right() - width - 10, -9, width, 18)


def flow_color(row_type: RowType | None, tokens: Tokens) -> QColor:
    """Return the colour of what flows."""
    match row_type:
        case RowType.LEAD:
            return QColor(tokens.lead)
        case RowType.COMPANY:
            return QColor(tokens.company)
        case None:
            return QColor(tokens.wire)


def _paint_ground(
    painter: QPainter, face: CardFace, state: CardState, tokens: Tokens, zoom: float
) -> None:
    rect = face.rect
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.shadow))
    painter.drawRoundedRect(rect.translated(1, 3), CARD_RADIUS + 1, CARD_RADIUS + 1)
    if state.focused:
        halo = QColor(tokens.accent)
        halo.setAlphaF(0.22)
        painter.setBrush(halo)
        painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), CARD_RADIUS + 4, CARD_RADIUS + 4)
    border = QColor(tokens.card_line)
    if state.selected:
        border = QColor(tokens.accent)
    elif state.hovered or not face.enabled or not face.kind.known:
        border = QColor(tokens.wire)
    pen = QPen(border, (2.0 if state.selected else 1.0) / min(1.0, zoom))
    if not face.enabled or not face.kind.known:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.card))
    painter.drawRoundedRect(rect, CARD_RADIUS, CARD_RADIUS)


def _paint_far_out(painter: QPainter, face: CardFace, tokens: Tokens) -> None:
    color = QColor(category_color(face.kind.category, tokens))
    color.setAlphaF(0.55 if face.enabled else 0.25)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(face.rect.adjusted(10, 10, -10, -10), 6, 6)


def _paint_lines(painter: QPainter, face: CardFace, tokens: Tokens) -> None:
    width = face.rect.width()
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.drawLine(QLineF(12, 56.5, width - 12, 56.5))
    font = QGuiApplication.font().key()
    for index, (label, value) in enumerate(face.lines):
        y = 74.0 + 16 * index
        painter.setPen(QColor(tokens.faint))
        painter.drawText(QPointF(_MARGIN, y), label)
        painter.setPen(QColor(tokens.dim))
        painter.drawText(
            QPointF(width - _MARGIN - _width(font, 11, QFont.Weight.Normal, value), y), value
        )


def _draw_port(
    painter: QPainter, at: QPointF, row_type: RowType | None, tokens: Tokens, *, lit: bool
) -> None:
    reach = PORT_RADIUS * 2 + 2
    draw_sprite(
        painter,
        QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach),
        ("port", row_type, lit, id(tokens)),
        lambda p: _paint_port(p, at, row_type, tokens, lit=lit),
    )


def _paint_port(
    painter: QPainter, at: QPointF, row_type: RowType | None, tokens: Tokens, *, lit: bool
) -> None:
    color = flow_color(row_type, tokens)
    if lit:
        halo = QColor(color)
        halo.setAlphaF(0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(at, PORT_RADIUS * 2, PORT_RADIUS * 2)
    if row_type is None:
        painter.setPen(QPen(color, 2))
        painter.setBrush(QColor(tokens.card))
        painter.drawEllipse(at, 5.5, 5.5)
        return
    painter.setPen(QPen(QColor(tokens.card), 2))
    painter.setBrush(color)
    if row_type is RowType.LEAD:
        painter.drawEllipse(at, PORT_RADIUS, PORT_RADIUS)
        return
    painter.save()
    painter.translate(at)
    painter.rotate(45)
    painter.drawRoundedRect(QRectF(-5.5, -5.5, 11, 11), 2, 2)
    painter.restore()


class _Cutter:
    """Cuts words to the room they have. Cards say the same words again and again."""

    def __init__(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self._look = (QGuiApplication.font().key(), pixels, weight)

    def cut(self, text: str, room: float) -> str:
        """Return as much of the text as fits."""
        return _cut(*self._look, text, room)

    def cut_line(self, line: SummaryLine, room: float) -> SummaryLine:
        """Return as much of both as fits; the value matters more.

        A label takes what is left, and never less than its share.
        """
        left = room - _width(*self._look, line[1]) - _BETWEEN
        label = self.cut(line[0], max(room * _LABEL_SHARE, left))
        return (label, self.cut(line[1], room - _width(*self._look, label) - _BETWEEN))


@lru_cache(maxsize=4096)
def _cut(system_font: str, pixels: int, weight: QFont.Weight, text: str, room: float) -> str:
    del system_font  # part of the key only
    return card_metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=4096)
def _width(system_font: str, pixels: int, weight: QFont.Weight, text: str) -> float:
    del system_font  # part of the key only
    return card_metrics(pixels, weight).horizontalAdvance(text)
