"""The crash journal: whatever kills the program, every step up to the last is offered, once."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.storage import journal as journal_module
from builder_app.storage.journal import Beginning, Journal
from builder_app.storage.json_file import FileStamp
from builder_app.storage.project_file import Project
from builder_app.storage.recovery import find_orphans
from builder_app.workflow.edits import SetDescription, SetName
from builder_app.workflow.snapshot import Snapshot
from tests.unit.test_files_on_disk import sample

NOTHING = Beginning(Project(Snapshot()))
RECORD = PublishRecord("sandbox", None, "w-1")


def unheard(message: Message) -> None:
    pytest.fail(message.text())


def begun(folder: Path, beginning: Beginning = NOTHING) -> Journal:
    journal = Journal(folder, beginning, unheard)
    assert journal.wait_begun(20)
    return journal


def left(journal: Journal, folder: Path) -> Path:
    """Return a folder that holds what a kill would leave now."""
    folder.mkdir()
    (folder / journal.path.name).write_bytes(journal.path.read_bytes())
    return folder


_WRITER = (
    "import pathlib, sys\n"
    "from builder_app.storage.journal import Beginning, Journal\n"
    "from builder_app.storage.project_file import Project\n"
    "from builder_app.workflow.snapshot import Snapshot\n"
    "from builder_app.workflow.edits import SetName\n"
    "journal = Journal(pathlib.Path(sys.argv[1]), Beginning(Project(Snapshot())), print)\n"
    "assert journal.wait_begun(20)\n"
    "for line in sys.stdin:\n"
    "    journal.append(SetName(line.strip()))\n"
    "    print(line, end='', flush=True)\n"
)


def test_a_kill_after_any_step_offers_that_step(tmp_path: Path) -> None:
    for last in (1, 2, 7):
        folder = tmp_path / str(last)
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdin is not None
            assert writer.stdout is not None
            for step in range(1, last + 1):
                writer.stdin.write(f"{step}\n")
                writer.stdin.flush()
                assert writer.stdout.readline() == f"{step}\n"
            writer.send_signal(signal.SIGKILL)
            writer.wait(20)
        (found,) = find_orphans(folder)
        assert [found.snapshot(steps).name for steps in range(last + 1)] == [
            "",
            *map(str, range(1, last + 1)),
        ]


def test_two_programs_that_start_at_once_are_never_offered_the_same(tmp_path: Path) -> None:
    for number in range(3):
        journal = begun(tmp_path / "alive")
        journal.append(SetName(str(number)))
        (tmp_path / "dead").mkdir(exist_ok=True)
        (tmp_path / "dead" / journal.path.name).write_bytes(journal.path.read_bytes())
    finder = (
        "import pathlib, sys\n"
        "from builder_app.storage.recovery import find_orphans\n"
        "found = find_orphans(pathlib.Path(sys.argv[1]))\n"
        "print(*sorted(each.snapshot().name for each in found), flush=True)\n"
        "sys.stdin.read()\n"
    )
    finders = [
        subprocess.Popen(
            [sys.executable, "-c", finder, str(tmp_path / "dead")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    offered: list[str] = []
    for each in finders:
        assert each.stdout is not None
        offered += each.stdout.readline().split()
    for each in finders:
        each.communicate(timeout=20)
    assert sorted(offered) == ["0", "1", "2"]
    assert find_orphans(tmp_path / "alive") == ()


def test_later_leaves_it_for_the_next_start_and_discard_does_not(tmp_path: Path) -> None:
    journal = begun(tmp_path / "alive")
    journal.append(SetName("kept"))
    folder = left(journal, tmp_path / "dead")
    (found,) = find_orphans(folder)
    assert find_orphans(folder) == ()
    found.release()
    (again,) = find_orphans(folder)
    assert again == found
    again.discard()
    assert list(folder.iterdir()) == []


def test_steps_from_before_the_file_was_there_are_in_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "alive", NOTHING, unheard)
    journal.append(SetName("early"))
    journal.append(SetDescription("early too"))
    assert journal.wait_begun(20)
    journal.append(SetName("late"))
    (found,) = find_orphans(left(journal, tmp_path / "dead"))
    assert found.edits == (SetName("early"), SetDescription("early too"), SetName("late"))


def test_the_beginning_comes_back_whole(tmp_path: Path) -> None:
    """Keys that this version does not know, the view, the records, and the file's content."""
    beginning = Beginning(sample(), Path("/projects/a.wfb"), FileStamp("12ab"), unsaved=True)
    journal = begun(tmp_path / "alive", beginning)
    (found,) = find_orphans(left(journal, tmp_path / "dead"))
    assert found.beginning == beginning
    assert found.edits == ()
    assert found.records == sample().publish_records


