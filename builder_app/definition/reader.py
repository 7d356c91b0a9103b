"""Reading definitions as they are found (API facts, section 7): bodies, bare graphs, answers."""

from dataclasses import dataclass

from builder_app.analysis.cards import block_size
from builder_app.analysis.layout import lay_out
from builder_app.catalogue.catalogue import Catalogue
from builder_app.messages import Message
from builder_app.messages import definition as say
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block, BlockId, Edge, new_block_id, new_edge_id
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow

_MOST_ENTRIES = 100_000
_BLOCK_KEYS = frozenset({"block_id", "block_name", "block_type", "sequence_number", "specs", "id"})
_EDGE_KEYS = frozenset({"from_block_id", "to_block_id", "condition"})


class DefinitionUnreadable(Exception):
    """This can't be read as a definition; ``message`` names the place."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


@dataclass(frozen=True, slots=True)
class ReadDefinition:
    """A definition as a document, laid out, and what had to be mended on the way."""

    snapshot: Snapshot
    remarks: tuple[Message, ...] = ()


def read_definition(data: JsonValue, catalogue: Catalogue) -> ReadDefinition:
    """Read a create_workflow body, a bare ``{blocks, edges}`` or a GET answer.

    Unknown keys of blocks and edges are kept. Raises :class:`DefinitionUnreadable`.
    """
    top = _object(data)
    graph = top.get("workflow_definition", top)
    if not isinstance(graph, dict) or "blocks" not in graph:
        raise DefinitionUnreadable(say.NOT_A_DEFINITION())
    remarks: list[Message] = []
    blocks = _blocks(graph.get("blocks"), remarks)
    edges = _edges(graph.get("edges", []), {block.id for block in blocks}, remarks)
    sizes = {block.id: block_size(block, catalogue.kind(block.kind)) for block in blocks}
    snapshot = Snapshot(
        name=_first_text(top, "workflow_name", "name"),
        description=_first_text(top, "workflow_description", "description"),
        blocks=blocks,
        edges=edges,
    )
    try:
        Workflow.from_snapshot(snapshot)
    except EditRejected as refusal:
        reason = say.GRAPH_REFUSED(reason=refusal.message.text())
        raise DefinitionUnreadable(reason) from refusal
    placed = Snapshot(
        name=snapshot.name,
        description=snapshot.description,
        blocks=blocks,
        edges=edges,
        positions=lay_out(blocks, edges, sizes),
    )
    return ReadDefinition(placed, tuple(remarks))


def _blocks(data: JsonValue, remarks: list[Message]) -> tuple[Block, ...]:
    entries = _list(data, "blocks")
    # the given order is the order of the sequence numbers where they are there
    numbered = sorted(enumerate(entries), key=lambda pair: _sequence(pair[1], pair[0]))
    blocks: dict[BlockId, Block] = {}
    made = 0
    for index, entry in numbered:
        place = f"blocks[{index}]"
        block, had_id = _block(entry, place)
        made += not had_id
        if block.id in blocks:
            raise DefinitionUnreadable(say.DOUBLE_ID(place=place, block=block.id))
        blocks[block.id] = block
    if made:
        remarks.append(say.IDS_MADE(count=made))
    return tuple(blocks.values())


def _sequence(entry: JsonValue, index: int) -> tuple[int, int]:
    number = entry.get("sequence_number") if isinstance(entry, dict) else None
    return (number, index) if isinstance(number, int) else (index + 1, index)


def _block(entry: JsonValue, place: str) -> tuple[Block, bool]:
    if not isinstance(entry, dict):
        raise DefinitionUnreadable(say.WRONG_KIND(place=place, wanted="an object"))
    block_type = entry.get("block_type")
    name = entry.get("block_name") or block_type
    if not isinstance(name, str) or not name:
        raise DefinitionUnreadable(say.NO_NAME(place=place))
    specs = entry.get("specs")
    if specs is not None and not isinstance(specs, dict):
        raise DefinitionUnreadable(say.WRONG_KIND(place=f"{place}.specs", wanted="an object"))
    given = entry.get("block_id")
    if given is None:
        given = entry.get("id")
    has_id = isinstance(given, str | int) and not isinstance(given, bool) and given != ""
    block = Block(
        id=BlockId(str(given)) if has_id else new_block_id(),
        kind=name,
        specs=specs or {},
        block_type=block_type if isinstance(block_type, str) else None,
        extra={key: value for key, value in entry.items() if key not in _BLOCK_KEYS},
    )
    return block, has_id


def _edges(data: JsonValue, known: set[BlockId], remarks: list[Message]) -> tuple[Edge, ...]:
    edges: dict[tuple[BlockId, BlockId], Edge] = {}
    doubles = 0
    for index, entry in enumerate(_list([] if data is None else data, "edges")):
        edge = _edge(entry, f"edges[{index}]", known)
        pair = (edge.from_block, edge.to_block)
        if pair in edges:
            if edges[pair].condition != edge.condition:
                raise DefinitionUnreadable(say.TWO_CONDITIONS(place=f"edges[{index}]"))
            doubles += 1
            continue
        edges[pair] = edge
    if doubles:
        remarks.append(say.DOUBLE_EDGES(count=doubles))
    return tuple(edges.values())


def _edge(entry: JsonValue, place: str, known: set[BlockId]) -> Edge:
    if not isinstance(entry, dict):
        raise DefinitionUnreadable(say.WRONG_KIND(place=place, wanted="an object"))
    ends: list[BlockId] = []
    for key in ("from_block_id", "to_block_id"):
        value = entry.get(key)
        if not isinstance(value, str | int):
            raise DefinitionUnreadable(say.WRONG_KIND(place=f"{place}.{key}", wanted="text"))
        if str(value) not in known:
            raise DefinitionUnreadable(say.DANGLING(place=f"{place}.{key}", block=str(value)))
        ends.append(BlockId(str(value)))
    condition = entry.get("condition")
    if condition is not None and not isinstance(condition, str):
        raise DefinitionUnreadable(say.WRONG_KIND(place=f"{place}.condition", wanted="text"))
    extra = {key: value for key, value in entry.items() if key not in _EDGE_KEYS}
    return Edge(new_edge_id(), ends[0], ends[1], condition, extra)


def _object(data: JsonValue) -> JsonObject:
    if not isinstance(data, dict):
        raise DefinitionUnreadable(say.NOT_A_DEFINITION())
    return data


def _list(data: JsonValue, place: str) -> list[JsonValue]:
    if not isinstance(data, list):
        raise DefinitionUnreadable(say.WRONG_KIND(place=place, wanted="a list"))
    if len(data) > _MOST_ENTRIES:
        raise DefinitionUnreadable(say.TOO_MANY(place=place, most=_MOST_ENTRIES))
    return data


def _first_text(data: JsonObject, *names: str) -> str:
    values = (data.get(name) for name in names)
    return next((value for value in values if isinstance(value, str)), "")
