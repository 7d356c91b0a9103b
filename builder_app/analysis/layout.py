"""A layered layout for imports: left to right, in rows of columns as one reads."""

import math
from collections.abc import Iterable, Iterator, Mapping

from builder_app.analysis.order import topological_order
from builder_app.workflow.geometry import Point, Size
from builder_app.workflow.parts import Block, BlockId, Edge

GAP_X = 54.0
GAP_Y = 36.0
_BAND_GAP = 96.0  # between two rows of columns: a wire comes back through it
_LEAST_COLUMNS = 4
_WIDTH_TO_HEIGHT = 1.5  # of a long workflow, counted in blocks
_SWEEPS = 4


def lay_out(
    blocks: Iterable[Block], edges: Iterable[Edge], sizes: Mapping[BlockId, Size]
) -> dict[BlockId, Point]:
    """Return a place for every block; no two overlap. Linear time but for sorting.

    A block stands right of those it takes rows from, or in a later row of columns.
    """
    blocks, edges = tuple(blocks), tuple(edges)
    parents: dict[BlockId, list[BlockId]] = {block.id: [] for block in blocks}
    children: dict[BlockId, list[BlockId]] = {block.id: [] for block in blocks}
    for edge in edges:
        parents[edge.to_block].append(edge.from_block)
        children[edge.from_block].append(edge.to_block)
    layers = _layers(topological_order(blocks, edges), parents)
    for sweep in range(_SWEEPS):
        _sort_by_neighbours(layers, parents if sweep % 2 == 0 else children)
    places: dict[BlockId, Point] = {}
    top = 0.0
    for band in _bands(layers):
        placed = _place(band, parents, sizes)
        down = top - min(place.y for place in placed.values())
        places.update((block, place.moved(0.0, down)) for block, place in placed.items())
        top = _BAND_GAP + max(places[block].y + sizes[block].height for block in placed)
    return places


def _bands(layers: list[list[BlockId]]) -> Iterator[list[list[BlockId]]]:
    """Break a long row of layers into rows that are about as long as each other."""
    most = max(_LEAST_COLUMNS, math.ceil(math.sqrt(_WIDTH_TO_HEIGHT * len(layers))))
    columns = math.ceil(len(layers) / max(1, math.ceil(len(layers) / most)))
    for begin in range(0, len(layers), max(1, columns)):
        yield layers[begin : begin + columns]


def _layers(
    order: Iterable[BlockId], parents: Mapping[BlockId, list[BlockId]]
) -> list[list[BlockId]]:
    depth: dict[BlockId, int] = {}
    layers: list[list[BlockId]] = []
    for block in order:
        depth[block] = max((depth.get(parent, -1) + 1 for parent in parents[block]), default=0)
        while len(layers) <= depth[block]:
            layers.append([])
        layers[depth[block]].append(block)
    return layers


def _sort_by_neighbours(
    layers: list[list[BlockId]], neighbours: Mapping[BlockId, list[BlockId]]
) -> None:
    row = {block: float(index) for layer in layers for index, block in enumerate(layer)}
    for layer in layers:
        means = {
            block: sum(row[other] for other in near) / len(near) if near else row[block]
            for block, near in ((block, neighbours[block]) for block in layer)
        }
        layer.sort(key=means.__getitem__)
        row.update((block, float(index)) for index, block in enumerate(layer))


def _place(
    layers: list[list[BlockId]],
    parents: Mapping[BlockId, list[BlockId]],
    sizes: Mapping[BlockId, Size],
) -> dict[BlockId, Point]:
    places: dict[BlockId, Point] = {}
    x = 0.0
    for layer in layers:
        free_y = float("-inf")
        for block in layer:
            wanted = _mean_y(parents[block], places)
            y = max(wanted, free_y) if free_y > float("-inf") else wanted
            places[block] = Point(x, y)
            free_y = y + sizes[block].height + GAP_Y
        x += max((sizes[block].width for block in layer), default=0.0) + GAP_X
    return places


def _mean_y(parents: list[BlockId], places: Mapping[BlockId, Point]) -> float:
    placed = [places[parent].y for parent in parents if parent in places]
    return sum(placed) / len(placed) if placed else 0.0
