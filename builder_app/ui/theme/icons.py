"""The icons of block kinds as paths, so that they are crisp at every scale and in every colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.theme.tokens import Tokens, category_color

_BOX = 28.0
_TILE_RADIUS = 7.0
_TILE_OPACITY = 0.16

# Each stroke is a run of points in a 28 × 28 box; "o x y r" is a circle.
_STROKES: dict[str, tuple[str, ...]] = {
    "in": ("6 14 18 14", "13 9 18 14 13 19", "21 7 21 21"),
    "company": (
        "7 21 7 8 15 8 15 21",
        "15 12 21 12 21 21",
        "5 21 23 21",
        "10 12 12 12",
        "10 16 12 16",
    ),
    "person": ("o 14 11.5 3.6", "7.5 21.5 8.5 19 11 17.8 14 17.4 17 17.8 19.5 19 20.5 21.5"),
    "mail": ("6 8 22 8 22 20 6 20 6 8", "6 9 14 15 22 9"),
    "phone": ("10 6 18 6 18 22 10 22 10 6", "13 19 15 19"),
    "swap": ("7 11 20 11 17 8", "21 17 8 17 11 20"),
    "web": ("o 14 14 7.5", "6.5 14 21.5 14", "14 6.5 11 10 11 18 14 21.5 17 18 17 10 14 6.5"),
    "social": (
        "o 9 14 2.6",
        "o 19 8.5 2.6",
        "o 19 19.5 2.6",
        "11.4 12.8 16.6 9.7",
        "11.4 15.2 16.6 18.3",
    ),
    "ai": ("14 6 16 12 22 14 16 16 14 22 12 16 6 14 12 12 14 6",),
    "filter": ("6 8 22 8 16 15 16 21 12 19 12 15 6 8",),
    "dedupe": ("7 7 17 7 17 17 7 17 7 7", "11 21 21 21 21 11"),
    "columns": ("6 7 22 7 22 21 6 21 6 7", "11.5 7 11.5 21", "16.5 7 16.5 21"),
    "group": ("6 8 12 8", "6 14 12 14", "6 20 12 20", "15 8 18 8 18 20 15 20", "18 14 22 14"),
    "out": ("6 7 17 7 17 21 6 21 6 7", "9 11 14 11", "9 15 14 15", "20.5 9 20.5 19"),
    "slack": ("11 6 10 22", "18 6 17 22", "7 11 22 11", "6 17 21 17"),
    "hubspot": ("o 16 16 4", "16 12 16 7", "13 13.5 8 9", "13.5 19 10 22"),
    "search": ("o 12.5 12.5 5.5", "16.5 16.5 22 22"),
    "table": ("6 7 22 7 22 21 6 21 6 7", "6 12 22 12", "6 16.5 22 16.5", "12 12 12 21"),
    "list": ("10 8 22 8", "10 14 22 14", "10 20 22 20", "6 8 6.5 8", "6 14 6.5 14", "6 20 6.5 20"),
    "unknown": (
        "10 11 10.6 8.6 12.4 7 15 7 17.4 8.6 17.8 11 16.4 13 14 14.6 14 16.6",
        "14 20 14 20.6",
    ),
}


def block_icon_path(name: str) -> QPainterPath:
    """Return the strokes of an icon in a 28 × 28 box; unknown names give a question mark."""
    path = QPainterPath()
    for stroke in _STROKES.get(name, _STROKES["unknown"]):
        if stroke.startswith("o "):
            x, y, radius = (float(number) for number in stroke[2:].split())
            path.addEllipse(QPointF(x, y), radius, radius)
            continue
        numbers = [float(number) for number in stroke.split()]
        path.moveTo(numbers[0], numbers[1])
        for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
            path.lineTo(x, y)
    return path


def draw_block_icon(painter: QPainter, rect: QRectF, kind: BlockKind, tokens: Tokens) -> None:
    """Draw a kind's icon on its tinted tile, as large as ``rect``."""
    color = QColor(category_color(kind.category, tokens))
    tile = QColor(color)
    tile.setAlphaF(_TILE_OPACITY)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _BOX, rect.height() / _BOX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tile)
    painter.drawRoundedRect(QRectF(0, 0, _BOX, _BOX), _TILE_RADIUS, _TILE_RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(color, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(block_icon_path(kind.icon))
    painter.restore()


def block_icon(kind: BlockKind, tokens: Tokens, size: int = 26) -> QIcon:
    """Return a kind's icon for lists; crisp up to 200 % scaling."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_block_icon(painter, QRectF(0, 0, size, size), kind, tokens)
    painter.end()
    return QIcon(pixmap)
