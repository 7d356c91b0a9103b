"""The inspector beside the canvas: who gets the keys (gestures 70 and 71)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.document_view import DocumentView
from builder_app.ui.inspector.block_page import BlockPage
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.edits import SetSpecs
from builder_app.workflow.json_value import JsonValue
from tests.helpers.canvas_mouse import LEFT, MOD, E, F, sample, spot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[DocumentView]:
    document = DocumentView(EditorSession(sample(), seed_catalogue()), Theme("light"))
    undo = QAction("Undo", document)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(document.session.undo_stack.undo)
    document.addAction(undo)
    qtbot.addWidget(document)
    document.resize(1300, 800)
    with qtbot.waitExposed(document):
        document.show()
    document.activateWindow()
    document.canvas.restore_view_state((300.0, 150.0, 1.0))
    document.canvas.setFocus()
    yield document
    document.hide()


def test_enter_goes_to_the_first_field_and_escape_back(view: DocumentView) -> None:
    view.session.selection.select(blocks=(E,))
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Kind of address"
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view.canvas


def test_a_double_click_on_a_block_goes_to_its_first_field(view: DocumentView) -> None:
    at = spot(view.canvas, 330, 20)
    QTest.mouseClick(view.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(view.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Kind of address"


def test_ctrl_z_in_a_field_is_one_step_also_where_the_window_has_the_shortcut(
    view: DocumentView,
) -> None:
    view.session.selection.select(blocks=(F,))
    view.session.perform(SetSpecs(F, {"knob": 1}), "given")
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    page = view.inspector.widget()
    assert isinstance(page, BlockPage)
    title = next(w for w in page.findChildren(QLineEdit) if w.placeholderText() == "Filter rows")
    title.setFocus()
    QTest.keyClicks(title, "VPs only")
    assert view.session.undo_stack.count() == 2
    QTest.keyClick(title, Qt.Key.Key_Z, MOD)
    assert title.text() == ""
    assert title.hasFocus()
    assert view.session.workflow.block(F).specs == {"knob": 1}


def test_a_problem_far_down_is_brought_into_view(view: DocumentView) -> None:
    filters: list[JsonValue] = [{"column": f"c{n}", "operator": "equals"} for n in range(12)]
    view.session.perform(SetSpecs(F, {"filters": [*filters, {"column": "x"}]}), "given")
    view.inspector.show_problem(F, ("filters", 12, "operator"))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Operator"
    assert not focus.visibleRegion().isEmpty()
    assert "required and missing" in focus.accessibleDescription()


def test_long_specs_are_whole_in_the_json(view: DocumentView) -> None:
    view.session.perform(SetSpecs(F, {"text": "x" * 10_000}), "given")
    view.session.selection.select(blocks=(F,))
    view.inspector.focus_first_field()
    texts = view.inspector.findChildren(QPlainTextEdit)
    assert any("x" * 10_000 in text.toPlainText() for text in texts)


def test_half_typed_text_goes_back_before_the_shortcut_of_the_window(view: DocumentView) -> None:
    view.session.perform(SetSpecs(F, {"knob": 1}), "given")
    view.session.selection.select(blocks=(F,))
    view.inspector.show_problem(F, ("knob",))
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.accessibleName() == "Value of knob"
    QTest.keyClick(field, Qt.Key.Key_A, MOD)
    QTest.keyClicks(field, "[1, ")
    QTest.keyClick(field, Qt.Key.Key_Z, MOD)
    assert field.toPlainText() == "1"
    assert view.session.workflow.block(F).specs == {"knob": 1}
    QTest.keyClick(field, Qt.Key.Key_Z, MOD)
    assert view.session.workflow.block(F).specs == {}
