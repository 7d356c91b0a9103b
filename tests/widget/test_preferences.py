"""Preferences act at once and are there again at the next start."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def running(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: None
) -> Iterator[Running]:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    with running_program(qtbot) as program:
        yield program


def kept() -> SettingsStore:
    return SettingsStore(places().settings_file)


def test_the_wheel_setting_reaches_every_canvas_open_or_opened_later(running: Running) -> None:
    running.do("file.new")
    first = running.view()
    running.program._settings.change(lambda old: replace(old, wheel="pan"))
    running.do("file.new")
    assert {view.canvas.wheel for view in running.window.views} == {"pan"}
    assert running.view() is not first


def test_panels_are_as_wide_as_they_were_left(running: Running, qtbot: QtBot) -> None:
    running.do("file.new")
    view = running.view()
    for splitter in (*view.findChildren(QSplitter), running.window._body):
        splitter.moveSplitter(splitter.sizes()[0] - 37, 1)
    sizes = running.window.pane_sizes()
    assert sizes["inspector"] > 330
    view.session.mark_saved()
    running.window.close()
    qtbot.waitUntil(lambda: not running.window.isVisible())
    running.program._settings.flush(30)
    assert kept().current.panes == sizes
    with running_program(qtbot) as again:
        again.do("file.new")
        qtbot.waitUntil(lambda: again.window.pane_sizes()["palette"] == sizes["palette"])
        inner = again.view()
        shown = {"inspector": inner._across.sizes()[1], "problems": inner._middle.sizes()[1]}
        assert shown == {name: sizes[name] for name in shown}
