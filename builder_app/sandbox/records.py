"""What the sandbox keeps of a workflow, as values."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

ORG_ID = "sandbox"
_STATUS = "ready"
_STEP = "completed"


@dataclass(frozen=True, slots=True)
class WorkflowRecord:
    """One kept workflow. ``definition`` is None in a list, as the service leaves it out there."""

    workflow_id: UUID
    name: str
    description: str
    created_at: datetime
    updated_at: datetime
    definition: dict[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        """Return the ``WorkflowResponse`` of the OpenAPI document."""
        return {
            "id": str(self.workflow_id),
            "user_uuid": None,
            "org_id": ORG_ID,
            "name": self.name,
            "description": self.description,
            "status": _STATUS,
            "step": _STEP,
            "created_at": as_time(self.created_at),
            "updated_at": as_time(self.updated_at),
            "last_run_date": None,
            "workflow_definition": self.definition,
        }


@dataclass(frozen=True, slots=True)
class WorkflowChange:
    """What an update sets; None leaves a part as it is."""

    name: str | None = None
    description: str | None = None
    definition: dict[str, object] | None = None


def as_time(moment: datetime) -> str:
    """Return ISO 8601 in UTC, to the microsecond, with Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_time(text: str) -> datetime:
    """Return the moment that :func:`as_time` wrote. Raises ``ValueError`` for anything else."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC)


def later_than(previous: datetime, now: datetime) -> datetime:
    """Return ``now``, or the next moment after ``previous`` when the clock has not moved on.

    A client tells from ``updated_at`` whether somebody else has saved.
    """
    return max(now, previous + timedelta(microseconds=1))
