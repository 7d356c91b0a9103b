"""Asking a loopback server through the client, and the error that comes of it."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import ApiError
from builder_app.api.records import CreateWorkflow
from builder_app.api_key import ApiKey
from tests.helpers.fault_server import FaultServer, Handler

T = TypeVar("T")

KEY = "sk_secret_0123456789"
ONCE = Limits(deadline_s=30, attempts=1, read_s=10, backoff_s=0.01, backoff_cap_s=0.02)
AGAIN = replace(ONCE, attempts=3)
IMPATIENT = replace(AGAIN, read_s=0.3)
GOOD = {"id": "w1", "name": "n", "status": "draft", "step": "x", "created_at": "", "updated_at": ""}
CREATE = CreateWorkflow("n", "", {"blocks": [], "edges": []}, "w1")

Use = Callable[[WorkflowsClient], Awaitable[object]]


def run(url: str, use: Callable[[WorkflowsClient], Awaitable[T]], limits: Limits = ONCE) -> T:
    async def main() -> T:
        async with WorkflowsClient(Endpoint(url), ApiKey(KEY), limits=limits) as client:
            return await use(client)

    return asyncio.run(main())


def get(client: WorkflowsClient) -> Awaitable[object]:
    return client.get_workflow("w1")


def create(client: WorkflowsClient) -> Awaitable[object]:
    return client.create_workflow(CREATE)


def error_of(url: str, use: Use = get, limits: Limits = ONCE) -> ApiError:
    with pytest.raises(ApiError) as raised:
        run(url, use, limits)
    assert KEY not in repr(raised.value)
    assert KEY not in "".join(traceback.format_exception(raised.value))
    return raised.value


Start = Callable[[Handler], FaultServer]
