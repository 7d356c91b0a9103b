"""``workflow-builder publish`` in a process of its own: exit codes, both outputs, a kill."""

import json
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from builder_app.api_key import ApiKey
from builder_app.cli import exit_codes
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import KeyStored
from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Connection
from builder_app.storage.project_file import read_project, write_project
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.commands import WAIT_S, project_file, run_command, start_command
from tests.helpers.definitions import block, chain
from tests.helpers.fake_service import FakeService
from tests.helpers.fault_server import FaultServer
from tests.helpers.secret_service import SecretService

CREATE, UPDATE = "/workflows/create_workflow", "/workflows/update_workflow"
GOOD = chain(block("in", "webhook", dataframe_type="LEAD"), block("mail", "find_email"))


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as running:
        yield running
        assert running.problems == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return project_file(tmp_path, GOOD)


def publish(
    file: Path, service: FakeService, *more: str, key: str | None = None
) -> subprocess.CompletedProcess[str]:
    answer = run_command(
        file.parent,
        "publish",
        str(file),
        *more,
        SIXTYFOUR_API_KEY=key or service.key,
        SIXTYFOUR_API_ENDPOINT=service.url,
    )
    assert service.key not in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    return answer


def body_of(service: FakeService, path: str) -> JsonObject:
    body = service.sent_to(path)[-1].json
    assert isinstance(body, dict)
    return body


def test_done_is_zero_with_the_id_on_standard_output(file: Path, service: FakeService) -> None:
    answer = publish(file, service)
    assert answer.returncode == exit_codes.DONE
    assert [answer.stdout.strip()] == list(service.workflows)
    assert "is published to environment" not in answer.stdout
    assert answer.stderr.strip() == f"“A chain” is published to {service.url[7:]}."


def test_json_is_the_whole_answer(file: Path, service: FakeService) -> None:
    answer = publish(file, service, "--json")
    [workflow] = service.workflows.values()
    told = json.loads(answer.stdout)
    assert told == {name: value for name, value in workflow.items() if name in told}
    assert len(told) == 10


def test_a_dry_run_prints_the_body_that_is_sent_and_sends_nothing(
    file: Path, service: FakeService
) -> None:
    before = file.read_bytes()
    dry = json.loads(publish(file, service, "--dry-run").stdout)
    assert service.requests == []
    assert file.read_bytes() == before
    publish(file, service)
    sent = body_of(service, CREATE)
    # the id of a new workflow is chosen when it is published, and kept from then on
    assert UUID(dry.pop("id")) != UUID(str(sent.pop("id")))
    assert dry == sent
    again = json.loads(publish(file, service, "--dry-run").stdout)
    publish(file, service)
    assert again == body_of(service, UPDATE)


def test_a_dry_run_needs_no_key(file: Path) -> None:
    answer = run_command(file.parent, "publish", str(file), "--dry-run")
    assert answer.returncode == exit_codes.DONE
    assert json.loads(answer.stdout)["workflow_name"] == "A chain"
    assert answer.stderr == ""


def test_problems_are_one_and_nothing_is_sent(tmp_path: Path, service: FakeService) -> None:
    answer = publish(project_file(tmp_path, Snapshot(name="Empty")), service)
    assert (answer.returncode, answer.stdout) == (exit_codes.PROBLEMS, "")
    assert len(answer.stderr.splitlines()) >= 2
    assert service.requests == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish",),
        ("publish", "none.wfb"),
        ("publish", "leads.wfb", "--no-such-option"),
        ("publish", "leads.wfb", "--endpoint", "http://service.example"),
        ("publish", "leads.wfb", "--endpoint", "https://me:secret@service.example"),
    ],
)
def test_wrong_usage_and_unreadable_files_are_two(file: Path, arguments: tuple[str, ...]) -> None:
    placed = [str(file.parent / a) if a.endswith(".wfb") else a for a in arguments]
    answer = run_command(file.parent, *placed, SIXTYFOUR_API_KEY="sk_none_0123456789")
    assert (answer.returncode, answer.stdout) == (exit_codes.USAGE, "")
    assert answer.stderr.strip()
    assert "secret" not in answer.stderr


def test_only_sentences_are_said_when_it_fails(file: Path, service: FakeService) -> None:
    service.answer_next(402, {"message": "Balance 3 cents"})
    said = publish(file, service).stderr.splitlines()
    assert [line for line in said if "CreditsMissing" in line] == []
    assert len(said) == 2


def test_what_is_saved_while_the_service_is_asked_stays_saved(
    file: Path, service: FakeService
) -> None:
    def save() -> None:
        project = read_project(file)
        renamed = replace(project, snapshot=replace(project.snapshot, name="Meanwhile"))
        write_project(renamed, file)

    service.meanwhile = save
    assert publish(file, service).returncode == exit_codes.DONE
    after = read_project(file)
    assert after.snapshot.name == "Meanwhile"
    assert [record.published_at is not None for record in after.publish_records] == [True]


def test_a_file_that_went_away_meanwhile_is_said_beside_the_id(
    file: Path, service: FakeService
) -> None:
    service.meanwhile = file.unlink
    answer = publish(file, service)
    assert (answer.returncode, answer.stdout.strip()) == (exit_codes.USAGE, *service.workflows)
    assert "is not there" in answer.stderr


def test_the_proxy_of_the_preferences_is_used_here_too(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(file.parent / "profile"))
    with FaultServer() as proxy:
        settings = SettingsStore(places().settings_file)
        settings.change(lambda old: replace(old, proxy=proxy.url))
        settings.flush()
        answer = run_command(
            file.parent,
            *("publish", str(file), "--endpoint", "https://service.example"),
            SIXTYFOUR_API_KEY="sk_none_0123456789",
        )
        assert answer.returncode == exit_codes.NOT_REACHED, answer.stderr
        assert {(asked.method, asked.target) for asked in proxy.requests} == {
            ("CONNECT", "service.example:443")
        }


