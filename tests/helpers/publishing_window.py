"""Publishing from the whole window, to a service on loopback or to the sandbox."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from builder_app.storage.project_file import Project, write_project
from builder_app.ui.document_view import DocumentView
from builder_app.ui.publish.dialog import PublishDialog
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.program_window import Running


def open_chain(running: Running, path: Path) -> DocumentView:
    """Open a saved workflow of two blocks, the second one selected."""
    write_project(Project(Snapshot(name="Leads")), path)
    view = running.open(path)
    view.canvas.add_kind("webhook", None)
    view.canvas.add_kind("find_email", None)
    running.save()
    return view


def dialog_of(running: Running) -> PublishDialog:
    """Choose Publish and wait for the dialog."""
    before = running.workbench.publishing.dialog
    running.do("workflow.publish")
    running.qtbot.waitUntil(lambda: running.workbench.publishing.dialog is not before)
    dialog = running.workbench.publishing.dialog
    assert dialog is not None
    return dialog


def sent(running: Running) -> PublishDialog:
    """Publish and wait for what comes of it."""
    dialog = dialog_of(running)
    running.press(dialog, "Publish")
    settled(running.qtbot, dialog)
    return dialog


def settled(qtbot: QtBot, dialog: PublishDialog) -> None:
    """Wait until no answer is awaited any more."""
    qtbot.waitUntil(lambda: not dialog.is_sending)


def publish(running: Running) -> None:
    """Publish whole, and wait until the answer is in the file."""
    dialog = dialog_of(running)
    with running.qtbot.waitSignal(dialog.published):
        running.press(dialog, "Publish")
    running.press(dialog, "Done")
