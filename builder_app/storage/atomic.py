"""Writing a file whole or not at all."""

import contextlib
import logging
import os
import stat
import uuid
from pathlib import Path

from builder_app.storage.refusal import refuse_irregular, refused

logger = logging.getLogger(__name__)

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file's content, or make the file.

    Raises ``FileRefused``; the old content is whole then. A symbolic link stays one: the file it
    leads to is replaced. The mode of an existing file is kept. Both the file and its folder are
    synced, so that a power cut leaves one of the two contents.
    """
    try:
        real = Path(os.path.realpath(path))
        _replace(real, data)
    except OSError as error:
        raise refused(error, path) from error


def _replace(real: Path, data: bytes) -> None:
    mode = _mode_of(real)
    part = real.with_name(f".{real.name[:20]}.{uuid.uuid4().hex}.part")
    # a new file gets what the umask leaves; one that has a mode is nobody else's until it has it
    handle = os.open(part, _NEW_FILE, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):  # what was wrong first is what is said
            part.unlink()
        raise
    _sync_folder(real.parent)


def _mode_of(real: Path) -> int | None:
    try:
        found = real.stat()
    except FileNotFoundError:
        return None
    refuse_irregular(found, real)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "Is a directory", str(real))
    return stat.S_IMODE(found.st_mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name last. Not every file system can; the file holds the data already."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows can't open folders; its replace is durable by itself
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        logger.warning("a folder can't be synced: %s", error.strerror)
