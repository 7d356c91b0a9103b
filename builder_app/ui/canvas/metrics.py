"""Measures of the canvas in scene pixels (one screen pixel at 100 %), and its fonts."""

from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication

from builder_app.analysis.cards import CARD_WIDTH, PORT_Y
from builder_app.workflow.geometry import Point

CARD_RADIUS = 10.0
PORT_RADIUS = 6.0
GRID = 24.0
MIN_ZOOM = 0.05
MAX_ZOOM = 4.0
SNAP_PX = 24.0  # a dragged wire's end jumps to a port this near on the screen
PORT_HIT_PX = 14.0  # half the side of a port's hit area on the screen
FAR_OUT = 0.35  # below this zoom cards are drawn without their words
FRAME_TITLE_HEIGHT = 32.0

GRAB = Point(CARD_WIDTH / 2, PORT_Y)
"""Where a card hangs on the cursor while it is dragged out of the palette."""

Z_FRAME, Z_EDGE, Z_EDGE_SELECTED, Z_NOTE, Z_BLOCK, Z_BLOCK_SELECTED, Z_CHIP, Z_OVERLAY = range(8)


def card_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's font in scene pixels; without hinting, so words keep their width."""
    return _font_and_metrics(QGuiApplication.font().key(), pixels, weight)[0]


def card_metrics(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    """Return the measures of :func:`card_font`."""
    return _font_and_metrics(QGuiApplication.font().key(), pixels, weight)[1]


@lru_cache(maxsize=32)
def _font_and_metrics(
    system_font: str, pixels: int, weight: QFont.Weight
) -> tuple[QFont, QFontMetricsF]:
    del system_font  # part of the key only: the person may choose another
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font, QFontMetricsF(font)


def to_qt(point: Point) -> QPointF:
    """Return a document's place as Qt's."""
    return QPointF(point.x, point.y)


def whole(point: QPointF) -> Point:
    """Return the nearest whole pixel: files stay free of long fractions."""
    return Point(float(round(point.x())), float(round(point.y())))
