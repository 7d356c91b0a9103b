"""What stands on the canvas: blocks, wires, frames and notes. They show; the view acts."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from builder_app.analysis.cards import CARD_WIDTH, PORT_Y, card_size
from builder_app.catalogue.kinds import RowType
from builder_app.ui.board.card import FAR_OUT, RADIUS, CardFace, paint_card
from builder_app.ui.board.wires import wire_path
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.parts import BlockId, Edge, Frame, FrameId, Note, NoteId

_MARGIN = 14.0
_WIRE_HIT = 12.0
FRAME_Z, WIRE_Z, BLOCK_Z, NOTE_Z = -2.0, 0.0, 1.0, 0.5


class BlockItem(QGraphicsItem):
    """One block's card."""

    def __init__(self, block_id: BlockId, face: CardFace, theme: Theme) -> None:
        super().__init__()
        self.block_id = block_id
        self.face = face
        self._theme = theme
        self.setZValue(BLOCK_Z)

    def show_face(self, face: CardFace) -> None:
        """Show something else."""
        if face != self.face:
            if len(face.lines) != len(self.face.lines):
                self.prepareGeometryChange()
            self.face = face
            self.update()

    def card(self) -> QRectF:
        """Return the card's area in its own coordinates."""
        size = card_size(len(self.face.lines))
        return QRectF(0, 0, size.width, size.height)

    def input_at(self) -> QPointF:
        """Return the input port's centre in the scene."""
        return self.pos() + QPointF(0, PORT_Y)

    def output_at(self) -> QPointF:
        """Return the output port's centre in the scene."""
        return self.pos() + QPointF(CARD_WIDTH, PORT_Y)

    @override
    def boundingRect(self) -> QRectF:
        return self.card().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    @override
    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.card(), RADIUS, RADIUS)
        return path

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        paint_card(painter, self.face, self._theme.tokens, detailed=detail >= FAR_OUT)


class WireItem(QGraphicsPathItem):
    """One edge's wire, in the colour of what flows, with its condition on a chip."""

    def __init__(self, edge: Edge, theme: Theme) -> None:
        super().__init__()
        self.edge = edge
        self._theme = theme
        self._flow: RowType | None = None
        self._selected = False
        self.setZValue(WIRE_Z)

    def run(self, start: QPointF, end: QPointF) -> None:
        """Lead from one place to another."""
        self.setPath(wire_path(start, end))

    def show_state(self, edge: Edge, flow: RowType | None, *, selected: bool) -> None:
        """Show a condition, what flows, and whether it is selected."""
        self.edge, self._flow, self._selected = edge, flow, selected
        self.setPen(self._wire_pen())
        self.prepareGeometryChange()
        self.update()

    def _wire_pen(self) -> QPen:
        tokens = self._theme.tokens
        colors = {RowType.LEAD: tokens.lead, RowType.COMPANY: tokens.company, None: tokens.wire}
        pen = QPen(QColor(tokens.accent if self._selected else colors[self._flow]))
        pen.setWidthF(3.0 if self._selected else 2.0)
        return pen

    def _chip(self) -> QRectF:
        middle = self.path().pointAtPercent(0.5) if not self.path().isEmpty() else QPointF()
        return QRectF(middle.x() - 60, middle.y() - 10, 120, 20)

    @override
    def boundingRect(self) -> QRectF:
        area = super().boundingRect().adjusted(-4, -4, 4, 4)
        return area.united(self._chip()) if self.edge.condition else area

    @override
    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(_WIRE_HIT)
        return stroker.createStroke(self.path())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path())
        if not self.edge.condition:
            return
        tokens, chip = self._theme.tokens, self._chip()
        painter.setPen(QPen(QColor(tokens.card_line), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(chip, 10, 10)
        font = QFont()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(tokens.dim))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.edge.condition, Qt.TextElideMode.ElideRight, 104)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


class FrameItem(QGraphicsItem):
    """A titled area behind blocks."""

    def __init__(self, frame: Frame, theme: Theme) -> None:
        super().__init__()
        self.frame_id: FrameId = frame.id
        self._frame = frame
        self._theme = theme
        self.setZValue(FRAME_Z)
        self.show_frame(frame)

    def show_frame(self, frame: Frame) -> None:
        """Show the frame as it is now."""
        self.prepareGeometryChange()
        self._frame = frame
        self.setPos(frame.area.x, frame.area.y)
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(-1, -1, self._frame.area.width + 2, self._frame.area.height + 2)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        tokens = self._theme.tokens
        fill = QColor(tokens.accent)
        fill.setAlphaF(0.06)
        line = QColor(tokens.accent)
        line.setAlphaF(0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(fill)
        area = QRectF(0, 0, self._frame.area.width, self._frame.area.height)
        painter.drawRoundedRect(area, 12, 12)
        font = QFont()
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent))
        painter.drawText(QPointF(16, 22), self._frame.title)


class NoteItem(QGraphicsItem):
    """A sticky note: plain text."""

    def __init__(self, note: Note, theme: Theme) -> None:
        super().__init__()
        self.note_id: NoteId = note.id
        self._note = note
        self._theme = theme
        self.setZValue(NOTE_Z)
        self.show_note(note)

    def show_note(self, note: Note) -> None:
        """Show the note as it is now."""
        self.prepareGeometryChange()
        self._note = note
        self.setPos(note.area.x, note.area.y)
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._note.area.width, self._note.area.height)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.note))
        painter.drawRoundedRect(self.boundingRect(), 8, 8)
        font = QFont()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(tokens.note_text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        inside = self.boundingRect().adjusted(14, 12, -14, -12)
        painter.drawText(inside, int(flags) | int(Qt.TextFlag.TextWordWrap), self._note.text)
