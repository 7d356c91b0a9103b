"""Publishing from the window to a service on loopback: every outcome, and what one can do then."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from builder_app.messages import publishing as say
from builder_app.settings.places import places
from builder_app.storage.journal import SUFFIX
from builder_app.storage.project_file import read_project
from builder_app.ui.account.connect_dialog import ConnectDialog
from builder_app.ui.publish.dialog import PublishDialog
from builder_app.ui.publish.pages import RefusedPage
from builder_app.workflow.edits import SetDescription, SetName, SetSpecs
from builder_app.workflow.json_value import JsonObject, JsonValue
from tests.helpers.fake_service import ORG, FakeService
from tests.helpers.program_window import Running, running_program
from tests.helpers.publishing_window import dialog_of, open_chain, publish, sent, settled

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CREATE, UPDATE = "/workflows/create_workflow", "/workflows/update_workflow"


@pytest.fixture
def service(clean_environment: None) -> Iterator[FakeService]:
    with FakeService() as running:
        yield running
        assert running.problems == []


@pytest.fixture
def running(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: FakeService
) -> Iterator[Running]:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("SIXTYFOUR_API_KEY", service.key)
    monkeypatch.setenv("SIXTYFOUR_API_ENDPOINT", service.url)
    with running_program(qtbot) as program:
        program.workbench.connections.use("environment")
        yield program


def words(dialog: PublishDialog) -> str:
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown)


def buttons(dialog: PublishDialog) -> list[str]:
    return [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()]


def refuse(service: FakeService, *location: str | int) -> None:
    place: list[JsonValue] = ["body", "workflow_definition", *location]
    service.answer_next(422, {"detail": [{"loc": place, "msg": "not good", "type": "x"}]})


def test_the_request_is_shown_sent_as_it_was_shown_and_answered_whole(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    dialog = dialog_of(running)
    assert service.requests == []
    shown = dialog.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    body = shown.toPlainText()
    for part in ("Publish “Leads” to environment", f"POST {CREATE}", service.url[7:], "2 blocks"):
        assert part in words(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # pressed twice: the second does not take it back
    settled(running.qtbot, dialog)
    [request] = service.requests
    assert request.json == json.loads(body)
    [workflow] = service.workflows.values()
    for field in ("id", "name", "status", "step", "created_at", "updated_at", "user_uuid"):
        assert field in words(dialog).split("\n")
        assert str(workflow[field]) in words(dialog)
    assert ORG in words(dialog)
    for field in ("description", "last_run_date"):
        assert field in words(dialog).split("\n")
    assert buttons(dialog) == ["Copy the id", "Done"]
    running.press(dialog, "Done")


def test_fields_of_the_answer_that_nobody_knows_are_shown_too(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    publish(running)
    [workflow] = service.workflows.values()
    workflow["price_cents"] = 17
    running.view().session.perform(SetDescription("More"), "Describe")
    dialog = sent(running)
    assert "price_cents" in words(dialog)
    assert "17" in words(dialog).split("\n")
    running.press(dialog, "Done")


def test_the_command_given_twice_opens_one_window(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    running.do("workflow.publish")
    dialog = dialog_of(running)
    running.qtbot.wait(50)
    assert running.window.findChildren(PublishDialog) == [dialog]
    running.press(dialog, "Cancel")
    running.press(dialog_of(running), "Cancel")


# ---- somebody changed the cloud's copy


def changed_elsewhere(running: Running, service: FakeService, path: Path) -> PublishDialog:
    open_chain(running, path)
    publish(running)
    (record,) = running.view().session.records
    theirs: JsonObject = {
        "blocks": [
            {
                "block_id": "2f0d6f4c-0000-4000-8000-000000000001",
                "block_name": "webhook",
                "block_type": "io",
                "sequence_number": 1,
                "specs": {"dataframe_type": "LEAD"},
            }
        ],
        "edges": [],
    }
    service.change_in_cloud(record.workflow_id, name="Theirs", workflow_definition=theirs)
    running.view().session.perform(SetName("Ours"), "Rename")
    dialog = sent(running)
    assert service.sent_to(UPDATE) == []
    assert "changed elsewhere" in words(dialog)
    assert str(service.workflows[record.workflow_id]["updated_at"]) in words(dialog)
    return dialog


def test_a_changed_copy_is_overwritten_only_by_its_own_button(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    dialog = changed_elsewhere(running, service, tmp_path / "leads.wfb")
    default = next(b for b in dialog.findChildren(QPushButton) if b.isDefault() and b.isVisible())
    assert default.text() == "Open the cloud’s copy"
    running.press(dialog, "Overwrite it")
    settled(running.qtbot, dialog)
    [workflow] = service.workflows.values()
    assert workflow["name"] == "Ours"
    running.press(dialog, "Done")


def test_a_changed_copy_is_opened_beside_ours_and_is_the_same_workflow(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    dialog = changed_elsewhere(running, service, tmp_path / "leads.wfb")
    mine = running.view()
    running.press(dialog, "Open the cloud’s copy")
    running.qtbot.waitUntil(lambda: running.view() is not mine)
    copy = running.view().session
    assert copy.workflow.name == "Theirs"
    assert [block.kind for block in copy.workflow.blocks] == ["webhook"]
    assert mine.session.workflow.name == "Ours"
    copy.perform(SetName("Both"), "Rename")
    publish(running)
    [workflow] = service.workflows.values()
    assert workflow["name"] == "Both"
    assert len(service.sent_to(UPDATE)) == 1


def test_a_changed_copy_stays_when_one_cancels(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    dialog = changed_elsewhere(running, service, tmp_path / "leads.wfb")
    with running.qtbot.waitSignal(dialog.finished):
        running.press(dialog, "Cancel")
    [workflow] = service.workflows.values()
    assert workflow["name"] == "Theirs"
    assert service.sent_to(UPDATE) == []
    assert running.view().session.workflow.name == "Ours"


# ---- what a 422 names


def test_a_refused_field_is_listed_led_to_and_marked_until_it_is_edited(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    view = open_chain(running, tmp_path / "leads.wfb")
    source, mail = view.session.workflow.blocks
    view.session.selection.select(blocks=(source.id,))
    refuse(service, "blocks", 1, "specs", "mode")
    dialog = sent(running)
    page = dialog.findChild(RefusedPage)
    assert isinstance(page, RefusedPage)
    assert dialog.focusWidget() is page
    with running.qtbot.waitSignal(dialog.finished):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert view.session.selection.blocks == {mail.id}
    card = view.canvas.canvas_scene.block_items[mail.id]
    assert "mode: not good" in card.toolTip()
    assert [p.spec_path for p in view.problems.problems] == [("mode",)]
    listed = view.problems.problems[0].message.text()
    assert listed == "Find email: environment refused: mode: not good"
    marked = "⚠ This was refused by environment: not good."
    assert marked in [label.text() for label in view.inspector.findChildren(QLabel)]
    view.session.perform(SetSpecs(mail.id, {"mode": "PERSONAL"}), "Change")
    running.qtbot.waitUntil(lambda: not view.problems.problems)
    running.qtbot.waitUntil(lambda: card.toolTip() == "")
    assert marked not in [label.text() for label in view.inspector.findChildren(QLabel)]


def test_a_refused_edge_is_selected_and_brought_into_view(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    view = open_chain(running, tmp_path / "leads.wfb")
    [edge] = view.session.workflow.edges
    view.canvas.restore_view_state((9000.0, 9000.0, 1.0))
    refuse(service, "edges", 0, "to_block_id")
    dialog = sent(running)
    with running.qtbot.waitSignal(dialog.finished):
        running.press(dialog, "Show it")
    assert view.session.selection.edges == {edge.id}
    middle = view.canvas.view_state()
    assert middle[0] < 2000
    assert middle[1] < 2000


def test_what_was_refused_stops_nobody_and_can_be_dismissed(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    view = open_chain(running, tmp_path / "leads.wfb")
    refuse(service, "blocks", 1)
    running.press(sent(running), "Close")
    view.problems.check_now()
    assert [problem.severity for problem in view.problems.problems] == ["error"]
    dismiss = next(b for b in view.problems.findChildren(QPushButton) if b.isVisible())
    dismiss.click()
    assert not view.problems.problems
    assert not dismiss.isVisible()
    refuse(service, "blocks", 1)
    running.press(sent(running), "Close")
    publish(running)
    assert not view.problems.problems
    assert len(service.workflows) == 1


# ---- no answer


def test_a_lost_connection_can_be_tried_again_and_finds_the_workflow(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    path = tmp_path / "leads.wfb"
    open_chain(running, path)
    service.answer_next(200, b"<html>sign in</html>")
    service.answer_next(404, {"detail": "not there yet"})
    dialog = sent(running)
    assert buttons(dialog) == ["Close", "Try again"]
    running.press(dialog, "Try again")
    settled(running.qtbot, dialog)
    # asked before repeating: the first try might have arrived
    assert [r.method for r in service.requests] == ["POST", "GET", "GET", "POST"]
    assert len(service.workflows) == 1
    running.press(dialog, "Done")


@pytest.mark.parametrize("how", ["escape", "button", "window"])
def test_cancelling_while_it_is_sent_closes_the_connection_and_says_what_follows(
    running: Running, service: FakeService, tmp_path: Path, how: str
) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    with service.silent() as hung_up:
        dialog = dialog_of(running)
        running.press(dialog, "Publish")
        running.qtbot.waitUntil(lambda: len(service.requests) == 1)
        if how == "escape":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        elif how == "window":
            dialog.close()
        else:
            running.press(dialog, "Cancel")
        assert dialog.isVisible()
        assert say.CANCELLED().text() in words(dialog)
        running.qtbot.waitUntil(hung_up.is_set)
    running.press(dialog, "Try again")
    settled(running.qtbot, dialog)
    assert len(service.workflows) == 1
    running.press(dialog, "Done")


def test_another_key_is_asked_for(running: Running, service: FakeService, tmp_path: Path) -> None:
    open_chain(running, tmp_path / "leads.wfb")
    service.key = "sk_another_0123456789"
    dialog = sent(running)
    assert buttons(dialog) == ["Close", "Connect account…"]
    asked = running.workbench.publishing.key_requested
    with running.qtbot.waitSignal(asked), running.qtbot.waitSignal(dialog.finished):
        running.press(dialog, "Connect account…")
    for opened in running.window.findChildren(ConnectDialog):
        opened.reject()


def test_the_record_in_the_file_names_the_place_and_no_key(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    path = tmp_path / "leads.wfb"
    open_chain(running, path)
    publish(running)
    running.qtbot.waitUntil(lambda: read_project(path).publish_records[0].published_at is not None)
    (record,) = read_project(path).publish_records
    assert (record.host, record.org_id) == (service.url[7:], ORG)
    assert service.key not in path.read_text(encoding="utf-8")


# ---- the record is written down before anything leaves


def test_the_record_is_on_disk_when_the_first_request_arrives(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    path = tmp_path / "leads.wfb"
    open_chain(running, path)
    with service.silent():
        dialog = dialog_of(running)
        running.press(dialog, "Publish")
        running.qtbot.waitUntil(lambda: len(service.requests) == 1)
        (record,) = read_project(path).publish_records
        body = service.requests[0].json
        assert isinstance(body, dict)
        assert body["id"] == record.workflow_id
        running.press(dialog, "Cancel")
    running.press(dialog, "Close")
    # what was written down is what the next try uses, also after undoing everything
    while running.view().session.undo_stack.canUndo():
        running.do("edit.undo")
    running.view().canvas.add_kind("webhook", None)
    publish(running)
    assert list(service.workflows) == [record.workflow_id]


def draw(running: Running) -> None:
    running.do("file.new")
    running.view().canvas.add_kind("webhook", None)


def test_an_untitled_workflow_has_its_record_in_the_journal_by_then(
    running: Running, service: FakeService
) -> None:
    draw(running)
    with service.silent():
        dialog = dialog_of(running)
        running.press(dialog, "Publish")
        running.qtbot.waitUntil(lambda: len(service.requests) == 1)
        (journal,) = places().journals.glob(f"*{SUFFIX}")
        body = service.requests[0].json
        assert isinstance(body, dict)
        assert str(body["id"]) in journal.read_text(encoding="utf-8")
        running.press(dialog, "Cancel")
    running.press(dialog, "Close")


def test_nothing_is_sent_when_the_record_can_be_written_nowhere(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    places().journals.rmdir()
    places().journals.write_text("a file where the folder was")
    draw(running)
    running.answer("OK")
    running.do("workflow.publish")
    running.answered()
    assert "nothing was sent" in running.said[0]
    assert service.requests == []
    assert running.workbench.publishing.dialog is None


def test_nothing_is_sent_when_the_file_cannot_be_written(
    running: Running, service: FakeService, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    open_chain(running, folder / "leads.wfb")
    (folder / "leads.wfb").unlink()
    folder.rmdir()
    folder.write_text("a file where the folder was")
    running.answer("OK")
    running.do("workflow.publish")
    running.answered()
    assert running.said[0].strip()
    assert service.requests == []
    assert running.workbench.publishing.dialog is None
