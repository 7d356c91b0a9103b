"""The inspector of the workflow itself and of a link."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.inspector.panel import EdgePage, InspectorPanel, WorkflowPage
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.parts import EdgeId
from tests.helpers.canvas_mouse import sample


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


def test_several_selected_things_are_counted(panel: InspectorPanel, session: EditorSession) -> None:
    session.selection.select(edges=(EdgeId("we"), EdgeId("ef")))
    panel.focus_first_field()
    page = panel.widget()
    assert page is not None
    assert not isinstance(page, EdgePage)
