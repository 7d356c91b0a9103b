"""The key store with keyrings that are missing, refused, broken or slow."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override

from builder_app.api_key import ApiKey
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.keyring_thread import MAX_ABANDONED, KeyringThread
from builder_app.credentials.outcomes import (
    KeyFound,
    KeyMissing,
    KeyRemoved,
    KeyringUnavailable,
    KeyStored,
)

KEY = ApiKey("sk_live_VERY-CLEAR-TEXT")
NEWER = ApiKey("sk_live_the-one-typed-later")
PATIENCE = 30


class Drawer(KeyringBackend):
    """A keyring in memory, whose calls can be held up or made to fail."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.content: dict[tuple[str, str], str] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Semaphore(0)
        self.held_up: str | None = None
        self.error: Exception | None = None

    def _pass(self, password: str | None = None) -> None:
        if self.error is not None:
            raise self.error
        if self.held_up is None or password == self.held_up:
            self.reached.release()
            assert self.gate.wait(PATIENCE)

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._pass()
        return self.content.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._pass(password)
        self.content[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._pass()
        if self.content.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.gate.set()


def forced(monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "tests.unit.nowhere.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "not a name",
    ],
)
def test_a_keyring_that_cannot_keep_the_key_means_for_this_run_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, backend: str
) -> None:
    forced(monkeypatch, backend)
    store = KeyStore()
    stored = store.store("work", KEY).result(PATIENCE)
    assert not stored.persistent
    assert stored.message is not None
    assert "until the program closes" in stored.message.text()
    assert store.read("work").result(PATIENCE) == KeyFound(KEY, persistent=False)
    assert isinstance(KeyStore().read("work").result(PATIENCE), KeyringUnavailable)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"VERY-CLEAR-TEXT" in path.read_bytes() for path in written)


def test_a_keyring_file_of_another_make_is_refused_even_in_the_persons_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    folder = tmp_path / "profile/config/python_keyring"
    folder.mkdir(parents=True)
    (tmp_path / "plaintext_ring.py").write_text(
        "import pathlib, keyring.backend\n"
        "class Keyring(keyring.backend.KeyringBackend):\n"
        "    priority = 9\n"
        "    def get_password(self, service, username): return None\n"
        "    def set_password(self, service, username, password):\n"
        f"        pathlib.Path({str(tmp_path / 'plain')!r}).write_text(password)\n"
    )
    (folder / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring=plaintext_ring.Keyring\nkeyring-path={tmp_path}\n"
    )
    monkeypatch.setattr(sys, "path", list(sys.path))  # keyring adds the folder
    assert not KeyStore().store("work", KEY).result(PATIENCE).persistent
    assert "plaintext_ring" in sys.modules
    assert not (tmp_path / "plain").exists()


def test_no_session_bus_at_all_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    store = KeyStore()
    assert store.backend_name().result(PATIENCE) == "none"
    outcome = store.read("work").result(PATIENCE)
    assert isinstance(outcome, KeyringUnavailable)
    assert outcome.message.code == "credentials.nothing_stored_no_keyring"
    assert store.remove("work").result(PATIENCE) == KeyRemoved()


