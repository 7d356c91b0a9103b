"""Order and places of imported blocks, and what their cards show."""

from hypothesis import given
from hypothesis import strategies as st

from builder_app.analysis.cards import CARD_WIDTH, card_size, summary_lines
from builder_app.analysis.layout import lay_out
from builder_app.analysis.order import topological_order
from builder_app.catalogue.seed import seed_catalogue
from builder_app.workflow.geometry import Rect, Size
from builder_app.workflow.parts import Block, Edge
from tests.helpers.definitions import block, link

Graph = tuple[list[Block], list[Edge]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    names = [f"b{index}" for index in range(draw(st.integers(1, 14)))]
    pairs = [(a, b) for index, a in enumerate(names) for b in names[index + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=20, unique=True)) if pairs else []
    blocks = [block(name, "filter") for name in draw(st.permutations(names))]
    return blocks, [link(before, after) for before, after in chosen]


@given(graphs())
def test_every_block_comes_after_those_it_takes_rows_from(graph: Graph) -> None:
    blocks, edges = graph
    place = {block_id: index for index, block_id in enumerate(topological_order(blocks, edges))}
    assert place.keys() == {each.id for each in blocks}
    assert all(place[edge.from_block] < place[edge.to_block] for edge in edges)


@given(graphs())
def test_an_order_that_the_edges_allow_is_kept(graph: Graph) -> None:
    blocks, edges = graph
    by_id = {each.id: each for each in blocks}
    allowed = topological_order(blocks, edges)
    assert topological_order([by_id[block_id] for block_id in allowed], edges) == allowed


@given(graphs(), st.data())
def test_laid_out_blocks_never_overlap_and_run_from_left_to_right(
    graph: Graph, data: st.DataObject
) -> None:
    blocks, edges = graph
    heights = st.sampled_from([card_size(lines).height for lines in range(4)])
    sizes = {each.id: Size(CARD_WIDTH, data.draw(heights)) for each in blocks}
    places = lay_out(blocks, edges, sizes)
    areas = [
        Rect(places[i].x, places[i].y, sizes[i].width, sizes[i].height)
        for i in (each.id for each in blocks)
    ]
    overlaps = [
        (one, two) for at, one in enumerate(areas) for two in areas[at + 1 :] if one.overlaps(two)
    ]
    assert overlaps == []
    assert all(places[edge.from_block].x + CARD_WIDTH < places[edge.to_block].x for edge in edges)


def test_a_card_shows_three_short_lines_and_no_sample_rows() -> None:
    webhook = block(
        "in",
        "webhook",
        webhook_input='[{"email": "ada@example.org"}]',
        dataframe_type="LEAD",
        a="x" * 500,
        b=True,
        c=3,
    )
    lines = summary_lines(webhook, seed_catalogue().kind("webhook"))
    assert len(lines) == 3
    assert "ada@example.org" not in str(lines)
    assert all(len(value) <= 60 for _, value in lines)


def test_a_filter_s_card_reads_as_conditions() -> None:
    kept = block("f", "filter", filters=[{"column": "size", "operator": "greater", "value": 10}])
    assert summary_lines(kept, seed_catalogue().kind("filter")) == (("size", "greater 10"),)


def test_a_card_grows_by_one_line_each() -> None:
    assert [card_size(lines).height for lines in range(3)] == [58, 88, 104]
