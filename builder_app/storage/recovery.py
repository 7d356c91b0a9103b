"""What a killed program left behind: journals whose owner is gone."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.journal import FORMAT, LOCK_SUFFIX, SUFFIX, VERSION
from builder_app.storage.json_file import parse_json, read_bytes
from builder_app.storage.record_json import record_from_json
from builder_app.storage.refusal import FileRefused
from builder_app.workflow.edit_json import edit_from_json
from builder_app.workflow.edits import Edit
from builder_app.workflow.json_value import JsonValue
from builder_app.workflow.part_json import Reader, WrongPart, snapshot_from_json
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recovery:
    """One document as a killed program left it: where it began and every step since."""

    journal_path: Path
    project_path: Path | None
    base: Snapshot
    edits: tuple[Edit, ...]
    records: tuple[PublishRecord, ...]

    def snapshot(self, steps: int | None = None) -> Snapshot:
        """Return the document after that many steps, all by default.

        A step that can't be applied ends the replay: what came before it is kept.
        """
        workflow = Workflow.from_snapshot(self.base)
        for edit in self.edits[:steps]:
            try:
                workflow.apply(edit)
            except EditRejected as refusal:
                logger.warning("a journaled step was refused: %s", refusal.message.code)
                break
        return workflow.snapshot()

    def discard(self) -> None:
        """Remove the journal."""
        self.journal_path.unlink(missing_ok=True)
        Path(f"{self.journal_path}{LOCK_SUFFIX}").unlink(missing_ok=True)


def find_orphans(folder: Path) -> tuple[Recovery, ...]:
    """Return what can be recovered, oldest first; journals of running programs are left alone."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=_modified):
        if _is_alive(path):
            continue
        recovery = _read(path)
        if recovery and (recovery.edits or recovery.records):
            found.append(recovery)
        elif recovery:
            recovery.discard()
    return tuple(found)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_alive(path: Path) -> bool:
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}{LOCK_SUFFIX}")
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def _read(path: Path) -> Recovery | None:
    try:
        lines = read_bytes(path).split(b"\n")
    except FileRefused as refusal:
        logger.warning("a journal can't be read: %s", refusal.message.code)
        return None
    try:
        head = Reader(parse_json(lines[0], path.name), "")
        if head.text("format") != FORMAT or head.value.get("version") != VERSION:
            return None
        project = head.text_or_none("project")
        base = snapshot_from_json(head.value.get("base"))
        Workflow.from_snapshot(base)
    except (FileRefused, WrongPart, EditRejected, json.JSONDecodeError):
        logger.warning("a journal has no readable beginning")
        return None
    edits: list[Edit] = []
    records: tuple[PublishRecord, ...] = ()
    for line in lines[1:]:
        try:
            data = parse_json(line, path.name)
            if isinstance(data, dict) and "records" in data:
                records = _records(data["records"])
            else:
                edits.append(edit_from_json(data))
        except (FileRefused, WrongPart):
            break  # the last line was torn; what stands after a torn line can't be trusted
    return Recovery(path, Path(project) if project else None, base, tuple(edits), records)


def _records(value: JsonValue) -> tuple[PublishRecord, ...]:
    if not isinstance(value, list):
        raise WrongPart("records", "a list")
    return tuple(record_from_json(item, f"records[{i}]") for i, item in enumerate(value))
