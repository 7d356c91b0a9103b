"""The crash journals of the open documents, and what earlier ones left to recover."""

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from builder_app.messages import Message
from builder_app.storage.journal import Beginning, Journal
from builder_app.storage.recovery import Recovery, find_orphans
from builder_app.ui.files.open_file import OpenFile
from builder_app.workflow.edits import Edit

LONGEST_END = 2.0
"""Seconds that the end of the program waits for closed journals to leave the disk."""


class Journals(QObject):
    """Keeps one journal a document."""

    _trouble = Signal(object)
    failed = Signal(object)  # Message, on the UI thread, once a run

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._closed: list[Journal] = []
        self._told = False
        self._trouble.connect(self._on_trouble)

    def begin(self, file: OpenFile) -> None:
        """Write every edit of the document down from now on, from what it holds now."""
        session, before = file.view.session, file.journal
        beginning = Beginning(file.project(), session.path, file.stamp, unsaved=session.is_dirty)
        file.journal = Journal(self.folder, beginning, self._trouble.emit)
        if before is None:
            session.edited.connect(partial(self._on_edited, file))
        else:
            self._close(before, file.journal)

    def end(self, file: OpenFile) -> None:
        """Stop writing and forget: the document is saved, or was given up."""
        if file.journal is not None:
            self._close(file.journal)
            file.journal = None

    def orphans(self) -> tuple[Recovery, ...]:
        """Return what a killed program left. Reads files: call it on a worker."""
        return find_orphans(self.folder)

    def close(self) -> None:
        """Wait a moment until the journals of closed documents are gone."""
        end = time.monotonic() + LONGEST_END
        for journal in self._closed:
            journal.wait_closed(max(0.0, end - time.monotonic()))

    def _on_edited(self, file: OpenFile, edit: Edit) -> None:
        if file.journal is None:
            return
        file.journal.append(edit)
        if file.journal.is_full:
            self.begin(file)

    def _close(self, journal: Journal, successor: Journal | None = None) -> None:
        journal.close(successor)
        self._closed = [each for each in self._closed if not each.is_gone]
        self._closed.append(journal)

    def _on_trouble(self, message: Message) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(message)
