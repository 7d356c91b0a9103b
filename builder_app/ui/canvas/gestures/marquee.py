"""Select what a rectangle touches."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem
from typing_extensions import override

from builder_app.ui.canvas.block_item import BlockItem
from builder_app.ui.canvas.edge_item import EdgeItem, wire_pen
from builder_app.ui.canvas.gestures.base import Gesture, Pointer, Surface
from builder_app.workflow.parts import BlockId, EdgeId, NoteId

_FILL = 0.10


class MarqueeGesture(Gesture):
    """Draws a rectangle and selects what it touches; Shift adds, Mod toggles."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._start = QPointF()
        chosen = surface.session.selection
        self._before = (chosen.blocks, chosen.edges, chosen.frames, chosen.notes)
        self._frame = QGraphicsRectItem()

    @override
    def start(self, at: Pointer) -> None:
        """Begin the rectangle."""
        accent = QColor(self._surface.canvas_scene.theme.tokens.accent)
        self._frame.setPen(wire_pen(accent, self._surface.canvas_scene.pen_scale))
        accent.setAlphaF(_FILL)
        self._frame.setBrush(accent)
        self._surface.canvas_scene.add_overlay(self._frame)
        self._start = at.scene
        self.update(at)

    @override
    def update(self, at: Pointer) -> None:
        """Stretch the rectangle and select what it touches now."""
        rect = QRectF(self._start, at.scene).normalized()
        self._frame.setRect(rect)
        blocks, edges, notes = self._touched(rect)
        old_blocks, old_edges, old_frames, old_notes = self._before
        select = self._surface.session.selection.select
        if at.keys & Qt.KeyboardModifier.ControlModifier:
            select(old_blocks ^ blocks, old_edges ^ edges, old_frames, old_notes ^ notes)
        elif at.keys & Qt.KeyboardModifier.ShiftModifier:
            select(old_blocks | blocks, old_edges | edges, old_frames, old_notes | notes)
        else:
            select(blocks, edges, (), notes)

    @override
    def finish(self, at: Pointer) -> None:
        """Keep what is selected."""
        self.update(at)
        self._surface.canvas_scene.remove_overlay(self._frame)

    @override
    def cancel(self) -> None:
        """Select what was selected before."""
        self._surface.canvas_scene.remove_overlay(self._frame)
        self._surface.session.selection.select(*self._before)

    def _touched(
        self, rect: QRectF
    ) -> tuple[frozenset[BlockId], frozenset[EdgeId], frozenset[NoteId]]:
        scene = self._surface.canvas_scene
        items = scene.items(rect)
        blocks = frozenset(
            item.block_id
            for item in items
            if isinstance(item, BlockItem) and item.card_rect().intersects(rect)
        )
        edges = frozenset(item.edge_id for item in items if isinstance(item, EdgeItem))
        notes = frozenset(
            note_id for note_id, item in scene.note_items.items() if item.area().intersects(rect)
        )
        return blocks, edges, notes
