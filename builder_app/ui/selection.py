"""What is selected in a document view: shared by canvas, inspector and commands."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from builder_app.workflow.changes import (
    BlockRemoved,
    Change,
    EdgeRemoved,
    FrameChanged,
    NoteChanged,
)
from builder_app.workflow.parts import BlockId, EdgeId, FrameId, NoteId
from builder_app.workflow.workflow import Workflow


class Selection(QObject):
    """Ids of what is selected. What leaves the document leaves the selection."""

    changed = Signal()

    def __init__(self, workflow: Workflow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workflow = workflow
        self.blocks: frozenset[BlockId] = frozenset()
        self.edges: frozenset[EdgeId] = frozenset()
        self.frames: frozenset[FrameId] = frozenset()
        self.notes: frozenset[NoteId] = frozenset()
        workflow.subscribe(self._follow)

    def select(
        self,
        blocks: Iterable[BlockId] = (),
        edges: Iterable[EdgeId] = (),
        frames: Iterable[FrameId] = (),
        notes: Iterable[NoteId] = (),
    ) -> None:
        """Select exactly these."""
        wanted = (frozenset(blocks), frozenset(edges), frozenset(frames), frozenset(notes))
        if wanted == (self.blocks, self.edges, self.frames, self.notes):
            return
        self.blocks, self.edges, self.frames, self.notes = wanted
        self.changed.emit()

    def is_empty(self) -> bool:
        """Tell whether nothing is selected."""
        return not (self.blocks or self.edges or self.frames or self.notes)

    def _follow(self, change: Change) -> None:
        match change:
            case BlockRemoved(block=block) if block.id in self.blocks:
                self.select(self.blocks - {block.id}, self.edges, self.frames, self.notes)
            case EdgeRemoved(edge=edge) if edge.id in self.edges:
                self.select(self.blocks, self.edges - {edge.id}, self.frames, self.notes)
            case FrameChanged(frame_id=frame_id) if self._workflow.frame(frame_id) is None:
                self.select(self.blocks, self.edges, self.frames - {frame_id}, self.notes)
            case NoteChanged(note_id=note_id) if self._workflow.note(note_id) is None:
                self.select(self.blocks, self.edges, self.frames, self.notes - {note_id})
            case _:
                pass
