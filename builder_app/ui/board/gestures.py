"""Gestures, from press to release: one gesture is one undo step, and Esc leaves nothing."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem

from builder_app.analysis.problems import link_refusal
from builder_app.ui.board.items import BlockItem
from builder_app.ui.board.scene import CanvasScene
from builder_app.ui.board.wires import wire_path
from builder_app.workflow.edits import AddEdge, Batch, ChangeFrame, ChangeNote, Edit, MoveBlocks
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import BlockId, Edge, EdgeId, FrameId, NoteId, new_edge_id

SNAP_SCREEN_PX = 24.0
_TOP_Z = 10.0
_DIM = 0.35


class Stage(Protocol):
    """What a gesture needs of the view."""

    @property
    def stage_scene(self) -> CanvasScene:
        """The scene."""

    def zoom(self) -> float:
        """Return the zoom."""

    def show_reason(self, text: str) -> None:
        """Show a sentence beside the cursor, "" to hide it."""


class Gesture(Protocol):
    """One gesture in flight. Coordinates are the scene's."""

    def update(self, at: QPointF) -> None:
        """The mouse moved."""

    def finish(self, at: QPointF) -> None:
        """The button was released: do it, as one undo step."""

    def cancel(self) -> None:
        """Leave everything as it was before the press."""


