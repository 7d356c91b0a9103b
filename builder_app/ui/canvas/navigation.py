"""Where a canvas looks and how near: zoom, fit, scroll, and keeping it while the window grows."""

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QCursor, QTransform
from PySide6.QtWidgets import QGraphicsView

from builder_app.ui.canvas.metrics import MAX_ZOOM, MIN_ZOOM, whole
from builder_app.workflow.geometry import Point

STEP = 1.2
_FIT_MARGIN_PX = 24.0

ViewPlace = tuple[float, float, float]


class Navigator:
    """Moves one view's window over the scene.

    A place asked for before the view has its size is kept through resizes, until the person
    moves the view.
    """

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._kept: ViewPlace | QRectF | None = None
        self._anchor: tuple[QPointF, QPointF] | None = None

    def zoom(self) -> float:
        """Return the zoom, 1.0 for 100 %."""
        return self._view.transform().m11()

    def to_scene(self, at: QPointF) -> QPointF:
        """Return the scene point at a place in the viewport, to fractions of a pixel."""
        inverted, _ = self._view.viewportTransform().inverted()
        return inverted.map(at)

    def centre(self) -> QPointF:
        """Return the middle of the viewport."""
        return QRectF(self._view.viewport().rect()).center()

    def place(self) -> ViewPlace:
        """Return the scene point in the middle, and the zoom."""
        if isinstance(self._kept, tuple):
            return self._kept
        middle = self.to_scene(self.centre())
        return (middle.x(), middle.y(), self.zoom())

    def go(self, place: ViewPlace) -> None:
        """Look there."""
        self._kept = place
        self._go(place)

    def fit(self, area: QRectF, *, keep: bool) -> None:
        """Show the whole area, at most at 100 %; ``keep`` it so while the view is resized."""
        self._kept = area if keep else None
        self._fit(area)

    def resized(self) -> None:
        """Keep what was asked for in the new size."""
        if isinstance(self._kept, QRectF):
            self._fit(self._kept)
        elif self._kept is not None:
            self._go(self._kept)

    def released(self) -> None:
        """Forget what was asked for: the person moves the view now."""
        self._kept = None
        self._anchor = None

    def zoom_at(self, at: QPointF, factor: float) -> None:
        """Zoom about a place in the viewport: the scene point there stays where it is."""
        self._kept = None
        if self._anchor is None or self._anchor[0] != at:
            self._anchor = (at, self.to_scene(at))
        self._set_zoom(self.zoom() * factor)
        self._put(self._anchor[1], at)

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the middle."""
        self._kept = None
        middle = self.to_scene(self.centre())
        self._set_zoom(zoom)
        self._put(middle, self.centre())

    def scroll(self, dx: float, dy: float) -> None:
        """Move the paper by screen pixels."""
        self.released()
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))

    def _go(self, place: ViewPlace) -> None:
        self._set_zoom(place[2])
        self._put(QPointF(place[0], place[1]), self.centre())

    def _fit(self, area: QRectF) -> None:
        if area.isEmpty():
            self._go((0.0, 0.0, 1.0))
            return
        viewport = self._view.viewport()
        width = max(1.0, viewport.width() - 2 * _FIT_MARGIN_PX)
        height = max(1.0, viewport.height() - 2 * _FIT_MARGIN_PX)
        zoom = min(1.0, width / area.width(), height / area.height())
        self._go((area.center().x(), area.center().y(), zoom))

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        if abs(zoom - 1.0) < 1e-6:
            zoom = 1.0
        self._view.setTransform(QTransform.fromScale(zoom, zoom))

    def _put(self, scene_point: QPointF, at: QPointF) -> None:
        away = self._view.viewportTransform().map(scene_point) - at
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() + round(away.x()))
        down.setValue(down.value() + round(away.y()))


def place_under(view: QGraphicsView, at: QPoint) -> Point:
    """Return the place in the document that is shown at a point of the screen."""
    inverted, _ = view.viewportTransform().inverted()
    return whole(inverted.map(QPointF(view.viewport().mapFromGlobal(at))))


def cursor_over(view: QGraphicsView) -> QPoint:
    """Return where the cursor is on the screen; the view's middle when it is not over it."""
    at = QCursor.pos()
    over = view.rect().contains(view.mapFromGlobal(at))
    return at if over else view.mapToGlobal(view.rect().center())
