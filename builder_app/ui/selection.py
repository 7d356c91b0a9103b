"""What is selected in a document view: shared by canvas, inspector and commands."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from builder_app.workflow.changes import BlockRemoved, Changes, EdgeRemoved
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

    def select_all(self) -> None:
        """Select everything the document holds."""
        workflow = self._workflow
        self.select(
            [block.id for block in workflow.blocks],
            [edge.id for edge in workflow.edges],
            [frame.id for frame in workflow.frames],
            [note.id for note in workflow.notes],
        )

    def is_empty(self) -> bool:
        """Tell whether nothing is selected."""
        return not (self.blocks or self.edges or self.frames or self.notes)

    def _follow(self, changes: Changes) -> None:
        if self.is_empty():
            return
        has = self._workflow
        self.select(
            self.blocks - {b for b in _removed_blocks(changes) if not has.has_block(b)},
            self.edges - {edge for edge in _removed_edges(changes) if not has.has_edge(edge)},
            [frame for frame in self.frames if has.frame(frame) is not None],
            [note for note in self.notes if has.note(note) is not None],
        )


def _removed_blocks(changes: Changes) -> Iterator[BlockId]:
    return (change.block.id for change in changes if isinstance(change, BlockRemoved))


def _removed_edges(changes: Changes) -> Iterator[EdgeId]:
    return (change.edge.id for change in changes if isinstance(change, EdgeRemoved))
