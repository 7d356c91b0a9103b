"""What kind of editor a JSON Schema asks for. No Qt in here."""

from dataclasses import dataclass
from enum import Enum, auto

from builder_app.workflow.json_value import JsonObject, JsonValue

_LONG_TEXT = frozenset({"query", "prompt", "people_focus_prompt", "description", "instructions"})
_MOST_REFS = 20


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
    """One value that is edited: its name, what is said about it, and its schema, resolved."""

    name: str
    title: str
    description: str
    required: bool
    shape: Shape
    schema: JsonObject
    root: JsonObject
    choices: tuple[JsonValue, ...] = ()
    default: JsonValue = None


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
    resolved = _resolved(schema, root)
    enum = resolved.get("enum")
    title = resolved.get("title")
    description = resolved.get("description")
    return Field(
        name=name,
        title=title if isinstance(title, str) else name.replace("_", " ").capitalize(),
        description=description if isinstance(description, str) else "",
        required=required,
        shape=_shape(name, resolved),
        schema=resolved,
        root=root,
        choices=tuple(enum) if isinstance(enum, list) else (),
        default=resolved.get("default"),
    )


def item_field(field: Field) -> Field:
    """Return the field of a list's items, or of a map's values."""
    key = "items" if field.shape is Shape.LIST else "additionalProperties"
    schema = field.schema.get(key)
    return field_of("", schema if isinstance(schema, dict) else {"type": "string"}, field.root)


def _resolved(schema: JsonValue, root: JsonObject) -> JsonObject:
    current = schema if isinstance(schema, dict) else {}
    outer = current
    for _ in range(_MOST_REFS):
        options = current.get("anyOf", current.get("oneOf"))
        reference = current.get("$ref")
        if isinstance(reference, str):
            current = _referenced(reference, root)
        elif isinstance(options, list):
            current = _best_option(options)
        else:
            break
    kept = [name for name in ("title", "description", "default") if name in outer]
    return {**current, **{name: outer[name] for name in kept}}


def _best_option(options: list[JsonValue]) -> JsonObject:
    """Return the option a form says most with: an object with fields, else the first real one."""
    real = [o for o in options if isinstance(o, dict) and o.get("type") != "null"]
    with_fields = [o for o in real if isinstance(o.get("properties"), dict)]
    return (with_fields or real or [{}])[0]


def _referenced(reference: str, root: JsonObject) -> JsonObject:
    value: JsonValue = root
    for step in reference.removeprefix("#/").split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _shape(name: str, schema: JsonObject) -> Shape:
    if isinstance(schema.get("enum"), list):
        return Shape.CHOICE
    match schema.get("type"):
        case "string":
            long = name in _LONG_TEXT or "contentMediaType" in schema
            return Shape.LONG_TEXT if long else Shape.TEXT
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
            return Shape.JSON


def _object_shape(schema: JsonObject) -> Shape:
    if isinstance(schema.get("properties"), dict) and schema["properties"]:
        return Shape.OBJECT
    return Shape.MAP if isinstance(schema.get("additionalProperties"), dict) else Shape.JSON
