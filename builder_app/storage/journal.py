"""The crash journal: every performed edit as one line, outside the person's file.

The line is handed to the system at once, so that a killed program loses no step; a thread of its
own syncs it to the disk, so that a power cut loses little.
"""

import json
import logging
import os
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.messages import files as say
from builder_app.storage.record_json import record_to_json
from builder_app.workflow.edit_json import edit_to_json
from builder_app.workflow.edits import Edit
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.part_json import snapshot_to_json
from builder_app.workflow.snapshot import Snapshot

logger = logging.getLogger(__name__)

FORMAT = "workflow-builder-journal"
VERSION = 1
SUFFIX = ".journal"
LOCK_SUFFIX = ".lock"


class Journal:
    """The journal of one open document. Methods are called on the UI thread and never wait.

    A lock file beside it says that its program is alive. When it can't be written, ``failed`` is
    told once, from whatever thread noticed; editing goes on.
    """

    def __init__(
        self,
        folder: Path,
        base: Snapshot,
        project_path: Path | None,
        failed: Callable[[Message], None],
    ) -> None:
        from filelock import FileLock, Timeout

        self._failed = failed
        self._told = False
        self._step_missing = False
        self._handle: int | None = None
        self._dirty = threading.Event()
        self._closing = False
        self.path = folder / f"{uuid.uuid4()}{SUFFIX}"
        self._lock = FileLock(f"{self.path}{LOCK_SUFFIX}", thread_local=False)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire(timeout=0)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL
            self._handle = os.open(self.path, flags, 0o600)
        except (OSError, Timeout) as error:
            self._fail(error)
            return
        self._write(
            {
                "format": FORMAT,
                "version": VERSION,
                "project": str(project_path) if project_path else None,
                "base": snapshot_to_json(base),
            }
        )
        self._syncer = threading.Thread(target=self._sync, name="journal", daemon=True)
        self._syncer.start()

    def append(self, edit: Edit) -> None:
        """Write an edit down."""
        self._write(edit_to_json(edit))

    def append_records(self, records: tuple[PublishRecord, ...]) -> bool:
        """Write the publish records down and tell whether they are: they may be in no file yet."""
        self._write({"records": [record_to_json(record) for record in records]})
        return self._handle is not None and not self._step_missing

    def close(self) -> None:
        """The document is saved or given up: nothing of it is offered again."""
        self._closing = True
        self._dirty.set()
        if self._handle is not None:
            self._syncer.join(2.0)
            os.close(self._handle)
            self._handle = None
            _remove(self.path)
        self._lock.release()
        _remove(Path(self._lock.lock_file))

    def _write(self, line: JsonObject) -> None:
        if self._handle is None or self._step_missing:
            return
        data = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        try:
            while data:
                data = data[os.write(self._handle, data) :]
        except OSError as error:
            self._step_missing = True  # what came after it could not be replayed
            self._fail(error)
            return
        self._dirty.set()

    def _sync(self) -> None:
        while not self._closing:
            self._dirty.wait()
            self._dirty.clear()
            handle = self._handle
            if handle is None or self._closing:
                return
            try:
                os.fsync(handle)
            except OSError as error:
                self._fail(error)
                return

    def _fail(self, error: Exception) -> None:
        logger.warning("the journal can't be written: %s", type(error).__name__)
        if not self._told:
            self._told = True
            reason = error.strerror if isinstance(error, OSError) else None
            self._failed(say.JOURNAL_FAILED(reason=(reason or type(error).__name__).lower()))


def _remove(path: Path) -> None:
    """Remove a file; what can't be removed is offered once more at the next start, no more."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.info("%s stays: %s", path.name, error.strerror)
