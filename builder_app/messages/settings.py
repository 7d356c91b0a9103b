"""What is said about the program's own settings, folders and log."""

from builder_app.messages.message import Sentence

DAMAGED = Sentence(
    "settings.damaged",
    "The settings could not be read, so the program starts with its usual ones. What was there is "
    "kept in “{copy}”.",
)
UNREADABLE = Sentence(
    "settings.unreadable",
    "The settings in “{path}” cannot be read ({reason}), so the program starts with its usual "
    "ones.",
)
NOT_WRITTEN = Sentence(
    "settings.not_written",
    "The settings cannot be saved in “{path}” ({reason}). They hold until the program closes.",
)
FOLDER_REFUSED = Sentence(
    "settings.folder_refused",
    "The folder “{path}” cannot be made ({reason}). What belongs there is not kept.",
)
LOG_REFUSED = Sentence(
    "settings.log_refused", "The log cannot be written to “{path}” ({reason}). All else works."
)
