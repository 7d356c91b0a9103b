"""The inspector of a block under real key events: right JSON, one undo step a stay in a field."""

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
from builder_app.ui.inspector.block_page import BlockPage
from builder_app.ui.inspector.panel import InspectorPanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.edits import SetSpecs
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot

SEARCH, LEAD, MAIL, UNKNOWN, NONE = (BlockId(name) for name in ("s", "l", "m", "u", "n"))
KINDS = {
    SEARCH: "search",
    LEAD: "lead_enrichment",
    MAIL: "find_email",
    UNKNOWN: "scrape_web",
    NONE: "find_phone",
}


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[InspectorPanel]:
    blocks = tuple(Block(block_id, kind) for block_id, kind in KINDS.items())
    snapshot = Snapshot(
        name="",
        description="",
        blocks=blocks,
        edges=(),
        frames=(),
        notes=(),
        positions={},
        extra={},
    )
    session = EditorSession(snapshot, seed_catalogue())
    inspector = InspectorPanel(session, Theme("light"))
    qtbot.addWidget(inspector)
    inspector.resize(319, 900)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    yield inspector
    inspector.hide()


def session_of(panel: InspectorPanel) -> EditorSession:
    return panel._session


def choose(panel: InspectorPanel, block_id: BlockId) -> BlockPage:
    session_of(panel).selection.select(blocks=(block_id,))
    panel.focus_first_field()
    page = panel.widget()
    assert isinstance(page, BlockPage)
    return page


def control(page: QWidget | None, name: str) -> QWidget:
    assert page is not None
    # newest first: rows that were replaced are deleted a moment later
    found = [w for w in page.findChildren(QWidget) if w.accessibleName() == name]
    assert found, name
    return found[-1]


def write(page: QWidget, name: str, text: str) -> QWidget:
    widget = control(page, name)
    widget.setFocus()
    QTest.keyClicks(widget, text)
    return widget


def specs(panel: InspectorPanel, block_id: BlockId) -> JsonObject:
    return session_of(panel).workflow.block(block_id).specs


