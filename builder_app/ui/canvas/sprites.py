"""Shapes that many cards share, rasterised once for each zoom and then only copied.

A rounded rectangle costs Qt ten times what a picture of it costs, and a card has five of them.
"""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache, QTransform

_CACHE_KIB = 48 * 1024
_LARGEST_SCALE = 4.5  # nearer, few cards are on the screen, and their pictures would be large
_PLAIN = QTransform()


def draw_sprite(
    painter: QPainter, rect: QRectF, key: Hashable, paint: Callable[[QPainter], None]
) -> None:
    """Draw what ``paint`` draws within ``rect`` of the painter's coordinates.

    ``key`` names the picture with all that it depends on but the scale.
    """
    world = painter.worldTransform()
    ratio = painter.device().devicePixelRatio()
    scale = world.m11() * ratio
    if world.isRotating() or scale > _LARGEST_SCALE:
        paint(painter)
        return
    name = f"{key} {scale:.4f}"
    picture = QPixmap()
    if not QPixmapCache.find(name, picture):
        picture = _rasterised(rect, scale, paint)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CACHE_KIB))
        QPixmapCache.insert(name, picture)
    corner = world.map(rect.topLeft()) * ratio
    painter.setWorldTransform(_PLAIN)
    picture.setDevicePixelRatio(ratio)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())) / ratio, picture)
    painter.setWorldTransform(world)


def _rasterised(rect: QRectF, scale: float, paint: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(math.ceil(rect.width() * scale), math.ceil(rect.height() * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-rect.topLeft())
    paint(painter)
    painter.end()
    return picture
