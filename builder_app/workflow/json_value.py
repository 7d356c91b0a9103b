"""JSON as typed values. A value that is part of a document is never mutated.

Whoever wants a changed value builds a new one along the path (:func:`with_value`); what did not
change is shared.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
JsonPath: TypeAlias = tuple[str | int, ...]

LEVELS_IN_A_DOCUMENT = 100
"""How deep specs may be nested. A limit, so that what can be typed can also be saved and read."""


def value_at(value: JsonValue, path: JsonPath) -> JsonValue:
    """Return what stands at ``path``. Raises ``KeyError`` when nothing stands there."""
    for step in path:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if 0 <= step < len(value):
                value = value[step]
            case _:
                raise KeyError(path)
    return value


def with_value(value: JsonValue, path: JsonPath, new: JsonValue) -> JsonValue:
    """Return a copy of ``value`` in which ``new`` stands at ``path``; missing objects are made.

    Raises ``KeyError`` when the path leads through something that is neither object nor list.
    """
    if not path:
        return new
    step, rest = path[0], path[1:]
    match value, step:
        case dict(), str():
            return {**value, step: with_value(value.get(step, {} if rest else None), rest, new)}
        case list(), int() if 0 <= step < len(value):
            return [*value[:step], with_value(value[step], rest, new), *value[step + 1 :]]
        case list(), int() if step == len(value):
            return [*value, with_value({} if rest else None, rest, new)]
        case _:
            raise KeyError(path)


def without_value(value: JsonValue, path: JsonPath) -> JsonValue:
    """Return a copy of ``value`` with the entry at ``path`` taken out; missing entries are fine."""
    if not path:
        raise KeyError(path)
    step, rest = path[0], path[1:]
    match value, step:
        case dict(), str() if step in value:
            if rest:
                return {**value, step: without_value(value[step], rest)}
            return {key: entry for key, entry in value.items() if key != step}
        case list(), int() if 0 <= step < len(value):
            if rest:
                return [*value[:step], without_value(value[step], rest), *value[step + 1 :]]
            return [*value[:step], *value[step + 1 :]]
        case _:
            return value


class TooDeep(ValueError):
    """The value is nested more deeply than any workflow: a step of the recursion is refused."""


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
