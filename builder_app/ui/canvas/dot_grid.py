"""The dotted paper, in whole device pixels: one row of dots is drawn once and then only copied."""

import math

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform

from builder_app.ui.canvas.metrics import GRID

_LEAST_GAP_PX = 14.0
_DOT_PX = 2.2


class DotGrid:
    """Paints the grid of one view. Far out only every second, fourth, … dot is left."""

    def __init__(self) -> None:
        self._row = QPixmap()
        self._made_for: tuple[object, ...] = ()

    def paint(self, painter: QPainter, port: QRect, view: QTransform, color: str) -> None:
        """Paint over ``port`` in the painter's own pixels; ``view`` maps the scene to them."""
        gap = GRID * view.m11()
        while gap < _LEAST_GAP_PX:
            gap *= 2
        ratio = painter.device().devicePixelRatio()
        left = view.dx() % gap - gap
        self._make_row(port.width() + math.ceil(2 * gap), gap, left % 1.0, (ratio, color))
        half = self._row.height() / ratio / 2
        y = view.dy() % gap - gap
        while y < port.bottom() + gap:
            painter.drawPixmap(QPoint(math.floor(left), round(y - half)), self._row)
            y += gap

    def _make_row(self, width: int, gap: float, shift: float, look: tuple[float, str]) -> None:
        key = (width, gap, round(shift, 2), look)
        if key == self._made_for:
            return
        self._made_for = key
        ratio, color = look
        height = math.ceil(_DOT_PX) + 2
        self._row = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
        self._row.setDevicePixelRatio(ratio)
        self._row.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(color), _DOT_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        count = math.ceil(width / gap)
        painter.drawPoints([QPointF(shift + k * gap, height / 2) for k in range(count)])
        painter.end()
