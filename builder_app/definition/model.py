"""A definition as a value: what create_workflow takes (API facts, section 4.4)."""

from dataclasses import dataclass

from builder_app.workflow.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Definition:
    """Name, description and graph (``{"blocks": […], "edges": […]}``) as they are sent."""

    name: str
    description: str
    graph: JsonObject

    def body(self) -> JsonObject:
        """Return the body of create_workflow. The description is required, if only ""."""
        return {
            "workflow_name": self.name,
            "workflow_description": self.description,
            "workflow_definition": self.graph,
        }