class MoveGesture:
    """Dragging what is selected: blocks, and with them frames and notes."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        self._scene = stage.stage_scene
        self._start = start
        selection = self._scene.session.selection
        self._blocks = tuple(block for block in selection.blocks if block in self._scene.blocks)
        self._frames = tuple(selection.frames)
        self._notes = tuple(selection.notes)

    def update(self, at: QPointF) -> None:
        """Show everything where it would be."""
        way = at - self._start
        workflow = self._scene.session.workflow
        for block in self._blocks:
            position = workflow.position(block)
            self._scene.place(block, QPointF(position.x, position.y) + way)
        for frame_id in self._frames:
            if (frame := workflow.frame(frame_id)) is not None:
                at_frame = QPointF(frame.area.x, frame.area.y) + way
                self._scene.frames[frame_id].setPos(at_frame)
        for note_id in self._notes:
            if (note := workflow.note(note_id)) is not None:
                self._scene.notes[note_id].setPos(QPointF(note.area.x, note.area.y) + way)

    def finish(self, at: QPointF) -> None:
        """Put everything there."""
        way = at - self._start
        edits = self._edits(way)
        if way.isNull() or not edits:
            self.cancel()
            return
        edit = edits[0] if len(edits) == 1 else Batch(tuple(edits))
        self._scene.session.perform(edit, self._scene.tr("Move"))

    def cancel(self) -> None:
        """Show everything where the document has it."""
        self.update(self._start)

    def _edits(self, way: QPointF) -> list[Edit]:
        workflow = self._scene.session.workflow
        edits: list[Edit] = []
        if self._blocks:
            moved = {b: workflow.position(b).moved(way.x(), way.y()) for b in self._blocks}
            edits.append(MoveBlocks(moved))
        for frame_id in self._frames:
            if (frame := workflow.frame(frame_id)) is not None:
                edits.append(ChangeFrame(frame_id, frame.title, _moved(frame.area, way)))
        for note_id in self._notes:
            if (note := workflow.note(note_id)) is not None:
                edits.append(ChangeNote(note_id, note.text, _moved(note.area, way)))
        return edits


class MarqueeGesture:
    """Drawing a rectangle that selects what it touches."""

    def __init__(self, stage: Stage, start: QPointF, *, keep: bool) -> None:
        self._scene = stage.stage_scene
        self._start = start
        selection = self._scene.session.selection
        self._before = (selection.blocks, selection.edges, selection.frames, selection.notes)
        self._keep = keep
        self._band = QGraphicsRectItem()
        color = QColor(self._scene.theme.tokens.accent)
        pen = QPen(color, 1)
        pen.setCosmetic(True)
        self._band.setPen(pen)
        color.setAlphaF(0.1)
        self._band.setBrush(color)
        self._band.setZValue(_TOP_Z)
        self._scene.addItem(self._band)

    def update(self, at: QPointF) -> None:
        """Select what the rectangle touches now."""
        area = QRectF(self._start, at).normalized()
        self._band.setRect(area)
        touched = [b for b, item in self._scene.blocks.items() if area.intersects(_card(item))]
        blocks = set(touched)
        edges: set[EdgeId] = set()
        frames: set[FrameId] = {
            f for f, i in self._scene.frames.items() if area.contains(i.sceneBoundingRect())
        }
        notes: set[NoteId] = {
            n for n, i in self._scene.notes.items() if area.intersects(i.sceneBoundingRect())
        }
        if self._keep:
            blocks |= self._before[0]
            edges |= self._before[1]
            frames |= self._before[2]
            notes |= self._before[3]
        self._scene.session.selection.select(blocks, edges, frames, notes)

    def finish(self, at: QPointF) -> None:
        """Keep the selection."""
        self.update(at)
        self._scene.removeItem(self._band)

    def cancel(self) -> None:
        """Go back to what was selected."""
        self._scene.session.selection.select(*self._before)
        self._scene.removeItem(self._band)


class ConnectGesture:
    """Dragging a wire from a port, in either direction."""

    def __init__(self, stage: Stage, block_id: BlockId, *, from_output: bool) -> None:
        self._stage = stage
        self._scene = stage.stage_scene
        self._block_id = block_id
        self._from_output = from_output
        self._target: BlockId | None = None
        self._refused = ""
        self._ghost = QGraphicsPathItem()
        pen = QPen(QColor(self._scene.theme.tokens.accent), 2)
        pen.setStyle(Qt.PenStyle.DashLine)
        self._ghost.setPen(pen)
        self._ghost.setZValue(_TOP_Z)
        self._scene.addItem(self._ghost)
        self._dim_impossible()

    @property
    def refused(self) -> bool:
        """Whether the block under the cursor can't be linked."""
        return bool(self._refused)

    def update(self, at: QPointF) -> None:
        """Lead the ghost wire to the cursor, or to the port it snaps to."""
        self._target, self._refused = None, ""
        hovered = self._near(at)
        if hovered is not None:
            refusal = self._refusal(hovered)
            if refusal is None:
                self._target = hovered
                at = self._end_of(self._scene.blocks[hovered])
            else:
                self._refused = refusal
        start = self._start_of(self._scene.blocks[self._block_id])
        self._ghost.setPath(wire_path(start, at) if self._from_output else wire_path(at, start))
        tokens = self._scene.theme.tokens
        pen = self._ghost.pen()
        pen.setColor(QColor(tokens.error if self._refused else tokens.accent))
        pen.setStyle(Qt.PenStyle.SolidLine if self._target else Qt.PenStyle.DashLine)
        self._ghost.setPen(pen)
        self._stage.show_reason(self._refused)

    def finish(self, at: QPointF) -> None:
        """Link, when the cursor is at a block that can be linked."""
        self.update(at)
        target, refused = self._target, self._refused
        self.cancel()
        if target is not None:
            pair = self._pair(target)
            edge = Edge(new_edge_id(), *pair)
            self._scene.session.perform(AddEdge(edge), self._scene.tr("Link"))
        elif refused:
            self._scene.refused.emit(refused)

    def cancel(self) -> None:
        """Take the ghost away."""
        self._stage.show_reason("")
        if self._ghost.scene() is not None:
            self._scene.removeItem(self._ghost)
        for item in self._scene.blocks.values():
            item.setOpacity(1.0)

    def _pair(self, other: BlockId) -> tuple[BlockId, BlockId]:
        return (self._block_id, other) if self._from_output else (other, self._block_id)

    def _start_of(self, item: BlockItem) -> QPointF:
        return item.output_at() if self._from_output else item.input_at()

    def _end_of(self, item: BlockItem) -> QPointF:
        return item.input_at() if self._from_output else item.output_at()

    def _near(self, at: QPointF) -> BlockId | None:
        reach = SNAP_SCREEN_PX / self._stage.zoom()
        best: tuple[float, BlockId] | None = None
        for block_id, item in self._scene.blocks.items():
            way = self._end_of(item) - at
            distance = (way.x() ** 2 + way.y() ** 2) ** 0.5
            if distance <= reach and (best is None or distance < best[0]):
                best = (distance, block_id)
        if best:
            return best[1]
        inside = (b for b, item in self._scene.blocks.items() if _card(item).contains(at))
        return next(inside, None)

    def _refusal(self, other: BlockId) -> str | None:
        session = self._scene.session
        from_block, to_block = self._pair(other)
        if not self._scene.blocks[from_block].face.has_output:
            return self._scene.tr("Nothing comes out of this block.")
        refusal = link_refusal(session.workflow, session.catalogue, from_block, to_block)
        return refusal.text() if refusal else None

    def _dim_impossible(self) -> None:
        for block_id, item in self._scene.blocks.items():
            if block_id != self._block_id and self._refusal(block_id) is not None:
                item.setOpacity(_DIM)


def _card(item: BlockItem) -> QRectF:
    return item.card().translated(item.pos())


def _moved(area: Rect, way: QPointF) -> Rect:
    corner = Point(area.x, area.y).moved(way.x(), way.y())
    return Rect(corner.x, corner.y, area.width, area.height)
