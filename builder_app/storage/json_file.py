"""Reading untrusted JSON files, within limits."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from builder_app.messages import files as say
from builder_app.storage.refusal import FileRefused, refuse_irregular, refused
from builder_app.workflow.json_value import LEVELS_IN_A_DOCUMENT, JsonValue, TooDeep, as_json

_MIB = 1024 * 1024
MOST_BYTES = 64 * _MIB
MOST_LEVELS = LEVELS_IN_A_DOCUMENT + 50
"""How deep a file may be nested: what a document may be, and what the file puts around it."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file holds, by content: the SHA-256 of its bytes, hexadecimal."""

    digest: str


def stamp_of(data: bytes) -> FileStamp:
    """Return the stamp of these bytes."""
    return FileStamp(hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return what the file holds. Raises :class:`FileRefused`; never reads more than the limit."""
    try:
        refuse_irregular(path.stat(), path)  # opening a pipe would wait for its other end
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise refused(error, path) from error
    if len(data) > most:
        raise FileRefused(say.TOO_BIG(name=path.name, megabytes=most // _MIB))
    return data


def read_json(path: Path) -> JsonValue:
    """Return the JSON that the file holds. Raises :class:`FileRefused`."""
    return parse_json(read_bytes(path), path.name)


def parse_json(data: bytes, name: str, levels: int = MOST_LEVELS) -> JsonValue:
    """Return the JSON in these bytes. Raises :class:`FileRefused` naming line and column."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start and error.reason == "unexpected end of data":  # cut within a character
            line = data.count(b"\n") + 1
            raise FileRefused(say.CUT_OFF(name=name, line=line)) from error
        raise FileRefused(say.NOT_TEXT(name=name)) from error
    try:
        return as_json(json.loads(text), levels)  # which takes no NaN and nothing infinite
    except json.JSONDecodeError as error:
        # an open string is reported where it begins, all else that is missing at the end
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise FileRefused(say.CUT_OFF(name=name, line=error.lineno)) from error
        raise FileRefused(say.NOT_JSON(name=name, line=error.lineno, column=error.colno)) from error
    except (RecursionError, TooDeep) as error:
        raise FileRefused(say.TOO_DEEP(name=name)) from error
    except ValueError as error:  # NaN, 1e999 and numbers of thousands of digits
        raise FileRefused(say.WRONG_NUMBER(name=name)) from error
