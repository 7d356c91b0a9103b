"""OSErrors translated once: what can't be read or written, as a sentence."""

import errno
import logging
import os
import stat
from pathlib import Path

from builder_app.messages import Message
from builder_app.messages import files as say

logger = logging.getLogger(__name__)


class FileRefused(Exception):
    """A file can't be read or written; ``message`` says what the person can do. Nothing changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


def refuse_irregular(found: os.stat_result, path: Path) -> None:
    """Raise ``FileRefused`` for a pipe, a socket or a device: reading one might never end."""
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise FileRefused(say.NOT_A_FILE(name=path.name))


def refused(error: OSError, path: Path) -> FileRefused:
    """Return the refusal for what the system said; the cause goes to the log."""
    logger.warning("%s: %s", type(error).__name__, error.strerror)
    return FileRefused(_message(error, path))


def _message(error: OSError, path: Path) -> Message:
    name = path.name
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR if not path.parent.is_dir():
            return say.FOLDER_MISSING(name=str(path.parent))
        case errno.ENOENT:
            return say.MISSING(name=name)
        case errno.EISDIR:
            return say.IS_FOLDER(name=name)
        case errno.EACCES | errno.EPERM:
            return say.FORBIDDEN(name=name)
        case errno.EROFS:
            return say.READ_ONLY(name=name)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return say.DISK_FULL(name=name)
        case _:
            reason = (error.strerror or type(error).__name__).lower()
            return say.FAILED(name=name, reason=reason)
