"""What the command line says of its own."""

from builder_app.messages.message import Sentence

INTERRUPTED = Sentence("cli.interrupted", "Interrupted.")
NO_PROBLEMS = Sentence("cli.no_problems", "{name}: no problems.")
IMPORTED = Sentence("cli.imported", "{name} written: {blocks} blocks, {edges} links.")
EXISTS = Sentence("cli.exists", "{name} exists. Name another file, or add --force to replace it.")
NO_KEY = Sentence(
    "cli.no_key",
    "No API key for {host}. Set SIXTYFOUR_API_KEY, or connect the account in the window first.",
)
NOT_PUBLISHED = Sentence(
    "cli.not_published", "{count} errors must be mended before {name} can be published."
)
OUTPUT_FAILED = Sentence("cli.output_failed", "{name} can’t be written: {reason}.")
SERVICE_SAYS = Sentence("cli.service_says", "  {words}")
CLOUD_CHANGED = Sentence(
    "cli.cloud_changed", "Add --overwrite to replace the service’s copy all the same."
)
