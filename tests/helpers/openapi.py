"""The service's OpenAPI document as a judge of requests and answers; it knows none of our models.

``tests/data/schemas/workflows.openapi.json`` is the structure of the public document: names, types,
formats and what is required, for the endpoints that we call, and no prose.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012, Schema

from builder_app.workflow.json_value import JsonObject, JsonValue

ROOT: Final = Path(__file__).parents[2]
STRUCTURE: Final = ROOT / "tests/data/schemas/workflows.openapi.json"
SHARED_DOCUMENT: Final = ROOT.parent / "shared/api/openapi.json"

ENDPOINTS: Final = (
    ("/workflows", "get"),
    ("/workflows/{workflow_id}", "get"),
    ("/workflows/blocks", "get"),
    ("/workflows/create_workflow", "post"),
    ("/workflows/update_workflow", "post"),
    ("/workflows/delete_workflow", "post"),
)
_PROSE: Final = frozenset({"title", "description", "summary", "tags", "operationId", "examples"})
_BASE: Final = "urn:api"


def load(path: Path = STRUCTURE) -> JsonObject:
    return cast("JsonObject", json.loads(path.read_text(encoding="utf-8")))


def structure_of(document: JsonObject) -> JsonObject:
    """Return the part of an OpenAPI document that we depend on, without prose."""
    paths: JsonObject = {}
    for path, method in ENDPOINTS:
        operation = _at(document, "paths", path, method)
        paths[path] = {method: _without_prose(operation)}
    schemas: JsonObject = {}
    wanted = _references(paths)
    while wanted:
        name = wanted.pop()
        schemas[name] = _without_prose(_at(document, "components", "schemas", name))
        wanted |= _references(schemas[name]) - schemas.keys()
    return {
        "openapi": document["openapi"],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


@dataclass(frozen=True)
class Operation:
    path: str
    method: str
    parameters: dict[str, str]


class Contract:
    """Says what is wrong with a request or an answer, as a list of lines; an empty list is good."""

    def __init__(self, document: JsonObject | None = None) -> None:
        self.document = document if document is not None else load()
        resource = Resource.from_contents(
            cast("Schema", self.document), default_specification=DRAFT202012
        )
        self._registry: Registry[Schema] = Registry().with_resource(_BASE, resource)

    def operation(self, method: str, target: str) -> Operation | None:
        """Find the operation; a literal path wins over a template."""
        path = urlsplit(target).path
        paths = cast("JsonObject", self.document["paths"])
        for template in sorted(paths, key=lambda text: "{" in text):
            pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template))
            match = re.fullmatch(pattern, path)
            if match and method.lower() in cast("JsonObject", paths[template]):
                found = {name: unquote(value) for name, value in match.groupdict().items()}
                return Operation(template, method.lower(), found)
        return None

    def check_request(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> list[str]:
        operation = self.operation(method, target)
        if operation is None:
            return [f"{method} {target} is not in the document"]
        query = parse_qsl(urlsplit(target).query, keep_blank_values=True)
        problems = self._check_parameters(operation, query)
        node = cast("JsonObject", _at(self.document, "paths", operation.path, operation.method))
        if "requestBody" not in node:
            return problems + (["a body where none is declared"] if body else [])
        if not headers.get("content-type", "").startswith("application/json"):
            problems.append("Content-Type is not application/json")
        try:
            value: JsonValue = json.loads(body)
        except ValueError as error:
            return [*problems, f"the body is not JSON: {error}"]
        pointer = ("requestBody", "content", "application/json", "schema")
        return problems + self._check_value(operation, pointer, value)

    def check_answer(
        self, method: str, target: str, value: JsonValue, status: int = 200
    ) -> list[str]:
        operation = self.operation(method, target)
        if operation is None:
            return [f"{method} {target} is not in the document"]
        pointer = ("responses", str(status), "content", "application/json", "schema")
        return self._check_value(operation, pointer, value)

    def _check_parameters(self, operation: Operation, query: list[tuple[str, str]]) -> list[str]:
        node = cast("JsonObject", _at(self.document, "paths", operation.path, operation.method))
        given = {"path": operation.parameters, "query": dict(query)}
        problems = [f"{name} is given twice" for name, _ in query if _count(query, name) > 1]
        known: set[str] = set()
        for index, entry in enumerate(cast("list[JsonObject]", node.get("parameters", []))):
            place, name = str(entry["in"]), str(entry["name"])
            if place not in given:
                continue
            known.add(name)
            if name in given[place]:
                pointer = ("parameters", str(index), "schema")
                problems += self._check_value(operation, pointer, given[place][name])
            elif entry.get("required"):
                problems.append(f"the {place} parameter {name} is missing")
        return problems + [
            f"{name} is no query parameter" for name, _ in query if name not in known
        ]

    def _check_value(
        self, operation: Operation, pointer: tuple[str, ...], value: JsonValue
    ) -> list[str]:
        steps = ("paths", operation.path, operation.method, *pointer)
        escaped = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        validator = Draft202012Validator(
            {"$ref": f"{_BASE}#/{escaped}"},
            registry=self._registry,
            format_checker=FormatChecker(),
        )
        return [
            f"{'.'.join(map(str, error.absolute_path)) or 'the value'}: {error.message}"
            for error in validator.iter_errors(value)
        ]


def _count(query: list[tuple[str, str]], name: str) -> int:
    return sum(1 for known, _ in query if known == name)


def _at(value: JsonValue, *steps: str) -> JsonValue:
    for step in steps:
        value = cast("JsonObject", value)[step]
    return value


def _without_prose(value: JsonValue, *, names: bool = False) -> JsonValue:
    """Drop prose keys; ``names`` says that the keys are names of properties and all stay."""
    match value:
        case dict():
            return {
                key: _without_prose(entry, names=key == "properties" and not names)
                for key, entry in value.items()
                if names or key not in _PROSE
            }
        case list():
            return [_without_prose(entry) for entry in value]
        case _:
            return value


def _references(value: JsonValue) -> set[str]:
    match value:
        case dict():
            found = {name for entry in value.values() for name in _references(entry)}
            reference = value.get("$ref")
            if isinstance(reference, str):
                found.add(reference.rsplit("/", 1)[-1])
            return found
        case list():
            return {name for entry in value for name in _references(entry)}
        case _:
            return set()


def write_structure() -> None:
    """Write the structure anew from the public document (run by hand when the service changes)."""
    text = json.dumps(structure_of(load(SHARED_DOCUMENT)), indent=1, sort_keys=True)
    STRUCTURE.write_text(text + "\n", encoding="utf-8")