def test_damaged_settings_are_said_and_do_not_stop_anybody(
    file: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(file.parent / "profile"))
    kept = places().settings_file
    kept.parent.mkdir(parents=True)
    kept.write_text("{", encoding="utf-8")
    answer = publish(file, service)
    assert answer.returncode == exit_codes.DONE
    assert "settings could not be read" in answer.stderr


def test_a_refusal_is_three_and_what_it_names_is_said(file: Path, service: FakeService) -> None:
    place: JsonValue = ["body", "workflow_definition", "blocks", 1, "specs", "mode"]
    service.answer_next(422, {"detail": [{"loc": place, "msg": "not a mode", "type": "x"}]})
    answer = publish(file, service)
    assert (answer.returncode, answer.stdout) == (exit_codes.REFUSED, "")
    assert "mode: not a mode" in answer.stderr


def test_the_words_of_a_declining_service_are_said(file: Path, service: FakeService) -> None:
    service.answer_next(402, {"error": "insufficient", "message": "Balance 3 cents"})
    answer = publish(file, service)
    assert answer.returncode == exit_codes.REFUSED
    assert "Balance 3 cents" in answer.stderr


def test_a_wrong_key_and_no_key_are_three(file: Path, service: FakeService) -> None:
    wrong = publish(file, service, key="sk_wrong_0123456789")
    assert wrong.returncode == exit_codes.REFUSED
    none = run_command(
        file.parent,
        "publish",
        str(file),
        SIXTYFOUR_API_ENDPOINT=service.url,
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
    )
    assert (none.returncode, none.stdout) == (exit_codes.REFUSED, "")
    assert "SIXTYFOUR_API_KEY" in none.stderr
    assert len(service.requests) == 1


def test_a_copy_changed_elsewhere_is_three_until_it_is_overwritten(
    file: Path, service: FakeService
) -> None:
    workflow_id = publish(file, service).stdout.strip()
    service.change_in_cloud(workflow_id, name="Theirs")
    answer = publish(file, service)
    assert (answer.returncode, answer.stdout) == (exit_codes.REFUSED, "")
    assert "--overwrite" in answer.stderr
    assert publish(file, service, "--overwrite").returncode == exit_codes.DONE
    assert service.workflows[workflow_id]["name"] == "A chain"


def test_the_endpoint_of_the_command_wins_over_the_environment(
    file: Path, service: FakeService
) -> None:
    with FakeService(key=service.key) as other:
        assert publish(file, service, "--endpoint", other.url).returncode == exit_codes.DONE
        assert len(other.workflows) == 1
    assert service.requests == []


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket")
def test_the_key_and_address_of_the_environment_win_over_the_stored_ones(
    file: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, profile = ApiKey("sk_stored_0123456789"), str(file.parent / "profile")
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", profile)
    arguments = ("publish", str(file), "--endpoint", service.url)
    with SecretService.running() as keyring:
        for name, value in keyring.variables.items():
            monkeypatch.setenv(name, value)
        assert KeyStore().store("mine", stored).result(WAIT_S) == KeyStored(persistent=True)
        settings = SettingsStore(places().settings_file)
        settings.change(lambda old: old.with_connection(Connection("mine", "Mine", service.url)))
        settings.flush()
        bus = {"DBUS_SESSION_BUS_ADDRESS": keyring.variables["DBUS_SESSION_BUS_ADDRESS"]}
        service.key = stored.reveal()
        assert run_command(file.parent, *arguments, **bus).returncode == exit_codes.DONE
        service.key = "sk_environment_0123456789"
        assert run_command(file.parent, *arguments, **bus).returncode == exit_codes.REFUSED
        answer = run_command(file.parent, *arguments, **bus, SIXTYFOUR_API_KEY=service.key)
        assert answer.returncode == exit_codes.DONE, answer.stderr


def test_an_interruption_is_130_and_closes_the_connection(file: Path, service: FakeService) -> None:
    with service.silent() as hung_up:
        running = start_command(
            file.parent,
            "publish",
            str(file),
            SIXTYFOUR_API_KEY=service.key,
            SIXTYFOUR_API_ENDPOINT=service.url,
        )
        assert service.received.wait(WAIT_S)
        running.send_signal(signal.SIGINT)
        output, said = running.communicate(timeout=WAIT_S)
        assert hung_up.wait(WAIT_S)
    assert (running.returncode, output, said) == (exit_codes.INTERRUPTED, "", "Interrupted.\n")


def test_a_killed_publish_is_repeated_under_the_same_id(file: Path, service: FakeService) -> None:
    with service.silent():
        running = start_command(
            file.parent,
            "publish",
            str(file),
            SIXTYFOUR_API_KEY=service.key,
            SIXTYFOUR_API_ENDPOINT=service.url,
        )
        assert service.received.wait(WAIT_S)
        # the record was on disk before the first request left
        (record,) = read_project(file).publish_records
        running.kill()
        running.communicate(timeout=WAIT_S)
    assert body_of(service, CREATE)["id"] == record.workflow_id
    assert record.published_at is None
    assert publish(file, service).stdout.strip() == record.workflow_id
    assert list(service.workflows) == [record.workflow_id]
    # after a try that nobody saw the end of, the service is asked first
    assert [request.method for request in service.requests] == ["POST", "GET", "POST"]
