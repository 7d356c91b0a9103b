"""A canvas with the sample workflow for every test of it, and the whole program for the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from tests.helpers.canvas_mouse import sample
from tests.helpers.program_window import Running, running_program


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[CanvasView]:
    session = EditorSession(sample(), seed_catalogue())
    canvas = CanvasView(session, theme)
    qtbot.addWidget(canvas)
    canvas.resize(1000, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.restore_view_state((300.0, 150.0, 1.0))
    canvas.setFocus()
    yield canvas
    canvas.hide()


@pytest.fixture
def running(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: None
) -> Iterator[Running]:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    with running_program(qtbot) as program:
        yield program
