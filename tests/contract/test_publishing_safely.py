"""Publishing over real HTTP: one workflow, whatever gets lost on the way."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

import pytest

from builder_app.api.client import WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.limits import Limits
from builder_app.api_key import ApiKey
from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.publish_record import PublishRecord
from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.services.plan import PublishPlan, plan_publish
from builder_app.services.publishing import publish
from builder_app.services.target import Target
from builder_app.workflow.json_value import JsonValue
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.fake_service import FakeService

T = TypeVar("T")
KEY = "sk_test_0123456789abcdefGHIJ"
A, B = BlockId("block-a"), BlockId("block-b")


def snapshot(mode: str = "PROFESSIONAL") -> Snapshot:
    return Snapshot(
        name="Contacts",
        blocks=(
            Block(A, "webhook", {"dataframe_type": "LEAD"}),
            Block(B, "find_email", {"mode": mode}),
        ),
        edges=(Edge(EdgeId("e"), A, B),),
    )


def plan_for(
    service: FakeService, records: tuple[PublishRecord, ...] = (), mode: str = "PROFESSIONAL"
) -> PublishPlan:
    target = Target("c", "Loopback", Endpoint(service.url), ApiKey(KEY))
    return plan_publish(snapshot(mode), records, target, seed_catalogue())


def send(plan: PublishPlan, *, overwrite: bool = False) -> PublishOutcome:
    async def sending() -> PublishOutcome:
        assert plan.target.endpoint is not None
        limits = Limits(deadline_s=10, attempts=2, backoff_s=0.01, backoff_cap_s=0.02)
        async with WorkflowsClient(plan.target.endpoint, plan.target.key, limits=limits) as client:
            return await publish(client, plan, overwrite=overwrite)

    return run(sending())


def run(coroutine: Coroutine[object, object, T]) -> T:
    return asyncio.run(coroutine)


def test_the_first_publish_creates_and_the_next_updates_the_same_workflow() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        second = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(second, Published)
        assert list(service.workflows) == [first.record.workflow_id]
        assert len(service.sent_to("/workflows/create_workflow")) == 1
        assert len(service.sent_to("/workflows/update_workflow")) == 1


def test_a_lost_answer_never_makes_a_second_workflow() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        service.lose_next_answer()
        outcome = send(plan)
        assert isinstance(outcome, Published)
        assert outcome.message.code == "publish.found"
        assert list(service.workflows) == [plan.record.workflow_id]
        assert len(service.sent_to("/workflows/create_workflow")) == 1


def test_a_repeat_of_a_try_whose_answer_nobody_saw_finds_what_had_arrived() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        assert isinstance(send(plan), Published)  # as if the program had ended before this answer
        again = send(plan_for(service, (plan.record,)))
        assert isinstance(again, Published)
        assert again.message.code == "publish.found"
        assert list(service.workflows) == [plan.record.workflow_id]


def test_a_copy_changed_elsewhere_stops_the_update_until_it_is_overwritten() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        elsewhere: JsonValue = {"blocks": [], "edges": []}
        service.change_in_cloud(first.record.workflow_id, workflow_definition=elsewhere)
        plan = plan_for(service, (first.record,), mode="PERSONAL")
        assert isinstance(send(plan), CloudChanged)
        assert service.sent_to("/workflows/update_workflow") == []
        assert isinstance(send(plan, overwrite=True), Published)


def test_a_422_names_the_block_and_the_field() -> None:
    with FakeService(key=KEY) as service:
        location: JsonValue = ["body", "workflow_definition", "blocks", 1, "specs", "mode"]
        detail: JsonValue = [{"loc": location, "msg": "not a mode", "type": "x"}]
        service.answer_next(422, {"detail": detail})
        outcome = send(plan_for(service))
        assert isinstance(outcome, Refused)
        (place,) = outcome.places
        assert (place.block_id, place.spec_path) == (B, ("mode",))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(401, KeyNeeded), (402, Declined), (403, Declined), (400, Refused)],
)
def test_each_refusal_says_what_can_be_done(status: int, outcome: type[PublishOutcome]) -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(status, {"detail": "no"})
        assert isinstance(send(plan_for(service)), outcome)


def test_another_organisation_on_the_same_host_is_another_place() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        target = Target("c", "Other", Endpoint(service.url), ApiKey(KEY), org_id="another-org")
        plan = plan_publish(snapshot(), (first.record,), target, seed_catalogue())
        assert plan.record.workflow_id != first.record.workflow_id
