"""The inspector of the workflow itself and of a link."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.inspector.pages import (
    EdgePage,
    FramePage,
    NotePage,
    SeveralPage,
    WorkflowPage,
)
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.edits import SetDescription, SetTitle
from builder_app.workflow.parts import EdgeId
from tests.helpers.canvas_mouse import FRAME, MOD, NOTE, SHIFT, E, W, sample


@pytest.fixture
def session(qtbot: QtBot) -> EditorSession:
    return EditorSession(sample(), seed_catalogue())


@pytest.fixture
def panel(qtbot: QtBot, session: EditorSession) -> Iterator[InspectorPanel]:
    inspector = InspectorPanel(session, Theme("light"))
    qtbot.addWidget(inspector)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    yield inspector
    inspector.hide()


def test_name_and_description_are_written_and_each_stay_is_one_step(
    panel: InspectorPanel, session: EditorSession
) -> None:
    page = panel.widget()
    assert isinstance(page, WorkflowPage)
    page.name.setFocus()
    QTest.keyClicks(page.name, " two")
    page.description.setFocus()
    QTest.keyClicks(page.description, "abc")
    page.name.setFocus()
    page.description.setFocus()
    QTest.keyClicks(page.description, "def")
    assert session.workflow.name == "sample two"
    assert session.workflow.description == "abcdef"
    assert session.undo_stack.count() == 3
    session.undo_stack.undo()
    assert page.description.toPlainText() == "abc"
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert page.name.text() == "sample"


def test_a_link_names_its_blocks_as_they_are_called_now(
    panel: InspectorPanel, session: EditorSession
) -> None:
    edge = session.workflow.edge(EdgeId("we"))
    session.selection.select(edges=(edge.id,))
    panel.focus_first_field()
    assert session.perform(SetTitle(edge.to_block, "Find their address"), "Rename")
    shown = [label.text() for label in panel.findChildren(QLabel)]
    assert any(text.endswith(" → Find their address") for text in shown)
    session.undo_stack.undo()
    shown = [label.text() for label in panel.findChildren(QLabel)]
    assert not any("Find their address" in text for text in shown)


def test_the_condition_of_a_link_is_edited_and_emptied(
    panel: InspectorPanel, session: EditorSession
) -> None:
    session.selection.select(edges=(EdgeId("we"),))
    panel.focus_first_field()
    page = panel.widget()
    assert isinstance(page, EdgePage)
    assert page.condition.text() == "score > 3"
    assert page.condition.hasFocus()
    QTest.keyClicks(page.condition, "0")
    assert session.workflow.edge(EdgeId("we")).condition == "score > 30"
    session.undo_stack.undo()
    assert page.condition.text() == "score > 3"
    page.condition.selectAll()
    QTest.keyClick(page.condition, Qt.Key.Key_Backspace)
    assert session.workflow.edge(EdgeId("we")).condition is None


def test_several_things_are_named_and_switched_off_as_one_step(
    panel: InspectorPanel, session: EditorSession
) -> None:
    session.selection.select(blocks=(W, E), edges=(EdgeId("we"),))
    panel.focus_first_field()
    page = panel.widget()
    assert isinstance(page, SeveralPage)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "2 blocks, 1 link selected" in words
    assert "Webhook input\nFind email" in words
    QTest.mouseClick(page.disable, Qt.MouseButton.LeftButton)
    assert not session.workflow.block(W).enabled
    assert not session.workflow.block(E).enabled
    assert session.undo_stack.count() == 1
    assert not page.disable.isEnabled()
    session.undo_stack.undo()
    assert session.workflow.block(W).enabled
    assert page.disable.isEnabled()


def test_a_link_names_its_ends_and_can_be_removed(
    panel: InspectorPanel, session: EditorSession, qtbot: QtBot
) -> None:
    session.selection.select(edges=(EdgeId("we"),))
    panel.focus_first_field()
    page = panel.widget()
    assert isinstance(page, EdgePage)
    assert "Webhook input → Find email" in [label.text() for label in page.findChildren(QLabel)]
    QTest.mouseClick(page.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert not session.workflow.has_edge(EdgeId("we"))
    qtbot.waitUntil(lambda: isinstance(panel.widget(), WorkflowPage))


def test_the_title_of_a_frame_and_the_text_of_a_note_are_edited(
    panel: InspectorPanel, session: EditorSession
) -> None:
    session.selection.select(frames=(FRAME,))
    panel.focus_first_field()
    frame_page = panel.widget()
    assert isinstance(frame_page, FramePage)
    QTest.keyClicks(frame_page.title, " one")
    frame = session.workflow.frame(FRAME)
    assert frame is not None
    assert frame.title == "Group one"
    session.selection.select(notes=(NOTE,))
    panel.focus_first_field()
    note_page = panel.widget()
    assert isinstance(note_page, NotePage)
    assert note_page.text.toPlainText() == "<b>plain</b>"
    QTest.keyClicks(note_page.text, "!")
    note = session.workflow.note(NOTE)
    assert note is not None
    assert note.text == "<b>plain</b>!"
    assert session.undo_stack.count() == 2
    QTest.keyClick(note_page.text, Qt.Key.Key_Z, MOD)
    assert note_page.text.toPlainText() == "<b>plain</b>"


def test_undo_in_a_field_is_the_documents_and_the_cursor_stays(
    panel: InspectorPanel, session: EditorSession
) -> None:
    page = panel.widget()
    assert isinstance(page, WorkflowPage)
    page.description.setFocus()
    QTest.keyClicks(page.description, "one three")
    page.name.setFocus()
    page.description.setFocus()
    for _ in "three":
        QTest.keyClick(page.description, Qt.Key.Key_Left)
    QTest.keyClicks(page.description, "2 ")
    QTest.keyClick(page.description, Qt.Key.Key_Z, MOD)
    assert session.workflow.description == "one three"
    assert page.description.toPlainText() == "one three"
    assert page.description.textCursor().position() == len("one ")
    QTest.keyClick(page.description, Qt.Key.Key_Z, MOD | SHIFT)
    assert session.workflow.description == "one 2 three"
    QTest.keyClick(page.description, Qt.Key.Key_Z, MOD)
    QTest.keyClick(page.description, Qt.Key.Key_Y, MOD)
    assert session.workflow.description == "one 2 three"
    QTest.keyClicks(page.description, "x")
    assert session.undo_stack.count() == 3


def test_undo_from_another_field_undoes_what_was_last_done(
    panel: InspectorPanel, session: EditorSession
) -> None:
    page = panel.widget()
    assert isinstance(page, WorkflowPage)
    page.name.setFocus()
    QTest.keyClicks(page.name, " two")
    page.description.setFocus()
    QTest.keyClick(page.description, Qt.Key.Key_Z, MOD)
    assert page.name.text() == "sample"
    assert page.description.hasFocus()


@pytest.mark.parametrize("text", ["ערב טוב", "x" * 10_000, "a\nb", "🙂 z\n🙂"])
def test_any_text_comes_and_goes_whole(
    panel: InspectorPanel, session: EditorSession, text: str
) -> None:
    page = panel.widget()
    assert isinstance(page, WorkflowPage)
    session.perform(SetDescription("🙂 y"), "outside")
    session.perform(SetDescription(text), "outside")
    assert page.description.toPlainText() == text
    session.undo_stack.undo()
    assert page.description.toPlainText() == "🙂 y"
