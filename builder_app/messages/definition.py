"""What is said about reading definitions."""

from builder_app.messages.message import Sentence

NOT_A_DEFINITION = Sentence(
    "definition.not_one",
    "This is no workflow definition: it needs “blocks” and “edges”, as create_workflow takes them.",
)
WRONG_KIND = Sentence("definition.wrong_kind", "{place} must be {wanted}.")
NO_NAME = Sentence(
    "definition.no_block_name", "{place} names no block kind: it needs a “block_name”."
)
DOUBLE_ID = Sentence(
    "definition.double_id", "{place} has the same block_id as a block before it: {block}."
)
DANGLING = Sentence("definition.dangling", "{place} names a block that is not there: {block}.")
GRAPH_REFUSED = Sentence("definition.graph_refused", "The links can’t be kept. {reason}")
TOO_MANY = Sentence("definition.too_many", "{place} holds more than {most} entries.")
TWO_CONDITIONS = Sentence(
    "definition.two_conditions",
    "{place} links the same two blocks as an edge before it, with another condition. Keep one.",
)
IDS_MADE = Sentence(
    "definition.ids_made", "{count} blocks had no block_id; they were given new ones."
)
DOUBLE_EDGES = Sentence(
    "definition.double_edges", "{count} links stood there twice and were taken once."
)
NOT_TO_PASTE = Sentence(
    "definition.not_to_paste",
    "There is nothing here to paste: copy blocks, a workflow’s JSON, or a cURL command of "
    "create_workflow.",
)
