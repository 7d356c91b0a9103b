"""The crash journal: every performed edit as one line, outside the person's file.

The line is handed to the system at once, so that a killed program loses no step. All that could
wait for a disk (making the file, syncing it, removing it) happens on a thread of the journal's own.
"""

import json
import logging
import os
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.messages import files as say
from builder_app.storage.json_file import FileStamp
from builder_app.storage.project_file import Project, project_to_json
from builder_app.storage.record_json import record_to_json
from builder_app.workflow.edit_json import edit_to_json
from builder_app.workflow.edits import Edit
from builder_app.workflow.json_value import JsonObject

logger = logging.getLogger(__name__)

FORMAT = "workflow-builder-journal"
VERSION = 2
SUFFIX = ".journal"
LOCK_SUFFIX = ".lock"
FULL_AT = 16 * 1024 * 1024
"""Bytes of steps after which a journal should begin anew from what the document holds."""
_LONGEST_HANDOVER = 60.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a journal's steps start from.

    ``stamp`` is the content of the project's file that the person knows of. ``unsaved`` when the
    base itself is in no file.
    """

    base: Project
    path: Path | None = None
    stamp: FileStamp | None = None
    unsaved: bool = False


class Journal:
    """The journal of one open document. Methods are called on the UI thread and never wait.

    A lock file beside it says that its program is alive. When it can't be written, ``failed`` is
    told, from whatever thread noticed; editing goes on.
    """

    def __init__(
        self, folder: Path, beginning: Beginning, failed: Callable[[Message], None]
    ) -> None:
        self.path = folder / f"{uuid.uuid4()}{SUFFIX}"
        self._beginning = beginning
        self._failed = failed
        self._mutex = threading.Lock()
        self._handle: int | None = None
        self._early: list[bytes] = []  # lines from before the file was there
        self._step_missing = False
        self._over = False
        self._written = 0
        self._settled = threading.Event()
        self._dirty = threading.Event()
        self._closing = False
        self._successor: Journal | None = None
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    @property
    def is_full(self) -> bool:
        """Whether a new journal should take over, so that this one can still be read."""
        return self._written > FULL_AT

    @property
    def is_gone(self) -> bool:
        """Whether a closed journal has left the disk."""
        return not self._thread.is_alive()

    def append(self, edit: Edit) -> None:
        """Write an edit down."""
        self._write(edit_to_json(edit))

    def append_records(self, records: tuple[PublishRecord, ...]) -> None:
        """Write the publish records down: they are all that stands of them in no file yet."""
        self._write({"records": [record_to_json(record) for record in records]})

    def append_stamp(self, stamp: FileStamp) -> None:
        """Write down which content of the project's file the person knows of by now."""
        self._write({"stamp": stamp.digest})

    def wait_begun(self, timeout: float) -> bool:
        """Wait until the file holds the beginning and all lines so far; tell whether it does.

        Not for the UI thread.
        """
        return self._settled.wait(timeout) and not self._step_missing

    def sync(self) -> bool:
        """Wait until every line is on the disk; tell whether it is. Not for the UI thread."""
        if not self.wait_begun(_LONGEST_HANDOVER) or self._handle is None:
            return False
        try:
            os.fsync(self._handle)
        except OSError as error:
            self._fail(error)
            return False
        return True

    def close(self, successor: "Journal | None" = None) -> None:
        """The document is saved or given up: nothing of it is offered again.

        With a successor this journal stays until that one holds its beginning.
        """
        self._successor = successor
        self._closing = True
        self._dirty.set()

    def wait_closed(self, timeout: float) -> None:
        """Wait until a closed journal is gone from the disk. For the end of the program."""
        self._thread.join(timeout)

    def _write(self, line: JsonObject) -> None:
        data = _as_line(line)
        with self._mutex:
            if self._step_missing or self._over:
                return  # what comes after a missing step could not be replayed
            self._written += len(data)
            if self._handle is None:
                self._early.append(data)
                return
            self._put(self._handle, data)
        self._dirty.set()

    def _put(self, handle: int, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(handle, data) :]
        except OSError as error:
            self._step_missing = True
            self._fail(error)

    # ---- on the journal's own thread

    def _run(self) -> None:
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self.path}{LOCK_SUFFIX}", thread_local=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire(timeout=0)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o600)
        except (OSError, Timeout) as error:
            lock.release()
            with self._mutex:
                self._step_missing = True
                self._early.clear()
            self._settled.set()
            self._fail(error)
            return
        try:
            self._begin(handle)
            self._sync(handle)
        finally:
            self._remove(handle)
            lock.release()
            remove(Path(lock.lock_file))

    def _begin(self, handle: int) -> None:
        start = self._beginning
        head: JsonObject = {
            "format": FORMAT,
            "version": VERSION,
            "project": str(start.path) if start.path else None,
            "stamp": start.stamp.digest if start.stamp else None,
            "unsaved": start.unsaved,
            "base": project_to_json(start.base),
        }
        self._put(handle, _as_line(head))
        with self._mutex:
            if not self._step_missing:
                self._put(handle, b"".join(self._early))
            self._early.clear()
            self._handle = handle
        self._settled.set()
        self._dirty.set()

    def _sync(self, handle: int) -> None:
        able = True
        while True:
            self._dirty.wait()
            self._dirty.clear()
            if self._closing:
                return
            if not able:
                continue
            try:
                os.fsync(handle)
            except OSError as error:
                able = False
                self._fail(error)

    def _remove(self, handle: int) -> None:
        handed_over = self._successor is None or self._successor.wait_begun(_LONGEST_HANDOVER)
        with self._mutex:
            self._over = True
            self._handle = None
            os.close(handle)
        if handed_over:
            remove(self.path)

    def _fail(self, error: Exception) -> None:
        logger.warning("the journal can't be written: %s", type(error).__name__)
        reason = error.strerror if isinstance(error, OSError) else None
        self._failed(say.JOURNAL_FAILED(reason=(reason or type(error).__name__).lower()))


def remove(path: Path) -> None:
    """Remove a file; what can't be removed is offered once more at the next start, no more."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.info("%s stays: %s", path.name, error.strerror)


def _as_line(line: JsonObject) -> bytes:
    return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
