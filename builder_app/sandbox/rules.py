"""What the sandbox refuses in a graph (API facts, section 15), one function a rule.

The service's list of reasons is only partly known: no blocks, blocks that do not fit, and invalid
block or edge configuration are documented; the rest is what a client is told to check itself.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from builder_app.catalogue.catalogue import Catalogue
from builder_app.messages import sandbox as say
from builder_app.sandbox.definition import Definition
from builder_app.sandbox.graph import (
    DEFINITION_LOC,
    Graph,
    Link,
    block_problem,
    edge_problem,
)
from builder_app.sandbox.limits import MAX_PROBLEMS
from builder_app.sandbox.problem import Problem, clipped, problem
from builder_app.sandbox.rows import misfits
from builder_app.sandbox.specs import invalid_specs

Rule = Callable[[Graph], Iterator[Problem]]


def problems_of(definition: Definition, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return what is wrong with ``definition``, at most ``MAX_PROBLEMS``; () accepts it.

    ``definition`` has a UUID for every block. Pure, but slow for large graphs: not for an event
    loop.
    """
    graph = Graph.of(definition, catalogue)
    found = (item for rule in RULES for item in rule(graph))
    return tuple(islice(found, MAX_PROBLEMS))


def no_blocks(graph: Graph) -> Iterator[Problem]:
    """A workflow without blocks (documented)."""
    if not graph.blocks:
        yield problem((*DEFINITION_LOC, "blocks"), say.NO_BLOCKS())


def unknown_kinds(graph: Graph) -> Iterator[Problem]:
    """A block name that nobody registered: the service dispatches on it."""
    for position, kind in enumerate(graph.kinds):
        if not kind.known:
            name = graph.blocks[position].block_name
            message = say.KIND_UNKNOWN(name=clipped(name))
            yield block_problem(position, ("block_name",), message, name)


def duplicate_block_ids(graph: Graph) -> Iterator[Problem]:
    """An id that two blocks share, in whatever spelling."""
    for position, block in enumerate(graph.blocks):
        if graph.positions[block.block_id or ""] != position:
            message = say.ID_TAKEN(block=block.block_id or "")
            yield block_problem(position, ("block_id",), message, block.block_id)


def edges_to_unknown_blocks(graph: Graph) -> Iterator[Problem]:
    """An end of an edge that names no block."""
    for position, edge in enumerate(graph.definition.edges):
        ends = (("from_block_id", edge.from_block_id), ("to_block_id", edge.to_block_id))
        for part, block_id in ends:
            if block_id not in graph.positions:
                message = say.EDGE_TO_NOWHERE(block=block_id)
                yield edge_problem(position, (part,), message, block_id)


def self_edges(graph: Graph) -> Iterator[Problem]:
    """An edge from a block to itself."""
    for link in graph.links:
        if link.start == link.end:
            yield edge_problem(link.edge, (), say.SELF_EDGE(name=graph.name(link.start)))


def duplicate_edges(graph: Graph) -> Iterator[Problem]:
    """A second edge between the same two blocks, in the same direction."""
    seen: set[tuple[int, int]] = set()
    for link in graph.links:
        if (link.start, link.end) in seen:
            message = say.DOUBLE_EDGE(source=graph.name(link.start), target=graph.name(link.end))
            yield edge_problem(link.edge, (), message)
        seen.add((link.start, link.end))


def cycles(graph: Graph) -> Iterator[Problem]:
    """Every edge that leads back to a block that it came from; self edges have their own rule."""
    done: set[int] = set()
    for start in range(len(graph.blocks)):
        if start not in done:
            for link in _edges_back(graph, start, done):
                source, target = graph.name(link.start), graph.name(link.end)
                yield edge_problem(link.edge, (), say.CYCLE(source=source, target=target))


def _edges_back(graph: Graph, start: int, done: set[int]) -> Iterator[Link]:
    # depth first without recursion: a chain of thousands of blocks must not end the interpreter
    path = {start}
    waiting = [(start, iter(graph.following.get(start, ())))]
    while waiting:
        block, links = waiting[-1]
        link = next(links, None)
        if link is None:
            waiting.pop()
            path.discard(block)
            done.add(block)
        elif link.end in path:
            if link.end != block:
                yield link
        elif link.end not in done:
            path.add(link.end)
            waiting.append((link.end, iter(graph.following.get(link.end, ()))))


def no_source(graph: Graph) -> Iterator[Problem]:
    """A graph in which no block brings in rows."""
    if graph.blocks and not graph.starters():
        yield problem((*DEFINITION_LOC, "blocks"), say.NO_SOURCE())


def several_sources(graph: Graph) -> Iterator[Problem]:
    """Every source but the first: ``specs_override`` speaks of one (API facts, section 6)."""
    starters = graph.starters()
    for position in starters[1:]:
        message = say.SEVERAL_SOURCES(name=graph.name(position), first=graph.name(starters[0]))
        yield block_problem(position, (), message)


def edges_into_sources(graph: Graph) -> Iterator[Problem]:
    """An edge into a block that takes no rows."""
    for link in graph.links:
        if graph.starts(link.end):
            message = say.INTO_SOURCE(name=graph.name(link.end))
            yield edge_problem(link.edge, ("to_block_id",), message)


def unreachable_blocks(graph: Graph) -> Iterator[Problem]:
    """A block that no source leads to. Without any source that one problem is enough."""
    starters = graph.starters()
    if starters:
        reached = graph.reached(starters)
        for position in range(len(graph.blocks)):
            if position not in reached:
                yield block_problem(position, (), say.UNREACHABLE(name=graph.name(position)))


def incompatible_blocks(graph: Graph) -> Iterator[Problem]:
    """Neighbours whose row types differ, when both are documented (API facts, section 8)."""
    for misfit in misfits(graph):
        message = say.ROWS_DO_NOT_FIT(
            source=graph.name(misfit.link.start),
            emitted=misfit.emitted,
            target=graph.name(misfit.link.end),
            accepted=" or ".join(sorted(misfit.accepted)),
        )
        yield edge_problem(misfit.link.edge, (), message)


RULES: tuple[Rule, ...] = (
    no_blocks,
    unknown_kinds,
    invalid_specs,
    duplicate_block_ids,
    edges_to_unknown_blocks,
    self_edges,
    duplicate_edges,
    cycles,
    no_source,
    several_sources,
    edges_into_sources,
    unreachable_blocks,
    incompatible_blocks,
)
