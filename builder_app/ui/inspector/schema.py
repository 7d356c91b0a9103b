"""What kind of editor a JSON Schema asks for. No Qt in here."""

import json
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

from builder_app.workflow.json_value import JsonObject, JsonValue

_LONG_TEXT = frozenset({"query", "prompt", "people_focus_prompt", "description", "instructions"})
_MOST_STEPS = 20  # of $ref, anyOf and allOf, one after another
_MOST_DEPTH = 3  # of options inside options: a schema may name itself
_SAID_OUTSIDE = ("title", "description", "default")
_LONG_FROM = 200


class Shape(Enum):
    """The editors there are."""

    TEXT = auto()
    LONG_TEXT = auto()
    WHOLE_NUMBER = auto()
    NUMBER = auto()
    SWITCH = auto()
    CHOICE = auto()
    LIST = auto()
    MAP = auto()
    OBJECT = auto()
    JSON = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One value that is edited: its name, what is said about it, and its schema, resolved.

    ``types`` are the JSON types it may have, empty when nothing is said about them.
    """

    name: str
    title: str
    description: str
    required: bool
    shape: Shape
    schema: JsonObject
    root: JsonObject
    choices: tuple[JsonValue, ...] = ()
    default: JsonValue = None
    types: frozenset[str] = frozenset()


def fields_of(schema: JsonObject, root: JsonObject) -> tuple[Field, ...]:
    """Return the fields of an object schema in its order."""
    properties = schema.get("properties")
    required = schema.get("required")
    names = required if isinstance(required, list) else []
    if not isinstance(properties, dict):
        return ()
    return tuple(
        field_of(name, entry, root, required=name in names) for name, entry in properties.items()
    )


def field_of(name: str, schema: JsonValue, root: JsonObject, *, required: bool = False) -> Field:
    """Return the field for one schema. A schema that no editor fits is edited as JSON."""
    resolved, types = _resolved(schema, root)
    title = resolved.get("title")
    description = resolved.get("description")
    return Field(
        name=name,
        title=title if isinstance(title, str) else name.replace("_", " ").capitalize(),
        description=description if isinstance(description, str) else "",
        required=required,
        shape=_shape(name, resolved, types),
        schema=resolved,
        root=root,
        choices=_choices(resolved),
        default=resolved.get("default"),
        types=types,
    )


def item_field(field: Field) -> Field:
    """Return the field of a list's items, or of a map's values."""
    key = "items" if field.shape is Shape.LIST else "additionalProperties"
    schema = field.schema.get(key)
    return field_of("", schema if isinstance(schema, dict) else {"type": "string"}, field.root)


def choice_words(choices: tuple[JsonValue, ...]) -> tuple[str, ...]:
    """Return what is shown for each choice: words as they are, unless they look like another."""
    plain = [_as_text(choice) for choice in choices]
    return tuple(
        json.dumps(choice, ensure_ascii=False) if plain.count(text) > 1 or text == "" else text
        for choice, text in zip(choices, plain, strict=True)
    )


def _as_text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _choices(schema: JsonObject) -> tuple[JsonValue, ...]:
    if "const" in schema:
        return (schema["const"],)
    enum = schema.get("enum")
    return tuple(enum) if isinstance(enum, list) else ()


def _resolved(
    schema: JsonValue, root: JsonObject, depth: int = 0
) -> tuple[JsonObject, frozenset[str]]:
    """Follow references and options to a schema with a type; also say which types are allowed."""
    current = schema if isinstance(schema, dict) else {}
    said: JsonObject = {}
    types: frozenset[str] | None = None
    for _ in range(_MOST_STEPS):
        said = {**{name: current[name] for name in _SAID_OUTSIDE if name in current}, **said}
        step, allowed = _next_step(current, root, depth)
        types = allowed if types is None else types
        if step is None:
            break
        current = step
    else:
        current = {}  # a circle: nothing can be said about it
    return {**current, **said}, _types(current) if types is None else types


def _next_step(
    schema: JsonObject, root: JsonObject, depth: int
) -> tuple[JsonObject | None, frozenset[str] | None]:
    rest = {key: value for key, value in schema.items() if key not in _SAID_OUTSIDE}
    reference, parts = rest.pop("$ref", None), rest.pop("allOf", None)
    if isinstance(reference, str):
        return {**_referenced(reference, root), **rest}, None
    if isinstance(parts, list):
        joined: JsonObject = {}
        for part in parts:
            joined.update(part if isinstance(part, dict) else {})
        return {**joined, **rest}, None
    for word in ("anyOf", "oneOf"):
        options = rest.pop(word, None)
        if isinstance(options, list) and depth < _MOST_DEPTH:
            known = [_resolved(option, root, depth + 1)[0] for option in options]
            types = [_types(option) for option in known]
            allowed = frozenset().union(*types) if all(types) else frozenset()
            return {**_best_option(known), **rest}, allowed
    return None, None


def _best_option(options: list[JsonObject]) -> JsonObject:
    """Return the option a form says most with; {} when several differ too much for one editor."""
    real = [option for option in options if option.get("type") != "null"]
    if with_fields := [o for o in real if isinstance(o.get("properties"), dict)]:
        return with_fields[0]
    if real and all(set(option) <= {"const", "title", "description", "type"} for option in real):
        values = [option.get("const") for option in real if "const" in option]
        if len(values) == len(real):
            return {"enum": values}
    return real[0] if len(real) == 1 else {}


def _types(schema: JsonObject) -> frozenset[str]:
    wanted = schema.get("type")
    names = wanted if isinstance(wanted, list) else [wanted]
    return frozenset(name for name in names if isinstance(name, str))


def _referenced(reference: str, root: JsonObject) -> JsonObject:
    value: JsonValue = root
    if not reference.startswith("#"):
        return {}  # another document: it is not here
    for step in filter(None, unquote(reference[1:]).split("/")):
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _shape(name: str, schema: JsonObject, types: frozenset[str]) -> Shape:
    if _choices(schema):
        return Shape.CHOICE
    if len(types - {"null"}) > 1 and "properties" not in schema:
        return Shape.JSON
    match next(iter(_types(schema) - {"null"}), None):
        case "string":
            return Shape.LONG_TEXT if _is_long(name, schema) else Shape.TEXT
        case "integer":
            return Shape.WHOLE_NUMBER
        case "number":
            return Shape.NUMBER
        case "boolean":
            return Shape.SWITCH
        case "array":
            return Shape.LIST if isinstance(schema.get("items"), dict) else Shape.JSON
        case "object":
            return _object_shape(schema)
        case _:
            return Shape.OBJECT if schema.get("properties") else Shape.JSON


def _is_long(name: str, schema: JsonObject) -> bool:
    most = schema.get("maxLength")
    long = isinstance(most, int) and most > _LONG_FROM
    return long or name in _LONG_TEXT or "contentMediaType" in schema


def _object_shape(schema: JsonObject) -> Shape:
    if isinstance(schema.get("properties"), dict) and schema["properties"]:
        return Shape.OBJECT
    return Shape.MAP if isinstance(schema.get("additionalProperties"), dict) else Shape.JSON
