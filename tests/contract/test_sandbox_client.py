"""Our own client against the sandbox, as the window uses the two."""

import asyncio
from pathlib import Path

import pytest

from builder_app.api.client import WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.errors import BodyRefused, Conflicting, NotThere
from builder_app.api.records import CreateWorkflow, UpdateWorkflow, WorkflowRecord
from builder_app.sandbox.transport import sandbox_transport
from tests.helpers.sandbox import SMALL_CATALOGUE, create_body

ENDPOINT = Endpoint("https://sandbox.invalid")


def records_through_the_client(database: Path) -> list[WorkflowRecord]:
    async def story() -> list[WorkflowRecord]:
        transport = sandbox_transport(database, SMALL_CATALOGUE)
        async with WorkflowsClient(ENDPOINT, None, transport=transport) as client:
            body = create_body()
            new = CreateWorkflow(
                body["workflow_name"], "", body["workflow_definition"], id=body["id"]
            )
            created = await client.create_workflow(new)
            with pytest.raises(Conflicting):
                await client.create_workflow(new)
            update = UpdateWorkflow(workflow_description="For Ann")
            updated = await client.update_workflow(created.id, update)
            read = await client.get_workflow(created.id)
            (listed,) = await client.list_workflows()
            deleted = await client.delete_workflow(created.id)
            with pytest.raises(NotThere):
                await client.get_workflow(created.id)
            assert {kind.block_name for kind in await client.list_block_kinds()} >= {"webhook"}
            return [created, updated, read, listed, deleted]

    return asyncio.run(story())


def test_our_own_client_does_its_whole_job_in_the_sandbox(tmp_path: Path) -> None:
    created, updated, read, listed, deleted = records_through_the_client(tmp_path / "a.sqlite3")
    assert (created.org_id, created.status) == ("sandbox", "ready")
    assert updated.description == "For Ann"
    assert read == updated == deleted
    assert listed.workflow_definition is None


def test_our_own_client_finds_the_block_that_a_refusal_names(tmp_path: Path) -> None:
    async def story() -> BodyRefused:
        transport = sandbox_transport(tmp_path / "a.sqlite3", SMALL_CATALOGUE)
        async with WorkflowsClient(ENDPOINT, None, transport=transport) as client:
            graph = create_body()["workflow_definition"]
            graph["blocks"][1]["block_name"] = "telepathy"
            with pytest.raises(BodyRefused) as caught:
                await client.create_workflow(CreateWorkflow("Leads", "", graph))
            return caught.value

    (problem,) = asyncio.run(story()).problems
    where = ("body", "workflow_definition", "blocks", 1, "block_name")
    assert problem.location == where
    assert "telepathy" in problem.text
