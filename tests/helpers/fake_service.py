"""A small Sixtyfour service on a real loopback port that keeps what it is given.

    with FakeService(key="sk_test_1234567890") as service:
        ... talk to service.url ...
        assert service.requests[-1].json == {...}

Every request is judged by the OpenAPI document (not by our models): one that does not fit gets a
422 and stands in ``problems``. It runs in a thread of its own and may be used from any.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, Self, TypeAlias, cast
from urllib.parse import parse_qs, urlsplit

from builder_app.workflow.json_value import JsonObject, JsonValue
from tests.helpers.fault_server import Connection, FaultServer, Request, never
from tests.helpers.openapi import Contract

USER: Final = "6f1f7d3e-52a7-4c53-9f3a-0d9f2a7b1c11"
ORG: Final = "org_loopback"
_START: Final = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

DEFAULT_BLOCKS: Final[tuple[JsonObject, ...]] = (
    {"block_name": "webhook", "specs_schema": {"type": "object", "properties": {}}},
    {"block_name": "find_email", "specs_schema": {"type": "object", "properties": {}}},
    {"block_name": "filter", "specs_schema": {"type": "object", "properties": {}}},
)

Body: TypeAlias = "JsonValue | bytes"
_Answer = tuple[int, Body, dict[str, str]]


class FakeService:
    """Stateful: ``workflows`` maps ids to what the service would answer for them."""

    def __init__(
        self, key: str = "sk_test_1234567890", blocks: tuple[JsonObject, ...] = DEFAULT_BLOCKS
    ) -> None:
        self.key = key
        self.blocks: list[JsonObject] = list(blocks)
        self.workflows: dict[str, JsonObject] = {}
        self.problems: list[str] = []
        self._contract = Contract()
        self._lock = threading.Lock()
        self._scripted: list[_Answer] = []
        self._losing = 0
        self._silent = False
        self.meanwhile: Callable[[], None] | None = None
        """What happens on the client's machine while it waits for each answer."""
        self._ticks = 0
        self._server = FaultServer(anything=self._handle)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *details: object) -> None:
        self._server.__exit__(*details)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def received(self) -> threading.Event:
        """Set once a request came, whatever became of it."""
        return self._server.received

    @property
    def requests(self) -> list[Request]:
        """Everything that was sent, the earliest first."""
        return list(self._server.requests)

    def sent_to(self, path: str) -> list[Request]:
        """The requests to one path, as in ``sent_to("/workflows/create_workflow")``."""
        return [request for request in self.requests if request.path == path]

    def lose_next_answer(self, times: int = 1) -> None:
        """Process the next POST and hang up instead of answering."""
        with self._lock:
            self._losing += times

    def answer_next(
        self,
        status: int,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer the next request like this, without processing it; several calls queue up."""
        with self._lock:
            self._scripted.append((status, body, dict(headers or {})))

    @contextmanager
    def silent(self) -> Iterator[threading.Event]:
        """Take requests without a word, and process none; the event says that a client hung up."""
        self._server.closed_by_client.clear()
        self._silent = True
        try:
            yield self._server.closed_by_client
        finally:
            self._silent = False

    def change_in_cloud(self, workflow_id: str, **fields: JsonValue) -> None:
        """Change a workflow as a colleague in the web editor would: ``updated_at`` moves too."""
        with self._lock:
            workflow = self.workflows[workflow_id]
            workflow.update(fields)
            workflow["updated_at"] = self._now()

    async def _handle(self, connection: Connection, request: Request) -> None:
        if self._silent:
            await never(connection, request)
        if self.meanwhile is not None:
            self.meanwhile()
        with self._lock:
            scripted = self._scripted.pop(0) if self._scripted else None
            status, body, headers = scripted or self._answer(request)
            lost = scripted is None and request.method == "POST" and self._losing > 0
            self._losing -= lost
        if lost:
            connection.reset()
            return
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        await connection.answer(status, data, headers)

    def _answer(self, request: Request) -> _Answer:
        if request.headers.get("x-api-key") != self.key:
            return 401, {"error": "unauthorized", "message": "Invalid API key"}, {}
        problems = self._contract.check_request(
            request.method, request.target, request.headers, request.body
        )
        if problems:
            self.problems += problems
            details: list[JsonValue] = [
                {"loc": ["body"], "msg": problem, "type": "value_error"} for problem in problems
            ]
            return 422, {"detail": details}, {}
        status, value = self._processed(request)
        return status, value, {}

    def _processed(self, request: Request) -> tuple[int, JsonValue]:
        query = parse_qs(urlsplit(request.target).query)
        named = query.get("workflow_id", [""])[0]
        body = cast("JsonObject", request.json) if request.body else {}
        match request.method, request.path:
            case "GET", "/workflows":
                return 200, [
                    {**workflow, "workflow_definition": None}
                    for workflow in self.workflows.values()
                ]
            case "GET", "/workflows/blocks":
                return 200, [*self.blocks]
            case "POST", "/workflows/create_workflow":
                return self._create(body)
            case "POST", "/workflows/update_workflow":
                return 200, self._stored(named, body)
            case "POST", "/workflows/delete_workflow":
                return _found(self.workflows.pop(named, None))
            case "GET", path:
                return _found(self.workflows.get(path.rsplit("/", 1)[-1]))
            case _:
                return 405, {"detail": "Method Not Allowed"}

    def _create(self, body: JsonObject) -> tuple[int, JsonValue]:
        workflow_id = body.get("id") or str(uuid.uuid4())
        if workflow_id in self.workflows:
            return 409, {"detail": f"Workflow {workflow_id} already exists"}
        definition = cast("JsonObject", body["workflow_definition"])
        if not definition["blocks"]:
            return 422, {"detail": "Workflow must contain at least one block"}
        return 200, self._stored(str(workflow_id), body)

    def _stored(self, workflow_id: str, body: JsonObject) -> JsonObject:
        now = self._now()
        known: JsonObject = {
            "id": workflow_id,
            "user_uuid": USER,
            "org_id": ORG,
            "name": "Untitled Workflow",
            "description": None,
            "status": "draft",
            "step": "completed",
            "created_at": now,
            "last_run_date": None,
            "workflow_definition": {"blocks": [], "edges": []},
            **self.workflows.get(workflow_id, {}),
            "updated_at": now,
        }
        for field, name in (
            ("workflow_name", "name"),
            ("workflow_description", "description"),
            ("workflow_definition", "workflow_definition"),
        ):
            if body.get(field) is not None:
                known[name] = body[field]
        self.workflows[workflow_id] = known
        return known

    def _now(self) -> str:
        """A clock that ticks a second with every change, so that times tell changes apart."""
        self._ticks += 1
        return (_START + timedelta(seconds=self._ticks)).isoformat()


def _found(workflow: JsonObject | None) -> tuple[int, JsonValue]:
    return (404, {"detail": "Workflow not found"}) if workflow is None else (200, workflow)
