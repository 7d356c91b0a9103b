"""The endpoints of the definition API (API facts, section 4) as an ASGI application.

Where the texts about the service contradict each other, the sandbox is the stricter one: ``create``
with an id that exists answers 409 (section 19, 7: one source says it overwrites, none confirms
it), so that a client never learns to lose a workflow by repeating a request. ``update`` overwrites,
and makes what is not there, as documented.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from uuid import UUID, uuid4

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder_app.catalogue.catalogue import Catalogue
from builder_app.messages import sandbox as say
from builder_app.sandbox.body import parse_body, read_body
from builder_app.sandbox.database import StoreUnusable
from builder_app.sandbox.definition import Definition, as_uuid, with_stable_ids
from builder_app.sandbox.limits import MAX_BODY_BYTES, MAX_WORKFLOWS
from builder_app.sandbox.problem import BodyTooLarge, Problem, RequestInvalid, clipped, problem
from builder_app.sandbox.records import WorkflowChange, WorkflowRecord
from builder_app.sandbox.rules import problems_of
from builder_app.sandbox.schema import read_create, read_update
from builder_app.sandbox.store import (
    SandboxFull,
    WorkflowExists,
    WorkflowIncomplete,
    WorkflowStore,
)

_log = logging.getLogger(__name__)

SANDBOX_HEADERS: Mapping[str, str] = {"x-sandbox": "true", "cache-control": "no-store"}
"""Headers of every answer: nobody may take the sandbox for the service."""

_MEGABYTE = 1024 * 1024


def sandbox_app(database: Path, catalogue: Catalogue) -> Starlette:
    """Return the application. ``database`` is made with the first request, not now."""
    endpoints = _Endpoints(WorkflowStore(database), catalogue)
    app = Starlette(
        routes=[
            _route("/workflows", endpoints.workflows, "GET"),
            _route("/workflows/blocks", endpoints.blocks, "GET"),
            _route("/workflows/create_workflow", endpoints.create, "POST"),
            _route("/workflows/update_workflow", endpoints.update, "POST"),
            _route("/workflows/delete_workflow", endpoints.delete, "POST"),
            _route("/workflows/{workflow_id}", endpoints.workflow, "GET"),
        ],
        exception_handlers={HTTPException: _no_such_path, Exception: _fault},
    )
    app.router.redirect_slashes = False  # a redirect would leave without the sandbox's header
    return app


class _Endpoints:
    """Each method takes a request and returns what stands in the answer's body."""

    def __init__(self, store: WorkflowStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    async def workflows(self, _request: Request) -> object:
        records = await to_thread.run_sync(self._store.records)
        return [record.as_json() for record in records]

    async def blocks(self, _request: Request) -> object:
        return [
            {"block_name": kind.name, "specs_schema": kind.specs_schema}
            for kind in self._catalogue.kinds()
        ]

    async def workflow(self, request: Request) -> object:
        given = request.path_params["workflow_id"]
        workflow_id = as_uuid(given)
        if workflow_id is None:
            raise RequestInvalid((_not_a_uuid("path", given),))
        return _found(await to_thread.run_sync(self._store.get, workflow_id), given)

    async def create(self, request: Request) -> object:
        body = await read_body(request)
        return await to_thread.run_sync(self._create, body)

    async def update(self, request: Request) -> object:
        given = _queried_id(request)
        body = await read_body(request)
        return await to_thread.run_sync(self._update, given, body)

    async def delete(self, request: Request) -> object:
        given = _queried_id(request)
        workflow_id = as_uuid(given)
        if workflow_id is None:
            raise _missing(given)  # the query has no uuid format: such an id is just not there
        return _found(await to_thread.run_sync(self._store.delete, workflow_id), given)

    def _create(self, body: bytes) -> object:
        request = read_create(parse_body(body))
        workflow_id = request.workflow_id or uuid4()
        definition = self._judged(request.definition, workflow_id)
        record = self._store.create(workflow_id, request.name, request.description, definition)
        return self._told(record)

    def _update(self, given: str, body: bytes) -> object:
        request = read_update(parse_body(body))
        workflow_id = as_uuid(given)
        if workflow_id is None:
            raise RequestInvalid((_not_a_uuid("query", given),))
        if (request.name, request.description, request.definition) == (None, None, None):
            raise RequestInvalid((problem(("body",), say.NOTHING_TO_UPDATE()),))
        sent = request.definition
        definition = None if sent is None else self._judged(sent, workflow_id)
        change = WorkflowChange(request.name, request.description, definition)
        try:
            return self._told(self._store.update(workflow_id, change))
        except WorkflowIncomplete as error:
            raise RequestInvalid(_left_out(change)) from error

    def _told(self, record: WorkflowRecord) -> dict[str, object]:
        """Return the answer; a field more says when the file had to be begun anew."""
        notice = self._store.notice
        answer = record.as_json()
        return answer if notice is None else {**answer, "sandbox_notice": str(notice)}

    def _judged(self, sent: Definition, workflow_id: UUID) -> dict[str, object]:
        definition = with_stable_ids(sent, workflow_id)
        problems = problems_of(definition, self._catalogue)
        if problems:
            raise RequestInvalid(problems)
        return definition.as_json()


def _route(path: str, endpoint: Callable[[Request], Awaitable[object]], method: str) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return _answer(200, await endpoint(request))
        except RequestInvalid as refusal:
            return _answer(422, {"detail": [item.as_json() for item in refusal.problems]})
        except BodyTooLarge:
            message = say.BODY_TOO_LARGE(megabytes=MAX_BODY_BYTES // _MEGABYTE)
            return _answer(413, {"detail": str(message)})
        except WorkflowExists as refusal:
            return _answer(409, {"detail": str(say.WORKFLOW_EXISTS(workflow=str(refusal)))})
        except SandboxFull:
            return _answer(403, {"detail": str(say.SANDBOX_FULL(count=MAX_WORKFLOWS))})
        except StoreUnusable as error:
            _log.warning("the sandbox can't use its file", exc_info=error)
            return _answer(503, {"detail": str(error.message)})

    return Route(path, answer, methods=[method])


def _answer(status: int, body: object) -> Response:
    return JSONResponse(body, status, headers=SANDBOX_HEADERS)


async def _no_such_path(_request: Request, error: Exception) -> Response:
    # 404 and 405 of unknown routes have FastAPI's own shape and words (API facts, 2.1)
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else str(say.FAULT())
    return _answer(status, {"detail": detail})


async def _fault(_request: Request, error: Exception) -> Response:
    _log.error("the sandbox failed", exc_info=error)
    return _answer(500, {"detail": str(say.FAULT())})


def _queried_id(request: Request) -> str:
    given = request.query_params.get("workflow_id")
    if given is None:
        raise RequestInvalid((problem(("query", "workflow_id"), say.MISSING()),))
    return given


def _found(record: WorkflowRecord | None, given: str) -> object:
    if record is None:
        raise _missing(given)
    return record.as_json()


def _missing(given: str) -> HTTPException:
    return HTTPException(404, str(say.WORKFLOW_MISSING(workflow=clipped(given))))


def _not_a_uuid(place: str, given: str) -> Problem:
    return problem((place, "workflow_id"), say.NOT_A_UUID(value=clipped(given)), given)


def _left_out(change: WorkflowChange) -> tuple[Problem, ...]:
    parts = (("workflow_name", change.name), ("workflow_definition", change.definition))
    return tuple(problem(("body", part), say.MISSING()) for part, sent in parts if sent is None)
