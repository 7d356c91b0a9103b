"""What publishing will send, and where: decided, shown and written down before anything leaves."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from builder_app.analysis.bridging import without_disabled
from builder_app.api.records import CreateWorkflow, UpdateWorkflow
from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.id_map import with_server_ids
from builder_app.definition.projection import published_graph
from builder_app.definition.publish_record import PublishRecord
from builder_app.services.target import Target
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import EdgeId
from builder_app.workflow.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """One publish, ready to be sent.

    ``graph`` names blocks by their local ids, in the order in which they are sent; ``edge_ids``
    are the document's edges in that order. ``record`` must be on disk before the plan is carried
    out, so that a repeat names the same workflow. ``tried_before``: the workflow may be there
    already, although no answer said so.
    """

    target: Target
    record: PublishRecord
    name: str
    description: str
    graph: JsonObject
    edge_ids: tuple[EdgeId, ...]
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
        first_tried_at=now(),
    )
    return PublishPlan(
        target=target,
        record=record,
        name=snapshot.name or "Untitled workflow",
        description=snapshot.description,
        graph=published_graph(snapshot, catalogue, types=record.types),
        edge_ids=tuple(edge.id for edge in without_disabled(snapshot).edges),
        tried_before=known is not None,
    )


def record_for(records: tuple[PublishRecord, ...], target: Target) -> PublishRecord | None:
    """Return what was published here; another organisation on one host is another place."""
    return next((r for r in records if _same_place(r, target.host, target.org_id)), None)


def with_record(
    records: tuple[PublishRecord, ...], record: PublishRecord
) -> tuple[PublishRecord, ...]:
    """Return the records with this one in place of the one of the same workflow.

    A try at the same place that was never answered goes as well: the service may have given the
    workflow an id of its own.
    """

    def is_replaced(other: PublishRecord) -> bool:
        if other.workflow_id == record.workflow_id:
            return True
        unanswered = other.published_at is None and record.published_at is not None
        return unanswered and _same_place(other, record.host, record.org_id)

    return (*(other for other in records if not is_replaced(other)), record)


def _same_place(record: PublishRecord, host: str, org_id: str | None) -> bool:
    """Whether it is there; an organisation that is not known yet may be any."""
    return record.host == host and (None in (record.org_id, org_id) or record.org_id == org_id)


def now() -> str:
    """Return the time as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
