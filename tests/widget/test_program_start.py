"""The first window: light, and the rest of the program comes while it is there."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from builder_app.messages import settings as say
from tests.helpers.program_window import running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
_ROOT = Path(__file__).resolve().parents[2]
_NEEDS_NOT = ("ui.canvas", "ui.document_view", "ui.files", "ui.publish", "workflow.edits")


def test_the_first_window_loads_none_of_the_editor() -> None:
    words = (
        "import builder_app.ui.program, sys;"
        "print(*(name for name in sys.modules if name.startswith('builder_app.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "builder_app.ui.main_window" in loaded
    early = [n for n in loaded if n.removeprefix("builder_app.").startswith(_NEEDS_NOT)]
    assert early == []


def test_a_command_given_before_the_rest_is_loaded_waits_for_it(qtbot: QtBot) -> None:
    with running_program(qtbot, loaded=False) as running:
        assert running.program._workbench is None
        running.do("file.new")
        assert running.window.current is not None


def test_the_palette_stands_beside_documents_only(qtbot: QtBot) -> None:
    with running_program(qtbot) as running:
        palette = running.window.palette_panel
        assert palette is not None
        assert not palette.isVisible()
        running.do("file.new")
        assert palette.isVisible()
        running.view().session.mark_saved()
        running.do("file.close")
        assert not palette.isVisible()


def test_what_went_wrong_at_the_start_is_told(qtbot: QtBot) -> None:
    with running_program(qtbot) as running:
        running.answer("OK")
        trouble = say.FOLDER_REFUSED(path="/nowhere", reason="Permission denied")
        running.program.start((), (trouble,))
        running.answered()
        assert "/nowhere" in running.said[0]


def test_the_header_says_under_which_name_it_will_be_published(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running_program(qtbot) as running:
        running.do("file.new")
        running.view().session.set_path(tmp_path / "first.wfb")
        words = [label.text() for label in running.window.header.findChildren(QLabel)]
        assert words[:2] == ["Untitled workflow", "first.wfb · saved"]
        assert running.window.tabs.tabText(0) == "first"
