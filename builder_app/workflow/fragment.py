"""A part of a document to take elsewhere, and the step that puts it in."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from builder_app.workflow import edits as e
from builder_app.workflow.contents import Contents
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import (
    BlockId,
    FrameId,
    NoteId,
    new_block_id,
    new_edge_id,
    new_frame_id,
    new_note_id,
)
from builder_app.workflow.snapshot import Snapshot


def fragment_of(
    workflow: Contents,
    blocks: Collection[BlockId],
    frames: Collection[FrameId] = (),
    notes: Collection[NoteId] = (),
) -> Snapshot:
    """Return these parts as a document of their own, with the links between its blocks."""
    kept = [block for block in workflow.blocks if block.id in blocks]
    return Snapshot(
        blocks=tuple(kept),
        edges=tuple(
            edge for edge in workflow.edges if edge.from_block in blocks and edge.to_block in blocks
        ),
        frames=tuple(frame for frame in workflow.frames if frame.id in frames),
        notes=tuple(note for note in workflow.notes if note.id in notes),
        positions={block.id: workflow.position(block.id) for block in kept},
    )


def corner_of(fragment: Snapshot) -> Point:
    """Return the top left corner of all that is in a fragment; of nothing, the origin."""
    areas = [frame.area for frame in fragment.frames] + [note.area for note in fragment.notes]
    places = [*fragment.positions.values(), *(Point(area.x, area.y) for area in areas)]
    if not places:
        return Point(0, 0)
    return Point(min(place.x for place in places), min(place.y for place in places))


def insertion(
    fragment: Snapshot, at: Point, links_into: Contents | None = None
) -> tuple[e.Batch, tuple[BlockId, ...]]:
    """Return the step that puts a fragment in with its corner at ``at``, and the new blocks' ids.

    All parts get ids of their own, so that one can be put in twice. With ``links_into``, the
    document that it was taken from, the copies get the rows that the originals get from blocks
    outside the fragment.
    """
    corner = corner_of(fragment)
    dx, dy = at.x - corner.x, at.y - corner.y
    ids = {block.id: new_block_id() for block in fragment.blocks}
    edits: list[e.SingleEdit] = [
        e.AddBlock(
            replace(block, id=ids[block.id]),
            fragment.positions.get(block.id, corner).moved(dx, dy),
        )
        for block in fragment.blocks
    ]
    edits += [
        e.AddEdge(
            replace(
                edge,
                id=new_edge_id(),
                from_block=ids[edge.from_block],
                to_block=ids[edge.to_block],
            )
        )
        for edge in fragment.edges
    ]
    if links_into is not None:
        edits += _links_from_outside(fragment, ids, links_into)
    for frame in fragment.frames:
        edits.append(e.AddFrame(replace(frame, id=new_frame_id(), area=_at(frame.area, dx, dy))))
    for note in fragment.notes:
        edits.append(e.AddNote(replace(note, id=new_note_id(), area=_at(note.area, dx, dy))))
    return e.Batch(tuple(edits)), tuple(ids.values())


def _links_from_outside(
    fragment: Snapshot, ids: dict[BlockId, BlockId], workflow: Contents
) -> Iterator[e.AddEdge]:
    for block in fragment.blocks:
        if not workflow.has_block(block.id):
            continue
        for edge in workflow.edges_into(block.id):
            if edge.from_block not in ids:
                yield e.AddEdge(replace(edge, id=new_edge_id(), to_block=ids[block.id]))


def _at(area: Rect, dx: float, dy: float) -> Rect:
    return replace(area, x=area.x + dx, y=area.y + dy)