def test_the_key_never_reaches_the_log_through_a_keyrings_error(
    drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    drawer.error = RuntimeError(f"could not write {KEY.reveal()!r}")
    store = KeyStore(find_backend=lambda: drawer)
    with caplog.at_level(logging.DEBUG):
        stored = store.store("work", KEY).result(PATIENCE)
    assert stored.message is not None
    assert "RuntimeError" in stored.message.text()
    assert "RuntimeError" in caplog.text
    assert "VERY-CLEAR-TEXT" not in caplog.text + repr(stored)


def test_a_stored_key_is_read_from_the_keyring_and_not_from_memory(drawer: Drawer) -> None:
    store = KeyStore(find_backend=lambda: drawer)
    assert store.store("work", KEY).result(PATIENCE) == KeyStored(persistent=True)
    assert drawer.content == {("workflow-builder", "work"): KEY.reveal()}
    drawer.content.clear()
    assert store.read("work").result(PATIENCE) == KeyMissing()


def test_a_key_of_this_run_moves_into_the_keyring_once_that_works(drawer: Drawer) -> None:
    store = KeyStore(find_backend=lambda: drawer)
    drawer.error = RuntimeError("out of order")
    assert not store.store("work", KEY).result(PATIENCE).persistent
    drawer.error = None
    assert store.store("work", KEY).result(PATIENCE).persistent
    assert store.read("work").result(PATIENCE) == KeyFound(KEY, persistent=True)


def test_removing_forgets_the_key_of_this_run_even_when_the_keyring_fails(drawer: Drawer) -> None:
    store = KeyStore(find_backend=lambda: drawer)
    drawer.error = RuntimeError("out of order")
    store.store("work", KEY).result(PATIENCE)
    assert isinstance(store.remove("work").result(PATIENCE), KeyringUnavailable)
    drawer.error = None
    assert store.read("work").result(PATIENCE) == KeyMissing()


def test_what_a_keyring_cannot_delete_is_not_called_removed(drawer: Drawer) -> None:
    class Stubborn(Drawer):
        @override
        def delete_password(self, service: str, username: str) -> None:
            raise PasswordDeleteError("cancelled by the person")

    stubborn = Stubborn()
    store = KeyStore(find_backend=lambda: stubborn)
    assert store.remove("work").result(PATIENCE) == KeyRemoved()
    store.store("work", KEY).result(PATIENCE)
    assert isinstance(store.remove("work").result(PATIENCE), KeyringUnavailable)


def test_a_store_that_hung_and_comes_back_late_does_not_undo_the_newer_key(
    drawer: Drawer,
) -> None:
    store = KeyStore(write_deadline=0.2, find_backend=lambda: drawer)
    drawer.gate.clear()
    drawer.held_up = KEY.reveal()  # only this one hangs, inside the keyring
    assert not store.store("work", KEY).result(PATIENCE).persistent
    patient = store.store("work", NEWER).result(PATIENCE)
    assert patient == KeyStored(persistent=True)
    hanging = [each for each in threading.enumerate() if each.name == "keyring"]
    drawer.gate.set()
    for thread in hanging[:1]:
        thread.join(PATIENCE)
    assert drawer.content == {("workflow-builder", "work"): NEWER.reveal()}


def test_after_too_many_hanging_calls_the_answer_comes_at_once_and_service_resumes() -> None:
    thread = KeyringThread()
    gate = threading.Event()
    before = threading.active_count()
    for _ in range(MAX_ABANDONED):
        late = thread.submit(lambda: gate.wait(PATIENCE), lambda: False, deadline=0.05)
        assert late.result(PATIENCE) is False
    # answered by the caller itself: no thread is left to hang in
    assert thread.submit(lambda: True, lambda: False, deadline=PATIENCE).result(0) is False
    hanging = [each for each in threading.enumerate() if each.name == "keyring"]
    assert threading.active_count() <= before + 2 * MAX_ABANDONED
    gate.set()
    for each in hanging:
        each.join(PATIENCE)
    assert thread.submit(lambda: True, lambda: False, deadline=PATIENCE).result(PATIENCE) is True


def test_calls_are_served_in_the_order_they_were_made() -> None:
    thread = KeyringThread()
    order: list[int] = []
    futures = [
        thread.submit(partial(order.append, number), lambda: None, deadline=PATIENCE)
        for number in range(20)
    ]
    for future in futures:
        future.result(PATIENCE)
    assert order == list(range(20))


def test_the_program_ends_while_a_keyring_call_hangs_for_ever() -> None:
    program = (
        "import threading\n"
        "from builder_app.credentials.keyring_thread import KeyringThread\n"
        "reached = threading.Event()\n"
        "def hang():\n"
        "    reached.set()\n"
        "    threading.Event().wait()\n"
        "KeyringThread().submit(hang, lambda: None, deadline=1000)\n"
        "assert reached.wait(30)\n"
        "print('ending', flush=True)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert (ran.stdout, ran.stderr) == ("ending\n", "")
