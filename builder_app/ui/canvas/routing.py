"""The way of a wire from an output to an input: level and upright, and around the cards."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_STUB = 24.0
_RADIUS = 14.0
_CLEARANCE = 28.0
_LEAST_FORWARD = 16.0
_LEAST_STEP = 1.0
_ADJACENT = 100.0  # no card fits between two ports that are nearer
_BESIDE_CARD = 16.0
_LOOK_AROUND = 220.0
_MOST_DETOURS = 12
_ROOM_FOR_WORDS = 60.0


@dataclass(frozen=True, slots=True)
class Route:
    """A wire's path and the place on it where words can stand."""

    path: QPainterPath
    middle: QPointF
    room: float
    """How wide words in the middle may be without covering a card."""


Way = tuple[QPointF, ...]
_Box = tuple[float, float, float, float]


def area_around(start: QPointF, end: QPointF) -> QRectF | None:
    """Return where cards could be in the way of a wire; None when it only crosses a gap."""
    if _LEAST_FORWARD <= end.x() - start.x() <= _ADJACENT:
        return None
    reach = _LOOK_AROUND
    return QRectF(start, end).normalized().adjusted(-_STUB, -reach, _STUB, reach)


def route(
    start: QPointF, end: QPointF, source: QRectF, target: QRectF, others: Sequence[QRectF] = ()
) -> Route:
    """Return the way that crosses the fewest cards, the plainest of those.

    ``source`` and ``target`` are the cards that it links, ``others`` those around them.
    """
    cards = [card.adjusted(1, 1, -1, -1) for card in (source, target, *others)]
    boxes = [(card.left(), card.top(), card.right(), card.bottom()) for card in cards]
    best: tuple[int, Way] | None = None
    for way in _ways(start, end, cards):
        crossed = _crossed(way, boxes)
        if best is None or crossed < best[0]:
            best = (crossed, way)
        if not crossed:
            break
    return _drawn(best[1] if best else (start, end))


def loose_wire(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the path of a wire that is being dragged: its other end is at the mouse."""
    return _drawn(next(_ways(start, end, ()))).path


def _ways(start: QPointF, end: QPointF, cards: Sequence[QRectF]) -> Iterator[Way]:
    """Give the ways to try, the plainest first."""
    width = end.x() - start.x()
    plain = (start.y() + end.y()) / 2
    if width >= _LEAST_FORWARD:
        if abs(end.y() - start.y()) < _LEAST_STEP:
            yield (start, end)
        elif width <= _ADJACENT:
            yield _step(start, end, start.x() + width / 2)
        else:
            yield _step(start, end, start.x() + _STUB)
            yield _step(start, end, end.x() - _STUB)
        if not cards:
            return
    elif len(cards) > 1:
        plain = _free_height(cards[0], cards[1])
    if width < 2 * _STUB:
        yield _detour(start, end, plain)
    for height in islice(_lanes(plain, cards), _MOST_DETOURS):
        yield _detour(start, end, height)


def _step(start: QPointF, end: QPointF, x: float) -> Way:
    return (start, QPointF(x, start.y()), QPointF(x, end.y()), end)


def _detour(start: QPointF, end: QPointF, height: float) -> Way:
    right, left = start.x() + _STUB, end.x() - _STUB
    corners = ((right, start.y()), (right, height), (left, height), (left, end.y()))
    return (start, *(QPointF(x, y) for x, y in corners), end)


def _lanes(plain: float, cards: Sequence[QRectF]) -> Iterator[float]:
    heights = [
        height
        for card in cards
        for height in (card.top() - _BESIDE_CARD, card.bottom() + _BESIDE_CARD)
    ]
    yield from sorted(heights, key=lambda height: abs(height - plain))


def _crossed(way: Way, boxes: Sequence[_Box]) -> int:
    # plain numbers: this is asked some thousand times when a large workflow is opened
    legs = [_around(one, other) for one, other in pairwise(way)]
    crossed = 0
    for left, top, right, bottom in boxes:
        for leg_left, leg_top, leg_right, leg_bottom in legs:
            if leg_left < right and left < leg_right and leg_top < bottom and top < leg_bottom:
                crossed += 1
                break
    return crossed


def _around(one: QPointF, other: QPointF) -> _Box:
    x, y, to_x, to_y = one.x(), one.y(), other.x(), other.y()
    return (min(x, to_x) - 0.5, min(y, to_y) - 0.5, max(x, to_x) + 0.5, max(y, to_y) + 0.5)


def _drawn(way: Way) -> Route:
    """Round the corners, and find the leg for words: they rather lie on a level one."""
    legs = [(one, other) for one, other in pairwise(way) if one.y() == other.y()]
    # of two equal ones the later: the ways out of one block begin together
    one, other = max(reversed(legs), key=lambda leg: abs(leg[1].x() - leg[0].x()))
    room = abs(other.x() - one.x())
    if len(way) > len((one, other)) and room < _ROOM_FOR_WORDS:
        one, other = way[1], way[2]
    return Route(_rounded(way), (one + other) / 2, room - _STUB)


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
