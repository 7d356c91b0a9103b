"""Far out the canvas is painted in a batch: it must show the same document all the same."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.card_grid import CardGrid
from builder_app.ui.canvas.overview import card_color
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow import edits as e
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot

_ONE = BlockId("one")
_AT, _ELSEWHERE = Point(0, 0), Point(1800, 900)
_INSIDE = 40.0


def _canvas(qtbot: QtBot) -> CanvasView:
    snapshot = Snapshot("", "", (Block(_ONE, "find_email"),), positions={_ONE: _AT})
    view = CanvasView(EditorSession(snapshot, seed_catalogue()), Theme("light"))
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.restore_view_state((1000.0, 500.0, 0.2))
    return view


def _seen(view: CanvasView, place: Point) -> str:
    """Return the colour that is painted a little inside a card that stands there."""
    QApplication.processEvents()
    at = view.mapFromScene(QPointF(place.x + _INSIDE, place.y + _INSIDE))
    return view.viewport().grab().toImage().pixelColor(at).name()


def _card(view: CanvasView, *, enabled: bool = True) -> str:
    kind = seed_catalogue().kind("find_email")
    return card_color(kind.category, view.canvas_scene.theme.tokens, enabled=enabled).name()


def test_a_card_is_where_the_document_has_it(qtbot: QtBot) -> None:
    view = _canvas(qtbot)
    empty = QColor(view.canvas_scene.theme.tokens.canvas).name()
    assert _seen(view, _AT) == _card(view)
    view.session.perform(e.MoveBlocks({_ONE: _ELSEWHERE}), "Move")
    assert (_seen(view, _AT), _seen(view, _ELSEWHERE)) == (empty, _card(view))
    view.session.perform(e.RemoveBlock(_ONE), "Delete")
    assert _seen(view, _ELSEWHERE) == empty
    view.session.undo_stack.undo()
    view.session.undo_stack.undo()
    assert (_seen(view, _AT), _seen(view, _ELSEWHERE)) == (_card(view), empty)


def test_a_disabled_card_steps_back_and_the_theme_is_followed(qtbot: QtBot) -> None:
    view = _canvas(qtbot)
    view.session.perform(e.SetEnabled(_ONE, enabled=False), "Disable")
    assert _seen(view, _AT) == _card(view, enabled=False) != _card(view)
    view.canvas_scene.theme.choose("dark")
    dark = _card(view, enabled=False)
    assert _seen(view, _AT) == dark


def test_the_grid_finds_cards_across_its_cells() -> None:
    grid = CardGrid()
    wide = QRectF(-600, -300, 1300, 700)
    grid.put(BlockId("wide"), wide)
    grid.put(BlockId("far"), QRectF(5000, 5000, 10, 10))
    assert grid.within(QRectF(650, 350, 10, 10)) == [wide]
    assert grid.within(QRectF(701, 350, 10, 10)) == []
    grid.put(BlockId("wide"), wide.translated(9000, 0))
    assert grid.within(QRectF(0, 0, 10, 10)) == []
    grid.remove(BlockId("wide"))
    assert grid.within(QRectF(-10_000, -1000, 30_000, 3000)) == []
