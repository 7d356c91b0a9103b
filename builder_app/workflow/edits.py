"""Everything that can be done to a document: one closed union of frozen values.

An edit says what to do, never how it was before: :meth:`Workflow.apply` returns the edit that
undoes it. Edits can be written as JSON (``edit_json``): that is the crash journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import (
    Block,
    BlockId,
    Edge,
    EdgeId,
    Frame,
    FrameId,
    Note,
    NoteId,
)


@dataclass(frozen=True, slots=True)
class AddBlock:
    """Add a block with its top left corner ``at``.

    ``rank`` is its place in the person's order among the ranks of the others; ``None`` is last.
    """

    block: Block
    at: Point
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveBlock:
    """Remove a block that no edge names any more (see ``gestures.removal_of``)."""

    block_id: BlockId


@dataclass(frozen=True, slots=True)
class SetSpecs:
    """Give a block other specs, whole."""

    block_id: BlockId
    specs: JsonObject


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Name a block; "" goes back to the kind's own name."""

    block_id: BlockId
    title: str


@dataclass(frozen=True, slots=True)
class SetEnabled:
    """Enable or disable a block. A disabled one is left out of what is published."""

    block_id: BlockId
    enabled: bool


@dataclass(frozen=True, slots=True)
class MoveBlocks:
    """Put blocks at new places. One drag is one such edit."""

    positions: Mapping[BlockId, Point]


@dataclass(frozen=True, slots=True)
class AddEdge:
    """Link two blocks. ``rank`` is the edge's place in the order; ``None`` is last."""

    edge: Edge
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveEdge:
    """Take a link away."""

    edge_id: EdgeId


@dataclass(frozen=True, slots=True)
class SetCondition:
    """Give an edge a condition, or none."""

    edge_id: EdgeId
    condition: str | None


@dataclass(frozen=True, slots=True)
class AddFrame:
    """Add a frame."""

    frame: Frame
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveFrame:
    """Remove a frame; the blocks on it stay."""

    frame_id: FrameId


@dataclass(frozen=True, slots=True)
class ChangeFrame:
    """Rename, move or resize a frame."""

    frame_id: FrameId
    title: str
    area: Rect


@dataclass(frozen=True, slots=True)
class AddNote:
    """Add a note."""

    note: Note
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveNote:
    """Remove a note."""

    note_id: NoteId


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """Rewrite, move or resize a note."""

    note_id: NoteId
    text: str
    area: Rect


@dataclass(frozen=True, slots=True)
class SetName:
    """Name the workflow."""

    name: str


@dataclass(frozen=True, slots=True)
class SetDescription:
    """Describe the workflow."""

    description: str


@dataclass(frozen=True, slots=True)
class SetExtra:
    """Take over keys of the workflow that this version does not know: a file was read again."""

    extra: JsonObject


SingleEdit = (
    AddBlock
    | RemoveBlock
    | SetSpecs
    | SetTitle
    | SetEnabled
    | MoveBlocks
    | AddEdge
    | RemoveEdge
    | SetCondition
    | AddFrame
    | RemoveFrame
    | ChangeFrame
    | AddNote
    | RemoveNote
    | ChangeNote
    | SetName
    | SetDescription
    | SetExtra
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits that happen together or not at all."""

    edits: tuple["Edit", ...]


Edit = SingleEdit | Batch
