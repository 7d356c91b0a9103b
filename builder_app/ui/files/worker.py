"""File work on threads of its own: the UI thread never waits for a disk."""

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from builder_app.background.daemon import settle
from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.messages import files as say
from builder_app.storage.json_file import FileStamp, read_bytes, stamp_of
from builder_app.storage.project_file import (
    FileRefused,
    Project,
    parse_project,
    write_project,
    write_publish_records,
)

T = TypeVar("T")
LONGEST_END = 5.0
"""Seconds that the end of the program waits for files that are just being written."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The file was read. ``real`` is where its path leads, links followed."""

    project: Project
    stamp: FileStamp
    real: Path


@dataclass(frozen=True, slots=True)
class Saved:
    """The file holds the project."""

    stamp: FileStamp
    real: Path


@dataclass(frozen=True, slots=True)
class Changed:
    """The file is not the one that was read: nothing was written."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done; nothing was changed. ``stamp`` is of a file that holds no project."""

    message: Message
    stamp: FileStamp | None = None


class FileWorker:
    """Reads and writes files: one after the other for one path, side by side for different ones.

    A disk that hangs holds up what is asked of the same path, nothing else; its thread is a daemon,
    so that it does not keep the program from ending.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._lanes: dict[Path, deque[Callable[[], None]]] = {}
        self._writing: set[Future[Any]] = set()

    def run(self, path: Path, work: Callable[[], T]) -> "Future[T]":
        """Do ``work``, which is about ``path``, on a thread; it may be cancelled before it began.

        Two names of one file have two lanes: writing is atomic, so that neither sees half a file.
        """
        future: Future[T] = Future()
        job = partial(_do, work, future)
        with self._mutex:
            lane = self._lanes.get(path)
            if lane is not None:
                lane.append(job)
                return future
            self._lanes[path] = deque([job])
        threading.Thread(target=self._work_off, args=(path,), name="file", daemon=True).start()
        return future

    def write(self, path: Path, work: Callable[[], T]) -> "Future[T]":
        """As :meth:`run`, but the end of the program waits a while for it."""
        future = self.run(path, work)
        self._writing.add(future)
        future.add_done_callback(self._writing.discard)
        return future

    def open(self, path: Path) -> "Future[Opened | Failed]":
        """Read a project file."""
        return self.run(path, lambda: _open(path))

    def save(
        self, project: Project, path: Path, expected: FileStamp | None, *, include_samples: bool
    ) -> "Future[Saved | Changed | Failed]":
        """Write a project file, unless it is another than ``expected`` by now (None: any)."""
        return self.write(
            path, lambda: _save(project, path, expected, include_samples=include_samples)
        )

    def write_records(
        self, records: tuple[PublishRecord, ...], path: Path, expected: FileStamp | None
    ) -> "Future[Saved | Failed]":
        """Put publish records into the file that is there, and nothing else.

        When the file was another than ``expected``, ``expected`` comes back: the foreign change is
        still to be noticed.
        """
        return self.write(path, lambda: _write_records(records, path, expected))

    def stamp(self, path: Path) -> "Future[FileStamp | None]":
        """Return what the file holds by content, None when it can't be read now."""
        return self.run(path, lambda: _stamp(path))

    def real(self, path: Path) -> "Future[Path]":
        """Return where the path leads, links followed."""
        return self.run(path, lambda: _real(path))

    def close(self) -> None:
        """Finish what is being written, unless a disk hangs; leave the rest."""
        wait(tuple(self._writing), LONGEST_END)

    def _work_off(self, path: Path) -> None:
        while True:
            with self._mutex:
                lane = self._lanes[path]
                if not lane:
                    del self._lanes[path]
                    return
                job = lane.popleft()
            job()


def _do(work: Callable[[], T], future: "Future[T]") -> None:
    if future.set_running_or_notify_cancel():
        settle(future, work)


def _open(path: Path) -> Opened | Failed:
    stamp = None
    try:
        data = read_bytes(path)
        stamp = stamp_of(data)
        return Opened(parse_project(data, path.name), stamp, _real(path))
    except FileRefused as refusal:
        return Failed(refusal.message, stamp)


def _stamp(path: Path) -> FileStamp | None:
    try:
        return stamp_of(read_bytes(path))
    except FileRefused:
        return None


def _stamp_before_writing(path: Path) -> FileStamp | None:
    """Return None for a file that is gone; one that can't be read is nothing to write over."""
    try:
        return stamp_of(read_bytes(path))
    except FileRefused as refusal:
        if refusal.message.code == say.MISSING.code:
            return None
        raise


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _save(
    project: Project, path: Path, expected: FileStamp | None, *, include_samples: bool
) -> Saved | Changed | Failed:
    try:
        if expected is not None:
            there = _stamp_before_writing(path)
            if there is not None and there != expected:
                return Changed()
        stamp = write_project(project, path, include_samples=include_samples)
        return Saved(stamp, _real(path))
    except FileRefused as refusal:
        return Failed(refusal.message)


def _write_records(
    records: tuple[PublishRecord, ...], path: Path, expected: FileStamp | None
) -> Saved | Failed:
    try:
        before, after = write_publish_records(records, path)
    except FileRefused as refusal:
        return Failed(refusal.message)
    foreign = expected is not None and before != expected
    return Saved(expected if foreign and expected is not None else after, _real(path))
