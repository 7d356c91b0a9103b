"""What was published where: outside the undo stack, and on disk before the first request leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder_app.definition.block_types import BlockTypes
from builder_app.workflow.json_value import JsonObject
from builder_app.workflow.parts import BlockId


@dataclass(frozen=True, slots=True)
class PublishRecord:
    """One project at one place.

    ``workflow_id`` is a UUID of our choosing. ``id_map`` says what the service calls our blocks,
    where it differs. ``base`` is the graph as it was last published, with the service's ids, and
    ``base_updated_at`` the service's time of it; ``base_name`` and ``base_description`` belong to
    it. ``types`` is what the place calls the kinds of blocks. ``published_at`` is None until an
    answer came. Times are ISO 8601. ``extra`` holds unknown keys of the file.
    """

    host: str
    org_id: str | None
    workflow_id: str
    id_map: Mapping[BlockId, str] = field(default_factory=dict)
    base: JsonObject | None = None
    base_updated_at: str | None = None
    first_tried_at: str = ""
    published_at: str | None = None
    extra: JsonObject = field(default_factory=dict)
    base_name: str | None = None
    base_description: str | None = None
    types: BlockTypes = field(default_factory=BlockTypes)
