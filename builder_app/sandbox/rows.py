"""LEAD and COMPANY along the edges, as far as it is documented (API facts, section 8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder_app.sandbox.graph import Graph, Link

_ROW_TYPES = frozenset({"LEAD", "COMPANY"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """An edge along which rows of a type come to a block that takes only others."""

    link: Link
    emitted: str
    accepted: frozenset[str]


def misfits(graph: Graph) -> Iterator[Misfit]:
    """Yield the edges whose two sides are documented and do not fit."""
    emitted = row_types(graph)
    for link in graph.links:
        kind = graph.kinds[link.end]
        accepted = frozenset(row.name for row in kind.accepts)
        rows = emitted.get(link.start)
        if rows is None or not kind.typing_documented or not accepted:
            continue
        if rows not in accepted:
            yield Misfit(link, rows, accepted)


def row_types(graph: Graph) -> dict[int, str]:
    """Return what the blocks put out, by position, where that is certain.

    Blocks on a loop or after one, of undocumented typing, or fed with both types are left out.
    """
    coming: dict[int, set[str | None]] = {}
    missing = dict.fromkeys(range(len(graph.blocks)), 0)
    for link in graph.links:
        missing[link.end] += 1
    ready = [position for position, count in missing.items() if not count]
    emitted: dict[int, str] = {}
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


def _emitted(graph: Graph, position: int, coming: set[str | None]) -> str | None:
    kind = graph.kinds[position]
    if not kind.typing_documented:
        return None
    match kind.emits.name:
        case "LEAD" | "COMPANY":
            return kind.emits.name
        case "SAME" if len(coming) == 1:
            return next(iter(coming))
        case "BY_SPEC" if kind.emits_spec_field is not None:
            said = graph.blocks[position].specs.get(kind.emits_spec_field)
            return said if isinstance(said, str) and said in _ROW_TYPES else None
        case _:
            return None
