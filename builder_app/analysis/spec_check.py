"""Specs against the JSON Schema of their block kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from typing_extensions import override

from builder_app.catalogue.kinds import BlockKind
from builder_app.workflow.json_value import JsonObject, JsonPath, JsonValue

if TYPE_CHECKING:  # only named in annotations: loading it costs the start a tenth of a second
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class SpecComplaint:
    """One thing that is wrong with the specs: where, and what."""

    path: JsonPath
    text: str


class SpecChecks:
    """Complaints that are remembered for as long as this lives: as long as one document is open.

    After an edit all blocks but one have the very same specs as before; they are not checked again.
    """

    def __init__(self) -> None:
        self._known = lru_cache(maxsize=20_000)(_complaints_of_same)

    def __call__(self, specs: JsonObject, kind: BlockKind) -> tuple[SpecComplaint, ...]:
        """Return what :func:`spec_complaints` returns."""
        return self._known(_Same(specs), _Same(kind.specs_schema))


def spec_complaints(specs: JsonObject, kind: BlockKind) -> tuple[SpecComplaint, ...]:
    """Return what the kind's schema has against the specs, at most one complaint a place."""
    return _complaints_of_same(_Same(specs), _Same(kind.specs_schema))


def field_words(path: JsonPath, kind: BlockKind) -> str:
    """Return what the form calls the field: “Conditions 1, Column” for ("filters", 0, "column")."""
    words: list[str] = []
    schema: JsonValue = kind.specs_schema
    for step in path:
        if isinstance(step, int):
            schema = _inside(schema, "items")
            words = [*words[:-1], f"{words[-1] if words else ''} {step + 1}".strip()]
        else:
            properties = _inside(schema, "properties")
            schema = properties.get(step) if isinstance(properties, dict) else None
            title = schema.get("title") if isinstance(schema, dict) else None
            plain = step.replace("_", " ").capitalize() if isinstance(properties, dict) else step
            words.append(title if isinstance(title, str) else plain)
    return f"“{', '.join(words) or 'specs'}”"


def _inside(schema: JsonValue, key: str) -> JsonValue:
    """Return what a schema, or the first of its options that has it, says under ``key``."""
    if not isinstance(schema, dict):
        return None
    if key in schema:
        return schema[key]
    options = schema.get("anyOf") or schema.get("oneOf")
    found = (_inside(option, key) for option in options) if isinstance(options, list) else ()
    return next((each for each in found if each is not None), None)


def _complaints_of_same(specs: "_Same", schema: "_Same") -> tuple[SpecComplaint, ...]:
    if not specs.value and not schema.value.get("required"):
        return ()  # most blocks begin so, and the validator is slow to load
    errors = _validator(schema).iter_errors(specs.value)
    first: dict[JsonPath, SpecComplaint] = {}
    for complaint in _complaints(errors):
        first.setdefault(complaint.path, complaint)  # a number is no text and no choice: say one
    return tuple(first.values())


class _Same:
    """A value that is never changed as a cache key: the very same object is the same key."""

    def __init__(self, value: JsonObject) -> None:
        self.value = value

    @override
    def __hash__(self) -> int:
        return id(self.value)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


def load_checker() -> None:
    """Load jsonschema ahead of the first check, which takes a tenth of a second; any thread."""
    import jsonschema  # noqa: F401


def validator_of(kind: BlockKind) -> "Draft202012Validator":
    """Return what checks specs of this kind. The first call of all loads jsonschema."""
    return _validator(_Same(kind.specs_schema))


@cache
def _validator(schema: _Same) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator
    from referencing import Registry

    # an empty registry: a reference in a schema is never fetched from anywhere
    return Draft202012Validator(schema.value, registry=Registry())


def _complaints(errors: "Iterator[ValidationError]") -> Iterator[SpecComplaint]:
    for error in _meant(errors):
        path = tuple(error.absolute_path)
        if error.validator == "required":
            path = (*path, *missing_field(error))
        yield SpecComplaint(path, _text(error))


def _meant(errors: "Iterable[ValidationError]") -> "Iterator[ValidationError]":
    """Yield errors, in place of “no option fits” what is wrong with the one that was meant.

    The option meant is the only one of the value’s own type.
    """
    for error in errors:
        options: dict[object, list[ValidationError]] = {}
        for inner in error.context or ():
            options.setdefault(inner.schema_path[0], []).append(inner)
        meant = [
            inside
            for inside in options.values()
            if not any(inner.validator == "type" and not inner.path for inner in inside)
        ]
        if error.validator in ("anyOf", "oneOf") and len(meant) == 1:
            yield from _meant(meant[0])
        else:
            yield error


def missing_field(error: "ValidationError") -> tuple[str, ...]:
    """Return the name that a “required” error is about, () when it can't be told.

    There is one error a missing name, but each carries the whole list of the required ones; its
    message begins with the name.
    """
    wanted = error.validator_value if isinstance(error.validator_value, list) else []
    return tuple(name for name in wanted if error.message.startswith(f"{name!r} "))[:1]


def _text(error: "ValidationError") -> str:
    wanted: object = error.validator_value
    match error.validator:
        case "required":
            return "is required and missing"
        case "type":
            return f"must be {_type_words(wanted)}"
        case "enum":
            words = wanted if isinstance(wanted, list) else [wanted]
            return "must be one of " + ", ".join(str(word) for word in words)
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return f"must be {_LIMIT_WORDS[error.validator]} {wanted}"
        case "pattern":
            return f"must match the pattern {wanted}"
        case "anyOf" | "oneOf":
            return "has a form that the service does not take"
        case _:
            return "is not as the service wants it"


_LIMIT_WORDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
}
_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "object": "a group of named values",
    "array": "a list",
    "null": "empty",
}


def _type_words(wanted: object) -> str:
    names = wanted if isinstance(wanted, list) else [wanted]
    return " or ".join(_TYPE_WORDS.get(str(name), str(name)) for name in names)
