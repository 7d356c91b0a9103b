"""The picture under the cursor while a block is dragged out of the palette: its real size."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap

from builder_app.analysis.cards import CARD_WIDTH, PORT_Y, card_size, summary_lines
from builder_app.catalogue.kinds import BlockKind, Emits, RowType
from builder_app.ui.board.card import CardFace, paint_card
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId

_MARGIN = 12.0
GRAB = Point(CARD_WIDTH / 2, PORT_Y)
"""Where the cursor holds the card, in scene pixels from its top left corner."""


def new_face(kind: BlockKind) -> CardFace:
    """Return the face of a block of this kind that was just made."""
    block = Block(BlockId(""), kind.name, dict(kind.default_specs))
    takes = next(iter(kind.accepts)) if len(kind.accepts) == 1 else None
    emits = RowType(kind.emits.value) if kind.emits in (Emits.LEAD, Emits.COMPANY) else None
    return CardFace(
        kind=kind,
        title=kind.title,
        lines=summary_lines(block, kind),
        takes=takes,
        emits=emits,
        has_input=kind.takes_input,
        has_output=not kind.is_sink,
    )


def ghost_pixmap(
    kind: BlockKind, theme: Theme, device_pixel_ratio: float, zoom: float
) -> tuple[QPixmap, QPoint]:
    """Return the ghost, as large as the block will be, and where the cursor holds it."""
    face = new_face(kind)
    height = card_size(len(face.lines)).height
    scale = zoom * device_pixel_ratio
    pixmap = QPixmap(
        round((CARD_WIDTH + 2 * _MARGIN) * scale), round((height + 2 * _MARGIN) * scale)
    )
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(0.82)
    painter.scale(zoom, zoom)
    painter.translate(_MARGIN, _MARGIN)
    paint_card(painter, face, theme.tokens, detailed=True)
    painter.end()
    return pixmap, QPoint(round((_MARGIN + GRAB.x) * zoom), round((_MARGIN + GRAB.y) * zoom))
