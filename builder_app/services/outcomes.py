"""What can come of a use case, named for what the person can do next."""

from dataclasses import dataclass

from builder_app.api.records import WorkflowRecord
from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import Message
from builder_app.workflow.json_value import JsonPath
from builder_app.workflow.parts import BlockId, EdgeId


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A complaint and what it is about: a block and a path in its specs, an edge, or neither.

    ``reason`` is what the service has against the field that ``spec_path`` leads to.
    """

    text: str
    block_id: BlockId | None = None
    spec_path: JsonPath = ()
    edge_id: EdgeId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The service holds the workflow. ``record`` is to be kept with the project.

    ``remarks`` say where what was sent is not what was shown.
    """

    workflow: WorkflowRecord
    record: PublishRecord
    message: Message
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class CloudChanged:
    """The service's copy is not the one that was published from here: nothing was sent.

    ``record`` goes with that copy when it is opened: publishing it updates the same workflow.
    """

    workflow: WorkflowRecord
    record: PublishRecord
    message: Message


@dataclass(frozen=True, slots=True)
class Refused:
    """The service does not accept the workflow as it is."""

    message: Message
    places: tuple[PlaceNamed, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KeyNeeded:
    """The service wants another key."""

    message: Message


@dataclass(frozen=True, slots=True)
class NotReached:
    """No usable answer. Trying again is safe: the workflow's id is ours."""

    message: Message
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """The service understood and does not do it: no credits, not enabled, busy, a conflict."""

    message: Message
    detail: str = ""


PublishOutcome = Published | CloudChanged | Refused | KeyNeeded | NotReached | Declined


@dataclass(frozen=True, slots=True)
class KeyAccepted:
    """The key works. ``org_id`` is learned from the account's workflows, None when it has none."""

    org_id: str | None
    workflow_count: int


CheckOutcome = KeyAccepted | KeyNeeded | NotReached | Declined
