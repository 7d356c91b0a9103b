"""A small catalogue, definitions to break, and the sandbox as a client meets it."""

import asyncio
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from builder_app.sandbox.definition import Definition, SentBlock, SentEdge, with_stable_ids
from builder_app.sandbox.kinds import BlockKindLike
from builder_app.sandbox.problem import Problem
from builder_app.sandbox.rules import problems_of
from builder_app.sandbox.transport import sandbox_transport

WORKFLOW = UUID("6f1d6e0c-6f0b-4f0e-9d5b-0c1d5a1f2b3c")


class Rows(Enum):
    LEAD = "LEAD"
    COMPANY = "COMPANY"


class Out(Enum):
    LEAD = "LEAD"
    COMPANY = "COMPANY"
    SAME = "SAME"
    BY_SPEC = "BY_SPEC"
    ANY = "ANY"
    NONE = "NONE"


ANY = frozenset(Rows)
NOTHING: frozenset[Rows] = frozenset()


@dataclass(frozen=True)
class Kind:
    name: str
    accepts: frozenset[Rows] = ANY
    emits: Out = Out.SAME
    is_source: bool | None = False
    emits_spec_field: str | None = None
    specs_schema: Mapping[str, object] = field(default_factory=lambda: {"type": "object"})
    typing_documented: bool = True
    known: bool = True


WEBHOOK_SCHEMA = {
    "type": "object",
    "properties": {"dataframe_type": {"type": "string", "enum": ["LEAD", "COMPANY"]}},
}
POST_SCHEMA = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "minLength": 1},
        "timeout_seconds": {"type": "integer", "minimum": 1},
        "headers": {
            "type": "object",
            "properties": {"accept": {"type": "string"}, "host": {"type": "string"}},
            "required": ["accept", "host"],
        },
    },
    "required": ["url"],
}
_KINDS = (
    Kind("webhook", NOTHING, Out.BY_SPEC, True, "dataframe_type", WEBHOOK_SCHEMA),
    Kind("people", NOTHING, Out.LEAD, True),
    Kind("perhaps", ANY, Out.COMPANY, None, typing_documented=False),
    Kind("guessed_company", frozenset({Rows.COMPANY}), Out.COMPANY, typing_documented=False),
    Kind("find_email", frozenset({Rows.LEAD}), Out.LEAD),
    Kind("company_enrichment", frozenset({Rows.COMPANY}), Out.COMPANY),
    Kind("filter"),
    Kind("scrape_web", typing_documented=False),
    Kind("outgoing_webhook", ANY, Out.NONE, specs_schema=POST_SCHEMA),
)


class SmallCatalogue:
    """The kinds above; anything else is unknown."""

    def kind(self, name: str, /) -> BlockKindLike:
        return next(
            (kind for kind in _KINDS if kind.name == name),
            Kind(name, is_source=None, typing_documented=False, known=False),
        )

    def kinds(self) -> tuple[BlockKindLike, ...]:
        return _KINDS


def block(name: str, block_id: str | None = None, **specs: object) -> SentBlock:
    return SentBlock(1, name, name, specs, block_id or name)


def definition(blocks: list[SentBlock], *edges: tuple[str, str]) -> Definition:
    return Definition(tuple(blocks), tuple(SentEdge(start, end) for start, end in edges))


def problems(blocks: list[SentBlock], *edges: tuple[str, str]) -> tuple[Problem, ...]:
    """Return what the sandbox says about a graph."""
    sent = with_stable_ids(definition(blocks, *edges), WORKFLOW)
    return problems_of(sent, SmallCatalogue())


def told(blocks: list[SentBlock], *edges: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Return the rules that were broken, each with the place below ``workflow_definition``."""
    found = problems(blocks, *edges)
    assert all(item.loc[:2] == ("body", "workflow_definition") for item in found)
    return [(item.type.removeprefix("sandbox."), *item.loc[2:]) for item in found]


def create_body(**changed: object) -> dict[str, Any]:
    """Return a create_workflow body of two blocks with ids that are no UUIDs."""
    body: dict[str, Any] = {
        "id": str(uuid4()),
        "workflow_name": "Inbound leads",
        "workflow_description": "",
        "workflow_definition": {
            "blocks": [
                {
                    "sequence_number": 1,
                    "block_type": "io",
                    "block_name": "webhook",
                    "specs": {"dataframe_type": "LEAD"},
                    "block_id": "input",
                },
                {
                    "sequence_number": 2,
                    "block_type": "enrichment",
                    "block_name": "find_email",
                    "specs": {"mode": "PROFESSIONAL", "nested": {"grüße": [1, 2.5, None, True]}},
                    "block_id": "emails",
                },
            ],
            "edges": [{"from_block_id": "input", "to_block_id": "emails", "condition": "a == 1"}],
        },
    }
    return deepcopy({**body, **changed})


class Sandbox:
    """Sends one request after the other, each through a client of its own, as separate runs do."""

    def __init__(self, database: Path, catalogue: Any = None) -> None:
        self.database = database
        self.catalogue = catalogue or SmallCatalogue()

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = sandbox_transport(self.database, self.catalogue)
            async with httpx.AsyncClient(
                transport=transport, base_url="https://sandbox.invalid"
            ) as client:
                return await client.request(method, path, **options)

        answer = asyncio.run(send())
        assert answer.headers["x-sandbox"] == "true"
        return answer

    def get(self, path: str) -> httpx.Response:
        return self.send("GET", path)

    def create(self, body: object) -> httpx.Response:
        return self.send("POST", "/workflows/create_workflow", json=body)

    def update(self, workflow_id: str, body: object) -> httpx.Response:
        query = {"workflow_id": workflow_id}
        return self.send("POST", "/workflows/update_workflow", params=query, json=body)

    def delete(self, workflow_id: str) -> httpx.Response:
        query = {"workflow_id": workflow_id}
        return self.send("POST", "/workflows/delete_workflow", params=query)
