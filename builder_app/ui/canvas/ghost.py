"""The picture under the cursor while a block is dragged out of the palette."""

import math

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap

from builder_app.analysis.row_types import RowFlow
from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.canvas.card_painter import CardState, face_of, paint_card, paint_ports
from builder_app.ui.canvas.metrics import GRAB
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.parts import Block, BlockId

_MARGIN = 10.0
_OPACITY = 0.85


def ghost_pixmap(
    kind: BlockKind, theme: Theme, device_pixel_ratio: float, zoom: float
) -> tuple[QPixmap, QPoint]:
    """Return the card of a fresh block in its real size, and where the cursor holds it.

    A drop puts the card's corner ``GRAB`` left of and above the cursor: exactly under the ghost.
    """
    block = Block(BlockId(""), kind.name, specs=kind.default_specs)
    face = face_of(block, kind, QCoreApplication.translate("CanvasScene", "unknown kind"))
    width = math.ceil((face.rect.width() + 2 * _MARGIN) * zoom)
    height = math.ceil((face.rect.height() + 2 * _MARGIN) * zoom)
    pixmap = QPixmap(math.ceil(width * device_pixel_ratio), math.ceil(height * device_pixel_ratio))
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(_OPACITY)
    painter.scale(zoom, zoom)
    painter.translate(_MARGIN, _MARGIN)
    painter.save()
    paint_card(painter, face, CardState(), theme.tokens, zoom)
    painter.restore()
    paint_ports(painter, face, RowFlow(None, None), theme.tokens, (False, False))
    painter.end()
    hot_spot = QPoint(round((_MARGIN + GRAB.x) * zoom), round((_MARGIN + GRAB.y) * zoom))
    return pixmap, hot_spot
