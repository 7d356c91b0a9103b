"""What would go wrong: everything of API facts, section 15, that can be known offline."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from builder_app.analysis.bridging import without_disabled
from builder_app.analysis.graph import Graph
from builder_app.analysis.row_types import RowFlow, row_types
from builder_app.analysis.spec_check import SpecComplaint, field_words, spec_complaints
from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind, RowType
from builder_app.messages import Message, document
from builder_app.messages import analysis as say
from builder_app.workflow.contents import Contents
from builder_app.workflow.json_value import JsonObject, JsonPath
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId

SpecCheck = Callable[[JsonObject, BlockKind], tuple[SpecComplaint, ...]]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that would go wrong, or may. ``spec_path`` leads into the block's specs.

    ``at_field`` says what the field itself is told, where its form can't find that out by itself.
    """

    severity: Severity
    message: Message
    block_id: BlockId | None = None
    edge_id: EdgeId | None = None
    spec_path: JsonPath = ()
    at_field: Message | None = None


def problems(
    graph: Graph, catalogue: Catalogue, check: SpecCheck = spec_complaints
) -> tuple[Problem, ...]:
    """Return all problems, errors first, each in the person's order of the blocks.

    Judged is what would be published: without the disabled blocks, linked around them. ``check``
    may be a :class:`SpecChecks` that remembers.
    """
    graph = without_disabled(graph)
    enabled = {block.id: block for block in graph.blocks}
    if not enabled:
        return (Problem("error", say.NO_BLOCKS()),)
    found = [
        *_source_problems(enabled, catalogue),
        *_edge_problems(graph, enabled, catalogue),
        *_reach_problems(graph, enabled, catalogue),
    ]
    for block in enabled.values():
        found.extend(_block_problems(block, catalogue.kind(block.kind), check))
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def block_name(block: Block, catalogue: Catalogue) -> str:
    """Return the name a person knows a block by."""
    return block.title or catalogue.kind(block.kind).title


def link_refusal(
    workflow: Contents, catalogue: Catalogue, from_block: BlockId, to_block: BlockId
) -> Message | None:
    """Say why a link can't be drawn, None when it can: the document's rules and the sources'."""
    target = workflow.block(to_block)
    if not catalogue.kind(target.kind).takes_input:
        return document.INTO_SOURCE(block=block_name(target, catalogue))
    return workflow.link_refusal(from_block, to_block)


def _source_problems(enabled: dict[BlockId, Block], catalogue: Catalogue) -> Iterator[Problem]:
    sources = [b for b in enabled.values() if catalogue.kind(b.kind).is_source]
    maybe = [b for b in enabled.values() if catalogue.kind(b.kind).is_source is None]
    if not sources and not maybe:
        yield Problem("error", say.NO_SOURCE())
    if len(sources) > 1:
        for block in sources:
            name = block_name(block, catalogue)
            message = say.SEVERAL_SOURCES(block=name, count=len(sources))
            yield Problem("error", message, block.id)


def _edge_problems(
    graph: Graph, enabled: dict[BlockId, Block], catalogue: Catalogue
) -> Iterator[Problem]:
    flows = row_types(graph, catalogue)
    for edge in graph.edges:
        before, after = enabled[edge.from_block], enabled[edge.to_block]
        kind = catalogue.kind(after.kind)
        if not kind.takes_input:
            message = say.INTO_SOURCE(block=block_name(after, catalogue))
            # that it is a source may be our guess: what no source documents never blocks
            severity: Severity = "error" if kind.is_source else "warning"
            yield Problem(severity, message, after.id, edge.id)
        elif problem := _mismatch(edge, (before, after), flows[before.id], catalogue):
            yield problem
    for block_id, count in Counter(edge.to_block for edge in graph.edges).items():
        if count > 1:
            name = block_name(enabled[block_id], catalogue)
            yield Problem("warning", say.FAN_IN(block=name, count=count), block_id)


def _mismatch(
    edge: Edge, pair: tuple[Block, Block], flow: RowFlow, catalogue: Catalogue
) -> Problem | None:
    before, after = pair
    given = flow.emits
    kind = catalogue.kind(after.kind)
    if given is None or given in kind.accepts or not kind.known:
        return None
    wanted = next(iter(kind.accepts))
    message = say.TYPE_MISMATCH(
        block=block_name(after, catalogue),
        before=block_name(before, catalogue),
        wanted=_rows(wanted),
        given=_rows(given),
    )
    # what no source documents may warn, never block (API facts, section 8)
    sure = kind.typing_documented and flow.documented
    return Problem("error" if sure else "warning", message, after.id, edge.id)


def _rows(row_type: RowType) -> str:
    return say.PEOPLE if row_type is RowType.LEAD else say.COMPANIES


def _reach_problems(
    graph: Graph, enabled: dict[BlockId, Block], catalogue: Catalogue
) -> Iterator[Problem]:
    following: dict[BlockId, list[BlockId]] = {}
    fed = set()
    for edge in graph.edges:
        following.setdefault(edge.from_block, []).append(edge.to_block)
        fed.add(edge.to_block)
    starts = [
        block.id
        for block in graph.blocks
        if catalogue.kind(block.kind).is_source
        or (catalogue.kind(block.kind).is_source is None and block.id not in fed)
    ]
    reached, waiting = set(starts), list(starts)
    while waiting:
        for after in following.get(waiting.pop(), ()):
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    for block in enabled.values():
        if block.id not in reached:
            message = say.UNREACHABLE(block=block_name(block, catalogue))
            yield Problem("error", message, block.id)


def _block_problems(block: Block, kind: BlockKind, check: SpecCheck) -> Iterator[Problem]:
    name = block.title or kind.title
    if not kind.known:
        yield Problem("warning", say.UNKNOWN_KIND(kind=block.kind), block.id)
        return
    for complaint in check(block.specs, kind):
        message = say.SPEC_INVALID(
            block=name, field=field_words(complaint.path, kind), complaint=complaint.text
        )
        yield Problem("error", message, block.id, spec_path=complaint.path)
    for required in kind.required_inferred:
        if block.specs.get(required) in (None, "", [], {}):
            message = say.SPEC_PROBABLY_MISSING(block=name, field=field_words((required,), kind))
            yield Problem("warning", message, block.id, spec_path=(required,))
    if block.specs.get("auto_execute") is True:
        yield Problem(
            "warning", say.AUTO_EXECUTE(block=name), block.id, spec_path=("auto_execute",)
        )
