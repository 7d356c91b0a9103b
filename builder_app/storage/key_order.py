"""The order of keys inside specs, kept beside the sorted file.

The file's keys are sorted so that versions compare well, but the order of ``return_fields`` or of
an ``input_schema`` is the order of columns, which is the person's. Only objects whose own order is
not the sorted one are noted: ``{block id: {"/return_fields": ["title", "email"]}}``.
"""

from collections.abc import Iterable
from dataclasses import replace

from builder_app.workflow.json_value import JsonObject, JsonPath, JsonValue, walk
from builder_app.workflow.parts import Block


def key_orders(blocks: Iterable[Block]) -> JsonObject:
    """Return the orders worth noting, by block id and JSON pointer."""
    noted: JsonObject = {}
    for block in blocks:
        orders: JsonObject = {
            _pointer(path): list(value)
            for path, value in walk(block.specs)
            if isinstance(value, dict) and list(value) != sorted(value)
        }
        if orders:
            noted[block.id] = orders
    return noted


def with_key_orders(blocks: Iterable[Block], noted: JsonObject) -> tuple[Block, ...]:
    """Return the blocks with the noted orders. What does not fit is ignored: it is only order."""
    return tuple(_ordered_block(block, noted.get(block.id)) for block in blocks)


def _ordered_block(block: Block, orders: JsonValue) -> Block:
    if not isinstance(orders, dict):
        return block
    specs = _ordered(block.specs, (), orders)
    return replace(block, specs=specs) if isinstance(specs, dict) else block


def _ordered(value: JsonValue, path: JsonPath, orders: JsonObject) -> JsonValue:
    match value:
        case dict():
            wanted = orders.get(_pointer(path))
            named = [k for k in wanted if isinstance(k, str)] if isinstance(wanted, list) else []
            keys = dict.fromkeys([*(key for key in named if key in value), *value])
            return {key: _ordered(value[key], (*path, key), orders) for key in keys}
        case list():
            return [_ordered(item, (*path, i), orders) for i, item in enumerate(value)]
        case _:
            return value


def _pointer(path: JsonPath) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
