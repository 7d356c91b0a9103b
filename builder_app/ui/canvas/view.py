"""The view: turns mouse, wheel, keys and drops into gestures and edits."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsView
from typing_extensions import override

from builder_app.analysis.problems import Problem
from builder_app.catalogue.kinds import BlockKind
from builder_app.settings.values import Wheel
from builder_app.ui.canvas.adding import add_block, dragged_kind
from builder_app.ui.canvas.dot_grid import DotGrid
from builder_app.ui.canvas.far_out import paint_far_out
from builder_app.ui.canvas.gestures.base import Pointer
from builder_app.ui.canvas.gestures.pan import PanGesture
from builder_app.ui.canvas.gestures.removal import removal_of
from builder_app.ui.canvas.gestures.runner import GestureRunner
from builder_app.ui.canvas.ghost import ghost_pixmap
from builder_app.ui.canvas.hits import BlockHit, PortHit, hit_at
from builder_app.ui.canvas.hover import Hover
from builder_app.ui.canvas.keys import CanvasKeys
from builder_app.ui.canvas.metrics import FAR_OUT, GRAB, whole
from builder_app.ui.canvas.navigation import STEP, Navigator, ViewPlace
from builder_app.ui.canvas.overlays import Bubble, EmptyHint
from builder_app.ui.canvas.picking import press_on
from builder_app.ui.canvas.scene import CanvasScene
from builder_app.ui.canvas.walking import Walker
from builder_app.ui.canvas.wheel import Scroll, Zoom, wheel_action
from builder_app.ui.canvas.zoom_control import ZoomControl
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import BlockId


class CanvasView(QGraphicsView):
    """The canvas of one document. All changes go through ``session.perform``."""

    zoom_changed = Signal(float)
    focus_form_requested = Signal(object)  # BlockId: the person wants to edit this block's specs

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        self.session = session
        self.canvas_scene = CanvasScene(session, theme)
        super().__init__(self.canvas_scene)
        self.canvas_scene.setParent(self)
        self._theme = theme
        self.wheel: Wheel = "automatic"
        self._navigator = Navigator(self)
        self.walker = Walker(self.canvas_scene, self.reveal)
        self._keys = CanvasKeys(self)
        self._gestures = GestureRunner(session, QApplication.startDragDistance())
        self._grid = DotGrid()
        self._hover = Hover(self.canvas_scene)
        self._space_held = False
        self._bubble = Bubble(self)
        self._hint = EmptyHint(self.tr("Drag a block here, or press Tab"), self)
        self.zoom_control = ZoomControl(self)
        self._set_up()
        unsubscribe = session.workflow.subscribe(lambda _: self._show_hint())
        self.destroyed.connect(unsubscribe)
        self.destroyed.connect(self.canvas_scene.stop_following)
        session.replayed.connect(self._on_replayed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._show_hint()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        # items leave the painter as they like: each sets all that it needs
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(200, 150)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(
            self.tr("The workflow as blocks and links. Select with the mouse or Ctrl+A.")
        )
        control = self.zoom_control
        control.out_requested.connect(self.zoom_out)
        control.in_requested.connect(self.zoom_in)
        control.whole_requested.connect(lambda: self.set_zoom(1.0))
        self.zoom_changed.connect(control.show_zoom)
        self._navigator.go((0.0, 0.0, 1.0))

    # ---- where the view looks

    def zoom(self) -> float:
        """Return the zoom, 1.0 for 100 %."""
        return self._navigator.zoom()

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view."""
        self._navigator.zoom_to(zoom)
        self.zoom_changed.emit(self.zoom())

    def zoom_in(self) -> None:
        """Go one step nearer."""
        self.set_zoom(self.zoom() * STEP)

    def zoom_out(self) -> None:
        """Go one step away."""
        self.set_zoom(self.zoom() / STEP)

    def zoom_to_fit(self) -> None:
        """Show everything; it stays so through resizes until the person moves the view."""
        self._navigator.fit(self.canvas_scene.content_rect(), keep=True)
        self.zoom_changed.emit(self.zoom())

    def fit_selection(self) -> None:
        """Show what is selected, everything when nothing is."""
        area = self.canvas_scene.selected_rect()
        if area.isNull():
            self.zoom_to_fit()
            return
        self._navigator.fit(area, keep=False)
        self.zoom_changed.emit(self.zoom())

    def view_state(self) -> ViewPlace:
        """Return the scene point in the middle and the zoom, for the project file."""
        return self._navigator.place()

    def restore_view_state(self, state: ViewPlace) -> None:
        """Look where :meth:`view_state` said."""
        self._navigator.go(state)
        self.zoom_changed.emit(self.zoom())

    def reveal(self, block_id: BlockId) -> None:
        """Bring a block into view; a view that shows it already stays as it is."""
        item = self.canvas_scene.block_items.get(block_id)
        if item and not self._seen().contains(item.card_rect()):
            self._navigator.released()
            self.ensureVisible(item.card_rect(), 60, 60)

    def scroll_pixels(self, dx: float, dy: float) -> None:
        """Move the paper by screen pixels."""
        self._navigator.scroll(dx, dy)

    def ghost_of(self, kind: BlockKind, zoom: float | None = None) -> tuple[QPixmap, QPoint]:
        """Return what is under the cursor while a block is dragged here, and where it is held."""
        return ghost_pixmap(kind, self._theme, self.devicePixelRatioF(), zoom or self.zoom())

    # ---- changing the document

    def add_kind(self, kind_name: str, at: Point | None) -> None:
        """Add a block of a kind and select it: one undo step.

        ``at`` is its top left corner; without, it goes right of the one selected block, or to the
        middle of the view.
        """
        middle = self._navigator.to_scene(self._navigator.centre())
        block_id = add_block(self.canvas_scene, kind_name, at, whole(middle))
        if block_id is not None and at is None:
            self.reveal(block_id)

    def delete_selection(self, *, heal: bool = False) -> None:
        """Delete what is selected with its links: one undo step; ``heal`` closes the gap."""
        chosen = self.session.selection
        edit = removal_of(self.session.workflow, chosen, heal=heal)
        if edit is not None and self.session.perform(edit, self.tr("Delete")):
            chosen.select()

    def open_form(self) -> None:
        """Ask for the form of the one selected block."""
        if len(self.session.selection.blocks) == 1:
            (block_id,) = self.session.selection.blocks
            self.focus_form_requested.emit(block_id)

    def show_problems(self, found: Iterable[Problem]) -> None:
        """Show problems on their blocks."""
        self.canvas_scene.show_problems(found)

    # ---- what gestures use

    def say_near(self, at: QPointF, sentence: str) -> None:
        """Show a sentence near a place in the viewport; "" takes it away."""
        self._bubble.say(sentence, at, self._theme.tokens)

    def show_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor, None for the usual one."""
        if shape is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(QCursor(shape))

    def cancel_gesture(self) -> bool:
        """Give up the gesture in flight; tell whether there was one."""
        busy = self._gestures.is_busy
        self._gestures.cancel()
        return busy

    # ---- mouse

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = event.position()
        return Pointer(self._navigator.to_scene(at), at, event.modifiers())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self._pointer(event)
        if self._gestures.is_busy:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space_held):
            self._gestures.begin(at, PanGesture(self))
        elif left:
            hit = hit_at(self.canvas_scene, at.scene, self.zoom())
            gesture, click = press_on(self, hit, at.keys)
            self._gestures.press(at, gesture, click)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pointer(event)
        if self._gestures.is_busy:
            self._gestures.move(at)
        else:
            self._show_hover(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._gestures.release(self._pointer(event))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        hit = hit_at(self.canvas_scene, self._pointer(event).scene, self.zoom())
        if event.button() == Qt.MouseButton.LeftButton and isinstance(hit, BlockHit):
            self._gestures.cancel()
            self.focus_form_requested.emit(hit.block_id)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        match wheel_action(event, self.wheel):
            case Scroll(dx, dy):
                self.scroll_pixels(dx, dy)
            case Zoom(steps):
                self._navigator.zoom_at(event.position(), STEP**steps)
                self.zoom_changed.emit(self.zoom())
            case None:
                pass

    # ---- keys

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._gestures.is_busy:
            event.accept()  # Esc, Delete and undo must not reach commands during a gesture
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.canvas_scene.set_pen_scale(self.devicePixelRatioF())
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel_gesture():
            return
        if self._gestures.is_busy:
            return
        if event.key() == Qt.Key.Key_Space:
            self._space_held = True
        elif not self._keys.press(event):
            event.ignore()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
        super().keyReleaseEvent(event)

    # ---- drops from the palette; everything else is left to the window

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge_drag(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge_drag(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if not self._judge_drag(event):
            return
        corner = self._navigator.to_scene(event.position()) - QPointF(GRAB.x, GRAB.y)
        self.add_kind(dragged_kind(event), whole(corner))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge_drag(self, event: QDropEvent) -> bool:
        if known := self.session.catalogue.kind(dragged_kind(event)).known:
            event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(known)
        return known

    # ---- following

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setGeometry(self.viewport().geometry())
        self.zoom_control.stand_in(self.width(), self.height())
        self._navigator.resized()
        self.zoom_control.show_zoom(self.zoom())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.canvas_scene.show_focus(focused=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space_held = False
        self.canvas_scene.show_focus(focused=False)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas_scene.set_pen_scale(self.devicePixelRatioF())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel_gesture()
        super().hideEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.zoom() >= FAR_OUT:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        seen = self._seen()
        self.drawBackground(painter, seen)
        painter.setWorldTransform(self.viewportTransform())
        paint_far_out(self.canvas_scene, painter, seen)
        painter.end()

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        tokens = self._theme.tokens
        port = self.viewport().rect()
        painter.save()
        painter.resetTransform()
        painter.fillRect(port, QColor(tokens.canvas))
        self._grid.paint(painter, port, self.viewportTransform(), tokens.dot)
        painter.restore()

    def _seen(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _show_hover(self, at: Pointer) -> None:
        hit = hit_at(self.canvas_scene, at.scene, self.zoom())
        self.show_cursor(Qt.CursorShape.CrossCursor if isinstance(hit, PortHit) else None)
        self._hover.show(hit)

    def _show_hint(self) -> None:
        self._hint.setVisible(self.session.workflow.block_count == 0)

    def _on_replayed(self, block_ids: tuple[BlockId, ...]) -> None:
        present = [b for b in block_ids if b in self.canvas_scene.block_items]
        rects = [self.canvas_scene.block_items[b].card_rect() for b in present]
        if rects and not any(self._seen().intersects(rect) for rect in rects):
            self.reveal(present[0])

    def _on_theme_changed(self) -> None:
        self._hint.take_theme(self._theme.tokens)
        self.viewport().update()
