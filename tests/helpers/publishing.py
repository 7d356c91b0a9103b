"""Publishing a workflow of two blocks to a service on loopback."""

import asyncio

from builder_app.api.client import WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.limits import Limits
from builder_app.api_key import ApiKey
from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.publish_record import PublishRecord
from builder_app.services.outcomes import PublishOutcome
from builder_app.services.plan import PublishPlan, plan_publish
from builder_app.services.publishing import publish
from builder_app.services.target import Target
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.fake_service import FakeService

KEY = "sk_test_0123456789abcdefGHIJ"
A, B, E = BlockId("block-first"), BlockId("block-second"), EdgeId("edge-ab")


def snapshot(mode: str = "PROFESSIONAL", name: str = "Contacts") -> Snapshot:
    return Snapshot(
        name=name,
        blocks=(
            Block(A, "webhook", {"dataframe_type": "LEAD"}),
            Block(B, "find_email", {"mode": mode}),
        ),
        edges=(Edge(E, A, B),),
    )


def plan_for(
    service: FakeService,
    records: tuple[PublishRecord, ...] = (),
    mode: str = "PROFESSIONAL",
    *,
    of: Snapshot | None = None,
) -> PublishPlan:
    target = Target("c", "Loopback", Endpoint(service.url), ApiKey(KEY))
    return plan_publish(of or snapshot(mode), records, target, seed_catalogue())


def send(plan: PublishPlan, *, overwrite: bool = False) -> PublishOutcome:
    async def sending() -> PublishOutcome:
        assert plan.target.endpoint is not None
        limits = Limits(deadline_s=10, attempts=2, backoff_s=0.01, backoff_cap_s=0.02)
        async with WorkflowsClient(plan.target.endpoint, plan.target.key, limits=limits) as client:
            return await publish(client, plan, seed_catalogue(), overwrite=overwrite)

    return asyncio.run(sending())
