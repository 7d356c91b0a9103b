"""The parts of a document, as frozen values named by ids that never change."""

import uuid
from dataclasses import dataclass, field
from typing import NewType

from builder_app.workflow.geometry import Rect
from builder_app.workflow.json_value import JsonObject

BlockId = NewType("BlockId", str)
EdgeId = NewType("EdgeId", str)
FrameId = NewType("FrameId", str)
NoteId = NewType("NoteId", str)


def new_block_id() -> BlockId:
    """Return a fresh id: a UUID, since the service normalises all others (API facts, section 6)."""
    return BlockId(str(uuid.uuid4()))


def new_edge_id() -> EdgeId:
    """Return a fresh id. Edges have none at the service: it is only ours."""
    return EdgeId(str(uuid.uuid4()))


def new_frame_id() -> FrameId:
    """Return a fresh id."""
    return FrameId(str(uuid.uuid4()))


def new_note_id() -> NoteId:
    """Return a fresh id."""
    return NoteId(str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class Block:
    """One step of a workflow.

    ``kind`` is the service's ``block_name``; ``block_type`` is kept exactly as it was read,
    ``None`` for a block made here (API facts, section 7). ``title`` is the person's own name for
    the block, "" for the kind's. ``extra`` holds keys that this version does not know; they
    survive a round trip.
    """

    id: BlockId
    kind: str
    specs: JsonObject = field(default_factory=dict)
    title: str = ""
    enabled: bool = True
    block_type: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """Rows flow from ``from_block`` to ``to_block``.

    ``condition`` is reserved at the service (API facts, section 4): kept and sent as it is.
    """

    id: EdgeId
    from_block: BlockId
    to_block: BlockId
    condition: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """A titled area behind blocks. Layout only, never published."""

    id: FrameId
    title: str
    area: Rect
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A sticky note. Layout only, never published."""

    id: NoteId
    text: str
    area: Rect
    extra: JsonObject = field(default_factory=dict)
