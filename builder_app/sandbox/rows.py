"""LEAD and COMPANY along the edges, as far as it is documented (API facts, section 8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder_app.catalogue.kinds import Emits, RowType
from builder_app.sandbox.graph import Graph, Link


@dataclass(frozen=True, slots=True)
class Misfit:
    """An edge along which rows of a type come to a block that takes only others."""

    link: Link
    emitted: RowType
    accepted: frozenset[RowType]


def misfits(graph: Graph) -> Iterator[Misfit]:
    """Yield the edges whose two sides are documented and do not fit."""
    emitted = row_types(graph)
    for link in graph.links:
        kind = graph.kinds[link.end]
        rows = emitted.get(link.start)
        if rows is None or not kind.typing_documented or not kind.accepts:
            continue
        if rows not in kind.accepts:
            yield Misfit(link, rows, kind.accepts)


def row_types(graph: Graph) -> dict[int, RowType]:
    """Return what the blocks put out, by position, where that is certain.

    Blocks on a loop or after one, of undocumented typing, or fed with both types are left out.
    """
    coming: dict[int, set[RowType | None]] = {}
    missing = dict.fromkeys(range(len(graph.blocks)), 0)
    for link in graph.links:
        missing[link.end] += 1
    ready = [position for position, count in missing.items() if not count]
    emitted: dict[int, RowType] = {}
    while ready:
        position = ready.pop()
        rows = _emitted(graph, position, coming.get(position, set()))
        if rows is not None:
            emitted[position] = rows
        for link in graph.following.get(position, ()):
            coming.setdefault(link.end, set()).add(rows)
            missing[link.end] -= 1
            if not missing[link.end]:
                ready.append(link.end)
    return emitted


def _emitted(graph: Graph, position: int, coming: set[RowType | None]) -> RowType | None:
    kind = graph.kinds[position]
    if not kind.typing_documented:
        return None
    match kind.emits:
        case Emits.LEAD | Emits.COMPANY:
            return RowType(kind.emits)
        case Emits.SAME if len(coming) == 1:
            return next(iter(coming))
        case Emits.BY_SPEC if kind.emits_spec_field is not None:
            said = graph.blocks[position].specs.get(kind.emits_spec_field)
            return RowType(said) if isinstance(said, str) and said in set(RowType) else None
        case _:
            return None
