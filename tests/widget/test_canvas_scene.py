"""What the canvas shows: it follows the document, item by item."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from builder_app.analysis.problems import problems
from builder_app.catalogue.kinds import RowType
from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.routing import route
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow import edits as e
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot

W, E, X = BlockId("w"), BlockId("e"), BlockId("x")
EMPTY = Snapshot(
    name="", description="", blocks=(), edges=(), frames=(), notes=(), positions={}, extra={}
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    canvas = CanvasView(EditorSession(EMPTY, seed_catalogue()), Theme("light"))
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    yield canvas
    canvas.hide()


def add(view: CanvasView, block: Block, at: Point) -> None:
    assert view.session.perform(e.AddBlock(block, at), "Add")


def test_an_empty_canvas_says_how_to_begin(view: CanvasView) -> None:
    (hint,) = [w for w in view.findChildren(QLabel) if w.isVisible()]
    assert hint.text() == "Drag a block here, or press Tab"
    add(view, Block(W, "webhook"), Point(0, 0))
    assert not hint.isVisible()
    view.session.undo_stack.undo()
    assert hint.isVisible()


def test_wires_and_ports_take_the_colour_of_what_flows(view: CanvasView, qtbot: QtBot) -> None:
    add(view, Block(W, "webhook", {"dataframe_type": "COMPANY"}), Point(0, 0))
    add(view, Block(E, "filter"), Point(300, 0))
    view.session.perform(e.AddEdge(Edge(EdgeId("we"), W, E)), "Link")
    wire = view.canvas_scene.edge_items[EdgeId("we")]
    qtbot.waitUntil(lambda: wire.row_type is RowType.COMPANY)
    assert view.canvas_scene.block_items[E].flow.takes is RowType.COMPANY
    assert wire.pen().color().name() == "#c77700"
    view.session.perform(e.SetSpecs(W, {"dataframe_type": "LEAD"}), "Specs")
    qtbot.waitUntil(lambda: wire.row_type is RowType.LEAD)


def test_words_and_conditions_follow_edits(view: CanvasView) -> None:
    add(view, Block(W, "webhook"), Point(0, 0))
    add(view, Block(E, "find_email"), Point(300, 0))
    view.session.perform(e.AddEdge(Edge(EdgeId("we"), W, E)), "Link")
    view.session.perform(e.SetTitle(E, "Work address"), "Rename")
    view.session.perform(e.SetCondition(EdgeId("we"), "a > 1"), "Condition")
    view.session.perform(e.SetEnabled(E, False), "Disable")
    item = view.canvas_scene.block_items[E]
    assert item.face.title == "Work address"
    assert not item.face.enabled
    assert view.canvas_scene.edge_items[EdgeId("we")].condition == "a > 1"
    for _ in range(3):
        view.session.undo_stack.undo()
    assert item.face.title != "Work address"
    assert view.canvas_scene.edge_items[EdgeId("we")].condition == ""


def test_an_unknown_kind_is_marked_and_long_words_are_cut(view: CanvasView) -> None:
    add(view, Block(X, "mystery", {"note": "w" * 300}, title="T" * 200), Point(0, 0))
    face = view.canvas_scene.block_items[X].face
    assert "unknown kind" in face.kind_line
    assert face.title.endswith("…")
    assert face.lines[0][1].endswith("…")
    assert not view.grab().isNull()


def test_problems_are_a_pill_with_plain_words(view: CanvasView) -> None:
    add(view, Block(E, "find_email", title="<b>x</b>"), Point(0, 0))
    view.show_problems(problems(view.session.workflow, view.session.catalogue))
    item = view.canvas_scene.block_items[E]
    assert item.badge
    assert "&lt;b&gt;" in item.toolTip()
    view.show_problems(())
    assert item.badge == ""
    assert item.toolTip() == ""


def test_a_wire_that_goes_back_runs_between_the_rows(view: CanvasView) -> None:
    add(view, Block(W, "find_email"), Point(600, 0))
    add(view, Block(E, "find_phone"), Point(0, 300))
    source, target = view.canvas_scene.block_items[W], view.canvas_scene.block_items[E]
    way = route(source.output_point(), target.input_point(), source.card_rect(), target.card_rect())
    assert source.card_rect().bottom() < way.middle.y() < target.card_rect().top()
    assert way.path.pointAtPercent(0) == source.output_point()
    assert way.path.pointAtPercent(1) == target.input_point()
    steps = [way.path.pointAtPercent(share / 200) for share in range(201)]
    cards = (source.card_rect().adjusted(1, 1, -1, -1), target.card_rect().adjusted(1, 1, -1, -1))
    assert not any(card.contains(step) for card in cards for step in steps)


def crosses_a_card(view: CanvasView, edge_id: EdgeId) -> bool:
    path = view.canvas_scene.edge_items[edge_id].path()
    steps = [path.pointAtPercent(share / 200) for share in range(201)]
    cards = [i.card_rect().adjusted(1, 1, -1, -1) for i in view.canvas_scene.block_items.values()]
    return any(card.contains(step) for card in cards for step in steps)


def test_a_wire_goes_around_cards_and_around_one_that_is_put_on_it(view: CanvasView) -> None:
    add(view, Block(W, "webhook"), Point(0, 0))
    add(view, Block(E, "find_email"), Point(900, 0))
    wire = EdgeId("we")
    view.session.perform(e.AddEdge(Edge(wire, W, E)), "Link")
    straight = view.canvas_scene.edge_items[wire].path()
    assert straight.boundingRect().height() == 0
    add(view, Block(X, "filter"), Point(400, 0))
    assert not crosses_a_card(view, wire)
    view.session.perform(e.MoveBlocks({X: Point(400, 600)}), "Move")
    view.session.perform(e.MoveBlocks({X: Point(400, -20)}), "Move")
    assert not crosses_a_card(view, wire)


def test_a_way_back_avoids_a_card_between_the_rows(view: CanvasView) -> None:
    add(view, Block(W, "find_email"), Point(600, 0))
    add(view, Block(X, "filter"), Point(300, 140))
    add(view, Block(E, "find_phone"), Point(0, 300))
    view.session.perform(e.AddEdge(Edge(EdgeId("we"), W, E)), "Link")
    assert not crosses_a_card(view, EdgeId("we"))


def test_a_closed_view_lets_go_of_the_document(qtbot: QtBot) -> None:
    session = EditorSession(EMPTY, seed_catalogue())
    canvas = CanvasView(session, Theme("dark"))
    canvas.deleteLater()
    qtbot.waitUntil(lambda: not isValid(canvas))
    assert session.perform(e.AddBlock(Block(W, "webhook"), Point(0, 0)), "Add")
    session.selection.select(blocks=(W,))
    session.undo_stack.undo()
    assert session.workflow.block_count == 0


def test_a_theme_change_repaints_in_other_colours(qtbot: QtBot, view: CanvasView) -> None:
    theme = view.canvas_scene.theme
    add(view, Block(W, "webhook"), Point(0, 0))
    light = view.grab().toImage().pixelColor(3, 3)
    theme.choose("dark")
    dark = view.grab().toImage().pixelColor(3, 3)
    assert light.lightness() > 200
    assert dark.lightness() < 60


@pytest.mark.parametrize("zoom", [0.05, 0.3, 1.0, 4.0])
def test_every_zoom_can_be_painted(view: CanvasView, zoom: float) -> None:
    add(view, Block(W, "webhook"), Point(0, 0))
    view.restore_view_state((100.0, 30.0, zoom))
    image = view.grab().toImage()
    middle = view.mapFromScene(QPointF(100, 30))
    assert image.pixelColor(middle).isValid()
    assert view.view_state()[2] == zoom
