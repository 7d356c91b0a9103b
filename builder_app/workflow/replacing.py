"""From one document to another in one step, so that reading a file again can be undone."""

from collections.abc import Iterator

from builder_app.workflow import edits as e
from builder_app.workflow.geometry import Point
from builder_app.workflow.snapshot import Snapshot


def step_between(now: Snapshot, wanted: Snapshot) -> e.Batch:
    """Return the edit that makes a document that holds ``now`` hold ``wanted``.

    Blocks and edges are replaced together and whole when any of them differs: their order is part
    of the document, and a step that rebuilds them is right for every difference.
    """
    return e.Batch(tuple(_edits(now, wanted)))


def _edits(now: Snapshot, wanted: Snapshot) -> Iterator[e.SingleEdit]:
    if _graph(now) != _graph(wanted):
        yield from (e.RemoveEdge(edge.id) for edge in now.edges)
        yield from (e.RemoveBlock(block.id) for block in now.blocks)
        for block in wanted.blocks:
            yield e.AddBlock(block, wanted.positions.get(block.id, Point(0, 0)))
        yield from (e.AddEdge(edge) for edge in wanted.edges)
    if now.frames != wanted.frames:
        yield from (e.RemoveFrame(frame.id) for frame in now.frames)
        yield from (e.AddFrame(frame) for frame in wanted.frames)
    if now.notes != wanted.notes:
        yield from (e.RemoveNote(note.id) for note in now.notes)
        yield from (e.AddNote(note) for note in wanted.notes)
    if now.name != wanted.name:
        yield e.SetName(wanted.name)
    if now.description != wanted.description:
        yield e.SetDescription(wanted.description)
    if now.extra != wanted.extra:
        yield e.SetExtra(wanted.extra)


def _graph(snapshot: Snapshot) -> tuple[object, ...]:
    return (snapshot.blocks, snapshot.edges, dict(snapshot.positions))
