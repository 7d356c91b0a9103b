"""The crash journals of the open documents, and what earlier ones left to recover."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from builder_app.messages import Message
from builder_app.storage.journal import Journal
from builder_app.storage.recovery import Recovery, find_orphans
from builder_app.ui.session import EditorSession


class Journals(QObject):
    """Keeps one journal a document."""

    _trouble = Signal(object)
    failed = Signal(object)  # Message, on the UI thread

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._trouble.connect(self.failed)

    def start(self, session: EditorSession) -> Journal:
        """Write every edit of the session down from now on."""
        snapshot = session.workflow.snapshot()
        journal = Journal(self._folder, snapshot, session.path, self._on_failed)
        session.edited.connect(journal.append)
        if session.records:
            journal.append_records(session.records)
        return journal

    def restart(self, journal: Journal | None, session: EditorSession) -> Journal:
        """Begin anew: the file holds everything that was written down."""
        self.end(journal, session)
        return self.start(session)

    def end(self, journal: Journal | None, session: EditorSession) -> None:
        """Stop writing and forget: the document is saved, or was given up."""
        if journal is not None:
            session.edited.disconnect(journal.append)
            journal.close()

    def orphans(self) -> tuple[Recovery, ...]:
        """Return what a killed program left. Reads files: call it on a worker."""
        return find_orphans(self._folder)

    def _on_failed(self, message: Message) -> None:
        self._trouble.emit(message)  # queued when it comes from the journal's thread
