"""Preferences act at once and are there again at the next start."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter
from pytestqt.qtbot import QtBot

from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from builder_app.ui.preferences.about import AboutDialog
from builder_app.ui.preferences.dialog import PreferencesDialog
from tests.helpers.hanging_file import hanging
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


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


def preferences(running: Running) -> PreferencesDialog:
    running.do("edit.preferences")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreferencesDialog)
    return dialog


def test_theme_and_wheel_act_at_once(running: Running) -> None:
    dialog = preferences(running)
    dialog.appearance.theme.setCurrentIndex(2)
    dialog.appearance.wheel.setCurrentIndex(1)
    assert running.program.theme.tokens.dark
    assert running.program._settings.current.wheel == "zoom"
    dialog.close()


def test_a_bad_proxy_is_said_under_its_field_and_not_stored(running: Running) -> None:
    dialog = preferences(running)
    page = dialog.network
    page.own.setChecked(True)
    QTest.keyClicks(page.address, "http://proxy.example:3128")
    assert running.workbench.connections.proxy() == "http://proxy.example:3128"
    QTest.keyClicks(page.address, " nonsense")
    QTest.keyClick(page.address, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "not the address of a proxy" in page.trouble.text()
    assert running.workbench.connections.proxy() == "http://proxy.example:3128"
    page.direct.setChecked(True)
    assert running.workbench.connections.proxy() == ""
    assert page.trouble.text() == ""
    dialog.close()


def test_about_lists_what_is_shipped_with_its_licence(running: Running, qtbot: QtBot) -> None:
    running.do("help.about")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AboutDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 30, timeout=30_000)
    assert "Lesser General Public License" in dialog.text.toPlainText()
    (row,) = (r for r in range(dialog.list.count()) if "httpcore" in dialog.list.item(r).text())
    dialog.list.setCurrentRow(row)
    qtbot.waitUntil(lambda: "Encode OSS" in dialog.text.toPlainText(), timeout=30_000)
    dialog.close()


def test_a_log_that_hangs_does_not_keep_the_window(running: Running, qtbot: QtBot) -> None:
    log = places().log_file
    log.write_text("the last line\n", encoding="utf-8")
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    with hanging(log):
        running.do("help.diagnostics")
        running.do("file.new")  # the window goes on
        qtbot.waitUntil(lambda: any(t.name == "background" for t in threading.enumerate()))
        assert clipboard.text() == "before"
    qtbot.waitUntil(lambda: clipboard.text().endswith("the last line\n"), timeout=30_000)
