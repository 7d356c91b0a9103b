"""The sandbox's file: lasting, private, shared by processes, and never in the way when damaged."""

import json
import logging
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from builder_app.sandbox import store as store_module
from builder_app.sandbox.database import StoreUnusable
from builder_app.sandbox.records import WorkflowChange, as_time
from builder_app.sandbox.store import (
    SandboxFull,
    WorkflowExists,
    WorkflowIncomplete,
    WorkflowStore,
)

GRAPH: dict[str, object] = {"blocks": [{"specs": {"grüße": "\x00 “”"}}], "edges": []}
MOMENT = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "sandbox.sqlite3"


def make(file: Path, name: str = "Leads") -> UUID:
    workflow_id = uuid4()
    WorkflowStore(file).create(workflow_id, name, "", GRAPH)
    return workflow_id


def damaged_files(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.glob("*.damaged-*"))


def test_what_was_created_is_there_after_reopening(file: Path) -> None:
    workflow_id = uuid4()
    created = WorkflowStore(file).create(workflow_id, "Leads", "For Ann", GRAPH)
    assert WorkflowStore(file).get(workflow_id) == created
    assert created.definition == GRAPH


def test_nothing_is_written_before_the_first_use(file: Path) -> None:
    WorkflowStore(file)
    assert not file.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not kept in modes there")
def test_nobody_else_can_read_the_file(file: Path) -> None:
    make(file)
    reader = sqlite3.connect(file)  # keeps the side files of the write-ahead log alive
    try:
        reader.execute("SELECT count(*) FROM workflows").fetchone()
        make(file)
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode)
            for path in file.parent.iterdir()
            if not path.name.endswith(".lock")
        }
    finally:
        reader.close()
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_the_list_has_the_last_changed_first_and_no_definitions(file: Path) -> None:
    first, second = make(file, "first"), make(file, "second")
    store = WorkflowStore(file)
    assert [record.workflow_id for record in store.records()] == [second, first]
    store.update(first, WorkflowChange(name="changed"))
    assert [record.name for record in store.records()] == ["changed", "second"]
    assert {record.definition is None for record in store.records()} == {True}


def test_creating_over_an_existing_workflow_is_refused_and_changes_nothing(file: Path) -> None:
    workflow_id = make(file)
    store = WorkflowStore(file)
    with pytest.raises(WorkflowExists):
        store.create(workflow_id, "Other", "", {})
    record = store.get(workflow_id)
    assert record is not None
    assert record.name == "Leads"


def test_an_update_changes_what_it_names_and_keeps_the_rest(file: Path) -> None:
    workflow_id = make(file)
    store = WorkflowStore(file)
    before = store.get(workflow_id)
    after = store.update(workflow_id, WorkflowChange(description=""))
    after = store.update(workflow_id, WorkflowChange(description="new"))
    assert before is not None
    assert (after.name, after.description) == ("Leads", "new")
    assert (after.definition, after.created_at) == (GRAPH, before.created_at)
    assert store.get(workflow_id) == after


def test_every_update_moves_the_time_even_when_the_clock_stands_still(file: Path) -> None:
    store = WorkflowStore(file, now=lambda: MOMENT)
    created = store.create(uuid4(), "Leads", "", GRAPH)
    times = [created.updated_at]
    for _ in range(3):
        record = store.update(created.workflow_id, WorkflowChange(name="Again"))
        times.append(record.updated_at)
    assert len(set(times)) == 4
    assert times == sorted(times)
    assert as_time(times[1]) == "2026-05-01T12:00:00.000001Z"


def test_an_update_of_an_unknown_id_makes_the_workflow(file: Path) -> None:
    workflow_id = uuid4()
    change = WorkflowChange(name="Leads", definition=GRAPH)
    made = WorkflowStore(file).update(workflow_id, change)
    assert (made.workflow_id, made.description) == (workflow_id, "")
    assert WorkflowStore(file).get(workflow_id) == made


@pytest.mark.parametrize("change", [WorkflowChange(name="x"), WorkflowChange(definition=GRAPH)])
def test_an_update_that_cannot_make_a_whole_workflow_is_refused(
    file: Path, change: WorkflowChange
) -> None:
    store = WorkflowStore(file)
    with pytest.raises(WorkflowIncomplete):
        store.update(uuid4(), change)
    assert store.records() == ()


def test_a_deleted_workflow_is_handed_out_once_more_and_then_gone(file: Path) -> None:
    workflow_id = make(file)
    store = WorkflowStore(file)
    deleted = store.delete(workflow_id)
    assert deleted is not None
    assert deleted.definition == GRAPH
    assert store.get(workflow_id) is None
    assert store.delete(workflow_id) is None


