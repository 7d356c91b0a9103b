"""Settings survive a restart, damage, two windows and a disk that cannot be written."""

import json
import os
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder_app.messages import Message
from builder_app.settings.form import from_json, to_json
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import (
    DEFAULT_PANES,
    MOST_RECENT_FILES,
    Connection,
    Settings,
    environment_connection,
)

WORK = Connection("c1", "Work", "https://api.sixtyfour.ai", "org-1")
CLIENT = Connection("c2", "Client", "https://eu.example.org")
FULL = Settings(
    connections=(WORK, CLIENT),
    active_connection_id="c2",
    theme="dark",
    wheel="pan",
    proxy=None,
    recent_files=("/a.wfb", "/ü b.wfb"),
    open_files=("/a.wfb",),
    window_geometry="AdnQywAD",
    panes=MappingProxyType({"palette": 300, "inspector": 400, "problems": 99}),
    welcome_done=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "settings.json"


def test_everything_is_there_again_at_the_next_start(path: Path) -> None:
    store = SettingsStore(path)
    assert (store.current, store.start_message) == (Settings(), None)
    store.change(lambda _: FULL)
    assert store.flush(30) is None
    assert SettingsStore(path).current == FULL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_changes_are_written_as_one_and_the_last_one_counts(path: Path) -> None:
    store = SettingsStore(path, write_delay=600)
    for number in range(100):
        store.change(partial(Settings.with_recent, path=f"/{number}.wfb"))
    assert not path.exists()
    assert store.flush(30) is None
    assert SettingsStore(path).current.recent_files[0] == "/99.wfb"
    assert len(store.current.recent_files) == MOST_RECENT_FILES


def test_a_change_is_written_without_being_asked(path: Path) -> None:
    store = SettingsStore(path, write_delay=0.01)
    store.change(lambda now: replace(now, theme="dark"))
    writer = store._writer
    if writer is not None:
        writer.join(30)
    assert SettingsStore(path).current.theme == "dark"


def test_whoever_watches_hears_of_a_change_once_and_of_no_change_never(path: Path) -> None:
    store = SettingsStore(path)
    heard: list[str] = []
    stop = store.subscribe(lambda settings: heard.append(settings.theme))
    store.change(lambda now: replace(now, theme="dark"))
    store.change(lambda now: replace(now, theme="dark"))
    stop()
    store.change(lambda now: replace(now, theme="light"))
    store.flush(30)
    assert heard == ["dark"]


@pytest.mark.parametrize("content", [b"{broken", b"[1, 2]", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_a_damaged_file_is_kept_beside_and_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.current == Settings()
    assert store.start_message is not None
    assert "settings.json.bad" in store.start_message.text()
    assert path.with_name("settings.json.bad").read_bytes() == content
    store.change(lambda now: replace(now, welcome_done=True))
    assert store.flush(30) is None
    assert SettingsStore(path).current.welcome_done


def test_a_wrong_value_costs_only_itself(path: Path) -> None:
    path.parent.mkdir()
    data = {
        "theme": "purple",
        "wheel": ["zoom"],
        "welcome_done": "yes",
        "recent_files": ["/a.wfb", 7, None, "/a.wfb"],
        "panes": {"palette": 300, "inspector": "wide", "problems": -1, "minimap": 7},
        "connections": [{"id": "c1", "label": "Work", "endpoint": "https://x.example"}, {}, 3],
        "proxy": "none",
    }
    path.write_text(json.dumps(data))
    assert SettingsStore(path).current == Settings(
        connections=(Connection("c1", "Work", "https://x.example"),),
        recent_files=("/a.wfb",),
        panes={**DEFAULT_PANES, "palette": 300},
        proxy=None,
    )


def test_what_a_newer_version_wrote_survives(path: Path) -> None:
    path.parent.mkdir()
    newer = {"id": "c9", "label": "X", "endpoint": "https://x.example", "region": "eu"}
    odd = {"kind": "oauth"}
    data = {"version": 7, "minimap": True, "theme": "sepia", "connections": [newer, odd]}
    path.write_text(json.dumps(data))
    store = SettingsStore(path)
    store.change(lambda now: replace(now, wheel="pan").with_connection(WORK))
    renamed = replace(store.current.connections[0], label="Y")
    store.change(lambda now: now.with_connection(renamed))
    store.flush(30)
    written = json.loads(path.read_text())
    assert (written["version"], written["minimap"], written["theme"]) == (7, True, "sepia")
    assert written["wheel"] == "pan"
    assert written["connections"][0] == newer | {"label": "Y", "org_id": None}
    assert written["connections"][1] == odd
    assert written["connections"][2]["id"] == "c1"


def test_two_windows_keep_each_others_changes(path: Path) -> None:
    first = SettingsStore(path)
    first.change(lambda now: now.with_connection(WORK))
    first.flush(30)
    second = SettingsStore(path)
    first.change(lambda now: replace(now, theme="dark").with_recent("/first.wfb"))
    first.change(lambda now: now.without_connection("c1"))
    second.change(lambda now: now.with_connection(CLIENT).with_recent("/second.wfb"))
    first.flush(30)
    second.flush(30)
    together = SettingsStore(path).current
    assert together.theme == "dark"
    assert together.connections == (CLIENT,)
    assert set(together.recent_files) == {"/first.wfb", "/second.wfb"}


def test_a_name_given_in_one_window_survives_an_account_added_in_another(path: Path) -> None:
    first = SettingsStore(path)
    first.change(lambda now: now.with_connection(WORK))
    first.flush(30)
    second = SettingsStore(path)
    first.change(lambda now: now.with_connection(replace(WORK, label="Renamed")))
    first.flush(30)
    second.change(lambda now: now.with_connection(CLIENT))
    second.flush(30)
    kept = SettingsStore(path).current.connections
    assert [each.label for each in kept] == ["Renamed", CLIENT.label]


def test_many_programs_that_write_at_once_lose_nothing(path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from builder_app.settings.store import SettingsStore\n"
        "from builder_app.settings.values import Connection\n"
        "store = SettingsStore(Path(sys.argv[1]), write_delay=0)\n"
        "for n in range(10):\n"
        "    made = Connection(f'{sys.argv[2]}-{n}', 'label', 'https://x.example')\n"
        "    store.change(lambda now: now.with_connection(made))\n"
        "    assert store.flush(30) is None\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(path), str(number)])
        for number in range(4)
    ]
    assert [each.wait(60) for each in started] == [0, 0, 0, 0]
    names = {each.id for each in SettingsStore(path).current.connections}
    assert names == {f"{a}-{b}" for a in range(4) for b in range(10)}


def test_a_folder_that_cannot_be_written_is_named_once_and_the_values_hold(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    heard: list[Message] = []
    store = SettingsStore(tmp_path / "file" / "settings.json", on_trouble=heard.append)
    store.change(lambda now: replace(now, theme="dark"))
    trouble = store.flush(30)
    store.change(lambda now: replace(now, wheel="pan"))
    store.flush(30)
    assert trouble is not None
    assert trouble.code == "settings.not_written"
    assert heard == [trouble]
    assert (store.current.theme, store.current.wheel) == ("dark", "pan")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_named_and_the_file_stays(path: Path) -> None:
    first = SettingsStore(path)
    first.change(lambda now: replace(now, theme="dark"))
    first.flush(30)
    before = path.read_bytes()
    path.parent.chmod(0o500)
    try:
        store = SettingsStore(path)
        store.change(lambda now: replace(now, theme="light"))
        trouble = store.flush(30)
    finally:
        path.parent.chmod(0o700)
    assert trouble is not None
    assert path.read_bytes() == before


def test_after_a_failure_the_next_change_brings_everything_to_the_disk(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    store = SettingsStore(blocker / "settings.json")
    store.change(lambda now: replace(now, theme="dark"))
    assert store.flush(30) is not None
    blocker.unlink()
    store.change(lambda now: replace(now, wheel="pan"))
    assert store.flush(30) is None
    kept = SettingsStore(blocker / "settings.json").current
    assert (kept.theme, kept.wheel) == ("dark", "pan")


def test_settings_linked_from_elsewhere_stay_a_link(tmp_path: Path, path: Path) -> None:
    path.parent.mkdir()
    real = tmp_path / "dotfiles.json"
    real.write_text('{"theme": "dark"}')
    path.symlink_to(real)
    store = SettingsStore(path)
    store.change(lambda now: replace(now, wheel="zoom"))
    store.flush(30)
    assert path.is_symlink()
    assert json.loads(real.read_text())["wheel"] == "zoom"


def test_ending_the_program_leaves_no_thread_behind(path: Path) -> None:
    before = set(threading.enumerate())
    store = SettingsStore(path, write_delay=600)
    store.change(lambda now: replace(now, theme="dark"))
    store.flush(30)
    assert not any(each.name == "settings" for each in set(threading.enumerate()) - before)


def test_removing_the_active_connection_leaves_none_active() -> None:
    left = FULL.without_connection("c2")
    assert (left.connections, left.active_connection_id) == ((WORK,), None)
    assert FULL.without_connection("c1").active_connection_id == "c2"


def test_the_environments_connection_is_never_kept() -> None:
    made = environment_connection(None)
    assert (made.id, made.label, made.endpoint) == (
        "environment",
        "environment",
        "https://api.sixtyfour.ai",
    )
    with pytest.raises(ValueError, match="only accounts"):
        Settings().with_connection(made)


texts = st.text(min_size=1, max_size=8)
optional = st.none() | texts
all_settings = st.builds(
    Settings,
    connections=st.lists(
        st.builds(Connection, texts, texts, texts, optional), unique_by=lambda each: each.id
    ).map(tuple),
    active_connection_id=optional,
    theme=st.sampled_from(("system", "light", "dark")),
    wheel=st.sampled_from(("automatic", "zoom", "pan")),
    proxy=st.none() | texts.filter(lambda text: text != "none"),
    recent_files=st.lists(texts, unique=True, max_size=MOST_RECENT_FILES).map(tuple),
    window_geometry=optional,
    welcome_done=st.booleans(),
    panes=st.fixed_dictionaries(
        dict.fromkeys(DEFAULT_PANES, st.integers(min_value=1, max_value=9999))
    ).map(MappingProxyType),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@given(all_settings)
def test_any_settings_are_the_same_after_the_file(settings: Settings) -> None:
    assert from_json(json.loads(json.dumps(to_json(settings)))) == settings


@given(st.fixed_dictionaries(dict.fromkeys(to_json(Settings()), json_values)))
def test_no_content_of_the_file_stops_the_program(data: dict[str, object]) -> None:
    settings = from_json(data)
    assert from_json(to_json(settings)) == settings
