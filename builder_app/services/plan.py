"""What publishing will send, and where: decided, shown and written down before anything leaves."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from builder_app.api.records import CreateWorkflow, UpdateWorkflow
from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.id_map import with_server_ids
from builder_app.definition.projection import published_graph
from builder_app.definition.publish_record import PublishRecord
from builder_app.services.target import Target
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """One publish, ready to be sent.

    ``graph`` names blocks by their local ids, in the order in which they are sent. ``record`` must
    be on disk before the plan is carried out, so that a repeat names the same workflow.
    """

    target: Target
    record: PublishRecord
    name: str
    description: str
    graph: JsonObject
    tried_before: bool

    @property
    def is_update(self) -> bool:
        """Whether the workflow is known to be there: then it is updated, not created."""
        return self.record.published_at is not None

    @property
    def request_line(self) -> str:
        """Method and path of the request, as it is shown to the person."""
        if self.is_update:
            return f"POST /workflows/update_workflow?workflow_id={self.record.workflow_id}"
        return "POST /workflows/create_workflow"

    def creation(self) -> CreateWorkflow:
        """Return the body that makes the workflow, under the id of our choosing."""
        return CreateWorkflow(
            self.name, self.description, self.sent_graph(), self.record.workflow_id
        )

    def change(self) -> UpdateWorkflow:
        """Return the body that replaces the workflow."""
        return UpdateWorkflow(self.name, self.description, self.sent_graph())

    def body(self) -> JsonObject:
        """Return the JSON that is sent."""
        return self.change().body() if self.is_update else self.creation().body()

    def sent_graph(self) -> JsonObject:
        """Return the graph with the ids that the service knows the blocks by."""
        return with_server_ids(self.graph, self.record.id_map)


def plan_publish(
    snapshot: Snapshot, records: tuple[PublishRecord, ...], target: Target, catalogue: Catalogue
) -> PublishPlan:
    """Decide what to send: an update of what was published here, or a new workflow.

    A new workflow gets its UUID here (API facts, section 12).
    """
    known = record_for(records, target)
    record = known or PublishRecord(
        host=target.host,
        org_id=target.org_id,
        workflow_id=str(uuid.uuid4()),
        id_map={},
        base=None,
        base_updated_at=None,
        first_tried_at=now(),
        published_at=None,
        extra={},
    )
    return PublishPlan(
        target=target,
        record=record,
        name=snapshot.name or "Untitled workflow",
        description=snapshot.description,
        graph=published_graph(snapshot, catalogue),
        tried_before=known is not None,
    )


def record_for(records: tuple[PublishRecord, ...], target: Target) -> PublishRecord | None:
    """Return what was published here; another organisation on one host is another place."""
    for record in records:
        if record.host != target.host:
            continue
        if record.org_id is None or target.org_id is None or record.org_id == target.org_id:
            return record
    return None


def with_record(
    records: tuple[PublishRecord, ...], record: PublishRecord
) -> tuple[PublishRecord, ...]:
    """Return the records with this one in place of the one of the same workflow."""
    others = tuple(other for other in records if other.workflow_id != record.workflow_id)
    return (*others, record)


def now() -> str:
    """Return the time as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
