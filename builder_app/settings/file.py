"""The settings file: read tolerantly, written in one step."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from builder_app.settings.form import Json

_LARGEST: Final = 8 * 1024 * 1024


class SettingsDamaged(Exception):
    """What is in the file are no settings: not JSON, not an object, far too large."""


def read_json(path: Path) -> Json | None:
    """Return what the file says, or None when there is none.

    Raises :class:`SettingsDamaged`, or ``OSError`` when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    if len(content) > _LARGEST:
        raise SettingsDamaged("too large")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SettingsDamaged("not JSON") from error
    if not isinstance(data, dict):
        raise SettingsDamaged("not an object")
    return data


def set_aside(path: Path) -> Path:
    """Move a damaged file to ``….bad`` beside it and return that path. Raises ``OSError``."""
    aside = path.with_name(f"{path.name}.bad")
    path.replace(aside)
    return aside


def write_json(path: Path, data: Json) -> None:
    """Replace the file in one step: whoever reads it sees the old or the new, never a half.

    Follows a symlink (settings are often linked into a folder under version control). For the
    owner's eyes only (mode 0600). Raises ``OSError``; then the old file is untouched.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    try:
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(target)
    except OSError:
        with suppress(OSError):
            passing.unlink()
        raise
