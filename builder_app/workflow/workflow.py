"""The document: it changes only by edits, and says of each edit how to undo it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from builder_app.messages import document as say
from builder_app.workflow import edits as e
from builder_app.workflow.changes import (
    BlockAdded,
    BlockChanged,
    BlockRemoved,
    BlocksMoved,
    Change,
    Changes,
    EdgeAdded,
    EdgeChanged,
    EdgeRemoved,
    FrameChanged,
    HeaderChanged,
    NoteChanged,
)
from builder_app.workflow.contents import Contents
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.rules import EditRejected, find_loop
from builder_app.workflow.snapshot import Snapshot

Observer = Callable[[Changes], None]
Applied = tuple[e.SingleEdit, Changes]
_FEW_LINKS = 16


class Workflow(Contents):
    """A workflow being edited. One thread only: the one that made it.

    Links can't be double, lead from a block to itself or close a loop; every edge names blocks that
    are there. What the block kinds demand beyond that is a problem to show, not a rule here.
    """

    def __init__(self) -> None:
        super().__init__()
        self._observers: list[Observer] = []
        self._notifying = False

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> "Workflow":
        """Return a document that holds what ``snapshot`` holds. Raises :class:`EditRejected`."""
        workflow = cls()
        workflow._name = snapshot.name
        workflow._description = snapshot.description
        workflow._extra = snapshot.extra
        for block in snapshot.blocks:
            workflow.apply(e.AddBlock(block, snapshot.positions.get(block.id, Point(0, 0))))
        for edge in snapshot.edges:
            workflow._check_link(edge)
            workflow._link(edge, None)
        if loop := find_loop([block.id for block in snapshot.blocks], workflow.blocks_after):
            raise EditRejected(workflow.loop_message(loop), block_ids=loop)
        for frame in snapshot.frames:
            workflow.apply(e.AddFrame(frame))
        for note in snapshot.notes:
            workflow.apply(e.AddNote(note))
        return workflow

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Tell ``observer`` of every edit, at once and in order; return how to stop that.

        Observers read; an edit made inside a notification raises ``RuntimeError``.
        """
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def apply(self, edit: e.Edit) -> e.Edit:
        """Do ``edit`` and return the edit that undoes it.

        Raises :class:`EditRejected` when it can't be done; nothing has changed then, and of a
        batch nothing stays done. A batch is judged by where it ends: links that close a loop only
        on the way are no reason to refuse it.
        """
        if self._notifying:
            raise RuntimeError("an observer may not edit the document")
        undo: list[e.SingleEdit] = []
        changes: list[Change] = []
        try:
            self._apply_all(edit, undo, changes)
            self._check_loops(changes)
        except EditRejected:
            for inverse in reversed(undo):
                self._apply_one(inverse)
            raise
        self._tell(tuple(changes))
        return e.Batch(tuple(reversed(undo))) if isinstance(edit, e.Batch) else undo[0]

    def _apply_all(self, edit: e.Edit, undo: list[e.SingleEdit], changes: list[Change]) -> None:
        if isinstance(edit, e.Batch):
            for part in edit.edits:
                self._apply_all(part, undo, changes)
            return
        inverse, changed = self._apply_one(edit)
        undo.append(inverse)
        changes.extend(changed)

    def _check_loops(self, changes: Iterable[Change]) -> None:
        added = [
            c.edge_id for c in changes if isinstance(c, EdgeAdded) and self.has_edge(c.edge_id)
        ]
        if len(added) <= _FEW_LINKS:
            edges = (self._edges[edge_id] for edge_id in added)
            loops = (self.loop_closed_by(edge.from_block, edge.to_block) for edge in edges)
            loop = next((found for found in loops if found), ())
        else:  # one walk over everything costs less than one walk a link
            loop = find_loop([block.id for block in self.blocks], self.blocks_after)
        if loop:
            raise EditRejected(self.loop_message(loop), block_ids=loop)

    def _apply_one(self, edit: e.SingleEdit) -> Applied:  # noqa: C901, PLR0912 - a table
        match edit:
            case e.AddBlock():
                return self._add_block(edit)
            case e.RemoveBlock():
                return self._remove_block(edit)
            case e.SetSpecs():
                return self._set_specs(edit)
            case e.SetTitle():
                return self._set_title(edit)
            case e.SetEnabled():
                return self._set_enabled(edit)
            case e.MoveBlocks():
                return self._move_blocks(edit)
            case e.AddEdge():
                return self._add_edge(edit)
            case e.RemoveEdge():
                return self._remove_edge(edit)
            case e.SetCondition():
                return self._set_condition(edit)
            case e.AddFrame():
                return self._add_frame(edit)
            case e.RemoveFrame():
                return self._remove_frame(edit)
            case e.ChangeFrame():
                return self._change_frame(edit)
            case e.AddNote():
                return self._add_note(edit)
            case e.RemoveNote():
                return self._remove_note(edit)
            case e.ChangeNote():
                return self._change_note(edit)
            case e.SetName():
                return self._set_name(edit)
            case e.SetDescription():
                return self._set_description(edit)
            case e.SetExtra():
                return self._set_extra(edit)

    def _tell(self, changes: Changes) -> None:
        self._notifying = True
        try:
            for observer in tuple(self._observers):
                observer(changes)
        finally:
            self._notifying = False

    # ---- one method an edit: check, change, return the inverse and what changed

    def _need_block(self, block_id: BlockId) -> Block:
        if block_id not in self._blocks:
            raise EditRejected(say.BLOCK_MISSING(block=block_id), block_ids=(block_id,))
        return self._blocks[block_id]

    def _need_edge(self, edge_id: EdgeId) -> Edge:
        if edge_id not in self._edges:
            raise EditRejected(say.EDGE_MISSING(edge=edge_id))
        return self._edges[edge_id]

    def _check_link(self, edge: Edge) -> None:
        if edge.id in self._edges:
            raise EditRejected(say.EDGE_EXISTS(edge=edge.id))
        self._need_block(edge.from_block)
        self._need_block(edge.to_block)
        if refusal := self.pair_refusal(edge.from_block, edge.to_block):
            raise EditRejected(refusal, block_ids=(edge.from_block, edge.to_block))

    def _link(self, edge: Edge, rank: int | None) -> None:
        self._edges.add(edge.id, edge, rank)
        self._outgoing.setdefault(edge.from_block, {})[edge.to_block] = edge.id
        self._incoming.setdefault(edge.to_block, {})[edge.from_block] = edge.id

    def _add_block(self, edit: e.AddBlock) -> Applied:
        block = edit.block
        if block.id in self._blocks:
            raise EditRejected(say.BLOCK_EXISTS(block=block.id), block_ids=(block.id,))
        self._blocks.add(block.id, block, edit.rank)
        self._positions[block.id] = edit.at
        return e.RemoveBlock(block.id), (BlockAdded(block.id),)

    def _remove_block(self, edit: e.RemoveBlock) -> Applied:
        self._need_block(edit.block_id)
        if self._incoming.get(edit.block_id) or self._outgoing.get(edit.block_id):
            raise EditRejected(say.BLOCK_LINKED(block=edit.block_id), block_ids=(edit.block_id,))
        block, rank = self._blocks.pop(edit.block_id)
        self._incoming.pop(block.id, None)
        self._outgoing.pop(block.id, None)
        at = self._positions.pop(block.id)
        return e.AddBlock(block, at, rank), (BlockRemoved(block),)

    def _set_specs(self, edit: e.SetSpecs) -> Applied:
        old = self._need_block(edit.block_id)
        self._blocks.replace(old.id, replace(old, specs=edit.specs))
        return e.SetSpecs(old.id, old.specs), (BlockChanged(old.id),)

    def _set_title(self, edit: e.SetTitle) -> Applied:
        old = self._need_block(edit.block_id)
        self._blocks.replace(old.id, replace(old, title=edit.title))
        return e.SetTitle(old.id, old.title), (BlockChanged(old.id),)

    def _set_enabled(self, edit: e.SetEnabled) -> Applied:
        old = self._need_block(edit.block_id)
        self._blocks.replace(old.id, replace(old, enabled=edit.enabled))
        return e.SetEnabled(old.id, old.enabled), (BlockChanged(old.id),)

    def _move_blocks(self, edit: e.MoveBlocks) -> Applied:
        for block_id in edit.positions:
            self._need_block(block_id)
        before = {block_id: self._positions[block_id] for block_id in edit.positions}
        self._positions.update(edit.positions)
        return e.MoveBlocks(before), (BlocksMoved(tuple(edit.positions)),)

    def _add_edge(self, edit: e.AddEdge) -> Applied:
        edge = edit.edge
        self._check_link(edge)
        self._link(edge, edit.rank)
        return e.RemoveEdge(edge.id), (EdgeAdded(edge.id),)

    def _remove_edge(self, edit: e.RemoveEdge) -> Applied:
        self._need_edge(edit.edge_id)
        edge, rank = self._edges.pop(edit.edge_id)
        del self._outgoing[edge.from_block][edge.to_block]
        del self._incoming[edge.to_block][edge.from_block]
        return e.AddEdge(edge, rank), (EdgeRemoved(edge),)

    def _set_condition(self, edit: e.SetCondition) -> Applied:
        old = self._need_edge(edit.edge_id)
        self._edges.replace(old.id, replace(old, condition=edit.condition))
        return e.SetCondition(old.id, old.condition), (EdgeChanged(old.id),)

    def _add_frame(self, edit: e.AddFrame) -> Applied:
        frame = edit.frame
        if frame.id in self._frames:
            raise EditRejected(say.FRAME_EXISTS(frame=frame.id))
        self._frames.add(frame.id, frame, edit.rank)
        return e.RemoveFrame(frame.id), (FrameChanged(frame.id),)

    def _remove_frame(self, edit: e.RemoveFrame) -> Applied:
        if edit.frame_id not in self._frames:
            raise EditRejected(say.FRAME_MISSING(frame=edit.frame_id))
        frame, rank = self._frames.pop(edit.frame_id)
        return e.AddFrame(frame, rank), (FrameChanged(frame.id),)

    def _change_frame(self, edit: e.ChangeFrame) -> Applied:
        old = self._frames.get(edit.frame_id)
        if old is None:
            raise EditRejected(say.FRAME_MISSING(frame=edit.frame_id))
        self._frames.replace(old.id, replace(old, title=edit.title, area=edit.area))
        return e.ChangeFrame(old.id, old.title, old.area), (FrameChanged(old.id),)

    def _add_note(self, edit: e.AddNote) -> Applied:
        note = edit.note
        if note.id in self._notes:
            raise EditRejected(say.NOTE_EXISTS(note=note.id))
        self._notes.add(note.id, note, edit.rank)
        return e.RemoveNote(note.id), (NoteChanged(note.id),)

    def _remove_note(self, edit: e.RemoveNote) -> Applied:
        if edit.note_id not in self._notes:
            raise EditRejected(say.NOTE_MISSING(note=edit.note_id))
        note, rank = self._notes.pop(edit.note_id)
        return e.AddNote(note, rank), (NoteChanged(note.id),)

    def _change_note(self, edit: e.ChangeNote) -> Applied:
        old = self._notes.get(edit.note_id)
        if old is None:
            raise EditRejected(say.NOTE_MISSING(note=edit.note_id))
        self._notes.replace(old.id, replace(old, text=edit.text, area=edit.area))
        return e.ChangeNote(old.id, old.text, old.area), (NoteChanged(old.id),)

    def _set_name(self, edit: e.SetName) -> Applied:
        old, self._name = self._name, edit.name
        return e.SetName(old), (HeaderChanged(),)

    def _set_description(self, edit: e.SetDescription) -> Applied:
        old, self._description = self._description, edit.description
        return e.SetDescription(old), (HeaderChanged(),)

    def _set_extra(self, edit: e.SetExtra) -> Applied:
        old, self._extra = self._extra, edit.extra
        return e.SetExtra(old), ()
