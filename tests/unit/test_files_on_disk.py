"""Project files and journals, as real files."""

import json
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.json_file import MOST_BYTES
from builder_app.storage.migrations import migrated
from builder_app.storage.project_file import (
    FileRefused,
    Project,
    ViewState,
    read_project,
    write_project,
    write_publish_records,
)
from builder_app.storage.recovery import find_orphans
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.json_value import JsonValue
from builder_app.workflow.parts import (
    Block,
    BlockId,
    Edge,
    EdgeId,
    Frame,
    FrameId,
    Note,
    NoteId,
)
from builder_app.workflow.snapshot import Snapshot

ROWS = '[{"email": "jane@example.org"}]'


def sample() -> Project:
    a, b = BlockId("a"), BlockId("b")
    fields: JsonValue = {"zeta": "last letter", "alpha": "first letter"}
    return Project(
        snapshot=Snapshot(
            name="Möbius",
            description="ö",
            blocks=(
                Block(a, "webhook", {"dataframe_type": "LEAD", "webhook_input": ROWS}),
                Block(b, "no_such_kind", {"return_fields": fields}, "Mine", False, "x", {"k": [1]}),
            ),
            edges=(Edge(EdgeId("e"), a, b, "x > 1", {"later": None}),),
            frames=(Frame(FrameId("f"), "Frame", Rect(0, 0, 10, 10)),),
            notes=(Note(NoteId("n"), "Note", Rect(1, 2, 3, 4)),),
            positions={a: Point(1, 2), b: Point(300.5, 2)},
            extra={"future": True},
        ),
        publish_records=(PublishRecord("sandbox", None, "id", {a: "server-a"}, {"blocks": []}),),
        view=ViewState(1, 2, 0.5),
        extra={"unknown": 1},
        layout_extra={"bends": []},
    )


def test_a_project_read_back_is_equal_and_keeps_the_order_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    write_project(sample(), path)
    read = read_project(path)
    assert read == sample()
    fields = read.snapshot.blocks[1].specs["return_fields"]
    assert isinstance(fields, dict)
    assert list(fields) == ["zeta", "alpha"]


def test_the_file_is_sorted_indented_and_meaning_stands_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    write_project(sample(), path)
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert text == json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert "positions" not in json.dumps(data["workflow"])


def test_sample_rows_stand_apart_and_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    write_project(sample(), path)
    data = json.loads(path.read_text())
    assert data["samples"] == {"a": {"webhook_input": ROWS}}
    assert "jane" not in json.dumps(data["workflow"])
    write_project(sample(), path, include_samples=False)
    assert "jane" not in path.read_text()


def test_sample_rows_are_left_out_of_what_was_published_too(tmp_path: Path) -> None:
    block: JsonValue = {
        "block_name": "webhook",
        "specs": {"dataframe_type": "LEAD", "webhook_input": [{"name": "Ada"}]},
    }
    record = PublishRecord("sandbox", None, "w-1", base={"blocks": [block], "edges": []})
    path = tmp_path / "a.wfb"
    write_project(Project(Snapshot(), (record,)), path, include_samples=False)
    assert "Ada" not in path.read_text(encoding="utf-8")
    assert '"LEAD"' in path.read_text(encoding="utf-8")
    write_project(Project(Snapshot(), (record,)), path)
    assert "Ada" in path.read_text(encoding="utf-8")


def test_what_is_written_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wfb"
    path.write_text("before", encoding="utf-8")
    synced: list[tuple[bool, str]] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), path.read_text(encoding="utf-8")))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_project(Project(Snapshot(name="after")), path)
    # the file while the old content still stands, then the folder that names the new one
    assert synced == [(False, "before"), (True, path.read_text(encoding="utf-8"))]


def test_half_a_surrogate_pair_survives_saving(tmp_path: Path) -> None:
    path = tmp_path / ("ö" * 100 + ".wfb")
    project = Project(snapshot=Snapshot(name="\ud800"))
    write_project(project, path)
    assert read_project(path) == project


def test_records_are_patched_without_touching_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    write_project(sample(), path)
    record = PublishRecord("api.sixtyfour.ai", "org", "other")
    write_publish_records((record,), path)
    assert read_project(path) == replace(sample(), publish_records=(record,))


