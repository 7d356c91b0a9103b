"""Putting documents into files: loses nothing, overwrites nothing unseen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import files as say
from builder_app.messages import publishing
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.choosing import ask_whose, file_name, project_dialog, start_folder
from builder_app.ui.files.desk import Desk
from builder_app.ui.files.foreign_change import ForeignChanges
from builder_app.ui.files.open_file import OpenFile, Writing
from builder_app.ui.files.worker import Changed, Failed, Saved
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import CANCEL


class Saver(QObject):
    """Saves documents; one write after the other for each."""

    saved = Signal()  # a document has a file, perhaps another one than before

    def __init__(self, desk: Desk, changes: ForeignChanges) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._changes = changes

    def save(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Save; ask for a place when there is none. ``then`` runs once the file holds it all."""
        path = view.session.path
        if path is None:
            self.save_as(view, then)
            return
        file = self._desk.files[view]
        file.when_free(lambda: self._write(file, path, guarded=True, then=then))

    def save_as(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Let the person choose a place and save there; ask whose workflow the copy is."""
        dialog = self._dialog(view, self.tr("Save the workflow"))
        dialog.fileSelected.connect(lambda name: self._find_place(view, Path(name), then))
        dialog.open()

    def save_copy_without_samples(self, view: DocumentView) -> None:
        """Write a copy that holds no sample rows: they are personal data."""
        dialog = self._dialog(view, self.tr("Save a copy without sample rows"))
        dialog.fileSelected.connect(lambda name: self._write_copy(view, Path(name).absolute()))
        dialog.open()

    def write_record(self, view: DocumentView, then: Callable[[], None]) -> None:
        """Put the view's publish records on disk, then call ``then``.

        Into the journal at once; into the project file as well when there is one, without the
        person's unsaved work.
        """
        file, session = self._desk.files[view], view.session
        if file.journal is not None:
            file.journal.append_records(session.records)
        if session.path is not None:
            file.when_free(lambda: self._write_records(file, then))
        elif file.journal is not None:
            run_task(
                self._desk.worker.run(self._desk.journals.folder, file.journal.sync),
                view,
                lambda kept: self._on_records_kept(then, kept=kept),
                self._desk.on_broken,
            )

    def _on_records_kept(self, then: Callable[[], None], *, kept: bool) -> None:
        if kept:
            then()
        else:
            self._desk.tell(self.tr("Publishing waits"), publishing.NOWHERE_WRITTEN())

    # ---- to another place

    def _dialog(self, view: DocumentView, title: str) -> QFileDialog:
        folder = start_folder(self._desk.memory.recent())
        mode = QFileDialog.AcceptMode.AcceptSave
        dialog = project_dialog(self._desk.window, title, mode, folder)
        dialog.selectFile(file_name(view.session))
        return dialog

    def _find_place(self, view: DocumentView, path: Path, then: Callable[[], None] | None) -> None:
        path = path.absolute()
        run_task(
            self._desk.worker.real(path),
            view,
            lambda real: self._save_to(view, path, real, then),
            self._desk.on_broken,
        )

    def _save_to(
        self, view: DocumentView, path: Path, real: Path, then: Callable[[], None] | None
    ) -> None:
        file, session = self._desk.files[view], view.session
        there = self._desk.at(path, real)
        if there is not None and there is not file:
            message = say.OPEN_IN_TAB(name=path.name)
            self._desk.tell(self.tr("The workflow was not saved"), message)
            return
        records: tuple[PublishRecord, ...] | None = None
        if session.records and session.path is not None and there is not file:
            answer = ask_whose(self._desk.window, self.tr("Save As"))
            if answer == CANCEL:
                return
            if answer == "new":
                records = ()
        self._write(file, path, guarded=False, then=then, records=records)

    def _write_copy(self, view: DocumentView, path: Path) -> None:
        if self._desk.at(path):
            self._desk.tell(self.tr("The copy was not written"), say.OPEN_IN_TAB(name=path.name))
            return
        project = self._desk.files[view].project()
        run_task(
            self._desk.worker.save(project, path, None, include_samples=False),
            view,
            lambda outcome: self._on_copy_written(view, path, outcome),
            self._desk.on_broken,
        )

    def _on_copy_written(
        self, view: DocumentView, path: Path, outcome: Saved | Changed | Failed
    ) -> None:
        if isinstance(outcome, Failed):
            self._desk.tell(self.tr("The copy was not written"), outcome.message)
        else:
            view.say(self.tr("{name} holds no sample rows.").format(name=path.name))

    # ---- writing

    def _write(
        self,
        file: OpenFile,
        path: Path,
        *,
        guarded: bool,
        then: Callable[[], None] | None,
        records: tuple[PublishRecord, ...] | None = None,
    ) -> None:
        """Write; with ``guarded`` only over the content that the person knows of."""
        project = file.project()
        if records is not None:
            project = replace(project, publish_records=records)
        writing = Writing(file, path, project, file.view.session.revision, records)
        file.saving = writing
        expected = file.stamp if guarded else None
        future = self._desk.worker.save(project, path, expected, include_samples=True)
        self._desk.waiting.follow(future, self.tr("Still saving “{name}”…").format(name=path.name))
        run_task(
            future,
            file.view,
            lambda outcome: self._on_written(writing, outcome, then),
            lambda error: self._on_broken(file, error),
        )

    def _on_written(
        self,
        writing: Writing,
        outcome: Saved | Changed | Failed,
        then: Callable[[], None] | None,
    ) -> None:
        file = writing.file
        if file.view not in self._desk.files or file.saving is not writing:
            return  # its tab is closed, or it was saved to another place while this one took long
        file.saving = None
        match outcome:
            case Failed(message=message):
                file.freed(well=False)
                self._desk.tell(self.tr("The workflow was not saved"), message)
            case Changed():
                file.freed(well=False)
                self._changes.ask(file, kept=lambda: self.save(file.view, then))
            case Saved():
                self._take_over(writing, outcome)
                file.freed(well=True)
                if then and not file.view.session.is_dirty:
                    then()

    def _take_over(self, writing: Writing, outcome: Saved) -> None:
        file, session = writing.file, writing.file.view.session
        file.read, file.stamp, file.real = writing.project, outcome.stamp, outcome.real
        session.set_path(writing.path)
        if writing.records is not None:
            session.set_records(writing.records)
        if session.revision == writing.revision:
            session.mark_saved()
        else:
            session.mark_unsaved()  # something was edited while the file was being written
        self._desk.journals.begin(file)
        self._desk.memory.remember(writing.path)
        file.view.say(self.tr("Saved."))
        self._desk.window.refresh_titles()
        self.saved.emit()

    def _write_records(self, file: OpenFile, then: Callable[[], None]) -> None:
        session = file.view.session
        if session.path is None:
            return
        file.writing_records = True
        run_task(
            self._desk.worker.write_records(session.records, session.path, file.stamp),
            file.view,
            lambda outcome: self._on_records_written(file, outcome, then),
            lambda error: self._on_broken(file, error),
        )

    def _on_records_written(
        self, file: OpenFile, outcome: Saved | Failed, then: Callable[[], None]
    ) -> None:
        file.writing_records = False
        if isinstance(outcome, Failed):
            file.freed(well=False)
            self._desk.tell(self.tr("Publishing waits"), outcome.message)
            return
        file.stamp = outcome.stamp
        if file.journal is not None:
            file.journal.append_stamp(outcome.stamp)
        file.freed(well=True)
        then()

    def _on_broken(self, file: OpenFile, error: BaseException) -> None:
        file.saving, file.writing_records = None, False
        file.freed(well=False)
        self._desk.on_broken(error)
