"""What is said about a workflow before it runs."""

from builder_app.messages.message import Sentence

NO_BLOCKS = Sentence("problem.no_blocks", "There are no blocks yet. Drag one onto the canvas.")
NO_SOURCE = Sentence(
    "problem.no_source",
    "Nothing brings in rows. Begin with a block of the category Input, such as Webhook or Search.",
)
SEVERAL_SOURCES = Sentence(
    "problem.several_sources",
    "{block} is one of {count} blocks that bring in rows. A workflow begins with exactly one.",
)
INTO_SOURCE = Sentence(
    "problem.into_source", "{block} brings in rows and takes none. Remove the link into it."
)
UNREACHABLE = Sentence(
    "problem.unreachable", "{block} gets no rows: link it to the blocks before it."
)
UNKNOWN_KIND = Sentence(
    "problem.unknown_kind",
    "{kind} is not a block we know. It is kept and sent as it is; the service may refuse it.",
)
FAN_IN = Sentence(
    "problem.fan_in",
    "{block} takes rows from {count} blocks. The service does not say how it joins them.",
)
TYPE_MISMATCH = Sentence("problem.type_mismatch", "{block} needs {wanted}; {before} gives {given}.")
SPEC_INVALID = Sentence("problem.spec_invalid", "{block}: {field} {complaint}.")
SPEC_PROBABLY_MISSING = Sentence(
    "problem.spec_probably_missing", "{block}: {field} is probably required and is empty."
)
AUTO_EXECUTE = Sentence(
    "problem.auto_execute",
    "{block} runs its search as soon as the workflow is published, which can cost credits.",
)
PEOPLE = "people (LEAD)"
COMPANIES = "companies (COMPANY)"
