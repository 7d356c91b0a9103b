"""Frames and notes: areas with words, behind and beside the blocks."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from builder_app.ui.canvas.metrics import (
    FAR_OUT,
    FRAME_TITLE_HEIGHT,
    Z_FRAME,
    Z_NOTE,
    card_font,
)
from builder_app.ui.theme.theme import Theme
from builder_app.ui.theme.tokens import category_color
from builder_app.workflow.parts import Frame, FrameId, Note, NoteId

_FRAME_RADIUS = 12.0
_NOTE_RADIUS = 8.0
_PADDING = 14.0


class AreaItem(QGraphicsItem):
    """What frames and notes share: a rectangle at ``pos()`` that can be selected."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.size = QRectF()
        self.is_selected = False

    def area(self) -> QRectF:
        """Return the rectangle in the scene."""
        return self.size.translated(self.pos())

    def show_area(self, x: float, y: float, width: float, height: float) -> None:
        """Take another place and size."""
        self.prepareGeometryChange()
        self.size = QRectF(0, 0, width, height)
        self.setPos(x, y)
        self.update()

    def show_selected(self, *, selected: bool) -> None:
        """Show whether it is selected."""
        self.is_selected = selected
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self.size.adjusted(-2, -2, 2, 2)


class FrameItem(AreaItem):
    """A titled area behind blocks; it is grabbed by its title."""

    def __init__(self, frame: Frame, theme: Theme) -> None:
        super().__init__(theme)
        self.frame_id: FrameId = frame.id
        self._title = ""
        self.setZValue(Z_FRAME)
        self.show_frame(frame)

    def show_frame(self, frame: Frame) -> None:
        """Show what the document says of the frame."""
        self._title = " ".join(frame.title.split())
        self.show_area(frame.area.x, frame.area.y, frame.area.width, frame.area.height)

    def grip(self) -> QRectF:
        """Return the strip in the scene by which the frame is dragged."""
        area = self.area()
        return QRectF(area.x(), area.y(), area.width(), FRAME_TITLE_HEIGHT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        tokens = self.theme.tokens
        color = QColor(category_color("Enrichment", tokens))
        ground, line = QColor(color), QColor(tokens.accent if self.is_selected else color)
        ground.setAlphaF(0.05)
        line.setAlphaF(1.0 if self.is_selected else 0.45)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 2 if self.is_selected else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(self.size, _FRAME_RADIUS, _FRAME_RADIUS)
        if _is_far_out(painter, option):
            return
        font = card_font(12, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color)
        room = self.size.width() - 2 * 16
        title = QFontMetricsF(font).elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(16, 22), title)


class NoteItem(AreaItem):
    """A sticky note: plain text, whatever it looks like."""

    def __init__(self, note: Note, theme: Theme) -> None:
        super().__init__(theme)
        self.note_id: NoteId = note.id
        self._text = ""
        self.setZValue(Z_NOTE)
        self.show_note(note)

    def show_note(self, note: Note) -> None:
        """Show what the document says of the note."""
        self._text = note.text
        self.show_area(note.area.x, note.area.y, note.area.width, note.area.height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        tokens = self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected_pen = QPen(QColor(tokens.accent), 2)
        painter.setPen(selected_pen if self.is_selected else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(tokens.note))
        painter.drawRoundedRect(self.size, _NOTE_RADIUS, _NOTE_RADIUS)
        if _is_far_out(painter, option):
            return
        painter.setPen(QColor(tokens.note_text))
        painter.save()
        room = self.size.adjusted(_PADDING, _PADDING - 2, -_PADDING, -_PADDING + 2)
        first, _, rest = self._text.partition("\n")
        flags = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.setClipRect(room)
        painter.setFont(card_font(12, QFont.Weight.DemiBold if rest else QFont.Weight.Normal))
        used = painter.drawText(room, flags, first)
        if rest:
            painter.setFont(card_font(12))
            painter.drawText(room.adjusted(0, used.height() + 4, 0, 0), flags, rest)
        painter.restore()


def _is_far_out(painter: QPainter, option: QStyleOptionGraphicsItem) -> bool:
    zoom = option.levelOfDetailFromTransform(painter.worldTransform())
    return zoom < FAR_OUT
