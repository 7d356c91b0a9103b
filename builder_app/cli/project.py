"""Reading a project for a command: a sentence and an exit code instead of an exception."""

import sys
from pathlib import Path

from builder_app.cli.failure import CommandFailed
from builder_app.messages import cli as say
from builder_app.storage.project_file import FileRefused, Project, read_project


def load(path: Path) -> Project:
    """Read a project file. Raises :class:`CommandFailed`."""
    try:
        return read_project(path)
    except FileRefused as refusal:
        raise CommandFailed(refusal.message) from refusal


def write_text(text: str, to: Path | None) -> None:
    """Write data to a file, or to standard output. Raises :class:`CommandFailed`."""
    text = text if text.endswith("\n") else text + "\n"
    if to is None:
        sys.stdout.write(text)
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise CommandFailed(say.OUTPUT_FAILED(name=str(to), reason=reason)) from error
