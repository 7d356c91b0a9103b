"""From the bytes of an answer to records: tolerant of what is new, strict about what we rely on.

Unknown fields are kept in ``extra`` and missing optional ones are fine: the service has only ever
added (API facts, section 18). Raises ``ValueError`` for everything else.
"""

import json
import math
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from builder_app.api.records import BlockKindRecord, WorkflowRecord
from builder_app.workflow.json_value import JsonObject, JsonValue


def _text(value: object) -> object:
    return "" if value is None else value


def _id(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_id), StringConstraints(min_length=1)]


class _Wire(BaseModel):
    # an error may be logged: it must not repeat what stood in the answer
    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)


class _WorkflowWire(_Wire):
    id: Id
    name: str
    description: str | None = None
    status: Text = ""
    step: Text = ""
    created_at: Text = ""
    updated_at: Text = ""
    last_run_date: str | None = None
    user_uuid: str | None = None
    org_id: str | None = None
    workflow_definition: dict[str, object] | None = None

    def record(self, raw: JsonObject) -> WorkflowRecord:
        definition = raw.get("workflow_definition")
        return WorkflowRecord(
            id=self.id,
            name=self.name,
            description=self.description,
            status=self.status,
            step=self.step,
            created_at=self.created_at,
            updated_at=self.updated_at,
            last_run_date=self.last_run_date,
            user_uuid=self.user_uuid,
            org_id=self.org_id,
            workflow_definition=definition if isinstance(definition, dict) else None,
            extra=_extra(self, raw),
        )


class _BlockKindWire(_Wire):
    block_name: Annotated[str, StringConstraints(min_length=1)]
    specs_schema: dict[str, object] | None = None

    def record(self, raw: JsonObject) -> BlockKindRecord:
        schema = raw.get("specs_schema")
        return BlockKindRecord(
            block_name=self.block_name,
            specs_schema=schema if isinstance(schema, dict) else {},
            extra=_extra(self, raw),
        )


def parse_workflow(body: bytes, *, max_depth: int) -> WorkflowRecord:
    """Return the workflow in ``body``."""
    raw = _object(parse_json(body, max_depth=max_depth))
    return _WorkflowWire.model_validate(raw).record(raw)


def parse_workflows(body: bytes, *, max_depth: int) -> tuple[WorkflowRecord, ...]:
    """Return the workflows of a list."""
    raws = _objects(parse_json(body, max_depth=max_depth))
    return tuple(_WorkflowWire.model_validate(raw).record(raw) for raw in raws)


def parse_block_kinds(body: bytes, *, max_depth: int) -> tuple[BlockKindRecord, ...]:
    """Return the block kinds of a list."""
    raws = _objects(parse_json(body, max_depth=max_depth))
    return tuple(_BlockKindWire.model_validate(raw).record(raw) for raw in raws)


class NotJson(ValueError):
    """The bytes are not JSON, or JSON that no file of ours could keep."""


class WrongShape(ValueError):
    """The JSON is an object where a list belongs, or the other way round."""


def parse_json(body: bytes, *, max_depth: int) -> JsonValue:
    """Return the JSON value of UTF-8 ``body``. Raises :class:`NotJson`.

    Refused as well: NaN and infinite numbers, half surrogate pairs, and nesting deeper than
    ``max_depth``; all of them pass ``json.loads`` and fail later, where nobody expects it.
    """
    try:
        text = body.decode("utf-8-sig")
        value: JsonValue = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as error:
        raise NotJson("nested too deeply") from error
    except ValueError as error:
        raise NotJson(str(error)) from error
    if _deeper_than(value, max_depth):
        raise NotJson("nested too deeply")
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def _deeper_than(value: JsonValue, max_depth: int) -> bool:
    level: list[JsonValue] = [value]
    for _ in range(max_depth):
        below: list[JsonValue] = []
        for entry in level:
            if isinstance(entry, dict):
                below.extend(entry.values())
            elif isinstance(entry, list):
                below.extend(entry)
        if not below:
            return False
        level = below
    return any(isinstance(entry, dict | list) for entry in level)


def _extra(wire: BaseModel, raw: JsonObject) -> JsonObject:
    return {name: value for name, value in raw.items() if name not in type(wire).model_fields}


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise WrongShape("an object was expected")
    return value


def _objects(value: JsonValue) -> list[JsonObject]:
    if not isinstance(value, list):
        raise WrongShape("a list was expected")
    return [_object(entry) for entry in value]
