"""What was written is still there afterwards, whatever it was and whatever happened meanwhile."""

import json
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder_app.messages import Message
from builder_app.storage.journal import Beginning, Journal
from builder_app.storage.project_file import FileRefused, Project, read_project, write_project
from builder_app.storage.recovery import find_orphans
from builder_app.workflow.edits import SetDescription, SetName
from builder_app.workflow.geometry import Point
from builder_app.workflow.json_value import JsonObject, JsonValue, as_json
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot

NOTHING = Beginning(Project(Snapshot()))

_text = st.text(st.characters(exclude_categories=()), max_size=5)  # half surrogates included
_json: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e300, 1e300) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=8,
)
_names = _text | st.sampled_from(["webhook_input", "alpha", "zeta"])
_specs = st.dictionaries(_names, _json, max_size=4)


def _project(specs: JsonObject, name: str = "") -> Project:
    """As JSON has it: two halves of a surrogate pair beside each other are one character."""
    block = Block(BlockId("a"), "webhook", json.loads(json.dumps(specs)))
    name = json.loads(json.dumps(name))
    return Project(Snapshot(name=name, blocks=(block,), positions={block.id: Point(0, 0)}))


@settings(max_examples=200, deadline=None)
@given(_specs, _text)
def test_any_specs_come_back_in_their_order_and_saving_again_changes_no_byte(
    tmp_path_factory: pytest.TempPathFactory, specs: JsonObject, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.wfb"
    project = _project(specs, name)
    write_project(project, path)
    first = path.read_bytes()
    read = read_project(path)
    assert read == project
    assert json.dumps(read.snapshot.blocks[0].specs) == json.dumps(project.snapshot.blocks[0].specs)
    write_project(read, path)
    assert path.read_bytes() == first


def test_not_even_the_keys_of_sample_rows_are_left_when_samples_are_left_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.wfb"
    project = _project({"webhook_input": {"zoe@example.org": 1, "jane@example.org": 2}})
    write_project(project, path, include_samples=False)
    assert "example.org" not in path.read_text()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN"])
def test_a_number_that_no_file_can_hold_never_gets_into_a_document(number: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        as_json(json.loads(f'{{"a": [{number}]}}'))


def test_a_killed_save_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    program = (
        "import itertools, pathlib, sys\n"
        "from builder_app.storage.project_file import Project, write_project\n"
        "from builder_app.workflow.snapshot import Snapshot\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "for turn in itertools.count():\n"
        "    write_project(Project(Snapshot(name=str(turn), description='x' * 500_000)), path)\n"
        "    if turn == 2:\n"
        "        print('going', flush=True)\n"
    )
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"going\n"
            running.send_signal(signal.SIGKILL)
            running.wait(20)
        snapshot = read_project(path).snapshot
        assert int(snapshot.name) >= 2
        assert len(snapshot.description) == 500_000


def test_a_read_only_disk_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    path.write_text("old")
    program = (
        "import pathlib, sys\n"
        "from builder_app.storage.project_file import FileRefused, Project, write_project\n"
        "from builder_app.workflow.snapshot import Snapshot\n"
        "try:\n    write_project(Project(Snapshot()), pathlib.Path(sys.argv[1]))\n"
        "except FileRefused as refusal:\n    print(refusal.message.code)\n"
    )
    mount = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 77; shift; exec "$@"'
    inside = ("unshare", "--user", "--map-root-user", "--mount")
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this system")
    done = subprocess.run(
        [*inside, "sh", "-c", mount, "sh", str(tmp_path), sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode in (1, 77) and "refusal" not in done.stderr:
        pytest.skip(f"no mount namespaces here: {done.stderr.strip()[:80]}")
    assert done.stdout.strip() == "file.read_only"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileRefused) as refusal:
        write_project(Project(Snapshot()), tmp_path / "file" / "a.wfb")
    assert refusal.value.message.code == "file.folder_missing"


def test_steps_before_a_full_disk_are_offered_none_after_it_and_it_is_said_once(
    tmp_path: Path,
) -> None:
    told: list[Message] = []
    journal = Journal(tmp_path, NOTHING, told.append)
    assert journal.wait_begun(20)
    journal.append(SetName("kept"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = journal.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        journal.append(SetName("lost"))
        journal.append(SetName("lost too"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    journal.append(SetDescription("there is room again, but a step is missing"))
    left = tmp_path / "left"
    left.mkdir()
    shutil.copy(journal.path, left)
    journal.close()
    (found,) = find_orphans(left)
    assert found.snapshot() == replace(Snapshot(), name="kept")
    assert [message.code for message in told] == ["file.journal_failed"]


def test_a_project_at_a_path_that_is_no_utf8_is_recovered(tmp_path: Path) -> None:
    odd = Path("/somewhere/\udcff.wfb")
    journal = Journal(
        tmp_path, replace(NOTHING, path=odd), lambda message: pytest.fail(message.text())
    )
    assert journal.wait_begun(20)
    journal.append(SetName("\ud800"))
    left = tmp_path / "left"
    left.mkdir()
    shutil.copy(journal.path, left)
    journal.close()
    (found,) = find_orphans(left)
    assert found.beginning.path == odd
    assert found.snapshot().name == "\ud800"


def test_a_file_cut_off_anywhere_is_refused_even_within_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    write_project(_project({"webhook_input": "ö"}, "ö"), path)
    whole = path.read_bytes()
    codes = {}
    for length in range(len(whole) - 2):
        path.write_bytes(whole[:length])
        with pytest.raises(FileRefused) as refusal:
            read_project(path)
        codes[length] = refusal.value.message.code
    assert set(codes.values()) <= {"file.cut_off", "file.not_json"}
    assert codes[whole.index("ö".encode()) + 1] == "file.cut_off"
