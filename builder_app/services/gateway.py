"""The door to the service for the window and the command line: futures out, outcome values back."""

from concurrent.futures import Future
from pathlib import Path

from builder_app.api.client import WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.background.io_loop import IoLoop
from builder_app.catalogue.catalogue import Catalogue
from builder_app.sandbox.transport import sandbox_transport
from builder_app.services.checking import check_key
from builder_app.services.outcomes import CheckOutcome, PublishOutcome
from builder_app.services.plan import PublishPlan
from builder_app.services.publishing import publish
from builder_app.services.target import Target

_SANDBOX_ENDPOINT = Endpoint("https://sandbox")  # a name for sentences; nothing connects to it


class Gateway:
    """Runs use cases on the I/O loop. Methods may be called from any thread and never wait."""

    def __init__(self, loop: IoLoop, catalogue: Catalogue, sandbox_database: Path) -> None:
        self._loop = loop
        self._catalogue = catalogue
        self._sandbox_database = sandbox_database

    def publish(self, plan: PublishPlan, *, overwrite: bool = False) -> "Future[PublishOutcome]":
        """Publish; cancelling the future closes the connection."""
        return self._loop.submit(self._publish(plan, overwrite=overwrite))

    def check(self, target: Target) -> "Future[CheckOutcome]":
        """Check a key."""
        return self._loop.submit(self._check(target))

    async def _publish(self, plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
        async with self._client(plan.target) as client:
            return await publish(client, plan, self._catalogue, overwrite=overwrite)

    async def _check(self, target: Target) -> CheckOutcome:
        async with self._client(target) as client:
            return await check_key(client)

    def _client(self, target: Target) -> WorkflowsClient:
        if target.endpoint is None:
            transport = sandbox_transport(self._sandbox_database, self._catalogue)
            return WorkflowsClient(_SANDBOX_ENDPOINT, None, transport=transport)
        return WorkflowsClient(target.endpoint, target.key, proxy=target.proxy)
