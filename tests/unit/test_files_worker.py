"""A disk that hangs holds up what is asked of that file, nothing else."""

import subprocess
import sys
from pathlib import Path

from builder_app.storage.project_file import Project, read_project, write_project
from builder_app.ui.files.worker import Changed, Failed, FileWorker, Opened, Saved
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.hanging_file import hanging


def named(name: str) -> Project:
    return Project(Snapshot(name=name))


def test_other_files_are_read_and_written_while_one_hangs(tmp_path: Path) -> None:
    dead, alive = tmp_path / "dead.wfb", tmp_path / "alive.wfb"
    write_project(named("dead"), dead)
    worker = FileWorker()
    with hanging(dead):
        waiting = worker.open(dead)
        saved = worker.save(named("alive"), alive, None, include_samples=True).result(20)
        assert isinstance(saved, Saved)
        opened = worker.open(alive).result(20)
        assert isinstance(opened, Opened)
        assert opened.stamp == saved.stamp
        assert not waiting.done()
    assert isinstance(waiting.result(20), Opened)


def test_the_program_ends_while_a_disk_hangs(tmp_path: Path) -> None:
    dead = tmp_path / "dead.wfb"
    write_project(named("dead"), dead)
    program = (
        "import pathlib, sys\n"
        "from builder_app.ui.files.worker import FileWorker\n"
        "worker = FileWorker()\n"
        "worker.open(pathlib.Path(sys.argv[1]))\n"
        "worker.close()\n"
        "print('closed', flush=True)\n"
    )
    with hanging(dead):
        done = subprocess.run(
            [sys.executable, "-c", program, str(dead)],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,  # the kernel lets go after 45 s
        )
    assert done.stdout == "closed\n"


def test_what_was_asked_of_one_file_is_done_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    worker = FileWorker()
    writes = [worker.save(named(str(turn)), path, None, include_samples=True) for turn in range(20)]
    worker.close()
    assert all(isinstance(write.result(0), Saved) for write in writes)
    assert read_project(path).snapshot.name == "19"


def test_a_file_is_not_written_over_unless_it_is_the_known_one(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    worker = FileWorker()
    first = worker.save(named("first"), path, None, include_samples=True).result(20)
    assert isinstance(first, Saved)
    write_project(named("theirs"), path)
    again = worker.save(named("second"), path, first.stamp, include_samples=True)
    assert isinstance(again.result(20), Changed)
    assert read_project(path).snapshot.name == "theirs"
    path.unlink()
    again = worker.save(named("second"), path, first.stamp, include_samples=True)
    assert isinstance(again.result(20), Saved)
    path.unlink()
    path.mkdir()
    again = worker.save(named("third"), path, first.stamp, include_samples=True)
    assert isinstance(again.result(20), Failed)


def test_a_broken_file_is_known_by_its_content_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.wfb"
    path.write_text("<<<<<<< ours")
    found = FileWorker().open(path).result(20)
    assert isinstance(found, Failed)
    assert found.stamp is not None
    assert found.stamp == FileWorker().stamp(path).result(20)
