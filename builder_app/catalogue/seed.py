"""The catalogue that the program ships: ``resources/catalogue/blocks.json``."""

import json
from functools import cache

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind, Emits, RowType
from builder_app.resources import resource_root
from builder_app.workflow.json_value import JsonObject, JsonValue, as_json


@cache
def seed_catalogue() -> Catalogue:
    """Read the shipped block kinds. Raises ``TypeError`` when the file is not ours."""
    path = resource_root() / "catalogue" / "blocks.json"
    data = as_json(json.loads(path.read_text(encoding="utf-8")))
    if not isinstance(data, dict) or not isinstance(entries := data.get("blocks"), list):
        raise TypeError(f"{path.name} holds no block kinds")
    return Catalogue(_kind(entry) for entry in entries if isinstance(entry, dict))


def _kind(entry: JsonObject) -> BlockKind:
    documented = _object(entry, "documented")
    example = entry.get("example")
    return BlockKind(
        name=_text(entry, "name"),
        title=_text(entry, "title"),
        category=_text(entry, "category"),
        description=_text(entry, "description"),
        accepts=frozenset(RowType(word) for word in _texts(entry, "accepts")),
        takes_input=bool(entry.get("takes_input", True)),
        emits=Emits(_text(entry, "emits")),
        emits_spec_field=_text(entry, "emits_spec_field") or None,
        is_source=_maybe(entry, "is_source"),
        is_sink=_maybe(entry, "is_sink"),
        specs_schema=_object(entry, "specs_schema"),
        block_type=_text(entry, "block_type") or _text(entry, "name"),
        typing_documented=bool(documented.get("typing")),
        specs_documented=bool(documented.get("specs")),
        existence_documented=bool(documented.get("existence")),
        required_inferred=_texts(entry, "required_inferred"),
        example=example if isinstance(example, dict) else None,
        notes=_texts(entry, "notes"),
        icon=_text(entry, "icon") or "unknown",
        synonyms=_texts(entry, "synonyms"),
        sample_specs=_texts(entry, "sample_specs"),
        legacy_alias_of=_text(entry, "legacy_alias_of") or None,
        default_specs=_object(entry, "default_specs"),
    )


def _text(entry: JsonObject, name: str) -> str:
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(entry: JsonObject, name: str) -> tuple[str, ...]:
    value: JsonValue = entry.get(name, [])
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _object(entry: JsonObject, name: str) -> JsonObject:
    value = entry.get(name)
    return value if isinstance(value, dict) else {}


def _maybe(entry: JsonObject, name: str) -> bool | None:
    value = entry.get(name)
    return value if isinstance(value, bool) else None
