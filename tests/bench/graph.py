"""Large workflows for the benchmarks, the same ones in every run."""

import math
import random

from builder_app.workflow.geometry import Point
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot

_ACROSS, _DOWN = 290.0, 150.0
_EDGES_A_BLOCK = 1.3
_SPECS: tuple[tuple[str, JsonObject], ...] = (
    ("company_enrichment", {"return_fields": {"revenue": "", "employees": ""}}),
    ("find_email", {"mode": "PROFESSIONAL"}),
    (
        "filter",
        {"filters": [{"column": "title", "operator": "contains", "value": "VP"}], "logic": "and"},
    ),
    ("deduplicate", {"column": "email"}),
    ("lead_enrichment", {"return_fields": {"seniority": "", "linkedin": ""}}),
)


def large_workflow(count: int, seed: int = 42) -> Snapshot:
    """Return ``count`` blocks in layers with 1.3 links each, most of them between neighbours."""
    dice = random.Random(seed)  # noqa: S311 - the same graph in every run, no secret
    rows = max(2, round(math.sqrt(count)))
    blocks = tuple(_block(index, rows) for index in range(count))
    pairs: dict[tuple[int, int], None] = {}
    for index in range(rows, count):
        layer, row = divmod(index, rows)
        pairs[(_near(layer - 1, row + dice.randint(-2, 2), rows), index)] = None
    while len(pairs) < round(_EDGES_A_BLOCK * count) and count > rows:
        index = dice.randrange(rows, count)
        layer, row = divmod(index, rows)
        before = max(0, layer - dice.choice((1, 1, 1, 2, 3)))
        pairs[(_near(before, row + dice.randint(-6, 6), rows), index)] = None
    edges = tuple(
        Edge(EdgeId(f"e{number}"), blocks[one].id, blocks[other].id)
        for number, (one, other) in enumerate(pairs)
    )
    positions = {block.id: _place(index, rows) for index, block in enumerate(blocks)}
    return Snapshot("Large workflow", "", blocks, edges, positions=positions)


def _block(index: int, rows: int) -> Block:
    if index < rows:
        return Block(BlockId(f"b{index}"), "webhook", {"dataframe_type": "COMPANY"})
    kind, specs = _SPECS[index % len(_SPECS)]
    return Block(BlockId(f"b{index}"), kind, dict(specs), title=f"Step {index}")


def _place(index: int, rows: int) -> Point:
    layer, row = divmod(index, rows)
    return Point(layer * _ACROSS, row * _DOWN + (layer % 2) * 49.0)


def _near(layer: int, row: int, rows: int) -> int:
    return layer * rows + min(rows - 1, max(0, row))
