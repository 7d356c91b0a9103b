"""Whatever stands in a file or at a path: a project comes of it, or one sentence."""

import copy
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder_app.storage.atomic import write_atomically
from builder_app.storage.project_file import (
    FileRefused,
    Project,
    parse_project,
    project_bytes,
    read_project,
    write_project,
)
from builder_app.workflow.json_value import LEVELS_IN_A_DOCUMENT, JsonValue, as_json
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from tests.unit.test_files_on_disk import sample

VALID = project_bytes(sample())


@contextmanager
def _listening(path: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        yield


@contextmanager
def _pipe(path: Path) -> Iterator[None]:
    os.mkfifo(path)
    yield


@contextmanager
def _zeros(path: Path) -> Iterator[None]:
    path.symlink_to("/dev/zero")
    yield


@pytest.mark.parametrize("irregular", [_pipe, _listening, _zeros])
def test_what_is_no_ordinary_file_is_refused_for_reading_and_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, irregular: Callable[[Path], Iterator[None]]
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    path = Path("odd.wfb")
    with irregular(path):  # type: ignore[attr-defined]
        for use in (lambda: read_project(path), lambda: write_project(sample(), path)):
            with pytest.raises(FileRefused) as refusal:
                use()
            assert refusal.value.message.code == "file.not_a_file"
            assert "odd.wfb" in refusal.value.message.text() or "zero" in str(refusal.value.message)
        assert list(Path().iterdir()) == [path]
    assert Path("/dev/zero").is_char_device()


def _outcome(data: bytes) -> Project | str:
    """Any other exception fails the test."""
    try:
        return parse_project(data, "a.wfb")
    except FileRefused as refusal:
        sentence = refusal.message.text()
        assert sentence.startswith("“a.wfb”")
        return refusal.message.code


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_bytes_flipped_or_lost_give_a_project_or_a_refusal(data: st.DataObject) -> None:
    broken = bytearray(VALID)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        match data.draw(st.sampled_from(["flip", "lose", "cut", "repeat"])):
            case "flip":
                broken[at] ^= 1 << data.draw(st.integers(0, 7))
            case "lose":
                del broken[at : at + data.draw(st.integers(1, 40))]
            case "repeat":
                broken[at:at] = broken[at : at + 60]
            case _:
                del broken[at:]
        if not broken:
            return
    outcome = _outcome(bytes(broken))
    if isinstance(outcome, Project):
        assert parse_project(project_bytes(outcome), "again.wfb") == outcome


_WRONG: list[JsonValue] = [None, True, -1, 2.5, 10**30, "", "\ud800", [], {}, [[]], {"": {}}]


def _places(value: JsonValue, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, entry in entries:
        yield from _places(entry, (*path, key))


def test_every_value_of_a_wrong_type_or_gone_gives_a_project_or_a_refusal() -> None:
    whole = as_json(json.loads(VALID))
    codes = set()
    for path in _places(whole):
        if not path:
            continue
        for wrong in [*_WRONG, "gone"]:
            data = copy.deepcopy(whole)
            inside: JsonValue = data
            for step in path[:-1]:
                inside = inside[step]  # type: ignore[index]
            if wrong == "gone":
                del inside[path[-1]]  # type: ignore[union-attr,arg-type]
            else:
                inside[path[-1]] = wrong  # type: ignore[index]
            outcome = _outcome(json.dumps(data).encode())
            if isinstance(outcome, Project):
                assert parse_project(project_bytes(outcome), "again.wfb") == outcome
            else:
                codes.add(outcome)
    assert codes >= {"file.not_ours", "file.wrong_inside", "file.newer", "file.links_wrong"}


def _nested(levels: int) -> Project:
    value: JsonValue = "inmost"
    for _ in range(levels):
        value = [value]
    block = Block(BlockId("a"), "webhook", {"deep": value})
    return Project(Snapshot(blocks=(block,)))


def test_what_can_be_in_a_document_can_be_saved_and_read_however_deep(tmp_path: Path) -> None:
    deepest = _nested(LEVELS_IN_A_DOCUMENT - 2)
    assert as_json(deepest.snapshot.blocks[0].specs)
    path = tmp_path / "a.wfb"
    write_project(deepest, path)
    assert read_project(path).snapshot.blocks == deepest.snapshot.blocks


@pytest.mark.parametrize("levels", [LEVELS_IN_A_DOCUMENT + 60, 900])
def test_a_file_nested_deeper_than_a_document_is_refused(levels: int) -> None:
    assert _outcome(project_bytes(_nested(levels))) == "file.too_deep"


def test_a_folder_and_a_file_without_permission_are_said(tmp_path: Path) -> None:
    """By a program that is not root."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.wfb").write_bytes(VALID)
    (tmp_path / "secret.wfb").write_bytes(VALID)
    (tmp_path / "secret.wfb").chmod(0)
    program = (
        "import os, pathlib, sys\n"
        "from tests.unit.test_files_on_disk import sample\n"
        "from builder_app.storage.project_file import FileRefused, read_project, write_project\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "if os.getuid() == 0:\n    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "for use in (lambda: write_project(sample(), folder / 'closed' / 'a.wfb'),\n"
        "            lambda: read_project(folder / 'secret.wfb')):\n"
        "    try:\n        use()\n"
        "    except FileRefused as refusal:\n        print(refusal.message.code)\n"
    )
    closed.chmod(0o555)
    opened = [f for f in (tmp_path, *list(tmp_path.parents)[:3]) if f.stat().st_uid == os.getuid()]
    before = {folder: folder.stat().st_mode for folder in opened}
    try:
        for folder in opened:
            folder.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        for folder, mode in before.items():
            folder.chmod(mode)
        closed.chmod(0o755)
    assert done.stdout.split() == ["file.forbidden", "file.forbidden"]
    assert (closed / "a.wfb").read_bytes() == VALID
    assert [each.name for each in closed.iterdir()] == ["a.wfb"]


def test_many_writers_at_once_leave_one_whole_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    program = (
        "import pathlib, sys\n"
        "from builder_app.storage.atomic import write_atomically\n"
        "for _ in range(20):\n"
        "    write_atomically(pathlib.Path(sys.argv[1]), sys.argv[2].encode() * 100_000)\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(path), letter]) for letter in "abc"
    ]
    for writer in writers:
        assert writer.wait(60) == 0
    data = path.read_bytes()
    assert len(data) == 100_000
    assert len(set(data)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    before = os.umask(0o027)
    try:
        write_atomically(path, b"x")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
