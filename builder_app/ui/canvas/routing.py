"""The way of a wire from an output to an input."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_STUB = 24.0
_RADIUS = 14.0
_LEAST_BEND = 40.0
_CLEARANCE = 28.0
_LEAST_FORWARD = 16.0


@dataclass(frozen=True, slots=True)
class Route:
    """A wire's path and the place on it where words can stand."""

    path: QPainterPath
    middle: QPointF
    room: float
    """How wide words in the middle may be without covering a card."""


def route(start: QPointF, end: QPointF, source: QRectF, target: QRectF) -> Route:
    """Return the way: one curve when it goes on to the right, else around the cards.

    ``source`` and ``target`` are the cards' rectangles.
    """
    if end.x() - start.x() >= _LEAST_FORWARD:
        path = curve(start, end)
        return Route(path, path.pointAtPercent(0.5), end.x() - start.x() - _STUB)
    y = _free_height(source, target)
    right, left = start.x() + _STUB, end.x() - _STUB
    points = [
        start,
        QPointF(right, start.y()),
        QPointF(right, y),
        QPointF(left, y),
        QPointF(left, end.y()),
        end,
    ]
    return Route(_rounded(points), QPointF((right + left) / 2, y), abs(right - left))


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the curve of a wire that goes on to the right, or of one being dragged."""
    bend = max(_LEAST_BEND, (end.x() - start.x()) / 2)
    path = QPainterPath(start)
    path.cubicTo(
        QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), QPointF(end)
    )
    return path


def _free_height(source: QRectF, target: QRectF) -> float:
    if target.top() - source.bottom() >= _CLEARANCE:
        return (target.top() + source.bottom()) / 2
    if source.top() - target.bottom() >= _CLEARANCE:
        return (source.top() + target.bottom()) / 2
    return max(source.bottom(), target.bottom()) + _CLEARANCE


def _rounded(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    path.lineTo(points[-1])
    return path


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _towards(start: QPointF, goal: QPointF, length: float) -> QPointF:
    whole = _distance(start, goal)
    return start + (goal - start) * (length / whole) if whole else QPointF(start)
