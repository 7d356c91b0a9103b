"""Accounts, from the dialog to the keyring and back, in the whole program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog
from pytestqt.qtbot import QtBot

from builder_app.api_key import ApiKey
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import KeyFound, KeyMissing
from builder_app.services.target import Target
from builder_app.settings.places import places
from builder_app.settings.values import Connection
from builder_app.workflow.json_value import JsonObject
from tests.helpers.account_person import KEY, PATIENCE, Person, rows
from tests.helpers.fake_service import ORG, FakeService
from tests.helpers.program_window import running_program
from tests.helpers.secret_service import SecretService

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    # keyring leaves its connection to the garbage collector whenever it raises (seen in 25.7)
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket"),
]


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with SecretService.running() as running:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, running.variables[name])
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"):
            monkeypatch.delenv(name, raising=False)
        yield running


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService(key=KEY) as running:
        yield running


@pytest.fixture
def person(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: None
) -> Iterator[Person]:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    with running_program(qtbot) as running:
        yield Person(running)
        while open_one := QApplication.activeModalWidget():
            open_one.close()


def stored(connection: Connection) -> object:
    return KeyStore().read(connection.id).result(PATIENCE)


def everything_written(person: Person) -> bytes:
    person.running.program._settings.flush(PATIENCE)
    here = places()
    files = [path for folder in (here.config, here.data, here.log) for path in folder.rglob("*")]
    return b"".join(path.read_bytes() for path in files if path.is_file())


def test_a_connected_account_is_in_use_with_its_key_in_the_keyring_and_masked(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url, label="Work")
    assert [request.path for request in service.requests] == ["/workflows"]
    assert stored(mine) == KeyFound(ApiKey(KEY))
    host = service.url.removeprefix("http://")
    assert person.running.window.header.connection.text() == f"Work · {host}"
    page = person.page()
    person.wait(lambda: not person.known.is_asking)
    assert rows(page) == [
        ["Sandbox", "this computer", "—", "needs none", ""],
        ["Work", host, "not known yet", "••••GHIJ", "✓ in use"],
    ]
    assert KEY.encode() not in everything_written(person)


def test_a_second_account_on_the_same_host_leaves_the_first_alone(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    first = person.connect(service.url)
    service.key = "sk_test_of_the_other_organisation"
    second = person.connect(service.url, service.key)
    assert (first.label, second.label) == ("My account", "My account 2")
    assert stored(first) == KeyFound(ApiKey(KEY))
    assert stored(second) == KeyFound(ApiKey(service.key))


@pytest.mark.parametrize(("answer", "count"), [("Replace Its Key", 1), ("Keep Both", 2)])
def test_an_organisation_that_is_connected_already_is_asked_about(
    secrets: SecretService, service: FakeService, person: Person, answer: str, count: int
) -> None:
    service.workflows["w1"] = a_workflow()
    first = person.connect(service.url)
    assert first.org_id == ORG
    service.key = "sk_test_a_fresh_key_for_it"
    person.running.answer(answer)
    dialog = person.begin(service.url, service.key)
    with person.running.qtbot.waitSignal(dialog.connected, timeout=PATIENCE * 1000):
        pass
    accounts = [each for each in person.known.all if each.kind == "account"]
    assert len(accounts) == count
    assert stored(person.known.active) == KeyFound(ApiKey(service.key))
    assert stored(first) == KeyFound(ApiKey(service.key if count == 1 else KEY))


def test_a_key_that_is_refused_is_kept_nowhere_and_can_be_typed_again(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    dialog = person.begin(service.url, "sk_test_not_this_one")
    person.wait(lambda: "does not accept" in dialog.state.text())
    assert len(person.known.all) == 1
    assert dialog.key.hasFocus() or dialog.focusWidget() is dialog.key
    QTest.keyClicks(dialog.key, KEY)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    person.wait(lambda: len(person.known.all) == 2)


@pytest.mark.parametrize("field", ["label", "address"])
def test_a_key_pasted_into_another_field_stays_out_of_the_settings(
    no_keyring: None, service: FakeService, person: Person, field: str
) -> None:
    label = f"mine {KEY}" if field == "label" else "Work"
    address = f"{service.url}/{KEY}" if field == "address" else service.url
    dialog = person.begin(address, label=label)
    assert "key" in dialog.state.text()
    assert KEY not in dialog.state.text()
    assert service.requests == []
    assert KEY.encode() not in everything_written(person)


def test_replacing_the_key_keeps_the_connection_and_its_address(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url)
    service.key = "sk_test_the_one_after_it_expired"
    page = person.page()
    page.replace.click()
    dialog = person.controller.dialog
    assert dialog is not None
    assert not dialog.address.isEnabled()
    QTest.keyClicks(dialog.key, service.key)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    person.wait(lambda: rows(page)[1][3] == "••••ired")
    assert person.known.all[1:] == (mine,)
    assert stored(mine) == KeyFound(ApiKey(service.key))


def test_removing_asks_then_takes_the_key_out_and_the_sandbox_is_in_use(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url)
    page = person.page()
    person.running.answer("Remove")
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    person.wait(lambda: len(rows(page)) == 1)
    [said] = person.running.said
    assert "files stay as they are" in said
    assert "The sandbox is in use then." in said
    assert stored(mine) == KeyMissing()
    assert rows(page)[0][4] == "✓ in use"


def test_a_keyring_that_refuses_to_remove_is_named_and_the_connection_stays(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url)
    secrets.lock()
    person.running.answer("Remove")
    person.controller.remove(mine, then=lambda: None)
    person.running.answer("Keep It")
    person.running.answered(2)
    assert "is locked" in person.running.said[1]
    assert person.known.find(mine.id) == mine
    secrets.restart_daemon()
    assert stored(mine) == KeyFound(ApiKey(KEY))


def test_without_a_keyring_the_key_is_for_this_run_and_said_so(
    no_keyring: None, service: FakeService, person: Person
) -> None:
    person.running.answer("OK")
    mine = person.connect(service.url)
    person.running.answered()
    assert "until the program closes" in person.running.said[0]
    assert person.target().key == ApiKey(KEY)
    page = person.page()
    person.wait(lambda: not person.known.is_asking)
    assert rows(page)[1][3] == "••••GHIJ until the program closes"
    assert KEY.encode() not in everything_written(person)
    assert person.known.key_state(mine).why == ""


def test_a_frozen_keyring_need_not_be_waited_for(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    secrets.freeze()
    dialog = person.begin(service.url)
    person.wait(lambda: "Putting the key into the keyring" in dialog.state.text())
    assert dialog._progress.isVisible()
    person.running.answer("OK")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.running.answered()
    assert "does not answer" in person.running.said[0]
    assert person.target().key == ApiKey(KEY)
    assert secrets.is_frozen


def test_waiting_for_the_key_shows_and_can_be_stopped(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url)
    secrets.freeze()
    got: list[Target] = []
    person.controller.target(got.append)

    def box() -> QProgressDialog | None:
        active = QApplication.activeModalWidget()
        return active if isinstance(active, QProgressDialog) else None

    person.wait(box)
    shown = box()
    assert shown is not None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert box() is None
    secrets.thaw()
    assert person.target().key == ApiKey(KEY)
    assert got == []
    assert person.known.active == mine


def test_a_missing_key_is_asked_for_and_what_was_begun_goes_on(
    secrets: SecretService, service: FakeService, person: Person
) -> None:
    mine = person.connect(service.url)
    KeyStore().remove(mine.id).result(PATIENCE)
    got: list[Target] = []
    first = person.controller.dialog
    person.controller.target(got.append)
    person.wait(lambda: person.controller.dialog is not first)
    dialog = person.controller.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.key, KEY)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    person.wait(lambda: got)
    assert (got[0].connection_id, got[0].key) == (mine.id, ApiKey(KEY))


def test_a_name_is_changed_by_keyboard_and_two_are_never_alike(
    no_keyring: None, service: FakeService, person: Person
) -> None:
    person.running.answer("OK")
    person.connect(service.url)
    page = person.page()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    QTest.keyClicks(page.name, "sandbox")
    assert "of this name" in page.name_trouble.text()
    QTest.keyClicks(page.name, " of Ann")
    assert page.name_trouble.text() == ""
    assert person.known.active.label == "sandbox of Ann"
    assert "sandbox of Ann" in person.running.window.header.connection.accessibleName()
    page.name.selectAll()
    QTest.keyClicks(page.name, KEY)
    assert "looks like an API key" in page.name_trouble.text()
    assert KEY.encode() not in everything_written(person)


def test_enter_uses_the_selected_connection(
    no_keyring: None, service: FakeService, person: Person
) -> None:
    person.running.answer("OK")
    mine = person.connect(service.url)
    page = person.page()
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert person.known.active.kind == "sandbox"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert person.known.active == mine
    assert page.isVisible()


def test_an_organisation_is_learned_from_an_answer(
    no_keyring: None, service: FakeService, person: Person
) -> None:
    person.running.answer("OK")
    mine = person.connect(service.url)
    assert mine.org_id is None
    person.known.learn_organisation(mine.id, ORG)
    assert person.known.active.org_id == ORG
    person.known.learn_organisation(mine.id, "another")
    assert person.known.active.org_id == ORG


def a_workflow() -> JsonObject:
    return {
        "id": "w1",
        "name": "One",
        "description": "",
        "status": "draft",
        "step": "completed",
        "created_at": "2026-11-24T08:00:00Z",
        "updated_at": "2026-11-24T08:00:00Z",
        "last_run_date": None,
        "user_uuid": None,
        "org_id": ORG,
        "workflow_definition": None,
    }


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://eu.example.org", "eu.example.org"), ("garbage", "not a usable address")],
)
def test_the_environment_is_a_connection_even_with_an_address_that_is_none(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, host: str
) -> None:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("SIXTYFOUR_API_KEY", KEY)
    monkeypatch.setenv("SIXTYFOUR_API_ENDPOINT", address)
    with running_program(qtbot) as running:
        person = Person(running)
        page = person.page()
        assert rows(page)[1][:4] == [
            "environment", host, "not known yet", "••••GHIJ of the environment"
        ]  # fmt: skip
        person.known.use("environment")
        assert running.window.header.connection.accessibleName().endswith(f"environment · {host}")
        page.window().close()
