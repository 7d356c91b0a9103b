"""Publishing to the sandbox from the window, whole."""

from pathlib import Path

import pytest

from builder_app.sandbox.store import WorkflowStore
from builder_app.settings.places import places
from builder_app.storage.project_file import read_project
from builder_app.workflow.edits import SetName
from tests.helpers.program_window import Running
from tests.helpers.publishing_window import dialog_of, open_chain, publish

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_publishing_twice_creates_then_updates_one_workflow(
    running: Running, tmp_path: Path
) -> None:
    path = tmp_path / "leads.wfb"
    open_chain(running, path)
    publish(running)
    session = running.view().session
    (record,) = session.records
    running.qtbot.waitUntil(lambda: read_project(path).publish_records[0].published_at is not None)
    session.perform(SetName("Better leads"), "Rename")
    publish(running)
    (stored,) = WorkflowStore(places().sandbox_database).records()
    assert str(stored.workflow_id) == record.workflow_id
    assert stored.name == "Better leads"


def test_the_record_is_in_the_file_before_anything_is_sent(
    running: Running, tmp_path: Path
) -> None:
    path = tmp_path / "leads.wfb"
    open_chain(running, path)
    dialog = dialog_of(running)
    (record,) = read_project(path).publish_records
    assert record.published_at is None
    assert running.view().session.records == (record,)
    running.press(dialog, "Cancel")


def test_undo_after_publishing_does_not_lose_the_record(running: Running, tmp_path: Path) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    publish(running)
    session = running.view().session
    records = session.records
    while session.undo_stack.canUndo():
        running.do("edit.undo")
    assert session.workflow.blocks == ()
    assert session.records == records


def test_structural_errors_stop_publishing_and_select_the_block(running: Running) -> None:
    running.do("file.new")
    view = running.view()
    view.canvas.add_kind("webhook", None)
    view.canvas.add_kind("find_email", None)
    view.session.selection.select()
    view.canvas.add_kind("find_email", None)
    loose = view.session.workflow.blocks[-1]
    view.session.selection.select()
    running.do("workflow.publish")
    assert running.workbench.publishing.dialog is None
    assert view.session.records == ()
    assert view.session.selection.blocks == {loose.id}
