"""What is said about publishing."""

from builder_app.messages.message import Sentence

CREATED = Sentence("publish.created", "“{name}” is published to {place}.")
UPDATED = Sentence("publish.updated", "“{name}” was updated at {place}.")
FOUND = Sentence(
    "publish.found",
    "“{name}” is at {place}: an earlier try had arrived although its answer was lost.",
)
CLOUD_CHANGED = Sentence(
    "publish.cloud_changed",
    "The copy of “{name}” at {place} was changed elsewhere since it was published from here. "
    "Nothing was sent.",
)
OTHER_BLOCK_TYPES = Sentence(
    "publish.other_block_types",
    "{place} did not take the block_type of some blocks and took another word for it; "
    "it is used there from now on.",
)
REFUSED_AT = Sentence("publish.refused_at", "{place} refused: {words}")
REFUSED_IN = Sentence("publish.refused_in", "{part}: {place} refused: {words}")
REFUSED_FIELD = Sentence("publish.refused_field", "was refused by {place}: {reason}")  # “This …”
NOWHERE_WRITTEN = Sentence(
    "publish.nowhere_written",
    "What is published under which id can’t be written down, so nothing was sent: after a crash a "
    "second workflow could come of it. Save the workflow to a file first.",
)
PROBLEMS = Sentence(
    "publish.problems", "{count} errors must be mended before this can be published."
)
CANCELLED = Sentence(
    "publish.cancelled",
    "Publishing was cancelled. Should the request have arrived all the same, "
    "the next try finds it.",
)
