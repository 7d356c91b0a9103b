"""What a killed program left behind: journals whose owner is gone."""

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.journal import FORMAT, LOCK_SUFFIX, SUFFIX, VERSION, Beginning, remove
from builder_app.storage.json_file import (
    MOST_BYTES,
    MOST_LEVELS,
    FileStamp,
    parse_json,
    read_bytes,
)
from builder_app.storage.project_file import project_from_json
from builder_app.storage.record_json import record_from_json
from builder_app.storage.refusal import FileRefused
from builder_app.workflow.edit_json import edit_from_json
from builder_app.workflow.edits import Edit
from builder_app.workflow.json_value import JsonValue
from builder_app.workflow.part_json import Reader, WrongPart
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow

if TYPE_CHECKING:  # loads asyncio and sqlite3: only where a journal is looked at
    from filelock import BaseFileLock

logger = logging.getLogger(__name__)

_MOST_BYTES = 4 * MOST_BYTES
_LEVELS = 2 * MOST_LEVELS


@dataclass(frozen=True, slots=True)
class Recovery:
    """One document as a killed program left it: where it began and every step since.

    It is claimed: no other program is offered it until :meth:`release` or :meth:`discard`.
    """

    journal_path: Path
    beginning: Beginning
    edits: tuple[Edit, ...]
    records: tuple[PublishRecord, ...]
    claim: "BaseFileLock" = field(repr=False, compare=False)

    @property
    def is_worth_offering(self) -> bool:
        """Whether it holds anything that is in no file."""
        records_changed = self.records != self.beginning.base.publish_records
        return bool(self.edits) or records_changed or self.beginning.unsaved

    def snapshot(self, steps: int | None = None) -> Snapshot:
        """Return the document after that many steps, all by default.

        A step that can't be applied ends the replay: what came before it is kept.
        """
        workflow = Workflow.from_snapshot(self.beginning.base.snapshot)
        for edit in self.edits[:steps]:
            try:
                workflow.apply(edit)
            except EditRejected as refusal:
                logger.warning("a journaled step was refused: %s", refusal.message.code)
                break
        return workflow.snapshot()

    def release(self) -> None:
        """Leave the journal for the next start."""
        self.claim.release()

    def discard(self) -> None:
        """Remove the journal."""
        remove(self.journal_path)
        self.claim.release()
        remove(Path(self.claim.lock_file))


def find_orphans(folder: Path) -> tuple[Recovery, ...]:
    """Return what can be recovered, oldest first; journals of running programs are left alone."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=_modified):
        claim = _claimed(path)
        if claim is None:
            continue
        recovery = _read(path, claim)
        if recovery is None:
            claim.release()
        elif recovery.is_worth_offering:
            found.append(recovery)
        else:
            recovery.discard()
    return tuple(found)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _claimed(path: Path) -> "BaseFileLock | None":
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}{LOCK_SUFFIX}", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return None  # its program is alive, or another one is just looking at it
    return lock


def _read(path: Path, claim: "BaseFileLock") -> Recovery | None:
    try:
        lines = read_bytes(path, _MOST_BYTES).split(b"\n")
        beginning = _beginning(parse_json(lines[0], path.name, _LEVELS), path.name)
    except (FileRefused, WrongPart):
        logger.warning("a journal has no readable beginning")
        return None
    edits: list[Edit] = []
    records = beginning.base.publish_records
    for line in lines[1:]:
        try:
            data = parse_json(line, path.name, _LEVELS)
            if isinstance(data, dict) and "records" in data:
                records = _records(data["records"])
            elif isinstance(data, dict) and "stamp" in data:
                beginning = replace(beginning, stamp=FileStamp(Reader(data, "").text("stamp")))
            else:
                edits.append(edit_from_json(data))
        except (FileRefused, WrongPart):
            break  # the last line was torn; what stands after a torn line can't be trusted
    return Recovery(path, beginning, tuple(edits), records, claim)


def _beginning(value: JsonValue, name: str) -> Beginning:
    head = Reader(value, "")
    if head.text("format") != FORMAT or head.value.get("version") != VERSION:
        raise WrongPart("version", "one that this program knows")
    project, digest = head.text_or_none("project"), head.text_or_none("stamp")
    return Beginning(
        base=project_from_json(head.value.get("base"), name),
        path=Path(project) if project else None,
        stamp=FileStamp(digest) if digest else None,
        unsaved=head.flag("unsaved", default=False),
    )


def _records(value: JsonValue) -> tuple[PublishRecord, ...]:
    if not isinstance(value, list):
        raise WrongPart("records", "a list")
    return tuple(record_from_json(item, f"records[{i}]") for i, item in enumerate(value))
