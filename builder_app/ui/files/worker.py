"""File work on a thread of its own: the UI thread never waits for a disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.storage.project_file import (
    FileRefused,
    FileStamp,
    Project,
    read_project,
    stamp,
    write_project,
    write_publish_records,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """The file was read."""

    project: Project
    stamp: FileStamp | None


@dataclass(frozen=True, slots=True)
class Saved:
    """The file holds the project."""

    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class Changed:
    """The file is not the one that was read: nothing was written."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done; nothing was changed."""

    message: Message


class FileWorker:
    """Reads and writes project files one after the other, in the order in which it was asked."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")

    def run(self, work: Callable[[], T]) -> "Future[T]":
        """Run ``work`` on the thread."""
        return self._pool.submit(work)

    def open(self, path: Path) -> "Future[Opened | Failed]":
        """Read a project file."""
        return self._pool.submit(_open, path)

    def save(
        self, project: Project, path: Path, expected: FileStamp | None, *, include_samples: bool
    ) -> "Future[Saved | Changed | Failed]":
        """Write a project file, unless it is another than ``expected`` by now (None: any)."""
        return self._pool.submit(_save, project, path, expected, include_samples)

    def write_records(
        self, records: tuple[PublishRecord, ...], path: Path, expected: FileStamp | None
    ) -> "Future[Saved | Failed]":
        """Put publish records into the file that is there, and nothing else.

        When the file was another than ``expected``, ``expected`` comes back: the foreign change is
        still to be noticed.
        """
        return self._pool.submit(_write_records, records, path, expected)

    def stamp(self, path: Path) -> "Future[FileStamp | None]":
        """Return what the file holds by content, None when it is gone."""
        return self._pool.submit(stamp, path)

    def close(self) -> None:
        """Finish what was asked and end the thread."""
        self._pool.shutdown(wait=True)


def _write_records(
    records: tuple[PublishRecord, ...], path: Path, expected: FileStamp | None
) -> Saved | Failed:
    try:
        foreign = expected is not None and stamp(path) != expected
        written = write_publish_records(records, path)
        return Saved(expected if foreign and expected is not None else written)
    except FileRefused as refusal:
        return Failed(refusal.message)


def _open(path: Path) -> Opened | Failed:
    try:
        before = stamp(path)
        return Opened(read_project(path), before)
    except FileRefused as refusal:
        return Failed(refusal.message)


def _save(
    project: Project,
    path: Path,
    expected: FileStamp | None,
    include_samples: bool,  # noqa: FBT001 - an executor passes arguments by position
) -> Saved | Changed | Failed:
    try:
        if expected is not None:
            there = stamp(path)
            if there is not None and there != expected:
                return Changed()
        return Saved(write_project(project, path, include_samples=include_samples))
    except FileRefused as refusal:
        return Failed(refusal.message)
