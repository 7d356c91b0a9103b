"""The workflows of the sandbox. Every call blocks on the disk: not for an event loop."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from builder_app.messages import Message
from builder_app.sandbox.database import Database, DatabaseDamaged
from builder_app.sandbox.limits import MAX_WORKFLOWS
from builder_app.sandbox.records import (
    WorkflowChange,
    WorkflowRecord,
    as_time,
    from_time,
    later_than,
)

_LISTED = "id, name, description, created_at, updated_at, NULL"
_WHOLE = "id, name, description, created_at, updated_at, definition"


class WorkflowExists(Exception):
    """A workflow with this id is there already; nothing has changed."""


class WorkflowIncomplete(Exception):
    """An update of an unknown id that lacks what a new workflow needs; nothing has changed."""


class SandboxFull(Exception):
    """There is no room for one more workflow; nothing has changed."""


class WorkflowStore:
    """Keeps workflows in one SQLite file, which is made on first use.

    Thread-safe, and safe for several processes on one file. Every method raises ``StoreUnusable``
    (see ``database``) when the file can't be used.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] | None = None) -> None:
        self._database = Database(path)
        self._now = now or _utc_now

    @property
    def notice(self) -> Message | None:
        """What a person has to hear of: the file was damaged and a new one begun."""
        return self._database.notice

    def records(self) -> tuple[WorkflowRecord, ...]:
        """Return every workflow without its definition, the last changed first."""
        query = f"SELECT {_LISTED} FROM workflows ORDER BY updated_at DESC, position DESC"  # noqa: S608 - columns of ours
        return self._database.run(
            lambda connection: tuple(_record(row) for row in connection.execute(query)),
            write=False,
        )

    def get(self, workflow_id: UUID) -> WorkflowRecord | None:
        """Return the workflow with its definition, None when there is none."""
        return self._database.run(lambda connection: _find(connection, workflow_id), write=False)

    def create(
        self, workflow_id: UUID, name: str, description: str, definition: dict[str, object]
    ) -> WorkflowRecord:
        """Keep a new workflow. Raises :class:`WorkflowExists` and :class:`SandboxFull`."""

        def work(connection: sqlite3.Connection) -> WorkflowRecord:
            if _find(connection, workflow_id) is not None:
                raise WorkflowExists(workflow_id)
            return self._insert(
                connection, WorkflowChange(name, description, definition), workflow_id
            )

        return self._database.run(work, write=True)

    def update(self, workflow_id: UUID, change: WorkflowChange) -> WorkflowRecord:
        """Change a workflow, or make it when the id is new (API facts, 4.5).

        Raises :class:`WorkflowIncomplete` and :class:`SandboxFull` for a new id.
        """

        def work(connection: sqlite3.Connection) -> WorkflowRecord:
            old = _find(connection, workflow_id)
            if old is None:
                return self._insert(connection, change, workflow_id)
            new = WorkflowRecord(
                workflow_id,
                old.name if change.name is None else change.name,
                old.description if change.description is None else change.description,
                old.created_at,
                later_than(old.updated_at, self._now()),
                old.definition if change.definition is None else change.definition,
            )
            connection.execute(
                "UPDATE workflows SET name = ?, description = ?, definition = ?, updated_at = ?"
                " WHERE id = ?",
                (
                    new.name,
                    new.description,
                    json.dumps(new.definition),
                    as_time(new.updated_at),
                    str(workflow_id),
                ),
            )
            return new

        return self._database.run(work, write=True)

    def delete(self, workflow_id: UUID) -> WorkflowRecord | None:
        """Take the workflow out and return what it was, None when there was none."""

        def work(connection: sqlite3.Connection) -> WorkflowRecord | None:
            old = _find(connection, workflow_id)
            connection.execute("DELETE FROM workflows WHERE id = ?", (str(workflow_id),))
            return old

        return self._database.run(work, write=True)

    def _insert(
        self, connection: sqlite3.Connection, new: WorkflowChange, workflow_id: UUID
    ) -> WorkflowRecord:
        if new.name is None or new.definition is None:
            raise WorkflowIncomplete
        (count,) = connection.execute("SELECT count(*) FROM workflows").fetchone()
        if count >= MAX_WORKFLOWS:
            raise SandboxFull
        moment = self._now()
        record = WorkflowRecord(
            workflow_id, new.name, new.description or "", moment, moment, new.definition
        )
        connection.execute(
            "INSERT INTO workflows (id, name, description, definition, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                str(workflow_id),
                record.name,
                record.description,
                json.dumps(record.definition),
                as_time(moment),
                as_time(moment),
            ),
        )
        return record


def _find(connection: sqlite3.Connection, workflow_id: UUID) -> WorkflowRecord | None:
    query = f"SELECT {_WHOLE} FROM workflows WHERE id = ?"  # noqa: S608 - columns of ours
    row = connection.execute(query, (str(workflow_id),)).fetchone()
    return None if row is None else _record(row)


def _record(row: tuple[str, str, str, str, str, str | None]) -> WorkflowRecord:
    workflow_id, name, description, created_at, updated_at, definition = row
    try:
        graph = None if definition is None else json.loads(definition)
        if not (graph is None or isinstance(graph, dict)):
            raise DatabaseDamaged("a kept definition is no object")
        return WorkflowRecord(
            UUID(workflow_id),
            name,
            description,
            from_time(created_at),
            from_time(updated_at),
            graph,
        )
    except (ValueError, RecursionError) as error:
        raise DatabaseDamaged(f"a kept workflow is unreadable: {error}") from error


def _utc_now() -> datetime:
    return datetime.now(UTC)
