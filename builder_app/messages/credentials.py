"""What is said about the keyring of this computer."""

from builder_app.messages.message import Sentence

NO_KEYRING = Sentence(
    "credentials.no_keyring",
    "This computer has no keyring that can keep the key. It is kept until the program closes and "
    "is written nowhere.",
)
NOTHING_STORED_NO_KEYRING = Sentence(
    "credentials.nothing_stored_no_keyring",
    "This computer has no keyring, so no key is stored. Enter it again to use it for this run.",
)
LOCKED = Sentence(
    "credentials.locked", "The keyring of this computer is locked. Unlock it and try again."
)
LOCKED_THIS_RUN = Sentence(
    "credentials.locked_this_run",
    "The keyring of this computer is locked, so the key is kept until the program closes. Unlock "
    "the keyring and store the key again to keep it.",
)
SILENT = Sentence(
    "credentials.silent",
    "The keyring of this computer does not answer. It may be waiting for its password in another "
    "window: answer there and try again.",
)
SILENT_THIS_RUN = Sentence(
    "credentials.silent_this_run",
    "The keyring of this computer does not answer, so the key is kept until the program closes. "
    "If it asks for its password in another window, answer there and store the key again.",
)
FAILED = Sentence(
    "credentials.failed",
    "The keyring of this computer could not be used ({error}). The log has the details.",
)
FAILED_THIS_RUN = Sentence(
    "credentials.failed_this_run",
    "The keyring of this computer could not be used ({error}), so the key is kept until the "
    "program closes. The log has the details.",
)
