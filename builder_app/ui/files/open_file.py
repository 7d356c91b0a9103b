"""What is known about the file behind one document view, and about one being written."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.journal import Journal
from builder_app.storage.project_file import FileStamp, Project
from builder_app.ui.document_view import DocumentView


@dataclass(frozen=True, slots=True)
class Writing:
    """A save in flight.

    ``revision`` is the session's that it holds; ``records`` are what the session has afterwards,
    None to leave them: a copy as a new workflow was published nowhere.
    """

    file: "OpenFile"
    path: Path
    project: Project
    revision: int
    records: tuple[PublishRecord, ...] | None = None


@dataclass(eq=False)
class OpenFile:
    """A document view with its file.

    ``read`` is what the file held when it was last read or written: keys that this version does
    not know come from there. ``stamp`` is the content that the person knows of, by reading,
    writing or "keep mine"; any other is a foreign change. ``real`` is where the path leads.
    ``waiting`` are steps that begin when nothing is being written any more.
    """

    view: DocumentView
    read: Project
    stamp: FileStamp | None = None
    real: Path | None = None
    journal: Journal | None = None
    saving: Writing | None = None
    writing_records: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)
    asking: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being written to the file."""
        return self.saving is not None or self.writing_records

    def when_free(self, step: Callable[[], None]) -> None:
        """Do ``step`` now, or when what is being written is there."""
        if self.is_busy:
            self.waiting.append(step)
        else:
            step()

    def freed(self, *, well: bool) -> None:
        """Begin what waited; after a failure nothing follows, the person has been told."""
        steps, self.waiting = self.waiting, []
        if well:
            for step in steps:
                self.when_free(step)

    def project(self) -> Project:
        """Return what is to be written now, as a value for the worker."""
        session = self.view.session
        return replace(
            self.read,
            snapshot=session.workflow.snapshot(),
            publish_records=session.records,
            view=self.view.view_state(),
        )


@dataclass(frozen=True, slots=True)
class Seed:
    """What a new tab begins with."""

    project: Project
    unsaved: bool = True
    path: Path | None = None
    stamp: FileStamp | None = None
    real: Path | None = None
