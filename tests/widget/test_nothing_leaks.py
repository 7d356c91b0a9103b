"""Opening and closing leaves nothing behind: no objects, threads, timers, items or boxes."""

import gc
import threading
import weakref
from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.comparison import ComparisonDialog
from builder_app.ui.files.open_file import OpenFile
from builder_app.ui.session import EditorSession
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask, tell
from builder_app.workflow.workflow import Workflow
from tests.helpers.canvas_mouse import sample
from tests.helpers.program_window import Running

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DOCUMENTS = 50
_OURS = (DocumentView, EditorSession, OpenFile, Workflow)


def settle() -> None:
    """Let go of everything that waits to be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def qt_objects(running: Running) -> Counter[str]:
    found = [running.window, *running.window.findChildren(QObject)]
    found += [widget for widget in QApplication.allWidgets() if widget not in found]
    return Counter(type(each).__name__ for each in found)


def python_objects() -> Counter[str]:
    return Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, _OURS))


def open_and_close(running: Running) -> DocumentView:
    view = running.files.show(sample())
    blocks = view.session.workflow.blocks
    for block in blocks[:2]:
        view.session.selection.select(blocks=(block.id,))
        view.inspector.focus_first_field()
    view.problems.check_now()
    view.session.mark_saved()
    running.files.close(view)
    return view


def test_fifty_documents_that_were_closed_leave_nothing(running: Running, qtbot: QtBot) -> None:
    threads = set(threading.enumerate())
    open_and_close(running)  # what is made once, with the first
    settle()
    objects, values = qt_objects(running), python_objects()
    gone = [weakref.ref(open_and_close(running)) for _ in range(DOCUMENTS)]
    settle()
    assert qt_objects(running) - objects == Counter()
    assert python_objects() - values == Counter()
    assert [view for view in gone if view() is not None] == []
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= threads)
    assert not list(running.workbench.journals.folder.glob("*.journal"))


def test_what_is_asked_again_and_again_in_one_document_does_not_add_up(running: Running) -> None:
    view = running.files.show(sample())
    blocks = view.session.workflow.blocks

    def work() -> None:
        for block in (*blocks[:3], blocks[0]):
            view.session.selection.select(blocks=(block.id,))
            view.inspector.focus_first_field()
        view.problems.check_now()
        view.session.selection.select()
        view.inspector.focus_first_field()
        palette = running.window.palette_panel
        assert palette is not None
        palette.search.setText("mail")
        palette.search.clear()
        settle()

    work()
    before = qt_objects(running)
    for _ in range(5):
        work()
    assert qt_objects(running) - before == Counter()


def test_a_box_that_was_answered_is_gone(running: Running) -> None:
    running.answer("Yes", "OK")
    assert ask(running.window, "A", "b?", "", (Choice("yes", "Yes"), Choice(CANCEL, "No"))) == "yes"
    tell(running.window, "A", "c.")
    settle()
    assert running.window.findChildren(QMessageBox) == []


def test_a_comparison_that_was_closed_is_gone(running: Running) -> None:
    mine = sample()
    dialog = ComparisonDialog(running.window, running.window.theme.tokens, mine, mine)
    dialog.open()
    dialog.close()
    settle()
    assert running.window.findChildren(ComparisonDialog) == []
