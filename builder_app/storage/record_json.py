"""Publish records as JSON, and back."""

from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.block_types import BlockTypes
from builder_app.definition.publish_record import PublishRecord
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.part_json import Reader, WrongPart
from builder_app.workflow.parts import BlockId

_KNOWN = frozenset(
    {
        "host",
        "org_id",
        "workflow_id",
        "id_map",
        "base",
        "base_updated_at",
        "base_name",
        "base_description",
        "block_types",
        "refused_block_types",
        "first_tried_at",
        "published_at",
    }
)


def record_to_json(record: PublishRecord, *, include_samples: bool = True) -> JsonObject:
    """Return a record. Without samples the base's sample rows are left out as well."""
    base = record.base
    if base is not None and not include_samples:
        base = _without_samples(base)
    return {
        **record.extra,
        "host": record.host,
        "org_id": record.org_id,
        "workflow_id": record.workflow_id,
        "id_map": {str(block): server for block, server in record.id_map.items()},
        "base": base,
        "base_updated_at": record.base_updated_at,
        "base_name": record.base_name,
        "base_description": record.base_description,
        "block_types": dict(record.types.learned),
        "refused_block_types": dict(record.types.refused),
        "first_tried_at": record.first_tried_at,
        "published_at": record.published_at,
    }


def record_from_json(value: JsonValue, place: str) -> PublishRecord:
    """Read a record. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    return PublishRecord(
        host=read.text("host"),
        org_id=read.text_or_none("org_id"),
        workflow_id=read.text("workflow_id"),
        id_map={BlockId(block): server for block, server in _texts(read, "id_map").items()},
        base=None if read.value.get("base") is None else read.object("base"),
        base_updated_at=read.text_or_none("base_updated_at"),
        base_name=read.text_or_none("base_name"),
        base_description=read.text_or_none("base_description"),
        types=BlockTypes(_texts(read, "block_types"), _texts(read, "refused_block_types")),
        first_tried_at=read.text("first_tried_at", ""),
        published_at=read.text_or_none("published_at"),
        extra=read.unknown(_KNOWN),
    )


def _texts(read: Reader, name: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in read.object(name, {}).items():
        if not isinstance(value, str):
            raise WrongPart(f"{read.place}.{name}.{key}", "text")
        texts[key] = value
    return texts


def _without_samples(graph: JsonObject) -> JsonObject:
    blocks = graph.get("blocks")
    if not isinstance(blocks, list):
        return graph
    return {**graph, "blocks": [_bare(block) for block in blocks]}


def _bare(block: JsonValue) -> JsonValue:
    if not isinstance(block, dict) or not isinstance(specs := block.get("specs"), dict):
        return block
    sample_specs = seed_catalogue().kind(str(block.get("block_name"))).sample_specs
    kept = {name: spec for name, spec in specs.items() if name not in sample_specs}
    return {**block, "specs": kept}