def press(page: QWidget, text: str) -> None:
    button = [b for b in page.findChildren(QPushButton) if b.text() == text][-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()  # new rows are shown by a queued call


def labels(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def test_each_kind_of_field_writes_its_own_json_type(panel: InspectorPanel) -> None:
    page = choose(panel, SEARCH)
    write(page, "What to look for", "painters")
    write(page, "Most rows", "25")
    combo = control(page, "Row type")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    box = control(page, "Run at creation")
    assert isinstance(box, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    found = specs(panel, SEARCH)
    assert found["query"] == "painters"
    assert found["max_results"] == 25
    assert found["dataframe_type"] in ("LEAD", "COMPANY")
    assert found["auto_execute"] is True


def test_an_emptied_field_leaves_its_key_out(panel: InspectorPanel) -> None:
    page = choose(panel, SEARCH)
    line = write(page, "Most rows", "7")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert "max_results" not in specs(panel, SEARCH)


def test_a_stay_in_a_field_is_one_undo_step_and_coming_back_another(panel: InspectorPanel) -> None:
    page = choose(panel, SEARCH)
    stack = session_of(panel).undo_stack
    write(page, "What to look for", "one")
    assert stack.count() == 1
    control(page, "Most rows").setFocus()
    write(page, "What to look for", "two")
    assert stack.count() == 2
    stack.undo()
    assert specs(panel, SEARCH)["query"] == "one"


def test_typing_after_another_block_was_selected_is_another_step(panel: InspectorPanel) -> None:
    stack = session_of(panel).undo_stack
    write(choose(panel, SEARCH), "Name of the block", "ab")
    choose(panel, LEAD)
    write(choose(panel, SEARCH), "Name of the block", "c")
    assert stack.count() == 2
    stack.undo()
    assert session_of(panel).workflow.block(SEARCH).title == "ab"


def test_a_half_typed_number_survives_another_selection(panel: InspectorPanel) -> None:
    page = choose(panel, SEARCH)
    write(page, "Most rows", "12x")
    assert specs(panel, SEARCH)["max_results"] == 12
    assert "Enter a whole number." in labels(page)
    choose(panel, LEAD)
    page = choose(panel, SEARCH)
    line = control(page, "Most rows")
    assert isinstance(line, QLineEdit)
    assert line.text() == "12x"
    assert "Enter a whole number." in labels(page)


def test_half_typed_json_survives_another_selection(panel: InspectorPanel) -> None:
    page = choose(panel, MAIL)
    page.findChildren(QTabBar)[0].setCurrentIndex(1)
    text = control(page, "Specs as JSON")
    assert isinstance(text, QPlainTextEdit)
    text.selectAll()
    QTest.keyClicks(text, '{"mode": ')
    assert "Not JSON yet" in labels(page)
    choose(panel, LEAD)
    again = control(choose(panel, MAIL), "Specs as JSON")
    assert isinstance(again, QPlainTextEdit)
    assert again.toPlainText() == '{"mode": '


def test_undo_from_outside_shows_in_the_field(panel: InspectorPanel) -> None:
    page = choose(panel, SEARCH)
    line = write(page, "Most rows", "25")
    text = write(page, "What to look for", "abc")
    assert isinstance(line, QLineEdit)
    assert isinstance(text, QPlainTextEdit)
    stack = session_of(panel).undo_stack
    stack.undo()
    assert text.toPlainText() == ""
    stack.undo()
    assert line.text() == ""
    stack.redo()
    assert line.text() == "25"


def test_keys_without_a_field_are_kept_and_shown(panel: InspectorPanel) -> None:
    session_of(panel).perform(SetSpecs(MAIL, {"later": [1, {"a": None}]}), "outside")
    page = choose(panel, MAIL)
    name = control(page, "Name 1")
    assert isinstance(name, QLineEdit)
    assert name.text() == "later"
    combo = control(page, "Kind of address")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    found = specs(panel, MAIL)
    assert found["later"] == [1, {"a": None}]
    assert "mode" in found


def test_an_undocumented_block_offers_names_and_values_with_a_hint(panel: InspectorPanel) -> None:
    page = choose(panel, UNKNOWN)
    assert "has not published all specs" in labels(page)
    press(page, "+ Add")
    write(page, "Name 1", "goal")
    value = page.findChildren(QPlainTextEdit)
    shown = [v for v in value if v.isVisible()][-1]
    shown.setFocus()
    QTest.keyClicks(shown, "find the owner")
    assert specs(panel, UNKNOWN) == {"goal": "find the owner"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12),
        ("true", True),
        ('"12"', "12"),
        ("[1, 2]", [1, 2]),
        ('{"a": 1}', {"a": 1}),
        ("12 apples", "12 apples"),
    ],
)
def test_a_free_value_is_json_or_else_words(
    panel: InspectorPanel, typed: str, meant: object
) -> None:
    page = choose(panel, UNKNOWN)
    press(page, "+ Add")
    write(page, "Name 1", "x")
    shown = [v for v in page.findChildren(QPlainTextEdit) if v.isVisible()][-1]
    QTest.keyClicks(shown, typed)
    found = specs(panel, UNKNOWN)["x"]
    assert found == meant
    assert type(found) is type(meant)
    choose(panel, LEAD)
    page = choose(panel, UNKNOWN)
    QApplication.processEvents()
    again = [v for v in page.findChildren(QPlainTextEdit) if v.isVisible()][-1]
    QTest.keyClicks(again, " ")
    assert type(specs(panel, UNKNOWN)["x"]) is type(meant)


def test_json_that_was_begun_is_not_taken_as_words(panel: InspectorPanel) -> None:
    page = choose(panel, UNKNOWN)
    press(page, "+ Add")
    write(page, "Name 1", "x")
    shown = [v for v in page.findChildren(QPlainTextEdit) if v.isVisible()][-1]
    QTest.keyClicks(shown, '{"a": ')
    assert specs(panel, UNKNOWN) == {"x": ""}
    assert "Not JSON yet" in labels(page)
    choose(panel, LEAD)
    page = choose(panel, UNKNOWN)
    QApplication.processEvents()
    again = [v for v in page.findChildren(QPlainTextEdit) if v.isVisible()][-1]
    assert again.toPlainText() == '{"a": '


def test_a_return_field_that_is_only_words_is_edited_as_words(panel: InspectorPanel) -> None:
    session_of(panel).perform(SetSpecs(LEAD, {"return_fields": {"age": "years"}}), "outside")
    page = choose(panel, LEAD)
    QApplication.processEvents()
    text = [v for v in page.findChildren(QPlainTextEdit) if v.isVisible()][-1]
    assert text.toPlainText() == "years"
    text.setFocus()
    QTest.keyClicks(text, "x")
    assert specs(panel, LEAD) == {"return_fields": {"age": "yearsx"}}


def test_return_fields_keep_their_order(panel: InspectorPanel) -> None:
    page = choose(panel, LEAD)
    for at, name in ((1, "title"), (2, "age"), (3, "city")):
        press(page, "+ Add")
        write(page, f"Name {at}", name)
        write(page, "Description", f"the {name}")
    fields = specs(panel, LEAD)["return_fields"]
    assert isinstance(fields, dict)
    assert list(fields) == ["title", "age", "city"]
    first = fields["title"]
    assert isinstance(first, dict)
    assert first["description"] == "the title"
    line = write(page, "Name 1", "s")
    assert isinstance(line, QLineEdit)
    renamed = specs(panel, LEAD)["return_fields"]
    assert isinstance(renamed, dict)
    assert list(renamed) == ["titles", "age", "city"]


def test_a_problem_puts_the_cursor_into_its_field(panel: InspectorPanel) -> None:
    panel.show_problem(SEARCH, ("max_results",))
    page = panel.widget()
    assert QApplication.focusWidget() is control(page, "Most rows")
    panel.show_problem(MAIL, ("unheard_of",))
    assert QApplication.focusWidget() is control(panel.widget(), "Specs as JSON")


def test_a_block_without_specs_says_so_and_offers_its_name(panel: InspectorPanel) -> None:
    page = choose(panel, NONE)
    assert "needs no specs" in labels(page)
    assert QApplication.focusWidget() is control(page, "Name of the block")
