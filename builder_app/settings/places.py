"""The folders that the program calls its own.

``WORKFLOW_BUILDER_PROFILE=/folder`` puts all of them beneath that folder: for a second, separate
set-up, and for tests. Otherwise they are where the operating system wants them.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from builder_app.messages import Message
from builder_app.messages import settings as say

PROFILE_VARIABLE: Final = "WORKFLOW_BUILDER_PROFILE"
_NAME: Final = "workflow-builder"


@dataclass(frozen=True, slots=True)
class Places:
    """Absolute folders. They need not exist yet: :meth:`make` makes them."""

    config: Path
    data: Path
    log: Path

    @property
    def settings_file(self) -> Path:
        """Where the settings are."""
        return self.config / "settings.json"

    @property
    def journals(self) -> Path:
        """The folder of the crash journals."""
        return self.data / "journals"

    @property
    def sandbox_database(self) -> Path:
        """The workflows of the sandbox."""
        return self.data / "sandbox.sqlite3"

    @property
    def log_file(self) -> Path:
        """The log of this program; older ones stand beside it with a number."""
        return self.log / "workflow-builder.log"

    def make(self) -> tuple[Message, ...]:
        """Make the folders, for the owner only (mode 0700), and name those that cannot be made."""
        troubles = (_make(each) for each in (self.config, self.data, self.journals, self.log))
        return tuple(trouble for trouble in troubles if trouble is not None)


def places() -> Places:
    """Return the folders of this run, as the environment says now."""
    profile = os.environ.get(PROFILE_VARIABLE, "")
    if profile:
        root = Path(profile).expanduser().absolute()
        return Places(root / "config", root / "data", root / "log")
    folders = platformdirs.PlatformDirs(_NAME, appauthor=False, roaming=False)
    return Places(folders.user_config_path, folders.user_data_path, folders.user_log_path)


def sandbox_database() -> Path:
    """Return the sandbox's file, in a folder that exists if it can be made."""
    here = places()
    _make(here.data)
    return here.sandbox_database


def _make(folder: Path) -> Message | None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return say.FOLDER_REFUSED(path=str(folder), reason=reason)
    return None
