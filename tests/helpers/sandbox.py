"""A small catalogue, definitions to break, and the sandbox as a client meets it."""

import asyncio
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind, Emits, RowType
from builder_app.sandbox.definition import Definition, SentBlock, SentEdge, with_stable_ids
from builder_app.sandbox.problem import Problem
from builder_app.sandbox.rules import problems_of
from builder_app.sandbox.transport import sandbox_transport
from builder_app.workflow.json_value import JsonObject
from tests.helpers.openapi import Contract

CONTRACT = Contract()
WORKFLOW = UUID("6f1d6e0c-6f0b-4f0e-9d5b-0c1d5a1f2b3c")


LEAD, COMPANY = frozenset({RowType.LEAD}), frozenset({RowType.COMPANY})


def kind(name: str, emits: Emits = Emits.SAME, **known: Any) -> BlockKind:
    """Return a documented kind in the middle of a workflow that takes anything."""
    known = {"is_source": False, "typing_documented": True, **known}
    if known["is_source"]:
        known = {"takes_input": False, "accepts": frozenset(), **known}
    return BlockKind(name, name.title(), emits=emits, **known)


def guess(name: str, emits: Emits = Emits.SAME, **known: Any) -> BlockKind:
    return kind(name, emits, typing_documented=False, **known)


WEBHOOK_SCHEMA: JsonObject = {
    "type": "object",
    "properties": {"dataframe_type": {"type": "string", "enum": ["LEAD", "COMPANY"]}},
}
POST_SCHEMA: JsonObject = {
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
SMALL_CATALOGUE = Catalogue(
    (
        kind(
            "webhook",
            Emits.BY_SPEC,
            is_source=True,
            emits_spec_field="dataframe_type",
            specs_schema=WEBHOOK_SCHEMA,
        ),
        kind("people", Emits.LEAD, is_source=True),
        guess("perhaps", Emits.COMPANY, is_source=None),
        guess("batches", Emits.COMPANY, is_source=None, takes_input=False, accepts=frozenset()),
        guess("guessed_company", Emits.COMPANY, accepts=COMPANY),
        kind("find_email", Emits.LEAD, accepts=LEAD),
        kind("company_enrichment", Emits.COMPANY, accepts=COMPANY),
        kind("filter"),
        guess("scrape_web"),
        kind("outgoing_webhook", Emits.NONE, is_sink=True, specs_schema=POST_SCHEMA),
    )
)


def block(name: str, block_id: str | None = None, **specs: object) -> SentBlock:
    return SentBlock(1, name, name, specs, block_id or name)


def definition(blocks: list[SentBlock], *edges: tuple[str, str]) -> Definition:
    return Definition(tuple(blocks), tuple(SentEdge(start, end) for start, end in edges))


def problems(blocks: list[SentBlock], *edges: tuple[str, str]) -> tuple[Problem, ...]:
    """Return what the sandbox says about a graph."""
    sent = with_stable_ids(definition(blocks, *edges), WORKFLOW)
    return problems_of(sent, SMALL_CATALOGUE)


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
    """Sends one request after the other, each through a client of its own, as separate runs do.

    Every answer is held against the service's OpenAPI document.
    """

    def __init__(self, database: Path, catalogue: Catalogue = SMALL_CATALOGUE) -> None:
        self.database = database
        self.catalogue = catalogue

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = sandbox_transport(self.database, self.catalogue)
            async with httpx.AsyncClient(
                transport=transport, base_url="https://sandbox.invalid"
            ) as client:
                return await client.request(method, path, **options)

        answer = asyncio.run(send())
        assert answer.headers["x-sandbox"] == "true"
        if answer.status_code in {200, 422}:
            status = answer.status_code
            assert CONTRACT.check_answer(method, path, answer.json(), status) == []
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
