"""What observers of a document are told: which parts are not as they were.

One edit is one announcement, whatever it does: a batch of ten thousand edits too. An observer reads
the document as it is after all of them, so a part that an early change names may be gone again.
"""

from dataclasses import dataclass

from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId, FrameId, NoteId


@dataclass(frozen=True, slots=True)
class BlockAdded:
    """A block is there now."""

    block_id: BlockId


@dataclass(frozen=True, slots=True)
class BlockRemoved:
    """A block is gone; this is how it was."""

    block: Block


@dataclass(frozen=True, slots=True)
class BlockChanged:
    """Specs, title or enabled state of a block are other than before."""

    block_id: BlockId


@dataclass(frozen=True, slots=True)
class BlocksMoved:
    """Blocks stand elsewhere."""

    block_ids: tuple[BlockId, ...]


@dataclass(frozen=True, slots=True)
class EdgeAdded:
    """An edge is there now."""

    edge_id: EdgeId


@dataclass(frozen=True, slots=True)
class EdgeRemoved:
    """An edge is gone; this is how it was."""

    edge: Edge


@dataclass(frozen=True, slots=True)
class EdgeChanged:
    """The condition of an edge is other than before."""

    edge_id: EdgeId


@dataclass(frozen=True, slots=True)
class FrameChanged:
    """A frame was added, changed or removed (then the document no longer has it)."""

    frame_id: FrameId


@dataclass(frozen=True, slots=True)
class NoteChanged:
    """A note was added, changed or removed (then the document no longer has it)."""

    note_id: NoteId


@dataclass(frozen=True, slots=True)
class HeaderChanged:
    """Name or description of the workflow are other than before."""


Change = (
    BlockAdded
    | BlockRemoved
    | BlockChanged
    | BlocksMoved
    | EdgeAdded
    | EdgeRemoved
    | EdgeChanged
    | FrameChanged
    | NoteChanged
    | HeaderChanged
)

Changes = tuple[Change, ...]
"""All that one edit did, in its order."""