def test_records_and_the_known_content_are_the_latest(tmp_path: Path) -> None:
    journal = begun(tmp_path / "alive", Beginning(Project(Snapshot()), Path("/a"), FileStamp("1")))
    journal.append_records((RECORD,))
    journal.append_stamp(FileStamp("2"))
    (found,) = find_orphans(left(journal, tmp_path / "dead"))
    assert found.records == (RECORD,)
    assert found.beginning.stamp == FileStamp("2")


def test_what_stands_after_a_torn_step_is_not_trusted(tmp_path: Path) -> None:
    journal = begun(tmp_path / "alive")
    for name in ("one", "two", "three"):
        journal.append(SetName(name))
    folder = left(journal, tmp_path / "dead")
    (path,) = folder.iterdir()
    head, one, two, three = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + one + two[: len(two) // 2] + b"\n" + three)
    (found,) = find_orphans(folder)
    assert found.edits == (SetName("one"),)


def test_a_document_with_nothing_to_save_is_not_offered_and_its_journal_goes(
    tmp_path: Path,
) -> None:
    folder = left(begun(tmp_path / "alive"), tmp_path / "dead")
    assert find_orphans(folder) == ()
    assert list(folder.iterdir()) == []


def test_a_closed_document_leaves_nothing(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.append(SetName("given up"))
    journal.close()
    journal.wait_closed(20)
    assert journal.is_gone
    assert list(tmp_path.iterdir()) == []


def test_a_journal_stays_until_its_successor_is_written(tmp_path: Path) -> None:
    told: list[Message] = []
    (tmp_path / "file").write_text("where the folder should be")
    first = begun(tmp_path / "journals")
    first.append(SetName("not in the second"))
    never = Journal(tmp_path / "file" / "journals", NOTHING, told.append)
    first.close(never)
    first.wait_closed(20)
    assert not never.wait_begun(0)
    assert first.path.exists()
    second = begun(tmp_path / "journals")
    other = begun(tmp_path / "journals")
    other.close(second)
    other.wait_closed(20)
    assert not other.path.exists()
    assert second.path.exists()


def test_a_folder_that_cannot_be_written_is_said_and_editing_goes_on(tmp_path: Path) -> None:
    told: list[Message] = []
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file" / "journals", NOTHING, told.append)
    journal.append(SetName("step"))
    journal.wait_closed(20)
    journal.append(SetName("step"))
    journal.close()
    assert [message.code for message in told] == ["file.journal_failed"]


def test_a_long_journal_says_that_it_is_full_while_it_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "FULL_AT", 10_000)
    journal = begun(tmp_path / "alive")
    steps = 0
    while not journal.is_full:
        steps += 1
        journal.append(SetName("x" * 1000))
    assert steps == 10
    (found,) = find_orphans(left(journal, tmp_path / "dead"))
    assert len(found.edits) == steps


_LINES = st.binary(max_size=40) | st.sampled_from(
    [b"{}", b"[]", b'{"edit": 5}', b'{"edit": "Batch"}', b'{"records": 1}', b'{"stamp": null}']
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_LINES, max_size=4), st.booleans())
def test_no_journal_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], begins: bool
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    head = {"format": journal_module.FORMAT, "version": journal_module.VERSION}
    base = {"format": "sixtyfour-workflow-builder", "version": 1, "workflow": {"blocks": []}}
    start = [json.dumps({**head, "base": base, "unsaved": True}).encode()] if begins else []
    (folder / "any.journal").write_bytes(b"\n".join([*start, *lines]))
    found = find_orphans(folder)
    assert len(found) == begins
    for each in found:
        assert each.snapshot() is not None
        each.release()
