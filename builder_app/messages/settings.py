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
PROXY_MALFORMED = Sentence(
    "settings.proxy_malformed",
    "This is not the address of a proxy, so it is not used. It looks like "
    "http://proxy.example:3128.",
)
PROXY_WITH_PASSWORD = Sentence(
    "settings.proxy_with_password",
    "A password is not kept in the settings, so this proxy is not used. Choose “Like the system” "
    "and set HTTPS_PROXY to this address before you start the program.",
)
PROXY_SOCKS = Sentence(
    "settings.proxy_socks",
    "SOCKS proxies can’t be used. Enter the address of an HTTP proxy, as in "
    "http://proxy.example:3128.",
)
