"""The key store with a real Secret Service: gnome-keyring on a private bus."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from builder_app.api.endpoint import Endpoint
from builder_app.api_key import ApiKey
from builder_app.cli.publish import _stored_key
from builder_app.credentials.key_store import KeyStore
from builder_app.credentials.outcomes import (
    KeyFound,
    KeyMissing,
    KeyRemoved,
    KeyringUnavailable,
    KeyStored,
)
from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Connection
from tests.helpers.secret_service import SecretService

KEY = ApiKey("sk_live_äöü_4711_VERY-CLEAR-TEXT")
PATIENCE = 30

# keyring leaves its connection to the garbage collector whenever it raises (seen in 25.7)
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket"),
]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with SecretService.running() as running:
        for name, value in running.variables.items():
            monkeypatch.setenv(name, value)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"):
            monkeypatch.delenv(name, raising=False)
        yield running


def test_a_stored_key_is_there_for_the_next_run_of_the_program(service: SecretService) -> None:
    assert KeyStore().store("work", KEY).result(PATIENCE) == KeyStored(persistent=True)
    program = (
        "from builder_app.credentials.key_store import KeyStore\n"
        "print(ascii(KeyStore().read('work').result(30).key.reveal()))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=service.env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert answer.stdout.strip() == ascii(KEY.reveal())


def test_two_connections_never_mix_and_a_removed_key_is_gone(service: SecretService) -> None:
    store = KeyStore()
    store.store("work", KEY).result(PATIENCE)
    store.store("client", ApiKey("another-key")).result(PATIENCE)
    assert store.remove("work").result(PATIENCE) == KeyRemoved()
    assert store.read("work").result(PATIENCE) == KeyMissing()
    assert store.read("client").result(PATIENCE) == KeyFound(ApiKey("another-key"))
    assert store.remove("work").result(PATIENCE) == KeyRemoved()


def test_replacing_a_key_leaves_one_entry(service: SecretService) -> None:
    store = KeyStore()
    store.store("work", KEY).result(PATIENCE)
    store.store("work", ApiKey("the-new-key")).result(PATIENCE)
    assert store.read("work").result(PATIENCE) == KeyFound(ApiKey("the-new-key"))
    store.remove("work").result(PATIENCE)
    assert store.read("work").result(PATIENCE) == KeyMissing()


def test_the_key_is_nowhere_on_disk_in_clear(service: SecretService) -> None:
    KeyStore().store("work", KEY).result(PATIENCE)
    contents = list(service.files())
    assert any(b"workflow-builder" in content or len(content) > 100 for content in contents)
    assert not any(b"VERY-CLEAR-TEXT" in content for content in contents)


def test_a_locked_keyring_is_named_and_the_key_is_kept_for_this_run(
    service: SecretService,
) -> None:
    store = KeyStore()
    store.store("work", KEY).result(PATIENCE)
    service.lock()
    locked = store.read("work").result(PATIENCE)
    assert isinstance(locked, KeyringUnavailable)
    assert locked.message.code == "credentials.locked"
    stored = store.store("work", ApiKey("typed-while-locked")).result(PATIENCE)
    assert not stored.persistent
    assert stored.message is not None
    assert stored.message.code == "credentials.locked_this_run"
    assert store.read("work").result(PATIENCE) == KeyFound(
        ApiKey("typed-while-locked"), persistent=False
    )
    service.restart_daemon()
    assert KeyStore().read("work").result(PATIENCE) == KeyFound(KEY)


def test_a_bus_without_a_keyring_means_for_this_run_only_until_one_appears(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with SecretService.running(daemon=False) as service:
        for name, value in service.variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("DISPLAY", raising=False)
        store = KeyStore()
        stored = store.store("work", KEY).result(PATIENCE)
        assert not stored.persistent
        assert stored.message is not None
        assert stored.message.code == "credentials.no_keyring"
        assert store.backend_name().result(PATIENCE) == "none"
        service.start_daemon()
        assert store.store("work", KEY).result(PATIENCE) == KeyStored(persistent=True)
        assert "SecretService" in store.backend_name().result(PATIENCE)
        assert KeyStore().read("work").result(PATIENCE) == KeyFound(KEY)


def test_a_frozen_keyring_is_given_up_and_works_again_once_it_thaws(
    service: SecretService,
) -> None:
    store = KeyStore(read_deadline=0.3, write_deadline=0.3)
    patient = KeyStore()
    patient.store("work", KEY).result(PATIENCE)
    service.freeze()
    silent = store.read("work").result(PATIENCE)
    assert isinstance(silent, KeyringUnavailable)
    assert silent.message.code == "credentials.silent"
    stored = store.store("other", ApiKey("typed-while-frozen")).result(PATIENCE)
    assert not stored.persistent
    assert store.read("other").result(PATIENCE) == KeyFound(
        ApiKey("typed-while-frozen"), persistent=False
    )
    service.thaw()
    assert KeyStore().read("work").result(PATIENCE) == KeyFound(KEY)


def test_quitting_never_waits_for_a_frozen_keyring(service: SecretService) -> None:
    KeyStore().store("work", KEY).result(PATIENCE)
    service.freeze()
    program = (
        "from builder_app.api_key import ApiKey\n"
        "from builder_app.credentials.key_store import KeyStore\n"
        "store = KeyStore(read_deadline=1.0)\n"
        "assert 'SecretService' in store.backend_name().result()\n"  # keyring is loaded now
        "assert 'silent' in store.read('work').result().message.code\n"  # its thread hangs
        "future = store.store('work', ApiKey('x' * 20))\n"
        "assert not future.done()\n"
        "print('quitting', flush=True)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=service.env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert service.is_frozen
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "quitting\n", "")


def test_the_command_line_finds_the_key_that_the_window_stored(service: SecretService) -> None:
    store = SettingsStore(places().settings_file)
    store.change(
        lambda now: replace(
            now.with_connection(Connection("first", "First", "https://api.sixtyfour.ai"))
            .with_connection(Connection("other", "Elsewhere", "https://x.example"))
            .with_connection(Connection("second", "Second", "https://api.sixtyfour.ai/")),
            active_connection_id="second",
        )
    )
    assert store.flush(PATIENCE) is None
    keys = KeyStore()
    for name in ("first", "other", "second"):
        keys.store(name, ApiKey(f"key-of-{name}")).result(PATIENCE)
    endpoint = Endpoint("https://API.sixtyfour.ai")
    assert _stored_key(endpoint, store.current) == ApiKey("key-of-second")
    keys.remove("second").result(PATIENCE)
    assert _stored_key(endpoint, store.current) == ApiKey("key-of-first")
    keys.remove("first").result(PATIENCE)
    assert _stored_key(endpoint, store.current) is None
