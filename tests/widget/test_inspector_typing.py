"""What a person types into the inspector, and what the document then holds."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.edits import AddBlock, SetSpecs
from builder_app.workflow.geometry import Point
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot

SEARCH, COMPANIES, FILTER, SECRET, LINK = "b1", "b2", "b3", "b4", EdgeId("e1")
KINDS = {SEARCH: "search", COMPANIES: "company_enrichment", FILTER: "filter", SECRET: "llm_openai"}
CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)


class Desk:
    """The panel on a session, and what a person does with it."""

    def __init__(self, qtbot: QtBot) -> None:
        blocks = tuple(Block(BlockId(name), kind) for name, kind in KINDS.items())
        places = {block.id: Point(300.0 * at, 0.0) for at, block in enumerate(blocks)}
        edge = Edge(LINK, blocks[0].id, blocks[1].id)
        snapshot = Snapshot(name="Leads", blocks=blocks, edges=(edge,), positions=places)
        self.session = EditorSession(snapshot, seed_catalogue())
        self.panel = InspectorPanel(self.session, Theme("light"))
        qtbot.addWidget(self.panel)
        self.panel.resize(319, 900)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)

    def choose(self, block: str) -> None:
        self.session.selection.select(blocks=(BlockId(block),))
        self.panel.focus_first_field()

    def page(self) -> QWidget:
        page = self.panel.widget()
        assert page is not None
        return page

    def control(self, name: str) -> QWidget:
        page = self.page()
        found = [
            child
            for kind in CONTROLS
            for child in page.findChildren(kind)
            if child.accessibleName() == name
        ]
        assert found, f"no field “{name}”"
        return found[0]

    def enter(self, name: str) -> QWidget:
        control = self.control(name)
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        assert control.hasFocus(), name
        return control

    def type_into(self, name: str, text: str) -> None:
        QTest.keyClicks(self.enter(name), text)

    def press(self, text: str) -> None:
        page = self.page()
        button = next(b for b in page.findChildren(QPushButton) if b.text() == text)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def show_json(self) -> QPlainTextEdit:
        tabs = self.page().findChild(QTabBar)
        assert isinstance(tabs, QTabBar)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
        editor = self.control("Specs as JSON")
        assert isinstance(editor, QPlainTextEdit)
        editor.setFocus()
        return editor

    def specs(self, block: str) -> JsonObject:
        return self.session.workflow.block(BlockId(block)).specs

    def labels(self) -> list[str]:
        page = self.page()
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]

    @property
    def steps(self) -> int:
        return self.session.undo_stack.count()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.panel.hide()


def replace_text(editor: QPlainTextEdit, text: str) -> None:
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)


def test_typing_a_text_in_one_go_is_one_undo_step(desk: Desk) -> None:
    desk.choose(COMPANIES)
    desk.type_into("Which people", "C-suite")
    assert desk.specs(COMPANIES) == {"people_focus_prompt": "C-suite"}
    assert desk.steps == 1
    desk.session.undo_stack.undo()
    assert desk.specs(COMPANIES) == {}


def test_a_number_that_is_none_is_kept_with_a_sentence_and_the_specs_wait(desk: Desk) -> None:
    desk.choose(SEARCH)
    desk.type_into("Most rows", "12x")
    line = desk.control("Most rows")
    assert isinstance(line, QLineEdit)
    assert line.text() == "12x"
    assert desk.specs(SEARCH) == {"max_results": 12}
    assert "⚠ Enter a whole number." in desk.labels()


def test_a_choice_is_made_and_taken_back_with_the_keyboard(desk: Desk) -> None:
    desk.choose(SEARCH)
    combo = desk.enter("Row type")
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert desk.specs(SEARCH) == {"dataframe_type": "LEAD"}
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert desk.specs(SEARCH) == {}


def test_a_switch_writes_true_and_then_false(desk: Desk) -> None:
    desk.choose(COMPANIES)
    box = desk.enter("Find people too")
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert desk.specs(COMPANIES) == {"find_people": True}
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert desk.specs(COMPANIES) == {"find_people": False}


def test_undo_from_outside_shows_in_the_field_and_the_focus_stays(desk: Desk) -> None:
    desk.choose(COMPANIES)
    desk.type_into("Which people", "VP")
    desk.session.undo_stack.undo()
    text = desk.control("Which people")
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == ""
    assert text.hasFocus()


def test_half_typed_json_survives_another_block_and_says_where_it_breaks(desk: Desk) -> None:
    desk.choose(SEARCH)
    replace_text(desk.show_json(), '{"query": "vp"')
    desk.choose(FILTER)
    desk.choose(SEARCH)
    editor = desk.show_json()
    assert editor.toPlainText() == '{"query": "vp"'
    assert "⚠ Not JSON yet: line 1, column 15." in desk.labels()
    assert desk.specs(SEARCH) == {}


def test_json_that_became_valid_is_in_the_specs_as_one_step(desk: Desk) -> None:
    desk.choose(SEARCH)
    replace_text(desk.show_json(), '{"query": "vp", "max_results": 5}')
    assert desk.specs(SEARCH) == {"query": "vp", "max_results": 5}
    assert desk.steps == 1


def test_json_can_be_cleared_and_typed_anew(desk: Desk) -> None:
    desk.session.perform(SetSpecs(BlockId(SEARCH), {"query": "vp"}), "given")
    desk.choose(SEARCH)
    editor = desk.show_json()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, '{"query": "cto"}')
    assert editor.toPlainText() == '{"query": "cto"}'
    assert desk.specs(SEARCH) == {"query": "cto"}


def test_one_and_true_are_two_values_in_the_json(desk: Desk) -> None:
    desk.choose(SEARCH)
    editor = desk.show_json()
    replace_text(editor, '{"auto_execute": 1}')
    QApplication.clipboard().setText('{"auto_execute": true}')
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.specs(SEARCH)["auto_execute"] is True


def test_a_filter_condition_is_added_and_filled_in(desk: Desk) -> None:
    desk.choose(FILTER)
    desk.press("+ Add")
    desk.type_into("Column", "title")
    assert desk.specs(FILTER) == {"filters": [{"column": "title"}]}


def test_a_half_typed_value_inside_a_list_survives_another_block(desk: Desk) -> None:
    desk.choose(FILTER)
    desk.press("+ Add")
    desk.type_into("Column", "title")
    desk.type_into("Value", "[1, ")
    desk.choose(SEARCH)
    desk.choose(FILTER)
    control = desk.control("Value")
    assert isinstance(control, QPlainTextEdit | QLineEdit)
    text = control.text() if isinstance(control, QLineEdit) else control.toPlainText()
    assert text == "[1, "


def test_the_step_number_follows_the_workflow(desk: Desk) -> None:
    desk.choose(COMPANIES)
    assert "company_enrichment · step 2 of 4" in desk.labels()
    extra = Block(BlockId("b9"), "webhook")
    desk.session.perform(AddBlock(extra, Point(0.0, 400.0)), "Add block")
    desk.panel.focus_first_field()
    assert "company_enrichment · step 2 of 5" in desk.labels()


def test_a_returned_field_is_named_and_described(desk: Desk) -> None:
    desk.choose(COMPANIES)
    desk.press("+ Add")
    desk.type_into("Name 1", "revenue")
    desk.type_into("Description", "in USD")
    returned = desk.specs(COMPANIES)["return_fields"]
    assert isinstance(returned, dict)
    assert returned["revenue"] == {"description": "in USD"}


def test_escape_gives_the_keyboard_back_to_the_canvas(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(SEARCH)
    line = desk.enter("Most rows")
    with qtbot.waitSignal(desk.panel.canvas_requested):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_the_name_of_a_block_is_edited_in_place(desk: Desk) -> None:
    desk.choose(SEARCH)
    desk.type_into("Name of the block", "Find CTOs")
    assert desk.session.workflow.block(BlockId(SEARCH)).title == "Find CTOs"
    assert desk.steps == 1


def test_a_spec_that_came_through_the_json_is_in_the_form_too(desk: Desk) -> None:
    desk.choose(FILTER)
    replace_text(desk.show_json(), '{"secret_knob": 3}')
    tabs = desk.page().findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    name = desk.control("Name 1")
    assert isinstance(name, QLineEdit)
    assert name.text() == "secret_knob"


def test_naming_another_spec_like_a_field_never_overwrites_the_field(desk: Desk) -> None:
    given: JsonObject = {"query": "a", "knob": 1}
    desk.session.perform(SetSpecs(BlockId(SEARCH), given), "given")
    desk.choose(SEARCH)
    line = desk.enter("Name 1")
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "query")
    assert any("has a field of its own" in text for text in desk.labels())
    assert desk.specs(SEARCH)["query"] == "a"
