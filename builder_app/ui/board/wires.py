"""The way of a wire: a curve to the right, or around the cards when it has to go back."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

_OUT = 24.0
_CORNER = 14.0
_BACK_BELOW = 20.0


def wire_path(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the path of a wire from an output to an input."""
    path = QPainterPath(start)
    if end.x() - start.x() >= _BACK_BELOW:
        reach = max(40.0, (end.x() - start.x()) / 2)
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        return path
    middle = (start.y() + end.y()) / 2
    if abs(end.y() - start.y()) < 6 * _CORNER:
        middle = max(start.y(), end.y()) + 80
    corners = (
        QPointF(start.x() + _OUT, start.y()),
        QPointF(start.x() + _OUT, middle),
        QPointF(end.x() - _OUT, middle),
        QPointF(end.x() - _OUT, end.y()),
    )
    _round_polyline(path, (start, *corners, end))
    return path


def _round_polyline(path: QPainterPath, points: tuple[QPointF, ...]) -> None:
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(corner, _towards(corner, after))
    path.lineTo(points[-1])


def _towards(corner: QPointF, other: QPointF) -> QPointF:
    way = other - corner
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    share = min(_CORNER, length / 2) / length if length else 0.0
    return corner + way * share
