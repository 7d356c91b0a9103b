"""The looks: a card, a starter on the canvas, a form and the palette."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builder_app.analysis.problems import problems
from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.reader import read_definition
from builder_app.storage.json_file import read_json
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.palette.panel import PalettePanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.ui.welcome.starters import starters
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from tests.visual.conftest import MOST_DIFFERENT, LooksAs, different

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
_ONE_THEME = pytest.mark.parametrize("theme", ["light"], indirect=True)
_FILTER = Block(
    BlockId("f"),
    "filter",
    {"filters": [{"column": "email_status", "operator": "equals", "value": "OK"}, {}]},
)


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def one_block() -> EditorSession:
    snapshot = Snapshot(blocks=(_FILTER,), positions={_FILTER.id: Point(0, 0)})
    return EditorSession(snapshot, seed_catalogue())


def card(qtbot: QtBot, theme: Theme) -> CanvasView:
    """Show one selected card with a problem, as large as it can be."""
    session = one_block()
    view = CanvasView(session, theme)
    view.zoom_control.hide()
    shown(qtbot, view, 280, 150)
    view.show_problems(problems(session.workflow, session.catalogue))
    session.selection.select(blocks=(_FILTER.id,))
    view.restore_view_state((112.0, 45.0, 1.0))
    return view


def test_a_card(qtbot: QtBot, theme: Theme, looks_as: LooksAs) -> None:
    looks_as(f"card-{theme.choice}", card(qtbot, theme))


def test_a_starter_on_the_canvas(qtbot: QtBot, theme: Theme, looks_as: LooksAs) -> None:
    catalogue = seed_catalogue()
    read = read_definition(read_json(starters()[0].path), catalogue)
    view = CanvasView(EditorSession(read.snapshot, catalogue), theme)
    shown(qtbot, view, 880, 480)
    view.setFocus()
    view.zoom_to_fit()
    looks_as(f"starter-{theme.choice}", view)


@_ONE_THEME
def test_the_form_of_a_block(qtbot: QtBot, theme: Theme, looks_as: LooksAs) -> None:
    session = one_block()
    panel = InspectorPanel(session, theme)
    shown(qtbot, panel, 320, 560)
    session.selection.select(blocks=(_FILTER.id,))
    qtbot.wait(50)
    looks_as("form", panel)


@_ONE_THEME
def test_the_palette(qtbot: QtBot, theme: Theme, looks_as: LooksAs) -> None:
    view = CanvasView(one_block(), theme)
    qtbot.addWidget(view)
    panel = PalettePanel(seed_catalogue(), theme, view.ghost_of)
    shown(qtbot, panel, 240, 480)
    panel.list.setFocus()
    looks_as("palette", panel)


def test_another_colour_or_a_text_a_pixel_off_is_seen(qtbot: QtBot, theme: Theme) -> None:
    before = card(qtbot, theme).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert different(before, before.copy()) == 0
    shifted, coloured = before.copy(), before.copy()
    for picture in (shifted, coloured):
        painter = QPainter(picture)
        if picture is shifted:
            painter.drawImage(79, 45, before.copy(78, 45, 90, 20))  # the title, one pixel on
        else:
            painter.fillRect(42, 46, 8, 8, QColor("#ff00ff"))
        painter.end()
        assert different(before, picture) > MOST_DIFFERENT
