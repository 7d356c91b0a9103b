"""What a document holds, and how it is read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from builder_app.messages import Message
from builder_app.messages import document as say
from builder_app.workflow.geometry import Point
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
from builder_app.workflow.ranked import Ranked
from builder_app.workflow.rules import path_between
from builder_app.workflow.snapshot import Snapshot

_NO_EDGES: Mapping[BlockId, EdgeId] = MappingProxyType({})


class Contents:
    """Blocks, edges, frames, notes, names and positions, for reading. ``Workflow`` changes them."""

    def __init__(self) -> None:
        self._name = ""
        self._description = ""
        self._blocks: Ranked[BlockId, Block] = Ranked()
        self._edges: Ranked[EdgeId, Edge] = Ranked()
        self._frames: Ranked[FrameId, Frame] = Ranked()
        self._notes: Ranked[NoteId, Note] = Ranked()
        self._positions: dict[BlockId, Point] = {}
        self._outgoing: dict[BlockId, dict[BlockId, EdgeId]] = {}
        self._incoming: dict[BlockId, dict[BlockId, EdgeId]] = {}
        self._extra: JsonObject = {}

    def snapshot(self) -> Snapshot:
        """Return everything the document holds now, as a value any thread may have."""
        return Snapshot(
            name=self._name,
            description=self._description,
            blocks=self._blocks.in_order(),
            edges=self._edges.in_order(),
            frames=self._frames.in_order(),
            notes=self._notes.in_order(),
            positions=dict(self._positions),
            extra=self._extra,
        )

    @property
    def name(self) -> str:
        """The workflow's name."""
        return self._name

    @property
    def description(self) -> str:
        """The workflow's description."""
        return self._description

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the person's order."""
        return self._blocks.in_order()

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All edges in the person's order."""
        return self._edges.in_order()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """All frames, the lowest first."""
        return self._frames.in_order()

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, the lowest first."""
        return self._notes.in_order()

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self._blocks)

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return len(self._edges)

    def has_block(self, block_id: BlockId) -> bool:
        """Tell whether the block is there."""
        return block_id in self._blocks

    def has_edge(self, edge_id: EdgeId) -> bool:
        """Tell whether the edge is there."""
        return edge_id in self._edges

    def block(self, block_id: BlockId) -> Block:
        """Return the block. Raises ``KeyError``."""
        return self._blocks[block_id]

    def edge(self, edge_id: EdgeId) -> Edge:
        """Return the edge. Raises ``KeyError``."""
        return self._edges[edge_id]

    def frame(self, frame_id: FrameId) -> Frame | None:
        """Return the frame, or None when it is gone."""
        return self._frames.get(frame_id)

    def note(self, note_id: NoteId) -> Note | None:
        """Return the note, or None when it is gone."""
        return self._notes.get(note_id)

    def position(self, block_id: BlockId) -> Point:
        """Return the block's top left corner. Raises ``KeyError``."""
        return self._positions[block_id]

    def edges_into(self, block_id: BlockId) -> tuple[Edge, ...]:
        """Return the edges that bring rows to the block."""
        return tuple(self._edges[edge] for edge in self._incoming.get(block_id, _NO_EDGES).values())

    def edges_out_of(self, block_id: BlockId) -> tuple[Edge, ...]:
        """Return the edges that take rows from the block."""
        return tuple(self._edges[edge] for edge in self._outgoing.get(block_id, _NO_EDGES).values())

    def blocks_after(self, block_id: BlockId) -> Iterable[BlockId]:
        """Return the blocks that take rows straight from this one."""
        return self._outgoing.get(block_id, _NO_EDGES).keys()

    def link_refusal(self, from_block: BlockId, to_block: BlockId) -> Message | None:
        """Say why the document can't hold a link between two of its blocks, None when it can."""
        if refusal := self.pair_refusal(from_block, to_block):
            return refusal
        loop = self.loop_closed_by(from_block, to_block)
        return self.loop_message(loop) if loop else None

    def pair_refusal(self, from_block: BlockId, to_block: BlockId) -> Message | None:
        """Say why these two can't be linked, whatever the other links are."""
        if from_block == to_block:
            return say.SELF_LINK()
        if to_block in self._outgoing.get(from_block, _NO_EDGES):
            return say.DOUBLE_LINK()
        return None

    def loop_closed_by(self, from_block: BlockId, to_block: BlockId) -> tuple[BlockId, ...]:
        """Return the blocks of the loop that a link would close, () when it closes none."""
        return path_between(to_block, from_block, self.blocks_after)

    def loop_message(self, loop: tuple[BlockId, ...]) -> Message:
        """Say which loop it is, by the blocks' names."""
        names = [self._blocks[block].title or self._blocks[block].kind for block in loop]
        return say.LOOP(loop=" → ".join([*names, names[0]]))
