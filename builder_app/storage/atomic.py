"""Writing a file whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from builder_app.storage.refusal import refused


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file's content, or make the file.

    Raises ``FileRefused``; the old content is whole then. A symbolic link stays one: the file it
    leads to is replaced. The mode of an existing file is kept. Both the file and its folder are
    synced, so that a power cut leaves one of the two contents.
    """
    real = Path(os.path.realpath(path))
    try:
        _replace(real, data)
    except OSError as error:
        raise refused(error, path) from error


def _replace(real: Path, data: bytes) -> None:
    mode = _mode(real)
    handle, name = tempfile.mkstemp(prefix=f".{real.name[:20]}.", suffix=".part", dir=real.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        part.replace(real)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
        raise
    _sync_folder(real.parent)


def _mode(real: Path) -> int:
    try:
        found = real.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "Is a directory", str(real))
    return stat.S_IMODE(found.st_mode)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows can't open folders; its replace is durable by itself
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