def _valid() -> dict[str, object]:
    return {"format": "sixtyfour-workflow-builder", "version": 1, "workflow": {"blocks": []}}


def _with_blocks(*blocks: object, edges: tuple[object, ...] = ()) -> bytes:
    workflow = {"blocks": list(blocks), "edges": list(edges)}
    return json.dumps({**_valid(), "workflow": workflow}).encode()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"\xff\xfe", "file.not_text", "UTF-8"),
        (b'{"a": 1,\n  oops}', "file.not_json", "line 2"),
        (b'{"format": "sixtyfour-', "file.cut_off", "cut off"),
        (b'{"format": "x", "y": NaN}', "file.wrong_number", "NaN"),
        (b'{"format": "x", "y": 1e999}', "file.wrong_number", "number"),
        (b"[" * 100_000, "file.too_deep", "nested"),
        (b'{"blocks": [], "edges": []}', "file.not_ours", "Import"),
        (json.dumps({**_valid(), "version": 99}).encode(), "file.newer", "newer"),
        (_with_blocks({"id": "a", "kind": 5}), "file.wrong_inside", "workflow.blocks[0].kind"),
        (
            _with_blocks({"id": "a", "kind": "x"}, {"id": "a", "kind": "x"}),
            "file.double_block",
            "workflow.blocks[1]",
        ),
        (
            _with_blocks({"id": "a", "kind": "x"}, edges=({"id": "e", "from": "a", "to": "b"},)),
            "file.links_wrong",
            "b",
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_that_names_the_place(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    path = tmp_path / "bad.wfb"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read_project(path)
    assert refusal.value.message.code == code
    assert words in refusal.value.message.text()


def test_missing_folder_and_huge_files_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.wfb"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for path, code in (
        (tmp_path / "none.wfb", "file.missing"),
        (tmp_path, "file.is_folder"),
        (huge, "file.too_big"),
    ):
        with pytest.raises(FileRefused) as refusal:
            read_project(path)
        assert refusal.value.message.code == code


def test_a_vanished_folder_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        write_project(sample(), tmp_path / "gone" / "a.wfb")
    assert refusal.value.message.code == "file.folder_missing"


def test_writing_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.wfb", tmp_path / "link.wfb"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_project(sample(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert read_project(real) == sample()


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    path.write_text("old")
    program = (
        "import resource, signal, sys, pathlib\n"
        "from tests.unit.test_files_on_disk import sample\n"
        "from builder_app.storage.project_file import FileRefused, write_project\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try:\n    write_project(sample(), pathlib.Path(sys.argv[1]))\n"
        "except FileRefused as refusal:\n    print(refusal.message.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "file.disk_full"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_migrations_run_one_after_the_other() -> None:
    steps = {1: lambda d: {**d, "one": 1}, 2: lambda d: {**d, "two": d["one"]}}
    assert migrated({"version": 1}, 1, steps, newest=3) == {"version": 3, "one": 1, "two": 1}


def test_after_kill_9_every_step_up_to_the_last_is_offered(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from builder_app.storage.journal import Beginning, Journal\n"
        "from builder_app.storage.project_file import Project\n"
        "from builder_app.workflow.snapshot import Snapshot\n"
        "from builder_app.workflow.edits import SetName\n"
        "beginning = Beginning(Project(Snapshot()))\n"
        "journal = Journal(pathlib.Path(sys.argv[1]), beginning, print)\n"
        "assert journal.wait_begun(20)\n"
        "for step in range(50):\n    journal.append(SetName(str(step)))\n"
        "sys.stdout.write('written\\n'); sys.stdout.flush(); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"written\n"
        assert find_orphans(tmp_path) == ()  # its owner is alive
        running.send_signal(signal.SIGKILL)
        running.wait(20)
    (found,) = find_orphans(tmp_path)
    assert len(found.edits) == 50
    assert found.snapshot().name == "49"
    assert found.snapshot(steps=10).name == "9"
    with found.journal_path.open("ab") as file:
        file.write(b'{"edit": "SetNa')  # a torn line
    assert find_orphans(tmp_path) == ()  # claimed: no other program is offered it meanwhile
    found.release()
    (again,) = find_orphans(tmp_path)
    assert len(again.edits) == 50
    again.discard()
    assert find_orphans(tmp_path) == ()
