"""What the sandbox answers when it refuses a request; the code is the ``type`` of the problem."""

from builder_app.messages.message import Sentence

BODY_TOO_LARGE = Sentence(
    "sandbox.body_too_large",
    "The sandbox takes requests of up to {megabytes} MB. Make the workflow smaller.",
)
BODY_TOO_DEEP = Sentence(
    "sandbox.body_too_deep",
    "The request is nested deeper than {levels} levels. Make the specs flatter.",
)
NOT_JSON = Sentence("sandbox.not_json", "The request is not valid JSON: {reason}.")
NOT_JSON_TYPE = Sentence(
    "sandbox.not_json_type", "Send the request as JSON, with the content type application/json."
)
MISSING = Sentence("missing", "Field required")
NOT_A_UUID = Sentence(
    "uuid_parsing", "“{value}” is not a UUID, such as 3f0c2a4e-9d55-4c3b-8a51-0f6f4f0c7d21."
)
NOTHING_TO_UPDATE = Sentence(
    "sandbox.nothing_to_update",
    "There is nothing to update: send a name, a description or a definition.",
)
WORKFLOW_MISSING = Sentence(
    "sandbox.workflow_missing", "The sandbox has no workflow with the id {workflow}."
)
WORKFLOW_EXISTS = Sentence(
    "sandbox.workflow_exists",
    "The sandbox has a workflow with the id {workflow} already. Update it instead.",
)
SANDBOX_FULL = Sentence(
    "sandbox.full", "The sandbox holds {count} workflows, which is all it can. Delete some first."
)
FILE_UNUSABLE = Sentence(
    "sandbox.file_unusable",
    "The sandbox can’t use its file {file} ({reason}). Check the disk and the folder’s rights.",
)
FILE_NEWER = Sentence(
    "sandbox.file_newer",
    "The sandbox’s file {file} was written by a newer version of this program. Update the program.",
)
STARTED_ANEW = Sentence(
    "sandbox.started_anew",
    "The sandbox’s file {file} was damaged. It is kept as {kept}, and the sandbox began anew: "
    "publish again what you had there.",
)
FAULT = Sentence("sandbox.fault", "The sandbox made a mistake of its own. The log has the details.")

NO_BLOCKS = Sentence("sandbox.no_blocks", "A workflow needs at least one block.")
KIND_UNKNOWN = Sentence("sandbox.kind_unknown", "There is no block kind “{name}”.")
SPECS_INVALID = Sentence("sandbox.specs_invalid", "{name}: {reason}")
ID_TAKEN = Sentence(
    "sandbox.duplicate_block_id", "Two blocks have the id “{block}”; each needs its own."
)
EDGE_TO_NOWHERE = Sentence(
    "sandbox.edge_to_unknown_block", "The edge names a block “{block}” that is not there."
)
SELF_EDGE = Sentence("sandbox.self_edge", "{name} can’t feed itself.")
DOUBLE_EDGE = Sentence("sandbox.duplicate_edge", "{source} and {target} are linked already.")
CYCLE = Sentence("sandbox.cycle", "The edge from {source} to {target} closes a loop.")
NO_SOURCE = Sentence(
    "sandbox.no_source",
    "Nothing brings in rows. Start the workflow with an input block, such as webhook.",
)
SEVERAL_SOURCES = Sentence(
    "sandbox.several_sources",
    "{name} would be a second source beside {first}. A workflow starts with exactly one.",
)
INTO_SOURCE = Sentence("sandbox.edge_into_source", "{name} brings in rows and takes none.")
UNREACHABLE = Sentence("sandbox.unreachable_block", "No rows reach {name}: link it to the others.")
ROWS_DO_NOT_FIT = Sentence(
    "sandbox.incompatible_blocks",
    "{source} puts out {emitted} rows, but {target} takes {accepted} rows.",
)
