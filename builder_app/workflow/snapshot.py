"""A whole document as one immutable value: what is saved, imported, published and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder_app.workflow.geometry import Point
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId, Edge, Frame, Note


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a document holds. The order of blocks and edges is the person's and is kept.

    ``positions`` names the top left corner of every block. ``extra`` holds unknown keys of the
    project file's top level.
    """

    name: str = ""
    description: str = ""
    blocks: tuple[Block, ...] = ()
    edges: tuple[Edge, ...] = ()
    frames: tuple[Frame, ...] = ()
    notes: tuple[Note, ...] = ()
    positions: Mapping[BlockId, Point] = field(default_factory=dict)
    extra: JsonObject = field(default_factory=dict)

    def block(self, block_id: BlockId) -> Block:
        """Return the block. Raises ``KeyError``."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise KeyError(block_id)
