"""The sandbox's SQLite file: made on first use, moved aside when it is damaged.

One connection a call, so that any thread and several processes may use the file at once.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from builder_app.messages import Message
from builder_app.messages import sandbox as say

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_VERSION = 1
_BUSY_SECONDS = 10.0
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_TABLE = """
CREATE TABLE workflows (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT
"""


class StoreUnusable(Exception):
    """The file can't be used now; nothing was lost. ``message`` says why, for a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class DatabaseDamaged(Exception):
    """What stands in the file is not what this program writes."""


class Database:
    """Opens connections to one file. Thread-safe; keeps nothing open between calls.

    ``notice`` says that a damaged file was moved aside, once it was: a person has to hear of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notice: Message | None = None
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=_BUSY_SECONDS)

    def run(self, work: Callable[[sqlite3.Connection], _Result], *, write: bool) -> _Result:
        """Return what ``work`` returns; its writes happen together or not at all.

        A damaged file is moved aside with a line in the log, and ``work`` gets an empty one. Raises
        :class:`StoreUnusable` when there is no using the file: no rights, disk full, locked.
        """
        try:
            file = self._identity()
            try:
                return self._run(work, write=write)
            except DatabaseDamaged as error:
                self._move_aside(file, error)
                return self._run(work, write=write)
        except DatabaseDamaged as error:
            raise self._unusable("it is damaged again") from error
        except (OSError, Timeout, sqlite3.Error) as error:
            raise self._unusable(_reason(error)) from error

    def _run(self, work: Callable[[sqlite3.Connection], _Result], *, write: bool) -> _Result:
        with _naming_damage(), closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                result = work(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
            return result

    def _open(self) -> sqlite3.Connection:
        if not self._is_prepared():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._lock:
                self._prepare()
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        # rw, not rwc: SQLite itself would make a file that others can read
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
        try:
            # definitions are a stranger's text: no functions or views of a doctored file may run
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:  # a damaged file is noticed here at the earliest
            connection.close()
            raise
        return connection

    def _is_prepared(self) -> bool:
        if not self._path.exists():
            return False
        with closing(self._connect()) as connection:
            return self._version(connection) == _VERSION

    def _version(self, connection: sqlite3.Connection) -> int:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise StoreUnusable(say.FILE_NEWER(file=self._path.name))
        return int(version)

    def _prepare(self) -> None:
        # made by us, so that it is never readable by others; SQLite gives its side files this mode
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(self._connect()) as connection:
            if self._version(connection) == _VERSION:
                return
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                raise DatabaseDamaged("the file holds tables of something else")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute("COMMIT")

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _move_aside(self, file: tuple[int, int] | None, cause: DatabaseDamaged) -> None:
        with self._lock:
            if self._identity() != file:
                return  # another process was quicker
            aside = self._free_name()
            for suffix in _SIDE_FILES:
                part = self._path.with_name(self._path.name + suffix)
                if part.exists():
                    part.replace(aside.with_name(aside.name + suffix))
        self.notice = say.STARTED_ANEW(file=self._path.name, kept=aside.name)
        _log.error("the sandbox starts anew: %s, kept as %s", cause, aside.name, exc_info=cause)

    def _free_name(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = self._path.with_name(f"{self._path.name}.damaged-{stamp}")
        count = 1
        while aside.exists():
            count += 1
            aside = self._path.with_name(f"{self._path.name}.damaged-{stamp}-{count}")
        return aside

    def _unusable(self, reason: str) -> StoreUnusable:
        return StoreUnusable(say.FILE_UNUSABLE(file=self._path.name, reason=reason))


@contextmanager
def _naming_damage() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        # the low byte is the kind of error, the rest its variety
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _DAMAGED:
            raise DatabaseDamaged(str(error)) from error
        raise


def _reason(error: OSError | Timeout | sqlite3.Error) -> str:
    match error:
        case Timeout():
            return "another program holds it"
        case OSError(strerror=str(words)):
            return words
        case _:
            return str(error)
