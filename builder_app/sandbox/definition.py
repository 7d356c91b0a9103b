"""A definition as it was sent, as plain values, and the ids that the sandbox gives its blocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class SentBlock:
    """One block of a request, with the names of the API (API facts, section 4)."""

    sequence_number: int
    block_type: str
    block_name: str
    specs: Mapping[str, object]
    block_id: str | None = None


@dataclass(frozen=True, slots=True)
class SentEdge:
    """One edge of a request."""

    from_block_id: str
    to_block_id: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A graph in the order in which it was sent: problems name blocks and edges by position."""

    blocks: tuple[SentBlock, ...]
    edges: tuple[SentEdge, ...]

    def as_json(self) -> dict[str, object]:
        """Return the graph as it goes over the wire."""
        return {
            "blocks": [
                {
                    "block_id": block.block_id,
                    "block_name": block.block_name,
                    "block_type": block.block_type,
                    "sequence_number": block.sequence_number,
                    "specs": dict(block.specs),
                }
                for block in self.blocks
            ],
            "edges": [
                {
                    "condition": edge.condition,
                    "from_block_id": edge.from_block_id,
                    "to_block_id": edge.to_block_id,
                }
                for edge in self.edges
            ],
        }


@dataclass(frozen=True, slots=True)
class CreateRequest:
    """The body of ``create_workflow``. ``workflow_id`` is the client's own, if it made one."""

    name: str
    description: str
    definition: Definition
    workflow_id: UUID | None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """The body of ``update_workflow``; None leaves a part as it is."""

    name: str | None
    description: str | None
    definition: Definition | None


def as_uuid(text: str) -> UUID | None:
    """Return the UUID that ``text`` spells, in any of the usual ways, else None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def stable_block_id(workflow_id: UUID, given: str) -> str:
    """Return what the sandbox calls a block: a UUID stays, anything else becomes a UUIDv5.

    The service normalises too, but its rule is not known (API facts, section 6). This one gives the
    same id for the same workflow and name, and another one in another workflow.
    """
    own = as_uuid(given)
    return str(own or uuid5(workflow_id, given))


def with_stable_ids(definition: Definition, workflow_id: UUID) -> Definition:
    """Return ``definition`` with a UUID for every block, and the edges rewritten with them."""
    nameless = uuid5(workflow_id, "blocks without an id")
    return Definition(
        blocks=tuple(
            replace(
                block,
                block_id=str(uuid5(nameless, str(position)))
                if block.block_id is None
                else stable_block_id(workflow_id, block.block_id),
            )
            for position, block in enumerate(definition.blocks)
        ),
        edges=tuple(
            replace(
                edge,
                from_block_id=stable_block_id(workflow_id, edge.from_block_id),
                to_block_id=stable_block_id(workflow_id, edge.to_block_id),
            )
            for edge in definition.edges
        ),
    )
