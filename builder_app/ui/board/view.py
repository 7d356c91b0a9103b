"""The canvas as a person uses it: mouse, wheel and keys become gestures and edits."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QLabel
from typing_extensions import override

from builder_app.analysis.problems import Problem
from builder_app.ui.board.editing import Editing
from builder_app.ui.board.gestures import ConnectGesture, Gesture, MarqueeGesture, MoveGesture
from builder_app.ui.board.ghost import GRAB
from builder_app.ui.board.hits import block_of, item_at, port_at
from builder_app.ui.board.items import BlockItem, FrameItem, NoteItem
from builder_app.ui.board.scene import CanvasScene
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import BlockId

LEAST_ZOOM, MOST_ZOOM = 0.05, 4.0
_WHEEL_STEP = 1.0015
_KEY_STEP = 1.25
_GRID = 24.0
_FIT_MARGIN = 60.0


class CanvasView(QGraphicsView):
    """The view of one document. Only ``session.perform`` changes the document."""

    zoom_changed = Signal(float)
    focus_form_requested = Signal()
    said = Signal(str)

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._scene = CanvasScene(session, theme)
        self.setScene(self._scene)
        self._editing = Editing(session)
        self._gesture: Gesture | None = None
        self._pan_from: QPoint | None = None
        self._by_keyboard = False
        self._fitted = False
        self._reason = QLabel(self.viewport())
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setObjectName("reason")
        self._reason.hide()
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(self.tr("The blocks of the workflow and their links"))
        self.setAcceptDrops(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scene.refused.connect(self.said)
        session.replayed.connect(self._bring_into_view)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # ---- what gestures need

    @property
    def stage_scene(self) -> CanvasScene:
        """The scene."""
        return self._scene

    def zoom(self) -> float:
        """Return the zoom: 1.0 is 100 %."""
        return self.transform().m11()

    def show_reason(self, text: str) -> None:
        """Show a sentence beside the cursor, "" to hide it."""
        self._reason.setText(text)
        self._reason.setVisible(bool(text))
        self.viewport().setCursor(
            Qt.CursorShape.ForbiddenCursor if text else Qt.CursorShape.ArrowCursor
        )
        if text:
            self._reason.adjustSize()
            at = self.viewport().mapFromGlobal(self.cursor().pos()) + QPoint(16, 18)
            room = self.viewport().rect().size() - self._reason.size()
            self._reason.move(min(at.x(), room.width()), min(at.y(), room.height()))

    # ---- zoom and place

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom, keeping the scene point under ``about``, by default the viewport's middle."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        about = about or QPointF(self.viewport().rect().center())
        fixed = self._to_scene(about)
        self.setTransform(self.transform().fromScale(zoom, zoom))
        self._put(fixed, about)
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """Zoom in a step about the middle."""
        self.set_zoom(self.zoom() * _KEY_STEP)

    def zoom_out(self) -> None:
        """Zoom out a step about the middle."""
        self.set_zoom(self.zoom() / _KEY_STEP)

    def zoom_to_fit(self) -> None:
        """Show everything, at 100 % at most."""
        self._fit(self._scene.content_area())

    def fit_selection(self) -> None:
        """Show what is selected; everything when nothing is."""
        self._fit(self._scene.content_area(self._session.selection.blocks))

    def view_state(self) -> tuple[float, float, float]:
        """Return the scene point in the middle, and the zoom."""
        middle = self._to_scene(QPointF(self.viewport().rect().center()))
        return (middle.x(), middle.y(), self.zoom())

    def restore_view_state(self, state: tuple[float, float, float]) -> None:
        """Look where ``view_state`` says."""
        x, y, zoom = state
        self._fitted = True
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        self.setTransform(self.transform().fromScale(zoom, zoom))
        self._put(QPointF(x, y), QPointF(self.viewport().rect().center()))
        self.zoom_changed.emit(zoom)

    def reveal(self, block_id: BlockId) -> None:
        """Bring a block into view."""
        if item := self._scene.blocks.get(block_id):
            self.ensureVisible(item.sceneBoundingRect(), 40, 40)

    def _fit(self, area: QRectF) -> None:
        if area.isEmpty():
            self.restore_view_state((0, 0, 1.0))
            return
        room = self.viewport().rect()
        across = (room.width() - _FIT_MARGIN) / area.width()
        down = (room.height() - _FIT_MARGIN) / area.height()
        zoom = max(LEAST_ZOOM, min(1.0, across, down))
        middle = area.center()
        self.restore_view_state((middle.x(), middle.y(), zoom))

    def _put(self, scene_point: QPointF, at: QPointF) -> None:
        """Scroll so that the scene point stands at this place of the viewport."""
        way = self.transform().map(scene_point) - at
        self.horizontalScrollBar().setValue(round(way.x()))
        self.verticalScrollBar().setValue(round(way.y()))

    def _to_scene(self, at: QPointF) -> QPointF:
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(at)

    def _bring_into_view(self, block_ids: tuple[BlockId, ...]) -> None:
        for block_id in block_ids:
            if block_id in self._scene.blocks:
                self.reveal(block_id)
                return

    # ---- editing

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        """Put a badge on each block that has problems."""
        self._scene.show_problems(found)

    def add_kind(self, kind_name: str, at: Point | None) -> None:
        """Add a block: at a place, or after the selected block, or in the middle of the view."""
        x, y, _ = self.view_state()
        self._editing.add_kind(kind_name, at, Point(x - GRAB.x, y - GRAB.y))

    def delete_selection(self, *, heal: bool = False) -> None:
        """Delete what is selected; ``heal`` links what came before to what came after."""
        self._editing.delete_selection(heal=heal)

    # ---- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._gesture or self._pan_from:
            return
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._press(self._to_scene(event.position()), event.modifiers())

    def _press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        adding = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        toggling = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if port := port_at(self._scene, at, self.zoom()):
            block_id, is_output = port
            self._begin(ConnectGesture(self, block_id, from_output=is_output))
            return
        item = item_at(self._scene, at, self.zoom())
        if item is None:
            if not (adding or toggling):
                self._session.selection.select()
            self._begin(MarqueeGesture(self, at, keep=adding or toggling))
            return
        self._editing.click(item, adding=adding, toggling=toggling)
        if isinstance(item, BlockItem | FrameItem | NoteItem) and not toggling:
            self._begin(MoveGesture(self, at))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            way = event.position().toPoint() - self._pan_from
            self._pan_from = event.position().toPoint()
            self._scroll(-way.x(), -way.y())
        elif self._gesture:
            self._gesture.update(self._to_scene(event.position()))
        else:
            over = port_at(self._scene, self._to_scene(event.position()), self.zoom())
            shape = Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None and event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = None
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        elif self._gesture and event.button() is Qt.MouseButton.LeftButton:
            gesture, self._gesture = self._gesture, None
            gesture.finish(self._to_scene(event.position()))
            self._session.set_gesture_running(False)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = item_at(self._scene, self._to_scene(event.position()), self.zoom())
        if block_of(item) is not None:
            self.focus_form_requested.emit()

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._session.set_gesture_running(True)

    def cancel_gesture(self) -> bool:
        """Leave everything as it was before the press; tell whether a gesture was in flight."""
        if self._gesture is None:
            return False
        gesture, self._gesture = self._gesture, None
        gesture.cancel()
        self._session.set_gesture_running(False)
        return True

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not pixels.isNull() and not zooming:  # a trackpad: two fingers pan
            self._scroll(-pixels.x(), -pixels.y())
        elif sideways:
            self._scroll(-(angle.y() or angle.x()), 0)
        else:
            self.set_zoom(self.zoom() * _WHEEL_STEP ** angle.y(), event.position())
        event.accept()

    def _scroll(self, dx: int, dy: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)

    # ---- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.cancel_gesture():
                self._session.selection.select()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._session.selection.blocks:
                self.focus_form_requested.emit()
        else:
            event.ignore()

    # ---- blocks dropped from the palette

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take_drag(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take_drag(event)

    def _take_drag(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(BLOCK_KIND_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        name = bytes(event.mimeData().data(BLOCK_KIND_MIME).data()).decode("utf-8", "replace")
        if not self._session.catalogue.kind(name).known:
            event.ignore()
            return
        at = self._to_scene(event.position())
        event.acceptProposedAction()
        self.add_kind(name, Point(at.x() - GRAB.x, at.y() - GRAB.y))
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # ---- looks

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        tokens = self._theme.tokens
        area = QRectF(rect)
        painter.fillRect(area, QColor(tokens.canvas))
        step = _GRID
        while step * self.zoom() < 12:
            step *= 4
        pen = QPen(QColor(tokens.dot), 2.2)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        left, top = area.left() - area.left() % step, area.top() - area.top() % step
        columns = int(area.width() / step) + 2
        rows = int(area.height() / step) + 2
        painter.drawPoints(
            [
                QPointF(left + step * column, top + step * row)
                for column in range(columns)
                for row in range(rows)
            ]
        )

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        tokens, room = self._theme.tokens, self.viewport().rect()
        if not self._scene.blocks:
            painter.setPen(QColor(tokens.dim))
            hint = self.tr("Drag a block here, or pick one in the palette and press Enter.")
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, hint)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.restore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.viewport().update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
        super().focusOutEvent(event)

    def _on_theme_changed(self) -> None:
        tokens = self._theme.tokens
        self._reason.setStyleSheet(
            f"#reason {{ background: {tokens.panel}; color: {tokens.error};"
            f" border: 1px solid {tokens.error}; border-radius: 6px; padding: 5px 8px; }}"
        )
        self.viewport().update()
