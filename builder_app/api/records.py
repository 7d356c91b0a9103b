"""What is sent to the service and what it answers, as frozen values (API facts, section 4)."""

from dataclasses import dataclass, field

from builder_app.workflow.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class WorkflowRecord:
    """One workflow as the service tells it. Times are the strings that it sent, untouched.

    ``workflow_definition`` is absent in lists. ``extra`` holds the fields that we do not know.
    """

    id: str
    name: str
    description: str | None = None
    status: str = ""
    step: str = ""
    created_at: str = ""
    updated_at: str = ""
    last_run_date: str | None = None
    user_uuid: str | None = None
    org_id: str | None = None
    workflow_definition: JsonObject | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlockKindRecord:
    """One block kind of GET /workflows/blocks; ``extra`` may hold a price or a type one day."""

    block_name: str
    specs_schema: JsonObject
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CreateWorkflow:
    """The body of POST /workflows/create_workflow. The description is required, if only ""."""

    workflow_name: str
    workflow_description: str
    workflow_definition: JsonObject
    id: str | None = None

    def body(self) -> JsonObject:
        """Return the JSON body; an absent id is left out."""
        body: JsonObject = {
            "workflow_name": self.workflow_name,
            "workflow_description": self.workflow_description,
            "workflow_definition": self.workflow_definition,
        }
        return body if self.id is None else {**body, "id": self.id}


@dataclass(frozen=True, slots=True)
class UpdateWorkflow:
    """The body of POST /workflows/update_workflow; None leaves a field as the service has it."""

    workflow_name: str | None = None
    workflow_description: str | None = None
    workflow_definition: JsonObject | None = None

    def body(self) -> JsonObject:
        """Return the JSON body with the fields that are given."""
        body: JsonObject = {
            "workflow_name": self.workflow_name,
            "workflow_description": self.workflow_description,
            "workflow_definition": self.workflow_definition,
        }
        return {name: value for name, value in body.items() if value is not None}
