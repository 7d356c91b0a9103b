"""The look of a block: one function paints it on the canvas and as the ghost of a drag."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from builder_app.analysis.cards import CARD_WIDTH, PORT_Y, card_size
from builder_app.catalogue.kinds import BlockKind, RowType
from builder_app.ui.theme.icons import draw_block_icon
from builder_app.ui.theme.tokens import Tokens

RADIUS = 10.0
FAR_OUT = 0.45  # below this zoom a card shows icon and name only
_INSET = 12.0
_DIVIDER_Y = 56.0
_FIRST_LINE_Y = 74.0
_LINE_STEP = 16.0


@dataclass(frozen=True, slots=True)
class CardFace:
    """Everything that a card shows."""

    kind: BlockKind
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    takes: RowType | None = None
    emits: RowType | None = None
    has_input: bool = True
    has_output: bool = True
    enabled: bool = True
    selected: bool = False
    errors: int = 0
    warnings: int = 0
    badge: str = ""


def paint_card(painter: QPainter, face: CardFace, tokens: Tokens, *, detailed: bool) -> None:
    """Paint a card with its top left corner at the origin."""
    size = card_size(len(face.lines))
    area = QRectF(0, 0, size.width, size.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.shadow))
    painter.drawRoundedRect(area.translated(0, 2), RADIUS + 1, RADIUS + 1)
    pen = QPen(QColor(tokens.accent if face.selected else tokens.card_line))
    pen.setWidthF(2.0 if face.selected else 1.0)
    if not face.enabled:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.card))
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    draw_block_icon(painter, QRectF(_INSET, 14, 28, 28), face.kind, tokens)
    _paint_names(painter, face, tokens, detailed=detailed)
    if detailed and face.lines:
        _paint_lines(painter, face, tokens)
    if face.badge:
        _paint_badge(painter, face, tokens)
    if face.has_input:
        paint_port(painter, QPointF(0, PORT_Y), face.takes, tokens)
    if face.has_output:
        paint_port(painter, QPointF(CARD_WIDTH, PORT_Y), face.emits, tokens)


def paint_port(
    painter: QPainter, at: QPointF, row_type: RowType | None, tokens: Tokens, *, glow: bool = False
) -> None:
    """Paint a port: people are a circle, companies a diamond, anything a ring."""
    grow = 2.5 if glow else 0.0
    painter.setPen(QPen(QColor(tokens.accent if glow else tokens.card), 2.0))
    match row_type:
        case RowType.LEAD:
            painter.setBrush(QColor(tokens.lead))
            painter.drawEllipse(at, 6 + grow, 6 + grow)
        case RowType.COMPANY:
            painter.setBrush(QColor(tokens.company))
            reach = 7.8 + grow
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(at.x(), at.y() - reach),
                        QPointF(at.x() + reach, at.y()),
                        QPointF(at.x(), at.y() + reach),
                        QPointF(at.x() - reach, at.y()),
                    ]
                )
            )
        case None:
            painter.setPen(QPen(QColor(tokens.accent if glow else tokens.wire), 2.0))
            painter.setBrush(QColor(tokens.card))
            painter.drawEllipse(at, 5.5 + grow, 5.5 + grow)


def _font(pixels: float, *, strong: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(round(pixels))
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _paint_names(painter: QPainter, face: CardFace, tokens: Tokens, *, detailed: bool) -> None:
    room = CARD_WIDTH - 50 - _INSET
    title = _font(13, strong=True)
    painter.setFont(title)
    painter.setPen(QColor(tokens.text if face.enabled else tokens.dim))
    painter.drawText(QPointF(50, 27), _elided(face.title, title, room))
    if not detailed:
        return
    small = _font(11)
    painter.setFont(small)
    painter.setPen(QColor(tokens.dim))
    name = face.kind.name if face.kind.known else f"{face.kind.name} · not in our list"
    painter.drawText(QPointF(50, 43), _elided(name, small, room))


def _paint_lines(painter: QPainter, face: CardFace, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.line), 1.0))
    painter.drawLine(QPointF(_INSET, _DIVIDER_Y), QPointF(CARD_WIDTH - _INSET, _DIVIDER_Y))
    font = _font(11)
    painter.setFont(font)
    width = CARD_WIDTH - 28
    for index, (label, value) in enumerate(face.lines):
        y = _FIRST_LINE_Y + _LINE_STEP * index
        label = _elided(label, font, width * 0.45)
        used = QFontMetricsF(font).horizontalAdvance(label) + 10
        painter.setPen(QColor(tokens.faint))
        painter.drawText(QPointF(14, y), label)
        painter.setPen(QColor(tokens.dim))
        value = _elided(value, font, width - used)
        right = CARD_WIDTH - 14 - QFontMetricsF(font).horizontalAdvance(value)
        painter.drawText(QPointF(right, y), value)


def _paint_badge(painter: QPainter, face: CardFace, tokens: Tokens) -> None:
    color = QColor(tokens.error if face.errors else tokens.warning)
    font = _font(10, strong=True)
    width = QFontMetricsF(font).horizontalAdvance(face.badge) + 16
    pill = QRectF(CARD_WIDTH - width - 10, -9, width, 18)
    painter.setPen(QPen(color, 1.0))
    painter.setBrush(QColor(tokens.card))
    painter.drawRoundedRect(pill, 9, 9)
    painter.setFont(font)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, face.badge)


def _elided(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
