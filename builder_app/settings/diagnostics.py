"""What "copy diagnostics" copies: enough to help, nothing that is secret."""

import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from builder_app import __version__
from builder_app.settings.log import last_lines
from builder_app.settings.places import Places
from builder_app.settings.redaction import KEYS, Redactor
from builder_app.settings.shipped import components
from builder_app.settings.values import Settings

_LOG_LINES: Final = 60


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the ui and the keyring thread can tell."""

    qt_version: str
    keyring_name: str
    screen: str = ""


def diagnostics(
    settings: Settings, here: Places, around: Surroundings, *, redactor: Redactor = KEYS
) -> str:
    """Return the text. Reads the log file; the home directory is written ``~``.

    Labels, organisations, file names in the settings and addresses beyond the host are left out.
    """
    lines = [
        f"Workflow Builder {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"Qt {around.qt_version}",
        *([f"Screen: {around.screen}"] if around.screen else []),
        f"Keyring: {around.keyring_name}",
        f"Connections: {len(settings.connections)}",
        *(f"- host {_host(each.endpoint)}" for each in settings.connections),
        f"Theme: {settings.theme}; wheel: {settings.wheel}; proxy: {_proxy(settings.proxy)}",
        f"Settings: {here.settings_file}",
        f"Log: {here.log_file}",
        "Packages: " + ", ".join(f"{each.name} {each.version}" for each in components()),
        "",
        "Last lines of the log:",
        *last_lines(here, _LOG_LINES, redactor=redactor),
    ]
    return redactor.clean(_without_home("\n".join(lines))) + "\n"


def _host(endpoint: str) -> str:
    try:
        return urlsplit(endpoint).hostname or "(none)"
    except ValueError:
        return "(not an address)"


def _proxy(proxy: str | None) -> str:
    if proxy in {None, "system"}:
        return proxy or "none"
    return "a proxy of the person's own"


def _without_home(text: str) -> str:
    try:
        home = str(Path.home()).rstrip("/\\")
    except RuntimeError:  # no home is known
        return text
    if not home:  # the root folder is somebody's home in a container
        return text
    return re.sub(rf"{re.escape(home)}(?![\w.-])", "~", text)
