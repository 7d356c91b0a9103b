"""The scene follows the document: it shows each change and changes nothing itself."""

from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from builder_app.analysis.cards import summary_lines
from builder_app.analysis.problems import Problem
from builder_app.analysis.row_types import RowFlow, row_types
from builder_app.ui.board.card import CardFace
from builder_app.ui.board.items import BlockItem, FrameItem, NoteItem, WireItem
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow import changes as c
from builder_app.workflow.parts import BlockId, EdgeId, FrameId, NoteId

_HALF = 100_000.0
_ANY = RowFlow(None, None)


class CanvasScene(QGraphicsScene):
    """Items by id. The document may be larger than what is visible; Qt's index finds what is."""

    refused = Signal(str)  # why a link was not made

    def __init__(self, session: EditorSession, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.blocks: dict[BlockId, BlockItem] = {}
        self.wires: dict[EdgeId, WireItem] = {}
        self.frames: dict[FrameId, FrameItem] = {}
        self.notes: dict[NoteId, NoteItem] = {}
        self._flows: dict[BlockId, RowFlow] = {}
        self._counts: dict[BlockId, tuple[int, int]] = {}
        self.setSceneRect(QRectF(-_HALF, -_HALF, 2 * _HALF, 2 * _HALF))
        self._refresh_soon = QTimer(self)
        self._refresh_soon.setSingleShot(True)
        self._refresh_soon.setInterval(0)
        self._refresh_soon.timeout.connect(self.refresh)
        workflow = session.workflow
        for block in workflow.blocks:
            self._follow(c.BlockAdded(block.id))
        for edge in workflow.edges:
            self._follow(c.EdgeAdded(edge.id))
        for frame in workflow.frames:
            self._follow(c.FrameChanged(frame.id))
        for note in workflow.notes:
            self._follow(c.NoteChanged(note.id))
        workflow.subscribe(self._follow)
        # after the change at hand is through: a block may be leaving the selection and the document
        session.selection.changed.connect(self._refresh_soon.start)
        theme.changed.connect(self.refresh)
        self.refresh()

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        """Put a badge on each block that has problems."""
        counts: dict[BlockId, tuple[int, int]] = {}
        for problem in found:
            if problem.block_id is not None:
                errors, warnings = counts.get(problem.block_id, (0, 0))
                is_error = problem.severity == "error"
                counts[problem.block_id] = (errors + is_error, warnings + (not is_error))
        self._counts = counts
        self._refresh_soon.start()

    def refresh(self) -> None:
        """Show every face and wire as it is now."""
        self._flows = dict(row_types(self.session.workflow, self.session.catalogue))
        for block_id, item in self.blocks.items():
            item.show_face(self._face(block_id))
        selected = self.session.selection.edges
        for edge_id, wire in self.wires.items():
            edge = self.session.workflow.edge(edge_id)
            flow = self._flows.get(edge.from_block, _ANY).emits
            wire.show_state(edge, flow, selected=edge_id in selected)
        self.update()

    def place(self, block_id: BlockId, at: QPointF) -> None:
        """Show a block elsewhere, with its wires. View state only: the document is not asked."""
        self.blocks[block_id].setPos(at)
        self._run_wires(block_id)

    def place_back(self, block_ids: tuple[BlockId, ...]) -> None:
        """Show blocks where the document has them."""
        for block_id in block_ids:
            at = self.session.workflow.position(block_id)
            self.place(block_id, QPointF(at.x, at.y))

    def content_area(self, block_ids: frozenset[BlockId] = frozenset()) -> QRectF:
        """Return the area of these blocks, or of everything."""
        items = [self.blocks[b] for b in block_ids if b in self.blocks]
        area = QRectF()
        everything: list[QGraphicsItem] = [
            *self.blocks.values(),
            *self.frames.values(),
            *self.notes.values(),
        ]
        for item in items or everything:
            area = area.united(item.sceneBoundingRect())
        return area

    def _face(self, block_id: BlockId) -> CardFace:
        workflow, catalogue = self.session.workflow, self.session.catalogue
        block = workflow.block(block_id)
        kind = catalogue.kind(block.kind)
        flow = self._flows.get(block_id, _ANY)
        errors, warnings = self._counts.get(block_id, (0, 0))
        return CardFace(
            kind=kind,
            title=block.title or kind.title,
            lines=summary_lines(block, kind),
            takes=flow.takes,
            emits=flow.emits,
            has_input=kind.takes_input or bool(workflow.edges_into(block_id)),
            has_output=not kind.is_sink or bool(workflow.edges_out_of(block_id)),
            enabled=block.enabled,
            selected=block_id in self.session.selection.blocks,
            errors=errors,
            warnings=warnings,
            badge=self._badge(errors, warnings),
        )

    def _badge(self, errors: int, warnings: int) -> str:
        if errors:
            return self.tr("%n error(s)", "", errors)
        return self.tr("%n warning(s)", "", warnings) if warnings else ""

    def _follow(self, change: c.Change) -> None:
        match change:
            case c.BlockAdded(block_id=block_id):
                item = BlockItem(block_id, self._face(block_id), self.theme)
                at = self.session.workflow.position(block_id)
                item.setPos(at.x, at.y)
                self.blocks[block_id] = item
                self.addItem(item)
            case c.BlockRemoved(block=block):
                self.removeItem(self.blocks.pop(block.id))
            case c.BlockChanged(block_id=block_id):
                self.blocks[block_id].show_face(self._face(block_id))
            case c.BlocksMoved(block_ids=block_ids):
                self.place_back(block_ids)
            case c.EdgeAdded(edge_id=edge_id):
                wire = WireItem(self.session.workflow.edge(edge_id), self.theme)
                self.wires[edge_id] = wire
                self.addItem(wire)
                self._run_wire(wire)
            case c.EdgeRemoved(edge=edge):
                self.removeItem(self.wires.pop(edge.id))
            case c.FrameChanged(frame_id=frame_id):
                self._follow_frame(frame_id)
            case c.NoteChanged(note_id=note_id):
                self._follow_note(note_id)
            case c.EdgeChanged() | c.HeaderChanged():
                pass
            case _:
                assert_never(change)
        self._refresh_soon.start()

    def _follow_frame(self, frame_id: FrameId) -> None:
        frame, item = self.session.workflow.frame(frame_id), self.frames.get(frame_id)
        if frame is None and item is not None:
            self.removeItem(self.frames.pop(frame_id))
        elif frame is not None and item is None:
            self.frames[frame_id] = FrameItem(frame, self.theme)
            self.addItem(self.frames[frame_id])
        elif frame is not None and item is not None:
            item.show_frame(frame)

    def _follow_note(self, note_id: NoteId) -> None:
        note, item = self.session.workflow.note(note_id), self.notes.get(note_id)
        if note is None and item is not None:
            self.removeItem(self.notes.pop(note_id))
        elif note is not None and item is None:
            self.notes[note_id] = NoteItem(note, self.theme)
            self.addItem(self.notes[note_id])
        elif note is not None and item is not None:
            item.show_note(note)

    def _run_wires(self, block_id: BlockId) -> None:
        workflow = self.session.workflow
        for edge in (*workflow.edges_into(block_id), *workflow.edges_out_of(block_id)):
            self._run_wire(self.wires[edge.id])

    def _run_wire(self, wire: WireItem) -> None:
        start, end = self.blocks[wire.edge.from_block], self.blocks[wire.edge.to_block]
        wire.run(start.output_at(), end.input_at())
