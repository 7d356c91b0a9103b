"""Folders, log and diagnostics: a key reaches none of them, whatever way it takes."""

import base64
import json
import logging
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from builder_app.api_key import ApiKey
from builder_app.messages import Message
from builder_app.settings.diagnostics import Surroundings, diagnostics
from builder_app.settings.log import Log, last_lines, start_log
from builder_app.settings.places import Places, places, sandbox_database
from builder_app.settings.redaction import Redactor
from builder_app.settings.values import Connection, Settings

KEY = ApiKey("Pq7/ä+'9\\xZ\"very-clear-text==")
PLAIN = ApiKey("c0ffee00-1234-key-without-a-prefix")
logger = logging.getLogger("builder_app.settings.test")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Places:
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "my profile"))
    return places()


@pytest.fixture
def redactor() -> Redactor:
    made = Redactor()
    made.redact(KEY)
    made.redact(PLAIN)
    return made


@pytest.fixture
def log(here: Places, redactor: Redactor) -> Iterator[Log]:
    started = start_log(here, redactor=redactor)
    assert isinstance(started, Log)
    yield started
    started.close()


def test_a_profile_folder_holds_everything_for_its_owner_only(here: Places, tmp_path: Path) -> None:
    assert here.make() == ()
    root = tmp_path / "my profile"
    for folder in (here.config, here.data, here.log, here.journals):
        assert folder.is_relative_to(root)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sandbox_database() == here.sandbox_database


def test_without_a_profile_the_folders_are_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WORKFLOW_BUILDER_PROFILE", raising=False)
    assert places().make() == ()
    for folder in (places().config, places().data, places().log):
        assert folder.is_relative_to(tmp_path / "profile")
        assert "workflow-builder" in folder.parts


def test_a_folder_that_cannot_be_made_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WORKFLOW_BUILDER_PROFILE", str(tmp_path / "file"))
    troubles = places().make()
    assert {each.code for each in troubles} == {"settings.folder_refused"}
    refused = start_log(places())
    assert isinstance(refused, Message)
    assert refused.code == "settings.log_refused"


def spellings(key: str) -> list[str]:
    data = key.encode()
    return [
        key,
        repr(key),
        repr(data),
        json.dumps({"k": key}),
        json.dumps({"k": key}, ensure_ascii=False),
        f"https://x.example/?key={quote(key, safe='')}",
        data.hex(),
        base64.b64encode(data).decode(),
        f"x-api-key:{key}",
    ]


def fail_with(text: str) -> None:
    raise ValueError(text) from KeyError(text)


@pytest.mark.parametrize("key", [KEY, PLAIN], ids=["odd", "plain"])
def test_a_key_never_reaches_the_log_in_any_spelling(here: Places, log: Log, key: ApiKey) -> None:
    for text in spellings(key.reveal()):
        logger.warning(text)
        logger.warning("argument %s and %r", text, {"header": text})
        try:
            fail_with(text)
        except ValueError:
            logger.exception("it failed")
    log.close()
    written = here.log_file.read_text(encoding="utf-8")
    assert "it failed" in written
    assert "KeyError" in written
    for text in spellings(key.reveal()):
        assert text not in written
    for part in ("very-clear-text", "without-a-prefix", key.reveal().encode().hex()):
        assert part not in written


@pytest.mark.parametrize(
    "line",
    [
        "x-api-key: UNKNOWN77",
        "X-API-KEY:UNKNOWN77",
        "{'x-api-key': 'UNKNOWN77'}",
        '{"x-api-key": "UNKNOWN77"}',
        "(b'x-api-key', b'UNKNOWN77')",
        "SIXTYFOUR_API_KEY=UNKNOWN77 workflow-builder",
        "api_key='UNKNOWN77'",
        "Authorization: Bearer UNKNOWN77",
        "authorization: UNKNOWN77",
        "sent sk_live_UNKNOWN77 there",
        "sent sk-UNKNOWN77 there",
        "signing_secret: sk_whsec_UNKNOWN77",
        "proxy http://me:UNKNOWN77@proxy.example:8080/ refused",
    ],
)
def test_what_looks_like_a_key_is_hidden_even_when_nobody_named_it(line: str) -> None:
    cleaned = Redactor().clean(line)
    assert "UNKNOWN77" not in cleaned
    assert "[hidden]" in cleaned


@pytest.mark.parametrize(
    "line",
    [
        "task_id is_risky desk-lamp ask_for_it",
        "opened /home/me/work flow.wfb",
        "POST https://api.sixtyfour.ai/workflows/create_workflow 422",
        "the keyring failed: KeyringLocked: Failed to unlock the collection!",
    ],
)
def test_ordinary_lines_stay_as_they_are(line: str, redactor: Redactor) -> None:
    assert redactor.clean(line) == line


def test_the_log_is_for_its_owner_only_and_does_not_grow_without_end(
    here: Places, log: Log
) -> None:
    for number in range(2600):
        logger.info("%d %s", number, "x" * 1000)
    files = list(here.log.iterdir())
    assert sum(each.stat().st_size for each in files) < 3 * 1024 * 1024
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert last_lines(here, 2)[-1].endswith("x")


def test_a_library_that_logs_every_address_is_not_heard(here: Places, log: Log) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x.example")
    logging.getLogger("httpx").warning("worth knowing")
    written = here.log_file.read_text()
    assert "worth knowing" in written
    assert "HTTP Request" not in written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's always full disk")
def test_a_log_on_a_full_disk_disturbs_nobody(
    here: Places, redactor: Redactor, capsys: pytest.CaptureFixture[str]
) -> None:
    here.make()
    here.log_file.symlink_to("/dev/full")
    log = start_log(here, redactor=redactor)
    assert isinstance(log, Log)
    logger.warning("into nothing")
    log.close()
    assert capsys.readouterr().err == ""


def test_diagnostics_help_and_give_nothing_away(
    monkeypatch: pytest.MonkeyPatch, here: Places, log: Log, redactor: Redactor, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = replace(
        Settings(),
        connections=(
            Connection("id-1", "Secret client", "https://eu.example.org/base?x=1", "org-77"),
        ),
        proxy="http://me:pass-word@proxy.example:8080",
        recent_files=(str(tmp_path / "plans.wfb"),),
    )
    logger.warning("key %s in %s", KEY.reveal(), tmp_path / "somewhere")
    around = Surroundings("6.11.0", "SecretService Keyring", "1920×1080 at 150 %")
    text = diagnostics(settings, here, around, redactor=redactor)
    for wanted in ("Python 3.", "Qt 6.11.0", "SecretService", "eu.example.org", "pydantic 2."):
        assert wanted in text
    assert "~/somewhere" in text
    assert "~/my profile/config/settings.json" in text
    for secret in (
        "very-clear-text",
        str(tmp_path),
        "Secret client",
        "org-77",
        "pass-word",
        "plans.wfb",
        "/base",
    ):
        assert secret not in text
