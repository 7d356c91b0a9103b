"""The order and the places that are worked out from a drawing."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builder_app.analysis.layout import lay_out
from builder_app.analysis.order import topological_order
from builder_app.workflow.geometry import Rect, Size
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId

Drawing = tuple[tuple[Block, ...], tuple[Edge, ...]]


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Blocks in any order, with edges that make no loop."""
    count = draw(st.integers(0, 12))
    ids = [BlockId(f"b{index}") for index in range(count)]
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    edges = tuple(Edge(EdgeId(f"{a}-{b}"), ids[a], ids[b]) for a, b in chosen)
    return tuple(Block(each, "find_email") for each in draw(st.permutations(ids))), edges


@given(drawings())
def test_each_block_runs_after_those_it_takes_rows_from(drawing: Drawing) -> None:
    blocks, edges = drawing
    order = topological_order(blocks, edges)
    assert sorted(order) == sorted(block.id for block in blocks)
    for edge in edges:
        assert order.index(edge.from_block) < order.index(edge.to_block)


@given(drawings())
def test_an_order_that_the_edges_allow_is_kept(drawing: Drawing) -> None:
    blocks, edges = drawing
    by_id = {block.id: block for block in blocks}
    once = topological_order(blocks, edges)
    assert topological_order((by_id[each] for each in once), edges) == once


@given(drawings(), st.data())
def test_an_imported_drawing_never_has_cards_on_top_of_each_other(
    drawing: Drawing, data: st.DataObject
) -> None:
    blocks, edges = drawing
    heights = st.sampled_from((58.0, 88.0, 104.0, 120.0))
    sizes = {block.id: Size(224.0, data.draw(heights)) for block in blocks}
    places = lay_out(blocks, edges, sizes)
    cards = [
        Rect(places[b.id].x, places[b.id].y, sizes[b.id].width, sizes[b.id].height) for b in blocks
    ]
    for index, card in enumerate(cards):
        assert not any(card.overlaps(other) for other in cards[index + 1 :])
    for edge in edges:
        before, after = places[edge.from_block], places[edge.to_block]
        assert before.x < after.x or before.y + sizes[edge.from_block].height < after.y


def test_a_long_chain_is_laid_out_in_rows_as_one_reads() -> None:
    ids = [BlockId(f"b{index}") for index in range(5)]
    blocks = tuple(Block(each, "find_email") for each in ids)
    edges = tuple(Edge(EdgeId(a), a, b) for a, b in pairwise(ids))
    places = lay_out(blocks, edges, dict.fromkeys(ids, Size(224.0, 88.0)))
    assert [(places[each].x, places[each].y) for each in ids] == [
        (0, 0), (278, 0), (556, 0), (0, 184), (278, 184),
    ]  # fmt: skip
