"""The log file: a few hundred kilobytes beside the other files of the program, without secrets."""

import logging
import os
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, TextIO

from typing_extensions import override

from builder_app.messages import Message
from builder_app.messages import settings as say
from builder_app.settings.places import Places
from builder_app.settings.redaction import KEYS, Redactor

_LARGEST: Final = 512 * 1024
_OLDER_ONES: Final = 3


class _RedactingFormatter(logging.Formatter):
    """Cleans the finished text: message, arguments, exception and stack alike.

    A filter would see the record before the exception is written out, and so miss half of it.
    """

    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
        self._redactor = redactor

    @override
    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.clean(super().format(record))


class _LogFile(RotatingFileHandler):
    """Readable for its owner only, and silent about a full disk: nothing waits for the log."""

    @override
    def _open(self) -> TextIO:  # type: ignore[override]
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the line: standard error may not exist in a window program."""


class Log:
    """The log of this run, until ``close``."""

    def __init__(self, handler: logging.Handler) -> None:
        self._handler = handler

    def close(self) -> None:
        """End the log and let go of its file."""
        logging.getLogger().removeHandler(self._handler)
        with suppress(OSError):  # the disk is full: the last lines are lost
            self._handler.close()


def start_log(here: Places, *, redactor: Redactor = KEYS) -> Log | Message:
    """Write what the program logs to ``here.log_file``; a message says why that cannot be.

    Ours from INFO on, that of libraries from WARNING on (httpx would log every address).
    """
    try:
        here.log.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _LogFile(
            here.log_file, maxBytes=_LARGEST, backupCount=_OLDER_ONES, encoding="utf-8"
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return say.LOG_REFUSED(path=str(here.log_file), reason=reason)
    handler.setFormatter(_RedactingFormatter(redactor))
    logging.getLogger().addHandler(handler)
    logging.getLogger("builder_app").setLevel(logging.INFO)
    return Log(handler)


def last_lines(here: Places, count: int, *, redactor: Redactor = KEYS) -> tuple[str, ...]:
    """Return the last ``count`` lines of the log, cleaned once more; none when there is no log."""
    try:
        lines = _tail(here.log_file).splitlines()
    except OSError:
        return ()
    return tuple(redactor.clean(line) for line in lines[-count:])


def _tail(path: Path) -> str:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 64 * 1024))
        return file.read().decode("utf-8", "replace")
