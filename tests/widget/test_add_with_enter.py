"""Enter in the palette: the new block follows the selected one, as one step."""

from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.snapshot import Snapshot


def test_a_block_added_without_a_place_is_linked_after_the_selected_one(qtbot: QtBot) -> None:
    session = EditorSession(Snapshot(), seed_catalogue())
    view = CanvasView(session, Theme())
    qtbot.addWidget(view)
    view.add_kind("webhook", None)
    view.add_kind("find_email", None)
    first, second = session.workflow.blocks
    (edge,) = session.workflow.edges
    assert (edge.from_block, edge.to_block) == (first.id, second.id)
    session.undo_stack.undo()
    assert session.workflow.blocks == (first,)
    assert session.workflow.edges == ()


def test_a_source_added_beside_a_block_is_not_linked(qtbot: QtBot) -> None:
    session = EditorSession(Snapshot(), seed_catalogue())
    view = CanvasView(session, Theme())
    qtbot.addWidget(view)
    view.add_kind("webhook", None)
    view.add_kind("search", None)
    assert session.workflow.edges == ()
