"""What comes from files, people and services is shown as it is: Qt reads no markup out of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTableWidget,
    QWidget,
)

from builder_app.settings.values import Connection
from builder_app.ui.widgets.dialogs import tell
from builder_app.workflow.edits import Edit, SetCondition, SetName, SetSpecs, SetTitle
from tests.helpers.canvas_mouse import sample
from tests.helpers.program_window import Running

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MARKUP = '<img src="file:///nowhere.png"><b>bold</b>'


def cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def tips_and_labels() -> Iterator[str]:
    """Give every text on the screen that Qt would take for markup if it looked like it."""
    for widget in QApplication.allWidgets():
        yield widget.toolTip()
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from cells(model)
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield widget.text()


def assert_nothing_is_markup() -> None:
    assert [text for text in tips_and_labels() if "<img" in text or "<b>" in text] == []


def test_a_document_full_of_markup(running: Running) -> None:
    view = running.files.show(sample())
    session = view.session
    block = session.workflow.blocks[1].id
    edits: tuple[Edit, ...] = (
        SetName(MARKUP),
        SetTitle(block, MARKUP),
        SetSpecs(block, {MARKUP: MARKUP, "mode": MARKUP}),
        *(SetCondition(edge.id, MARKUP * 9) for edge in session.workflow.edges),
    )
    for edit in edits:
        assert session.perform(edit, MARKUP)
    view.problems.check_now()
    view.say(MARKUP)
    assert any("&lt;img" in text for text in tips_and_labels())
    edge = session.workflow.edges[0].id
    for blocks, edges in (((block,), ()), ((), (edge,)), ((), ())):
        session.selection.select(blocks, edges)
        view.inspector.focus_first_field()
        assert_nothing_is_markup()
    items = view.canvas.canvas_scene.items()
    assert [item for item in items if "<img" in item.toolTip()] == []
    assert any("&lt;img" in item.toolTip() for item in items)


def test_names_of_files_and_connections(running: Running, tmp_path: Path) -> None:
    label = MARKUP[:60]
    account = Connection("a", label, "https://api.example", MARKUP)
    running.program._settings.change(lambda old: old.with_connection(account))
    running.program._settings.change(lambda old: replace(old, recent_files=(f"/{MARKUP}.wfb",)))
    running.workbench._show_recent()
    running.workbench.connections.use("a")
    running.do("edit.preferences")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QWidget)
    (table,) = dialog.findChildren(QTableWidget)
    assert any("&lt;img" in tip for tip in cells(table.model()))
    assert_nothing_is_markup()
    dialog.close()


def test_a_box_shows_all_of_its_words_as_they_are(running: Running) -> None:
    formats: list[Qt.TextFormat] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, look)
            return
        formats.extend(label.textFormat() for label in box.findChildren(QLabel) if label.text())
        box.accept()

    QTimer.singleShot(5, look)
    tell(running.window, "A", MARKUP, MARKUP)
    assert formats == [Qt.TextFormat.PlainText] * 2
