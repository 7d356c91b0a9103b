"""Gestures 59, 61, 62, 73 and 84: copies, disabled blocks, and walking through the problems."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder_app.definition.formats import as_curl, as_json_text
from builder_app.definition.model import Definition
from builder_app.definition.projection import published_graph
from builder_app.ui.canvas.view import CanvasView
from builder_app.workflow import edits as e
from builder_app.workflow.contents import Contents
from tests.helpers.program_window import Running, running_program

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
_Key = Qt.Key
_MOD, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def running(qtbot: QtBot) -> Iterator[Running]:
    with running_program(qtbot) as found:
        with qtbot.waitActive(found.window):
            found.window.activateWindow()
        found.do("file.new")
        canvas = found.view().canvas
        canvas.setFocus()
        for kind in ("webhook", "find_email", "filter"):
            canvas.add_kind(kind, None)
        QCursor.setPos(canvas.mapToGlobal(canvas.rect().center()))
        yield found


def _canvas(running: Running) -> CanvasView:
    canvas = running.view().canvas
    canvas.setFocus()
    return canvas


def _select(running: Running, *places: int) -> None:
    blocks = running.view().session.workflow.blocks
    running.view().session.selection.select(blocks=[blocks[place].id for place in places])


def _kinds(workflow: Contents) -> list[str]:
    return [block.kind for block in workflow.blocks]


def _links(workflow: Contents) -> list[tuple[str, str]]:
    kinds = {block.id: place for place, block in enumerate(workflow.blocks)}
    return [(str(kinds[edge.from_block]), str(kinds[edge.to_block])) for edge in workflow.edges]


def test_gesture_059_duplicates_beside_with_inner_wires(running: Running) -> None:
    _select(running, 1, 2)
    QTest.keyClick(_canvas(running), _Key.Key_D, _MOD)
    workflow = running.view().session.workflow
    assert _kinds(workflow) == ["webhook", "find_email", "filter", "find_email", "filter"]
    assert _links(workflow) == [("0", "1"), ("1", "2"), ("3", "4")]
    copies = {block.id for block in workflow.blocks[3:]}
    assert running.view().session.selection.blocks == copies
    assert workflow.position(workflow.blocks[3].id) != workflow.position(workflow.blocks[1].id)
    QTest.keyClick(_canvas(running), _Key.Key_Z, _MOD)
    assert workflow.block_count == 3


def test_gesture_061_copies_as_text_without_sample_rows(running: Running) -> None:
    workflow = running.view().session.workflow
    first = workflow.blocks[0]
    rows = '[{"email": "ada@example.com"}]'
    specs = {**first.specs, "webhook_input": rows}
    running.view().session.perform(e.SetSpecs(first.id, specs), "Rows")
    _select(running, 0, 1)
    QTest.keyClick(_canvas(running), _Key.Key_C, _MOD)
    text = QGuiApplication.clipboard().text()
    assert json.loads(text)["format"] == "sixtyfour-workflow-builder"
    assert "ada@example.com" not in text
    running.do("file.new")
    QTest.keyClick(_canvas(running), _Key.Key_V, _MOD)
    pasted = running.view().session.workflow
    assert (_kinds(pasted), _links(pasted)) == (["webhook", "find_email"], [("0", "1")])
    assert pasted.blocks[0].specs["webhook_input"] == rows  # between our own windows they go along
    assert pasted.blocks[0].id != first.id


def test_gesture_061_cut_is_one_step_and_pastes_back(running: Running) -> None:
    workflow = running.view().session.workflow
    _select(running, 2)
    QTest.keyClick(_canvas(running), _Key.Key_X, _MOD)
    assert _kinds(workflow) == ["webhook", "find_email"]
    QTest.keyClick(_canvas(running), _Key.Key_V, _MOD)
    assert _kinds(workflow) == ["webhook", "find_email", "filter"]
    running.do("edit.undo")
    running.do("edit.undo")
    assert _links(workflow) == [("0", "1"), ("1", "2")]


def test_gesture_062_paste_with_links_keeps_what_comes_in(running: Running) -> None:
    workflow = running.view().session.workflow
    _select(running, 1)
    QTest.keyClick(_canvas(running), _Key.Key_C, _MOD)
    QTest.keyClick(_canvas(running), _Key.Key_V, _MOD | _SHIFT)
    assert _links(workflow) == [("0", "1"), ("1", "2"), ("0", "3")]


@pytest.mark.parametrize("write", [as_json_text, as_curl])
def test_a_definition_or_a_curl_command_is_pasted(running: Running, write: object) -> None:
    snapshot = running.view().session.workflow.snapshot()
    graph = published_graph(snapshot, running.view().session.catalogue)
    definition = Definition("It’s a name", "", graph)
    assert callable(write)
    QGuiApplication.clipboard().setText(write(definition))
    QTest.keyClick(_canvas(running), _Key.Key_V, _MOD)
    workflow = running.view().session.workflow
    assert _kinds(workflow) == ["webhook", "find_email", "filter"] * 2
    assert _links(workflow)[2:] == [("3", "4"), ("4", "5")]


@pytest.mark.parametrize("text", ["", "hello", "{", '{"blocks": 3}', "curl -d", "curl 'x", "[1]"])
def test_text_that_is_no_workflow_changes_nothing_and_says_so(running: Running, text: str) -> None:
    before = running.view().session.workflow.snapshot()
    QGuiApplication.clipboard().setText(text)
    running.view().say("")
    running.do("edit.paste")
    assert running.view().session.workflow.snapshot() == before
    assert running.view().last_said() != ""


def test_gesture_073_disables_and_enables_as_one_step(running: Running) -> None:
    workflow = running.view().session.workflow
    _select(running, 1, 2)
    QTest.keyClick(_canvas(running), _Key.Key_D)
    assert [block.enabled for block in workflow.blocks] == [True, False, False]
    QTest.keyClick(_canvas(running), _Key.Key_D)
    assert [block.enabled for block in workflow.blocks] == [True, True, True]
    running.do("edit.undo")
    running.do("edit.undo")
    assert [block.enabled for block in workflow.blocks] == [True, True, True]


def test_gesture_084_walks_the_problems_around(running: Running) -> None:
    view = running.view()
    view.canvas.add_kind("webhook", None)
    view.canvas.add_kind("read_csv", None)
    found = view.problems.check_now()
    assert len(found) > 1
    seen = []
    for _ in range(len(found) + 1):
        QTest.keyClick(running.window, _Key.Key_F8)
        seen.append(view.last_said())
    assert seen[:-1] == [problem.message.text() for problem in found]
    assert seen[-1] == seen[0]
    QTest.keyClick(running.window, _Key.Key_F8, _SHIFT)
    assert view.last_said() == seen[-2]
