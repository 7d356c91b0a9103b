"""The client against a service that keeps what it is given and judges requests by its document."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest

from builder_app import __version__
from builder_app.api import errors
from builder_app.api.client import Limits, WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.records import CreateWorkflow, UpdateWorkflow
from builder_app.api_key import ApiKey
from builder_app.workflow.json_value import JsonObject
from tests.helpers.fake_service import ORG, USER, FakeService
from tests.helpers.openapi import SHARED_DOCUMENT, Contract, load, structure_of

T = TypeVar("T")

KEY = "sk_test_1234567890"
ID = "2b6f0cc9-0e5a-4b2c-8a1d-3f3f6d0d9a01"
QUICK = Limits(deadline_s=10, backoff_s=0.01)
GRAPH: JsonObject = {
    "blocks": [
        {
            "sequence_number": 1,
            "block_type": "webhook",
            "block_name": "webhook",
            "specs": {"dataframe_type": "LEAD", "input_schema": {"näme": "str"}},
            "block_id": "a",
        },
        {
            "sequence_number": 2,
            "block_type": "find_email",
            "block_name": "find_email",
            "specs": {},
            "block_id": "b",
        },
    ],
    "edges": [{"from_block_id": "a", "to_block_id": "b", "condition": None}],
}
CREATE = CreateWorkflow("Leads — 2026", "", GRAPH, ID)


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService(key=KEY) as running:
        yield running
        assert running.problems == []


def asked(
    service: FakeService,
    use: Callable[[WorkflowsClient], Awaitable[T]],
    key: str | None = KEY,
) -> T:
    async def run() -> T:
        given = ApiKey(key) if key is not None else None
        async with WorkflowsClient(Endpoint(service.url), given, limits=QUICK) as client:
            return await use(client)

    return asyncio.run(run())


def test_a_created_workflow_comes_back_whole(service: FakeService) -> None:
    created = asked(service, lambda client: client.create_workflow(CREATE))
    assert (created.id, created.name, created.description) == (ID, "Leads — 2026", "")
    assert (created.status, created.step) == ("draft", "completed")
    assert (created.user_uuid, created.org_id, created.last_run_date) == (USER, ORG, None)
    assert created.created_at == created.updated_at == "2026-11-24T08:00:01+00:00"
    assert created.workflow_definition == GRAPH
    assert created.extra == {}
    assert asked(service, lambda client: client.get_workflow(ID)) == created


def test_create_sends_exactly_this(service: FakeService) -> None:
    asked(service, lambda client: client.create_workflow(CREATE))
    [request] = service.requests
    assert (request.method, request.target) == ("POST", "/workflows/create_workflow")
    assert request.json == {
        "workflow_name": "Leads — 2026",
        "workflow_description": "",
        "workflow_definition": GRAPH,
        "id": ID,
    }
    assert request.headers["x-api-key"] == KEY
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == "application/json"
    assert request.headers["user-agent"] == f"workflow-builder/{__version__}"


def test_create_without_an_id_leaves_it_to_the_service(service: FakeService) -> None:
    created = asked(service, lambda client: client.create_workflow(CreateWorkflow("n", "d", GRAPH)))
    body = service.requests[0].json
    assert isinstance(body, dict)
    assert body.keys() == {"workflow_name", "workflow_description", "workflow_definition"}
    assert created.id in service.workflows


def test_update_sends_only_what_is_given(service: FakeService) -> None:
    asked(service, lambda client: client.create_workflow(CREATE))
    updated = asked(
        service, lambda client: client.update_workflow(ID, UpdateWorkflow(workflow_name="New"))
    )
    request = service.requests[-1]
    assert request.target == f"/workflows/update_workflow?workflow_id={ID}"
    assert request.json == {"workflow_name": "New"}
    assert updated.name == "New"
    assert updated.workflow_definition == GRAPH


def test_update_with_everything_sends_exactly_this(service: FakeService) -> None:
    update = UpdateWorkflow("n", "", {"blocks": [], "edges": []})
    asked(service, lambda client: client.update_workflow("odd id/ü&x=1", update))
    assert service.requests[-1].json == {
        "workflow_name": "n",
        "workflow_description": "",
        "workflow_definition": {"blocks": [], "edges": []},
    }
    assert list(service.workflows) == ["odd id/ü&x=1"]


def test_the_list_holds_no_definitions(service: FakeService) -> None:
    asked(service, lambda client: client.create_workflow(CREATE))
    [listed] = asked(service, lambda client: client.list_workflows())
    assert (listed.id, listed.workflow_definition) == (ID, None)
    assert service.requests[-1].target == "/workflows"
    assert "content-type" not in service.requests[-1].headers


def test_a_deleted_workflow_is_gone(service: FakeService) -> None:
    asked(service, lambda client: client.create_workflow(CREATE))
    assert asked(service, lambda client: client.delete_workflow(ID)).id == ID
    request = service.requests[-1]
    assert (request.method, request.target, request.body) == (
        "POST",
        f"/workflows/delete_workflow?workflow_id={ID}",
        b"",
    )
    with pytest.raises(errors.NotThere) as gone:
        asked(service, lambda client: client.get_workflow(ID))
    assert (gone.value.status, gone.value.detail) == (404, "Workflow not found")


def test_the_block_kinds_are_listed_with_their_schemas(service: FakeService) -> None:
    service.blocks = [{"block_name": "x", "specs_schema": {"type": "object"}, "pricing": 5}]
    [kind] = asked(service, lambda client: client.list_block_kinds())
    assert (kind.block_name, kind.specs_schema) == ("x", {"type": "object"})
    assert kind.extra == {"pricing": 5}


@pytest.mark.parametrize("key", [None, "sk_wrong_0000000000"])
def test_without_the_right_key_the_service_refuses(service: FakeService, key: str | None) -> None:
    with pytest.raises(errors.KeyRefused) as refused:
        asked(service, lambda client: client.list_workflows(), key)
    assert refused.value.detail == "Invalid API key"


@pytest.mark.parametrize("workflow_id", ["", ".", ".."])
def test_an_id_that_would_change_the_address_is_not_sent(
    service: FakeService, workflow_id: str
) -> None:
    with pytest.raises(errors.NotThere):
        asked(service, lambda client: client.get_workflow(workflow_id))
    assert service.requests == []


def test_a_lost_answer_is_not_sent_again_but_the_workflow_is_there(service: FakeService) -> None:
    service.lose_next_answer()
    with pytest.raises(errors.Unreachable) as lost:
        asked(service, lambda client: client.create_workflow(CREATE))
    assert lost.value.sent
    assert len(service.requests) == 1
    assert asked(service, lambda client: client.get_workflow(ID)).name == "Leads — 2026"


def test_the_fake_service_answers_as_the_document_says(service: FakeService) -> None:
    contract = Contract()
    asked(service, lambda client: client.create_workflow(CREATE))
    stored = service.workflows[ID]
    assert contract.check_answer("POST", "/workflows/create_workflow", stored) == []
    assert contract.check_answer("GET", "/workflows", [stored]) == []
    assert contract.check_answer("GET", "/workflows/blocks", [*service.blocks]) == []


def test_the_document_notices_a_wrong_request() -> None:
    contract = Contract()
    json_headers = {"content-type": "application/json"}
    wrong = b'{"workflow_name": 5, "workflow_definition": {"blocks": [{}], "edges": []}}'
    assert len(contract.check_request("POST", CREATE_PATH, json_headers, wrong)) >= 3
    assert contract.check_request("POST", CREATE_PATH, {}, b"{")
    assert contract.check_request("POST", "/workflows/update_workflow", json_headers, b"{}")
    assert contract.check_request("GET", "/workflows?page=1", {}, b"")
    assert contract.check_request("GET", "/workflows/not-a-uuid", {}, b"")
    assert contract.check_request("PATCH", "/workflows", {}, b"")
    assert contract.check_request("GET", f"/workflows/{ID}", {}, b"") == []


CREATE_PATH = "/workflows/create_workflow"


@pytest.mark.skipif(not SHARED_DOCUMENT.exists(), reason="the public document is not here")
def test_our_structure_is_that_of_the_public_document() -> None:
    assert structure_of(load(SHARED_DOCUMENT)) == load()


@pytest.mark.skipif(not SHARED_DOCUMENT.exists(), reason="the public document is not here")
def test_the_public_document_accepts_what_we_send(service: FakeService) -> None:
    asked(service, lambda client: client.create_workflow(CREATE))
    asked(service, lambda client: client.update_workflow(ID, UpdateWorkflow("n", "d", GRAPH)))
    asked(service, lambda client: client.get_workflow(ID))
    asked(service, lambda client: client.list_workflows())
    asked(service, lambda client: client.list_block_kinds())
    asked(service, lambda client: client.delete_workflow(ID))
    contract = Contract(load(SHARED_DOCUMENT))
    for request in service.requests:
        assert not contract.check_request(
            request.method, request.target, request.headers, request.body
        )
