"""The document: whatever is done to it can be undone, written down, and read back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder_app.workflow import edits as e
from builder_app.workflow.changes import Changes
from builder_app.workflow.edit_json import edit_from_json, edit_to_json
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import (
    Block,
    BlockId,
    Edge,
    EdgeId,
    Frame,
    FrameId,
    Note,
    NoteId,
)
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.workflow import Workflow

_names = st.sampled_from(["a", "b", "c", "d"])
_text = st.text(max_size=6)
_numbers = st.integers(-500, 500)
_points = st.builds(Point, _numbers, _numbers)
_areas = st.builds(Rect, _numbers, _numbers, _numbers, _numbers)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=6,
)
_specs = st.dictionaries(_text, _json, max_size=3)
_block_ids = _names.map(BlockId)
_edge_ids = _names.map(EdgeId)
_blocks = st.builds(Block, _block_ids, _text, _specs, _text, st.booleans(), st.none() | _text)
_edges = st.builds(Edge, _edge_ids, _block_ids, _block_ids, st.none() | _text)
_single = st.one_of(
    st.builds(e.AddBlock, _blocks, _points),
    st.builds(e.RemoveBlock, _block_ids),
    st.builds(e.SetSpecs, _block_ids, _specs),
    st.builds(e.SetTitle, _block_ids, _text),
    st.builds(e.SetEnabled, _block_ids, st.booleans()),
    st.builds(e.MoveBlocks, st.dictionaries(_block_ids, _points, max_size=3)),
    st.builds(e.AddEdge, _edges),
    st.builds(e.RemoveEdge, _edge_ids),
    st.builds(e.SetCondition, _edge_ids, st.none() | _text),
    st.builds(e.AddFrame, st.builds(Frame, _names.map(FrameId), _text, _areas)),
    st.builds(e.RemoveFrame, _names.map(FrameId)),
    st.builds(e.ChangeFrame, _names.map(FrameId), _text, _areas),
    st.builds(e.AddNote, st.builds(Note, _names.map(NoteId), _text, _areas)),
    st.builds(e.RemoveNote, _names.map(NoteId)),
    st.builds(e.ChangeNote, _names.map(NoteId), _text, _areas),
    st.builds(e.SetName, _text),
    st.builds(e.SetDescription, _text),
    st.builds(e.SetExtra, _specs),
)
_edits = _single | st.lists(_single, max_size=4).map(lambda some: e.Batch(tuple(some)))


@settings(max_examples=200, deadline=None)
@given(st.lists(_edits, max_size=25))
def test_inverses_in_reverse_order_bring_the_start_back(edits: list[e.Edit]) -> None:
    workflow = Workflow()
    start = workflow.snapshot()
    inverses = []
    for edit in edits:
        before = workflow.snapshot()
        try:
            inverses.append(workflow.apply(edit))
        except EditRejected:
            assert workflow.snapshot() == before
    for inverse in reversed(inverses):
        workflow.apply(inverse)
    assert workflow.snapshot() == start


@settings(max_examples=200, deadline=None)
@given(_edits)
def test_an_edit_written_as_json_is_read_back_equal(edit: e.Edit) -> None:
    assert edit_from_json(json.loads(json.dumps(edit_to_json(edit)))) == edit


@settings(max_examples=100, deadline=None)
@given(st.lists(_edits, max_size=25))
def test_a_snapshot_makes_an_equal_document(edits: list[e.Edit]) -> None:
    workflow = Workflow()
    for edit in edits:
        try:
            workflow.apply(edit)
        except EditRejected:
            continue
    assert Workflow.from_snapshot(workflow.snapshot()).snapshot() == workflow.snapshot()


def _chain() -> Workflow:
    workflow = Workflow()
    for name in ("a", "b", "c"):
        workflow.apply(e.AddBlock(Block(BlockId(name), name.upper()), Point(0, 0)))
    workflow.apply(e.AddEdge(Edge(EdgeId("1"), BlockId("a"), BlockId("b"))))
    workflow.apply(e.AddEdge(Edge(EdgeId("2"), BlockId("b"), BlockId("c"))))
    return workflow


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("a", "a"), "document.self_link"),
        (("a", "b"), "document.double_link"),
        (("c", "a"), "document.loop"),
    ],
)
def test_a_link_that_cannot_be_is_refused(pair: tuple[str, str], code: str) -> None:
    workflow = _chain()
    with pytest.raises(EditRejected) as refusal:
        workflow.apply(e.AddEdge(Edge(EdgeId("3"), BlockId(pair[0]), BlockId(pair[1]))))
    assert refusal.value.message.code == code
    assert workflow.edge_count == 2


def test_the_loop_is_named() -> None:
    message = _chain().link_refusal(BlockId("c"), BlockId("a"))
    assert message is not None
    assert "A → B → C → A" in message.text()


def test_an_observer_may_not_edit() -> None:
    workflow = _chain()

    def meddle(changes: Changes) -> None:
        del changes
        workflow.apply(e.SetName("no"))

    workflow.subscribe(meddle)
    with pytest.raises(RuntimeError):
        workflow.apply(e.SetDescription("x"))


def test_a_batch_is_announced_once_and_whole() -> None:
    workflow = _chain()
    heard: list[Changes] = []
    workflow.subscribe(heard.append)
    undo = workflow.apply(
        e.Batch((e.RemoveEdge(EdgeId("1")), e.Batch((e.RemoveBlock(BlockId("a")),))))
    )
    workflow.apply(undo)
    assert [[type(change).__name__ for change in changes] for changes in heard] == [
        ["EdgeRemoved", "BlockRemoved"],
        ["BlockAdded", "EdgeAdded"],
    ]


def test_a_refused_batch_is_not_heard_of() -> None:
    workflow = _chain()
    before = workflow.snapshot()
    heard: list[Changes] = []
    workflow.subscribe(heard.append)
    with pytest.raises(EditRejected):
        workflow.apply(e.Batch((e.SetName("x"), e.RemoveBlock(BlockId("b")))))
    assert heard == []
    assert workflow.snapshot() == before


def test_a_batch_may_turn_a_link_round_but_not_close_a_loop() -> None:
    workflow = _chain()
    turned = Edge(EdgeId("3"), BlockId("b"), BlockId("a"))
    workflow.apply(e.Batch((e.AddEdge(turned), e.RemoveEdge(EdgeId("1")))))
    assert [edge.id for edge in workflow.edges] == ["2", "3"]
    back = tuple(
        e.AddEdge(Edge(EdgeId(f"n{n}"), BlockId(f"x{n}"), BlockId(f"x{(n + 1) % 20}")))
        for n in range(20)
    )
    blocks = tuple(e.AddBlock(Block(BlockId(f"x{n}"), "filter"), Point(0, 0)) for n in range(20))
    with pytest.raises(EditRejected) as refusal:
        workflow.apply(e.Batch((*blocks, *back)))
    assert refusal.value.message.code == "document.loop"
    assert workflow.block_count == 3