def test_the_sandbox_does_not_grow_for_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_WORKFLOWS", 2)
    make(file)
    make(file)
    with pytest.raises(SandboxFull):
        make(file)


def write_nonsense(file: Path) -> None:
    file.write_bytes(b"this is no database at all " * 200)


def tear_a_page(file: Path) -> None:
    with file.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xff" * (file.stat().st_size - 4096))


def break_a_definition(file: Path) -> None:
    edit(file, "UPDATE workflows SET definition = '{'")


def replace_a_definition(file: Path) -> None:
    edit(file, "UPDATE workflows SET definition = '[]'")


def make_tables_of_something_else(file: Path) -> None:
    file.unlink()
    edit(file, "CREATE TABLE recipes (name TEXT)")


def edit(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        write_nonsense,
        tear_a_page,
        break_a_definition,
        replace_a_definition,
        make_tables_of_something_else,
    ],
)
def test_a_damaged_file_is_moved_aside_and_the_sandbox_starts_anew(
    file: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    workflow_id = make(file)
    damage(file)
    content = file.read_bytes()
    store = WorkflowStore(file)
    assert store.get(workflow_id) is None
    (aside,) = damaged_files(file)
    assert (file.parent / aside).read_bytes() == content
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert aside in caplog.text
    make(file)
    assert len(WorkflowStore(file).records()) == 1


def test_two_damaged_files_in_one_second_are_both_kept(file: Path) -> None:
    for _ in range(3):
        make(file)
        write_nonsense(file)
    assert WorkflowStore(file).records() == ()
    assert len(damaged_files(file)) == 3


def test_an_empty_file_is_a_new_sandbox(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.touch()
    make(file)
    assert damaged_files(file) == []


def test_a_file_of_a_newer_version_is_left_alone(file: Path) -> None:
    make(file)
    edit(file, "PRAGMA user_version = 2")
    with pytest.raises(StoreUnusable) as caught:
        WorkflowStore(file).records()
    assert caught.value.message.code == "sandbox.file_newer"
    assert damaged_files(file) == []


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(StoreUnusable, match=r"sandbox\.file_unusable") as caught:
        WorkflowStore(tmp_path / "state" / "sandbox.sqlite3").records()
    assert "sandbox.sqlite3" in str(caught.value.message)


def test_a_folder_in_place_of_the_file_is_said_in_a_sentence(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(StoreUnusable):
        WorkflowStore(file).records()


@pytest.fixture
def shared_file() -> Iterator[Path]:
    """A file in a folder that everybody may look into but nobody may write to any more."""
    folder = Path(tempfile.mkdtemp())
    file = folder / "sandbox.sqlite3"
    try:
        yield file
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """Be somebody who may not write into ``folder``: root may write anywhere."""
    before = os.geteuid()
    folder.chmod(0o555)
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)
        folder.chmod(0o755)


@pytest.mark.parametrize("made_before", [True, False])
def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    shared_file: Path, *, made_before: bool
) -> None:
    if made_before:
        make(shared_file)
    with nobody(shared_file.parent), pytest.raises(StoreUnusable) as caught:
        WorkflowStore(shared_file).create(uuid4(), "Leads", "", GRAPH)
    assert "sandbox.sqlite3" in str(caught.value.message)
    assert damaged_files(shared_file) == []
    assert len(WorkflowStore(shared_file).records()) == made_before


def test_a_file_that_vanishes_while_running_is_made_again(file: Path) -> None:
    store = WorkflowStore(file)
    make(file)
    file.unlink()
    assert store.records() == ()


WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from builder_app.sandbox.records import WorkflowChange
from builder_app.sandbox.store import WorkflowStore

sys.stdin.readline()
for number in range(25):
    store, workflow_id = WorkflowStore(Path(sys.argv[1])), uuid4()
    store.create(workflow_id, f"{sys.argv[2]} {number}", "", {"blocks": [number] * 500})
    store.update(workflow_id, WorkflowChange(description="done"))
    store.records()
"""


def test_two_processes_write_into_one_file_from_its_very_beginning(file: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, file, name], stdin=subprocess.PIPE)
        for name in ("a", "b")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0, 0]
    records = WorkflowStore(file).records()
    assert {record.name for record in records} == {f"{n} {i}" for n in "ab" for i in range(25)}
    assert {record.description for record in records} == {"done"}
    assert damaged_files(file) == []


def test_a_definition_is_kept_as_plain_json(file: Path) -> None:
    make(file)
    connection = sqlite3.connect(file)
    (text,) = connection.execute("SELECT definition FROM workflows").fetchone()
    connection.close()
    assert json.loads(text) == GRAPH
