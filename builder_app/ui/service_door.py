"""The service as the ui asks for it, before and after the network parts are loaded."""

from concurrent.futures import Future
from typing import Protocol

from builder_app.services.outcomes import CheckOutcome, PublishOutcome
from builder_app.services.plan import PublishPlan
from builder_app.services.target import Target


class ServiceDoor(Protocol):
    """Use cases as futures. Calls return at once."""

    def publish(self, plan: PublishPlan, *, overwrite: bool) -> "Future[PublishOutcome]":
        """Publish."""

    def check(self, target: Target) -> "Future[CheckOutcome]":
        """Check a key."""
