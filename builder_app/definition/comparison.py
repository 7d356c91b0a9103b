"""Whether two graphs say the same, whatever their order and numbering."""

from collections.abc import Mapping

from builder_app.definition.id_map import with_server_ids
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import BlockId


def same_graph(ours: JsonObject, theirs: JsonObject, id_map: Mapping[BlockId, str]) -> bool:
    """Tell whether both hold the same blocks and edges.

    ``sequence_number`` is left out, since edges decide (API facts, section 19, 9), and so is
    ``block_type``, which the service may write in another vocabulary (section 7).
    """
    return _meaning(with_server_ids(ours, id_map)) == _meaning(theirs)


def _meaning(graph: JsonObject) -> tuple[JsonObject, JsonObject]:
    blocks: JsonObject = {}
    for block in _entries(graph, "blocks"):
        blocks[str(block.get("block_id"))] = {
            "name": block.get("block_name"),
            "specs": block.get("specs") or {},
        }
    edges: JsonObject = {}
    for edge in _entries(graph, "edges"):
        ends = f"{edge.get('from_block_id')} {edge.get('to_block_id')}"
        edges[ends] = edge.get("condition")
    return blocks, edges


def _entries(graph: JsonObject, name: str) -> list[JsonObject]:
    entries: JsonValue = graph.get(name)
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
