"""A block kind as a value, with what is documented told apart from what is inferred."""

from dataclasses import dataclass, field
from enum import StrEnum

from builder_app.workflow.json_value import JsonObject


class RowType(StrEnum):
    """What the rows of a table are (API facts, section 8)."""

    LEAD = "LEAD"
    COMPANY = "COMPANY"


class Emits(StrEnum):
    """What rows a block gives: a fixed type, what it took, or what one of its specs says."""

    LEAD = "LEAD"
    COMPANY = "COMPANY"
    SAME = "SAME"
    BY_SPEC = "BY_SPEC"
    ANY = "ANY"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class BlockKind:
    """One kind of block, the service's ``block_name``.

    ``accepts`` holds both row types when it takes any. ``is_source`` and ``is_sink`` are None
    when no source says. ``specs_schema`` is the JSON Schema of its specs; ``specs_documented``
    tells whether it can be trusted to be complete. ``required_inferred`` are our guesses.
    ``sample_specs`` hold sample rows, which are personal data. ``known`` is False for a kind that
    nobody told us about.
    """

    name: str
    title: str
    category: str = "Other"
    description: str = ""
    accepts: frozenset[RowType] = frozenset(RowType)
    takes_input: bool = True
    emits: Emits = Emits.ANY
    emits_spec_field: str | None = None
    is_source: bool | None = None
    is_sink: bool | None = None
    specs_schema: JsonObject = field(default_factory=dict)
    block_type: str = ""
    typing_documented: bool = False
    specs_documented: bool = False
    existence_documented: bool = False
    required_inferred: tuple[str, ...] = ()
    example: JsonObject | None = None
    notes: tuple[str, ...] = ()
    icon: str = "unknown"
    synonyms: tuple[str, ...] = ()
    sample_specs: tuple[str, ...] = ()
    legacy_alias_of: str | None = None
    known: bool = True
    default_specs: JsonObject = field(default_factory=dict)

    def spec_title(self, name: str) -> str | None:
        """Return what the schema calls one of the specs, None when it has no other name."""
        properties = self.specs_schema.get("properties")
        schema = properties.get(name) if isinstance(properties, dict) else None
        title = schema.get("title") if isinstance(schema, dict) else None
        return title if isinstance(title, str) else None


def unknown_kind(name: str) -> BlockKind:
    """Return what can be said of a kind that is in no catalogue: it is kept and sent as it is."""
    return BlockKind(name=name, title=name, block_type=name, known=False)
