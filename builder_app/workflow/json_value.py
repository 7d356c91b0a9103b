"""JSON as typed values. A value that is part of a document is never mutated, only replaced."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
JsonPath: TypeAlias = tuple[str | int, ...]

LEVELS_IN_A_DOCUMENT = 100
"""How deep specs may be nested. A limit, so that what can be typed can also be saved and read."""


class TooDeep(ValueError):
    """The value is nested more deeply than any workflow."""


def as_json(value: object, levels: int = LEVELS_IN_A_DOCUMENT) -> JsonValue:
    """Return ``value`` as plain JSON lists and dicts.

    Raises ``ValueError`` for NaN and infinite numbers (Python reads ``1e999`` as one), which no
    file could hold, :class:`TooDeep`, and ``TypeError`` for anything else.
    """
    if not levels:
        raise TooDeep("nested too deeply")
    match value:
        case float() if not math.isfinite(value):
            raise ValueError("a number is too large for JSON")
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {_as_key(key): as_json(entry, levels - 1) for key, entry in value.items()}
        case Sequence():
            return [as_json(entry, levels - 1) for entry in value]
        case _:
            raise TypeError(f"{type(value).__name__} is not JSON")


def walk(value: JsonValue, path: JsonPath = ()) -> Iterator[tuple[JsonPath, JsonValue]]:
    """Yield every value inside ``value`` with its path, the outermost first."""
    yield path, value
    match value:
        case dict():
            for key, entry in value.items():
                yield from walk(entry, (*path, key))
        case list():
            for index, entry in enumerate(value):
                yield from walk(entry, (*path, index))
        case _:
            pass


def _as_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"an object key must be text, not {type(key).__name__}")
    return key
