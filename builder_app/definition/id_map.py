"""What the service calls our blocks: local ids never change, the publish record has the map."""

from collections.abc import Mapping

from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import BlockId


def with_server_ids(graph: JsonObject, id_map: Mapping[BlockId, str]) -> JsonObject:
    """Return the graph with every mapped block id replaced, in blocks and edges alike."""
    if not id_map:
        return graph

    def renamed(entry: JsonValue, *names: str) -> JsonValue:
        if not isinstance(entry, dict):
            return entry
        changed: JsonObject = dict(entry)
        for name in names:
            local = changed.get(name)
            if isinstance(local, str):
                changed[name] = id_map.get(BlockId(local), local)
        return changed

    return {
        **graph,
        "blocks": [renamed(block, "block_id") for block in _entries(graph, "blocks")],
        "edges": [renamed(e, "from_block_id", "to_block_id") for e in _entries(graph, "edges")],
    }


def learned_ids(sent: JsonObject, answered: JsonObject | None) -> dict[BlockId, str]:
    """Return what the service calls the blocks that were sent (API facts, section 6).

    Blocks are matched by sequence number and kind; only ids that differ are in the map.
    """
    if answered is None:
        return {}
    theirs = {_place(block): _id(block) for block in _entries(answered, "blocks")}
    learned: dict[BlockId, str] = {}
    for block in _entries(sent, "blocks"):
        local, server = _id(block), theirs.get(_place(block))
        if local and server and local != server:
            learned[BlockId(local)] = server
    return learned


def _entries(graph: JsonObject, name: str) -> list[JsonValue]:
    entries = graph.get(name)
    return entries if isinstance(entries, list) else []


def _place(block: JsonValue) -> tuple[JsonValue, JsonValue]:
    if not isinstance(block, dict):
        return (None, None)
    number, kind = block.get("sequence_number"), block.get("block_name")
    return (number if isinstance(number, int) else None, kind if isinstance(kind, str) else None)


def _id(block: JsonValue) -> str | None:
    value = block.get("block_id") if isinstance(block, dict) else None
    return value if isinstance(value, str) else None
