"""Drag what is selected."""

from PySide6.QtCore import QCoreApplication, QPointF
from typing_extensions import override

from builder_app.ui.canvas.gestures.base import Gesture, Pointer, Surface
from builder_app.ui.canvas.metrics import whole
from builder_app.workflow import edits as e
from builder_app.workflow.geometry import Rect
from builder_app.workflow.parts import BlockId, FrameId, NoteId


class MoveGesture(Gesture):
    """Moves the selected blocks, frames and notes; a frame takes along the blocks on it."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._scene = surface.canvas_scene
        self._from = QPointF()
        self._blocks: dict[BlockId, QPointF] = {}
        self._frames: dict[FrameId, QPointF] = {}
        self._notes: dict[NoteId, QPointF] = {}

    @override
    def start(self, at: Pointer) -> None:
        """Remember where everything stands."""
        chosen = self._surface.session.selection
        scene = self._scene
        self._from = at.scene
        self._frames = {f: scene.frame_items[f].pos() for f in chosen.frames}
        self._notes = {n: scene.note_items[n].pos() for n in chosen.notes}
        areas = [scene.frame_items[frame].area() for frame in chosen.frames]
        self._blocks = {
            block_id: item.pos()
            for block_id, item in scene.block_items.items()
            if block_id in chosen.blocks or any(area.contains(item.card_rect()) for area in areas)
        }

    @override
    def update(self, at: Pointer) -> None:
        """Show everything where the mouse has it."""
        self._show_moved(self._step(at))

    @override
    def finish(self, at: Pointer) -> None:
        """Make one edit of the whole way; none when nothing ended elsewhere."""
        step = self._step(at)
        if step.isNull():
            self.cancel()
            return
        words = QCoreApplication.translate("MoveGesture", "Move")
        edits = self._edits(step)
        edit = edits[0] if len(edits) == 1 else e.Batch(tuple(edits))
        if not self._surface.session.perform(edit, words):
            self.cancel()

    @override
    def cancel(self) -> None:
        """Put everything back to where the document has it."""
        self._scene.show_as_in_document(self._blocks)
        for frame_id, place in self._frames.items():
            if frame := self._scene.frame_items.get(frame_id):
                frame.setPos(place)
        for note_id, place in self._notes.items():
            if note := self._scene.note_items.get(note_id):
                note.setPos(place)

    def _step(self, at: Pointer) -> QPointF:
        step = whole(at.scene - self._from)
        return QPointF(step.x, step.y)

    def _show_moved(self, step: QPointF) -> None:
        self._scene.preview({block: place + step for block, place in self._blocks.items()})
        for frame_id, place in self._frames.items():
            self._scene.frame_items[frame_id].setPos(place + step)
        for note_id, place in self._notes.items():
            self._scene.note_items[note_id].setPos(place + step)

    def _edits(self, step: QPointF) -> list[e.Edit]:
        workflow = self._surface.session.workflow
        edits: list[e.Edit] = []
        moved = {
            block_id: workflow.position(block_id).moved(step.x(), step.y())
            for block_id in self._blocks
            if workflow.has_block(block_id)
        }
        if moved:
            edits.append(e.MoveBlocks(moved))
        for frame_id in self._frames:
            if frame := workflow.frame(frame_id):
                edits.append(e.ChangeFrame(frame_id, frame.title, _moved(frame.area, step)))
        for note_id in self._notes:
            if note := workflow.note(note_id):
                edits.append(e.ChangeNote(note_id, note.text, _moved(note.area, step)))
        return edits


def _moved(area: Rect, step: QPointF) -> Rect:
    return Rect(area.x + step.x(), area.y + step.y(), area.width, area.height)
