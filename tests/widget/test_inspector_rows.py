"""Lists, maps and nested objects in the inspector: moved, undone, half typed, and their errors."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.inspector.row import Row
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.edits import SetSpecs
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.canvas_mouse import MOD, SHIFT

ALT = Qt.KeyboardModifier.AltModifier
ONE, OTHER = BlockId("one"), BlockId("other")
SCHEMA: JsonObject = {
    "$defs": {
        "tree": {
            "type": "object",
            "properties": {
                "label": {"type": "string"},
                "child": {"$ref": "#/$defs/tree"},
            },
        },
    },
    "type": "object",
    "properties": {
        "words": {"type": "array", "items": {"type": "string"}},
        "fields": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "required": ["description"],
                        "properties": {
                            "description": {"type": "string", "title": "Description"},
                            "type": {"enum": ["str", "int"], "title": "Type", "default": "str"},
                        },
                    },
                ]
            },
        },
        "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 3}},
        "tree": {"$ref": "#/$defs/tree"},
        "level": {"enum": [1, "1", True, None, "high"]},
        "share": {"anyOf": [{"type": "number", "maximum": 1}, {"type": "null"}], "default": 0.5},
        "odd": {"type": ["string", "boolean"]},
        "code": {"type": "string", "pattern": "^[A-Z]+$"},
        "sure": {"type": "boolean", "default": True},
    },
}


class Desk:
    """The panel over one block of a kind with every sort of field."""

    def __init__(self, qtbot: QtBot) -> None:
        kind = BlockKind("all", "All", specs_schema=SCHEMA, specs_documented=True)
        blocks = (Block(ONE, "all"), Block(OTHER, "all"))
        self.session = EditorSession(Snapshot("", "", blocks, ()), Catalogue([kind]))
        self.panel = InspectorPanel(self.session, Theme("light"))
        qtbot.addWidget(self.panel)
        self.panel.resize(319, 900)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.choose(ONE)

    def choose(self, block: BlockId) -> None:
        self.session.selection.select(blocks=(block,))
        self.panel.focus_first_field()

    def give(self, **specs: object) -> None:
        self.session.perform(SetSpecs(ONE, specs), "given")  # type: ignore[arg-type]

    def control(self, name: str) -> QWidget:
        page = self.panel.widget()
        assert page is not None
        found = [w for w in page.findChildren(QWidget) if w.accessibleName() == name]
        found = [w for w in found if w.isVisible() and not isinstance(w, Row)]
        assert found, name
        return found[0]

    def enter(self, name: str) -> QWidget:
        control = self.control(name)
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        return control

    def text(self, name: str) -> str:
        control = self.control(name)
        assert isinstance(control, QLineEdit | QPlainTextEdit)
        return control.text() if isinstance(control, QLineEdit) else control.toPlainText()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.control(name), Qt.MouseButton.LeftButton)

    @property
    def specs(self) -> JsonObject:
        return self.session.workflow.block(ONE).specs

    @property
    def steps(self) -> int:
        return self.session.undo_stack.count()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.panel.hide()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_rows_of_a_list_move_by_key_and_by_button_one_step_each(desk: Desk) -> None:
    desk.give(words=["a", "b", "c"])
    line = desk.enter("Words 1")
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    assert desk.specs["words"] == ["b", "a", "c"]
    assert focus() is line
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)  # the last row stays where it is
    assert desk.specs["words"] == ["b", "c", "a"]
    desk.click("Move 3 up")
    assert desk.specs["words"] == ["b", "a", "c"]
    assert desk.steps == 4
    QTest.keyClick(line, Qt.Key.Key_Z, MOD)
    assert desk.specs["words"] == ["b", "c", "a"]
    assert focus() is line


def test_entries_of_a_map_move_and_their_order_is_that_of_the_specs(desk: Desk) -> None:
    desk.give(counts={"x": 5, "y": 6})
    QTest.keyClick(desk.enter("Value of y"), Qt.Key.Key_Up, ALT)
    counts = desk.specs["counts"]
    assert isinstance(counts, dict)
    assert list(counts) == ["y", "x"]
    desk.session.undo_stack.undo()
    assert desk.text("Name 1") == "x"
    assert focus() is desk.control("Value of y")


def test_undo_of_a_map_edit_keeps_the_cursor_in_its_row(desk: Desk) -> None:
    desk.give(fields={"age": {"description": "years"}, "city": {"description": "where"}})
    line = desk.enter("Name 2")
    QTest.keyClicks(line, "x")
    assert list(desk.specs["fields"]) == ["age", "cityx"]  # type: ignore[arg-type]
    QTest.keyClick(line, Qt.Key.Key_Z, MOD)
    assert focus() is line
    assert desk.text("Name 2") == "city"
    QTest.keyClick(line, Qt.Key.Key_Z, MOD | SHIFT)
    assert focus() is line
    assert desk.text("Name 2") == "cityx"


def test_tab_goes_through_the_rows_as_they_stand_after_a_move(desk: Desk) -> None:
    desk.give(words=["a", "b"])
    QTest.keyClick(desk.enter("Words 2"), Qt.Key.Key_Up, ALT)
    seen = []
    desk.enter("Name of the block")
    for _ in range(8):
        seen.append(focus().accessibleName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert seen[:4] == ["Name of the block", "Form or JSON", "Words 1", "Remove 1"]
    assert seen[4:] == ["Words 2", "Remove 2", "Add to Words", "Add to Fields"]


def test_removing_a_row_leaves_the_cursor_in_the_next(desk: Desk) -> None:
    desk.give(words=["a", "b", "c"])
    desk.click("Remove 2")
    assert desk.specs["words"] == ["a", "c"]
    assert focus() is desk.control("Words 2")
    desk.session.undo_stack.undo()
    assert desk.specs["words"] == ["a", "b", "c"]


def test_a_name_that_is_no_name_yet_waits_and_ctrl_z_takes_it_back(desk: Desk) -> None:
    desk.give(counts={"x": 5, "y": 6})
    line = desk.enter("Name 2")
    QTest.keyClick(line, Qt.Key.Key_A, MOD)
    QTest.keyClicks(line, "x")
    assert desk.specs["counts"] == {"x": 5, "y": 6}
    assert line.accessibleDescription() == "“x” is there already."
    desk.choose(OTHER)
    desk.choose(ONE)
    assert desk.text("Name 2") == "x"
    QTest.keyClick(desk.enter("Name 2"), Qt.Key.Key_Z, MOD)
    assert desk.text("Name 2") == "y"
    assert desk.specs["counts"] == {"x": 5, "y": 6}


def test_an_entry_without_a_name_is_kept_while_another_block_is_looked_at(desk: Desk) -> None:
    desk.give(counts={"x": 5})
    desk.click("Add to Counts")
    QTest.keyClicks(desk.enter("Value of 2"), "7")
    assert desk.specs["counts"] == {"x": 5}
    desk.choose(OTHER)
    desk.choose(ONE)
    QTest.keyClicks(desk.enter("Name 2"), "z")
    assert desk.specs["counts"] == {"x": 5, "z": 7}


def test_ctrl_z_takes_half_typed_text_back_before_the_document(desk: Desk) -> None:
    desk.give(counts={"x": 5})
    line = desk.enter("Value of x")
    QTest.keyClicks(line, "1q")
    assert desk.specs["counts"] == {"x": 51}
    QTest.keyClick(line, Qt.Key.Key_Z, MOD)
    assert desk.text("Value of x") == "51"
    QTest.keyClick(line, Qt.Key.Key_Z, MOD)
    assert desk.specs["counts"] == {"x": 5}
    assert desk.text("Value of x") == "5"


def test_errors_stand_under_the_very_field(desk: Desk) -> None:
    desk.give(counts={"x": 5, "y": 1}, fields={"age": {"type": "int"}}, code="abc")
    assert desk.control("Value of x").accessibleDescription() == ""
    assert "must be at least 3" in desk.control("Value of y").accessibleDescription()
    assert "required and missing" in desk.control("Description").accessibleDescription()
    assert "must match the pattern" in desk.control("Code").accessibleDescription()
    desk.panel.show_problem(ONE, ("counts", "y"))
    assert focus() is desk.control("Value of y")
    desk.panel.show_problem(ONE, ("fields", "age", "description"))
    assert focus() is desk.control("Description")
    QTest.keyClicks(focus(), "years")
    assert desk.control("Description").accessibleDescription() == ""


def test_an_entry_has_its_type_beside_its_name(desk: Desk) -> None:
    desk.give(fields={"age": {"description": "years"}})
    name, kind = desk.control("Name 1"), desk.control("Type")
    assert name.mapToGlobal(name.rect().center()).y() == pytest.approx(
        kind.mapToGlobal(kind.rect().center()).y(), abs=2
    )
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_End)
    assert desk.specs["fields"] == {"age": {"description": "years", "type": "int"}}


def test_a_choice_tells_one_from_true_and_from_the_word(desk: Desk) -> None:
    combo = desk.enter("Level")
    for wanted in (1, "1", True, None, "high"):
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert desk.specs["level"] == wanted
        assert type(desk.specs["level"]) is type(wanted)


def test_a_word_that_is_no_choice_is_kept_and_said(desk: Desk) -> None:
    desk.give(level="odd")
    combo = desk.control("Level")
    assert "Choose one from the list." in combo.accessibleDescription()
    QTest.keyClick(desk.enter("Level"), Qt.Key.Key_Up)
    assert desk.specs["level"] == "high"
    assert combo.accessibleDescription() == ""


def test_a_schema_that_names_itself_is_drawn_some_levels_deep(desk: Desk) -> None:
    deep: JsonObject = {"label": "leaf"}
    for _ in range(9):
        deep = {"child": deep}
    desk.give(tree=deep)
    QTest.keyClicks(desk.enter("Label"), "root")
    assert desk.specs["tree"] == {**deep, "label": "root"}


def test_a_value_that_the_form_cannot_show_is_json_and_goes_back(desk: Desk) -> None:
    desk.give(share=[1, 2])
    assert isinstance(desk.control("Share"), QPlainTextEdit)
    desk.session.undo_stack.undo()
    line = desk.control("Share")
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == "0.5"
    QTest.keyClicks(desk.enter("Share"), "2")
    assert desk.specs["share"] == 2
    assert "at most 1" in desk.control("Share").accessibleDescription()


def test_half_typed_json_stays_json_when_the_value_fits_the_form_again(desk: Desk) -> None:
    desk.give(counts=[1])
    text = desk.enter("Counts")
    QTest.keyClick(text, Qt.Key.Key_A, MOD)
    QTest.keyClicks(text, '{"a": ')
    desk.choose(OTHER)
    desk.session.undo_stack.undo()
    desk.choose(ONE)
    assert desk.text("Counts") == '{"a": '
    QTest.keyClicks(desk.enter("Counts"), "4}")
    assert desk.specs == {"counts": {"a": 4}}


def test_a_value_of_several_types_takes_only_those(desk: Desk) -> None:
    text = desk.enter("Odd")
    QTest.keyClicks(text, "12")
    assert desk.specs["odd"] == "12"
    QTest.keyClick(text, Qt.Key.Key_A, MOD)
    QTest.keyClicks(text, "true")
    assert desk.specs == {"odd": True}


def test_a_switch_can_be_unset_again_and_shows_its_default(desk: Desk) -> None:
    box = desk.enter("Sure")
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert desk.specs == {"sure": False}
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert desk.specs == {}


def test_a_map_of_200_entries_is_shown_whole(desk: Desk) -> None:
    desk.give(counts={f"k{n}": n for n in range(3, 203)})
    text = desk.text("Counts")
    assert '"k3": 3' in text
    assert '"k202": 202' in text
    reason = "The form can’t show this value. Edit it here."
    assert reason in [label.text() for label in desk.panel.findChildren(QLabel)]


def test_every_control_of_a_form_has_a_name(desk: Desk) -> None:
    desk.give(words=["a"], fields={"age": {}, "b": "x"}, counts={"x": 5}, tree={"label": "a"})
    page = desk.panel.widget()
    assert page is not None
    stops = [
        w
        for w in page.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    ]
    assert len(stops) > 15
    assert [w for w in stops if not w.accessibleName()] == []
