"""A definition with its kinds looked up and its edges resolved to positions, for the rules."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind
from builder_app.messages import Message
from builder_app.sandbox.definition import Definition, SentBlock
from builder_app.sandbox.problem import Loc, Problem, clipped, problem

DEFINITION_LOC: Loc = ("body", "workflow_definition")


@dataclass(frozen=True, slots=True)
class Link:
    """An edge whose ends exist: ``edge``, ``start`` and ``end`` are positions in the request."""

    edge: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Graph:
    """What the rules look at. ``definition`` has a UUID for every block."""

    definition: Definition
    kinds: tuple[BlockKind, ...]
    links: tuple[Link, ...]
    positions: dict[str, int]
    following: dict[int, list[Link]] = field(default_factory=dict)
    fed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, definition: Definition, catalogue: Catalogue) -> "Graph":
        """Return the graph of ``definition``. Of blocks with the same id the first is meant."""
        positions: dict[str, int] = {}
        for position, block in enumerate(definition.blocks):
            positions.setdefault(block.block_id or "", position)
        links = tuple(
            Link(edge, positions[sent.from_block_id], positions[sent.to_block_id])
            for edge, sent in enumerate(definition.edges)
            if sent.from_block_id in positions and sent.to_block_id in positions
        )
        following: dict[int, list[Link]] = {}
        for link in links:
            following.setdefault(link.start, []).append(link)
        return cls(
            definition,
            tuple(catalogue.kind(block.block_name) for block in definition.blocks),
            links,
            positions,
            following,
            frozenset(link.end for link in links),
        )

    @property
    def blocks(self) -> tuple[SentBlock, ...]:
        """The blocks in the order of the request."""
        return self.definition.blocks

    def name(self, position: int) -> str:
        """Return how a sentence calls the block: its kind, and its place in the request."""
        return f"{clipped(self.blocks[position].block_name)} (block {position + 1})"

    def starts(self, position: int) -> bool:
        """Return whether the block certainly brings in rows and takes none; guesses don't count."""
        kind = self.kinds[position]
        return kind.is_source is True or (kind.typing_documented and not kind.takes_input)

    def starters(self) -> tuple[int, ...]:
        """Return the blocks that start the workflow.

        Those are the certain sources, and the blocks without an edge into them of which nobody
        knows whether they can start one.
        """
        return tuple(
            position
            for position, kind in enumerate(self.kinds)
            if self.starts(position) or (kind.is_source is None and position not in self.fed)
        )

    def reached(self, starts: Iterable[int]) -> set[int]:
        """Return the blocks that rows from ``starts`` come to, those included."""
        reached = set(starts)
        waiting = deque(reached)
        while waiting:
            for link in self.following.get(waiting.popleft(), ()):
                if link.end not in reached:
                    reached.add(link.end)
                    waiting.append(link.end)
        return reached


def block_problem(position: int, part: Loc, message: Message, given: object = None) -> Problem:
    """Return a problem of one block of the request, at ``part`` inside it."""
    return problem((*DEFINITION_LOC, "blocks", position, *part), message, given)


def edge_problem(position: int, part: Loc, message: Message, given: object = None) -> Problem:
    """Return a problem of one edge of the request, at ``part`` inside it."""
    return problem((*DEFINITION_LOC, "edges", position, *part), message, given)
