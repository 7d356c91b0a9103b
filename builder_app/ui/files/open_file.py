"""What is known about the file behind one document view, and about one being read or written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from builder_app.definition.publish_record import PublishRecord
from builder_app.storage.journal import Journal
from builder_app.storage.project_file import FileStamp, Project
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.worker import Opened
from builder_app.workflow.snapshot import Snapshot


@dataclass
class OpenFile:
    """A document view with its file: what the file held when it was last read or written.

    ``ignored`` is a foreign content that the person chose to ignore ("keep mine").
    ``before_copy`` are the records that come back when a copy as a new workflow is not written.
    """

    view: DocumentView
    read: Project | None = None
    stamp: FileStamp | None = None
    ignored: FileStamp | None = None
    journal: Journal | None = None
    asking: bool = False
    before_copy: tuple[PublishRecord, ...] | None = None

    def project(self) -> Project:
        """Return what is to be written now, as a value for the worker."""
        session = self.view.session
        base = self.read or Project(snapshot=session.workflow.snapshot())
        return replace(
            base,
            snapshot=session.workflow.snapshot(),
            publish_records=session.records,
            view=self.view.view_state(),
        )


@dataclass(frozen=True, slots=True)
class OpenFileSeed:
    """What a new tab begins with."""

    snapshot: Snapshot
    unsaved: bool
    path: Path | None = None
    opened: Opened | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """A save in flight: ``step`` is the place in the undo stack that it holds."""

    file: OpenFile
    path: Path
    project: Project
    step: int
    then: Callable[[], None] | None
