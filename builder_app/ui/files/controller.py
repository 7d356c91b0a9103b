"""Opening, saving and closing workflows, and what happens to the file in the meantime."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from builder_app.catalogue.catalogue import Catalogue
from builder_app.messages import Message, publishing
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.choosing import file_name, project_dialog, same_file
from builder_app.ui.files.foreign_change import ask_about_change
from builder_app.ui.files.journals import Journals
from builder_app.ui.files.open_file import OpenFile, OpenFileSeed, Writing
from builder_app.ui.files.worker import Changed, Failed, FileWorker, Opened, Saved
from builder_app.ui.main_window import MainWindow, document_title
from builder_app.ui.session import EditorSession
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask, tell
from builder_app.workflow.snapshot import Snapshot

logger = logging.getLogger(__name__)
_Role = QMessageBox.ButtonRole


class RecentFiles(Protocol):
    """Where the list of recent files is kept."""

    def recent(self) -> tuple[str, ...]:
        """Return the paths, the newest first."""

    def remember(self, path: Path) -> None:
        """Put a path first."""


class FilesController(QObject):
    """Every way a document gets into a tab, into a file, and out of both. Loses nothing."""

    recent_changed = Signal()
    opened = Signal(object)  # DocumentView

    def __init__(
        self,
        window: MainWindow,
        catalogue: Catalogue,
        worker: FileWorker,
        journals: Journals,
        recent: RecentFiles,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._catalogue = catalogue
        self._worker = worker
        self._journals = journals
        self._recent = recent
        self._open: dict[DocumentView, OpenFile] = {}

    # ---- into a tab

    def new(self) -> DocumentView:
        """Open an empty workflow."""
        return self.show(Snapshot(), unsaved=False)

    def show(self, snapshot: Snapshot, *, unsaved: bool = True) -> DocumentView:
        """Open a workflow that is in no file: a starter, an import, a recovered one."""
        return self._add(OpenFileSeed(snapshot=snapshot, unsaved=unsaved))

    def duplicate(self, view: DocumentView) -> None:
        """Open a copy in a tab of its own, in no file yet; ask whose workflow it is."""
        answer = self._whose(self.tr("Duplicate")) if view.session.records else "new"
        if answer == CANCEL:
            return
        snapshot, records = view.session.workflow.snapshot(), view.session.records
        if answer == "new":
            name = self.tr("{name} (copy)").format(name=document_title(view.session))
            snapshot, records = replace(snapshot, name=name), ()
        copy = self.show(snapshot)
        copy.session.set_records(records)
        copy.restore_view_state(view.view_state())

    def open(self, path: Path) -> None:
        """Open a project file; one that is open already comes to the front instead."""
        path = path.absolute()
        for file in self._open.values():
            open_path = file.view.session.path
            if open_path is not None and same_file(open_path, path):
                self._window.tabs.setCurrentWidget(file.view)
                return
        run_task(
            self._worker.open(path),
            self,
            lambda outcome: self._on_opened(path, outcome),
            self._on_broken,
        )

    def choose_and_open(self) -> None:
        """Let the person choose a project file to open."""
        dialog = self._dialog(self.tr("Open a workflow"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def _on_opened(self, path: Path, outcome: Opened | Failed) -> None:
        if isinstance(outcome, Failed):
            self._tell(self.tr("This file can’t be opened"), outcome.message)
            return
        seed = OpenFileSeed(
            snapshot=outcome.project.snapshot, unsaved=False, path=path, opened=outcome
        )
        view = self._add(seed)
        if outcome.project.view is not None:
            view.restore_view_state(outcome.project.view)
        self._remember(path)

    def _add(self, seed: OpenFileSeed) -> DocumentView:
        session = EditorSession(seed.snapshot, self._catalogue)
        session.set_path(seed.path)
        if seed.opened:
            session.set_records(seed.opened.project.publish_records)
        view = DocumentView(session, self._window.theme)
        self._window.add_document(view)
        session.setParent(view)
        file = OpenFile(view)
        if seed.opened:
            file.read, file.stamp = seed.opened.project, seed.opened.stamp
        self._open[view] = file
        file.journal = self._journals.start(session)
        if seed.unsaved:
            session.mark_unsaved()
        view.canvas.zoom_to_fit()
        self._window.refresh_titles()
        self.opened.emit(view)
        return view

    # ---- into a file

    def save(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Save; ask for a place when there is none. ``then`` runs once the file holds it all."""
        path = view.session.path
        if path is None:
            self.save_as(view, then)
            return
        file = self._open[view]
        self._write(file, path, expected=file.stamp, then=then)

    def save_as(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Let the person choose a place and save there; ask whose workflow the copy is."""
        dialog = self._dialog(self.tr("Save the workflow"), QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file_name(view.session))
        dialog.fileSelected.connect(lambda name: self._save_to(view, Path(name), then))
        dialog.open()

    def save_copy_without_samples(self, view: DocumentView) -> None:
        """Write a copy that holds no sample rows: they are personal data."""
        dialog = self._dialog(
            self.tr("Save a copy without sample rows"), QFileDialog.AcceptMode.AcceptSave
        )
        dialog.selectFile(file_name(view.session))
        dialog.fileSelected.connect(lambda name: self._write_copy(view, Path(name)))
        dialog.open()

    def _save_to(self, view: DocumentView, path: Path, then: Callable[[], None] | None) -> None:
        session = view.session
        path = path.absolute()
        if session.records and session.path is not None and not same_file(session.path, path):
            answer = self._whose(self.tr("Save As"))
            if answer == CANCEL:
                return
            if answer == "new":
                self._open[view].before_copy = session.records
                session.set_records(())
        self._write(self._open[view], path, expected=None, then=then)

    def _whose(self, title: str) -> str:
        """Ask whether a copy is the same workflow at the service: "same", "new" or "cancel"."""
        return ask(
            self._window,
            title,
            self.tr("Is the copy the same workflow at the service, or a new one?"),
            self.tr(
                "The same: publishing from either file updates one workflow. "
                "A new one: publishing from the copy makes another."
            ),
            (
                Choice("same", self.tr("The same workflow")),
                Choice("new", self.tr("A new workflow")),
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
            ),
        )

    def _write_copy(self, view: DocumentView, path: Path) -> None:
        project = self._open[view].project()
        run_task(
            self._worker.save(project, path.absolute(), None, include_samples=False),
            view,
            lambda outcome: self._on_copy_written(view, path, outcome),
            self._on_broken,
        )

    def _on_copy_written(
        self, view: DocumentView, path: Path, outcome: Saved | Changed | Failed
    ) -> None:
        if isinstance(outcome, Failed):
            self._tell(self.tr("The copy was not written"), outcome.message)
        else:
            view.say(self.tr("{name} holds no sample rows.").format(name=path.name))

    def _write(
        self,
        file: OpenFile,
        path: Path,
        *,
        expected: object,
        then: Callable[[], None] | None,
    ) -> None:
        project = file.project()
        step = file.view.session.undo_stack.index()
        # after “keep mine” the file may hold what was ignored, and nothing else
        wanted = (file.ignored or file.stamp) if expected is not None else None
        run_task(
            self._worker.save(project, path, wanted, include_samples=True),
            file.view,
            lambda outcome: self._on_written(Writing(file, path, project, step, then), outcome),
            self._on_broken,
        )

    def _on_written(self, writing: Writing, outcome: Saved | Changed | Failed) -> None:
        file, session = writing.file, writing.file.view.session
        before_copy, file.before_copy = file.before_copy, None
        match outcome:
            case Failed(message=message):
                if before_copy is not None:
                    session.set_records(before_copy)
                self._tell(self.tr("The workflow was not saved"), message)
            case Changed():
                self._ask_about_change(file, saving=True, then=writing.then)
            case Saved(stamp=stamp):
                file.read, file.stamp, file.ignored = writing.project, stamp, None
                session.set_path(writing.path)
                if session.undo_stack.index() == writing.step:
                    session.mark_saved()
                file.journal = self._journals.restart(file.journal, session)
                self._remember(writing.path)
                file.view.say(self.tr("Saved."))
                self._window.refresh_titles()
                if writing.then and not session.is_dirty:
                    writing.then()

    # ---- the file changed underneath

    def look_at_files(self) -> None:
        """Notice files that changed underneath; called when the window gets the focus."""
        for file in tuple(self._open.values()):
            path = file.view.session.path
            if path is None or file.stamp is None or file.asking:
                continue
            run_task(
                self._worker.stamp(path),
                file.view,
                partial(self._on_stamp, file),
                self._on_broken,
            )

    def _on_stamp(self, file: OpenFile, found: object) -> None:
        if found is None or found in (file.stamp, file.ignored) or file.asking:
            return
        self._ask_about_change(file, saving=False, then=None)

    def _ask_about_change(
        self, file: OpenFile, *, saving: bool, then: Callable[[], None] | None
    ) -> None:
        path = file.view.session.path
        if path is None:
            return
        file.asking = True
        run_task(
            self._worker.open(path),
            file.view,
            lambda outcome: self._decide(
                file, outcome, ask_about_change(self._window, file, outcome), saving, then
            ),
            self._on_broken,
        )

    def _decide(
        self,
        file: OpenFile,
        outcome: Opened | Failed,
        answer: str,
        saving: bool,  # noqa: FBT001 - called from one lambda
        then: Callable[[], None] | None,
    ) -> None:
        file.asking = False
        path = file.view.session.path
        if answer == "reload" and isinstance(outcome, Opened) and path is not None:
            self._drop(file.view)
            self._on_opened(path, outcome)
        elif answer == "mine" and path is not None:
            if isinstance(outcome, Opened):
                file.ignored = outcome.stamp
            file.view.session.mark_unsaved()
            if saving:
                self._write(file, path, expected=None, then=then)

    # ---- out of a tab

    def close(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Close a tab; ask when something is not saved. ``then`` runs when it is closed."""

        def finish() -> None:
            self._drop(view)
            if then:
                then()

        if not view.session.is_dirty:
            finish()
            return
        self._window.tabs.setCurrentWidget(view)
        answer = ask(
            self._window,
            self.tr("Not saved"),
            self.tr("Save the changes to “{name}”?").format(name=document_title(view.session)),
            self.tr("Without saving they are gone when the tab closes."),
            (
                Choice("save", self.tr("Save"), _Role.AcceptRole),
                Choice("discard", self.tr("Discard"), _Role.DestructiveRole),
                Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole),
            ),
        )
        if answer == "save":
            self.save(view, finish)
        elif answer == "discard":
            finish()

    def close_all(self, then: Callable[[], None]) -> None:
        """Close every tab, one question after the other; a Cancel ends it."""
        views = self._window.views
        if views:
            self.close(views[0], lambda: self.close_all(then))
        else:
            then()

    def _drop(self, view: DocumentView) -> None:
        file = self._open.pop(view)
        self._journals.end(file.journal, view.session)
        self._window.remove_document(view)

    # ---- what must be on disk before the network is used

    def write_record(self, view: DocumentView, then: Callable[[], None]) -> None:
        """Put the view's publish records on disk, then call ``then``.

        Into the journal at once; into the project file as well when there is one, without the
        person's unsaved work.
        """
        file, session = self._open[view], view.session
        written = file.journal is not None and file.journal.append_records(session.records)
        path = session.path
        if path is None:
            if written:
                then()
            else:
                self._tell(self.tr("Publishing waits"), publishing.NOWHERE_WRITTEN())
            return
        run_task(
            self._worker.write_records(session.records, path, file.stamp),
            view,
            lambda outcome: self._on_records_written(file, outcome, then),
            self._on_broken,
        )

    def _on_records_written(
        self, file: OpenFile, outcome: Saved | Failed, then: Callable[[], None]
    ) -> None:
        if isinstance(outcome, Failed):
            self._tell(self.tr("Publishing waits"), outcome.message)
            return
        file.stamp = outcome.stamp
        then()

    def rebase(self, view: DocumentView) -> None:
        """Begin the journal anew from what the view holds: a recovered document."""
        file = self._open[view]
        file.journal = self._journals.restart(file.journal, view.session)

    # ---- small things

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        recent = self._recent.recent()
        folder = Path(recent[0]).parent if recent else Path.home()
        return project_dialog(self._window, title, mode, folder)

    def _remember(self, path: Path) -> None:
        self._recent.remember(path)
        self.recent_changed.emit()

    def _tell(self, title: str, message: Message) -> None:
        tell(self._window, title, message.text())

    def _on_broken(self, error: BaseException) -> None:
        del error  # logged where it was delivered
        tell(
            self._window,
            self.tr("Something went wrong"),
            self.tr("Your workflow is untouched. Help → Show Log Folder has the details."),
        )
