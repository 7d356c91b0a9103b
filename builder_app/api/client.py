"""The workflow definitions of the service as methods (API facts, section 4)."""

import asyncio
import json
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TypeVar
from urllib.parse import quote

import httpx
import tenacity

from builder_app.api import errors, schema
from builder_app.api.call import Call
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import Unreachable, Unreached, Unread, misunderstood
from builder_app.api.exchange import Exchange
from builder_app.api.limits import Limits
from builder_app.api.records import (
    BlockKindRecord,
    CreateWorkflow,
    UpdateWorkflow,
    WorkflowRecord,
)
from builder_app.api_key import ApiKey
from builder_app.messages import service as say
from builder_app.workflow.json_value import JsonObject

__all__ = ["Limits", "WorkflowsClient"]

T = TypeVar("T")

T_co = TypeVar("T_co", covariant=True)

_log = logging.getLogger(__name__)


class _Parse(Protocol[T_co]):
    def __call__(self, body: bytes, *, max_depth: int) -> T_co: ...


class WorkflowsClient:
    """Talks to one endpoint with one key; an async context manager that lives inside one loop.

    Every method raises :class:`ApiError` and nothing else, takes at most ``limits.deadline_s``, and
    closes its connection when it is cancelled. Making and entering a client raises nothing: a key
    or a proxy that cannot be used shows with the first call.
    ``proxy`` wins over the environment's; neither is used for this machine or with a ``transport``.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: ApiKey | None,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        proxy: str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._exchange = Exchange(endpoint, key, limits, proxy=proxy, transport=transport)

    async def __aenter__(self) -> Self:
        await self._exchange.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._exchange.__aexit__(kind, error, trace)

    async def list_workflows(self) -> tuple[WorkflowRecord, ...]:
        """Return all workflows of the organisation, without definitions. Costs nothing."""
        return await self._ask(Call("GET", "/workflows"), schema.parse_workflows)

    async def get_workflow(self, workflow_id: str) -> WorkflowRecord:
        """Return one workflow with its definition."""
        if workflow_id in {"", ".", ".."}:  # would be another address
            raise errors.NotThere(say.NOT_THERE(host=self._endpoint.host))
        path = f"/workflows/{quote(workflow_id, safe='')}"
        return await self._ask(Call("GET", path), schema.parse_workflow)

    async def list_block_kinds(self) -> tuple[BlockKindRecord, ...]:
        """Return the block kinds that the service knows."""
        return await self._ask(Call("GET", "/workflows/blocks"), schema.parse_block_kinds)

    async def create_workflow(self, create: CreateWorkflow) -> WorkflowRecord:
        """Create a workflow. Not repeated once it may have arrived: ask GET first (section 12)."""
        call = Call("POST", "/workflows/create_workflow", _encoded(create.body()))
        return await self._ask(call, schema.parse_workflow)

    async def update_workflow(self, workflow_id: str, update: UpdateWorkflow) -> WorkflowRecord:
        """Replace what ``update`` gives; the service creates the workflow when it has none."""
        query = {"workflow_id": workflow_id}
        call = Call("POST", "/workflows/update_workflow", _encoded(update.body()), query)
        return await self._ask(call, schema.parse_workflow)

    async def delete_workflow(self, workflow_id: str) -> WorkflowRecord:
        """Delete for good and return what was deleted; its runs stay in the history."""
        query = {"workflow_id": workflow_id}
        call = Call("POST", "/workflows/delete_workflow", None, query)
        return await self._ask(call, schema.parse_workflow)

    async def _ask(self, call: Call, parse: _Parse[T]) -> T:
        try:
            async with asyncio.timeout(self._limits.deadline_s):
                body = await self._repeated(call)
        except TimeoutError as error:
            raise Unreachable(
                Unreached.TIMEOUT, host=self._endpoint.host, sent=call.sent
            ) from error
        try:
            return parse(body, max_depth=self._limits.answer_depth)
        except schema.NotJson as error:
            page = body.lstrip()[:1] == b"<"
            reason = Unread.WEB_PAGE if page else Unread.NOT_JSON
            raise misunderstood(reason, host=self._endpoint.host, status=200) from error
        except ValueError as error:
            reason = Unread.WRONG_SHAPE
            raise misunderstood(reason, host=self._endpoint.host, status=200) from error

    async def _repeated(self, call: Call) -> bytes:
        limits = self._limits
        repeats = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(lambda error: _may_repeat(call, error)),
            stop=tenacity.stop_after_attempt(limits.attempts)
            | tenacity.stop_before_delay(limits.deadline_s),
            wait=_waits(limits),
            before_sleep=_note_repeat,
            reraise=True,
        )
        return await repeats(self._exchange.answer, call)


def _may_repeat(call: Call, error: BaseException) -> bool:
    """Whether ``call`` may be sent again after ``error`` without doing anything twice."""
    match error:
        case errors.TooManyRequests():
            return True
        case Unreachable(reason=Unreached.TLS | Unreached.NOT_SECURE | Unreached.PROXY):
            return False
        case Unreachable(sent=sent):
            return call.repeatable or not sent
        case errors.ServiceFault() | errors.Misunderstood(reason=Unread.CUT_OFF):
            return call.repeatable
        case _:
            return False


def _waits(limits: Limits) -> Callable[[tenacity.RetryCallState], float]:
    growing = tenacity.wait_random_exponential(
        multiplier=limits.backoff_s, max=limits.backoff_cap_s
    )

    def wait(state: tenacity.RetryCallState) -> float:
        asked = getattr(_error(state), "retry_after_s", None)
        jitter = growing(state)
        return asked + min(jitter, limits.backoff_s) if isinstance(asked, float) else jitter

    return wait


def _note_repeat(state: tenacity.RetryCallState) -> None:
    name = type(_error(state)).__name__
    _log.info("asking again in %.1f s after %s", state.upcoming_sleep, name)


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def _encoded(body: JsonObject) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, RecursionError) as error:
        raise errors.BodyRefused(say.BODY_UNSAYABLE()) from error
