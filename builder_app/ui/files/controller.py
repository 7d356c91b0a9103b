"""How documents get into tabs and out of them again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from builder_app.catalogue.catalogue import Catalogue
from builder_app.messages import files as say
from builder_app.storage.project_file import Project
from builder_app.storage.recovery import Recovery
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.choosing import ask_to_save, ask_whose, project_dialog, start_folder
from builder_app.ui.files.desk import Desk, FileMemory
from builder_app.ui.files.foreign_change import ForeignChanges
from builder_app.ui.files.journals import Journals
from builder_app.ui.files.open_file import OpenFile, Seed
from builder_app.ui.files.saving import Saver
from builder_app.ui.files.waiting import WaitingBar
from builder_app.ui.files.worker import Failed, FileWorker, Opened
from builder_app.ui.main_window import MainWindow, document_title
from builder_app.ui.session import EditorSession
from builder_app.ui.tasks import Task, run_task
from builder_app.ui.widgets.dialogs import CANCEL
from builder_app.workflow.snapshot import Snapshot


class FilesController(QObject):
    """Every way a document gets into a tab, into a file, and out of both. Loses nothing."""

    recent_changed = Signal()
    tabs_changed = Signal()  # another set of documents is open, or one has another file

    def __init__(
        self,
        window: MainWindow,
        catalogue: Catalogue,
        worker: FileWorker,
        journals: Journals,
        memory: FileMemory,
    ) -> None:
        super().__init__(window)
        self._catalogue = catalogue
        self.waiting = WaitingBar()
        window.setStatusBar(self.waiting)
        self._desk = Desk(window, worker, journals, memory, self.waiting)
        self._changes = ForeignChanges(self._desk)
        self._saver = Saver(self._desk, self._changes)
        self._opening: dict[Path, Task[Opened | Failed]] = {}
        self._order: tuple[Path, ...] = ()
        self._front: Path | None = None
        self.save = self._saver.save
        self.save_as = self._saver.save_as
        self.save_copy_without_samples = self._saver.save_copy_without_samples
        self.write_record = self._saver.write_record
        self._saver.saved.connect(self.recent_changed)
        self._saver.saved.connect(self.tabs_changed)

    @property
    def opening(self) -> tuple[Path, ...]:
        """The files that are just being read."""
        return tuple(self._opening)

    # ---- into a tab

    def new(self) -> DocumentView:
        """Open an empty workflow."""
        return self._add(Seed(Project(Snapshot()), unsaved=False))

    def show(self, snapshot: Snapshot) -> DocumentView:
        """Open a workflow that is in no file: a starter, an import."""
        return self._add(Seed(Project(snapshot)))

    def duplicate(self, view: DocumentView) -> None:
        """Open a copy in a tab of its own, in no file yet; ask whose workflow it is."""
        window = self._desk.window
        project = self._desk.files[view].project()
        answer = ask_whose(window, self.tr("Duplicate")) if project.publish_records else "new"
        if answer == CANCEL:
            return
        if answer == "new":
            name = self.tr("{name} (copy)").format(name=document_title(view.session))
            snapshot = replace(project.snapshot, name=name)
            project = replace(project, snapshot=snapshot, publish_records=())
        self._add(Seed(project))

    def open(self, path: Path) -> None:
        """Open a project file; one that is open already comes to the front instead."""
        path = path.absolute()
        if file := self._desk.at(path):
            self._desk.window.tabs.setCurrentWidget(file.view)
            return
        if path in self._opening:
            return
        future = self._desk.worker.open(path)
        task = run_task(
            future,
            self,
            lambda outcome: self._on_opened(path, outcome),
            lambda error: self._on_not_opened(path, error),
        )
        self._opening[path] = task

        def give_up() -> None:
            task.cancel()
            self._opening.pop(path, None)

        sentence = self.tr("Still reading “{name}”…").format(name=path.name)
        self.waiting.follow(future, sentence, give_up)

    def restore(self, paths: Sequence[Path], front: Path | None) -> None:
        """Open what was open before, in the order of then, and that one in front."""
        self._order, self._front = tuple(paths), front
        for path in paths:
            self.open(path)

    def choose_and_open(self) -> None:
        """Let the person choose a project file to open."""
        dialog = project_dialog(
            self._desk.window,
            self.tr("Open a workflow"),
            QFileDialog.AcceptMode.AcceptOpen,
            start_folder(self._desk.memory.recent()),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def recover(self, recovery: Recovery) -> None:
        """Open what a killed program left, step by step, so that each can be undone."""
        start = recovery.beginning
        path, stamp = start.path, start.stamp
        if path is not None and (there := self._desk.at(path)):
            if there.view.session.is_dirty:
                path, stamp = None, None  # work of now stands in that file's tab
            else:
                self._drop(there.view)
        base = replace(start.base, publish_records=recovery.records)
        view = self._add(Seed(base, start.unsaved, path, stamp, path))
        for edit in recovery.edits:
            if not view.session.perform(edit, self.tr("Recovered step")):
                view.say(self.tr("Not every step could be brought back."))
                break
        if view.session.path is None or not recovery.edits:
            view.session.mark_unsaved()
        self._changes.look([self._desk.files[view]])

    def _on_not_opened(self, path: Path, error: BaseException) -> None:
        self._opening.pop(path, None)
        self._desk.on_broken(error)

    def _on_opened(self, path: Path, outcome: Opened | Failed) -> None:
        self._opening.pop(path, None)
        if isinstance(outcome, Failed):
            if outcome.message.code == say.MISSING.code:
                self._desk.memory.forget(path)
                self.recent_changed.emit()
            self._desk.tell(self.tr("This file can’t be opened"), outcome.message)
            return
        if file := self._desk.at(path, outcome.real):
            self._desk.window.tabs.setCurrentWidget(file.view)
            return
        view = self._add(Seed(outcome.project, False, path, outcome.stamp, outcome.real))  # noqa: FBT003
        self._put_in_order(view, path)
        self._desk.memory.remember(path)
        self.recent_changed.emit()

    def _add(self, seed: Seed) -> DocumentView:
        window = self._desk.window
        session = EditorSession(seed.project.snapshot, self._catalogue)
        session.set_path(seed.path)
        session.set_records(seed.project.publish_records)
        view = DocumentView(session, window.theme)
        window.add_document(view)
        session.setParent(view)
        file = OpenFile(view, seed.project, seed.stamp, seed.real)
        self._desk.files[view] = file
        if seed.unsaved:
            session.mark_unsaved()
        self._desk.journals.begin(file)
        view.canvas.zoom_to_fit()
        place = self._desk.memory.place(seed.path) if seed.path else None
        if place := place or seed.project.view:
            view.restore_view_state(place)
        window.refresh_titles()
        self.tabs_changed.emit()
        return view

    def _put_in_order(self, view: DocumentView, path: Path) -> None:
        """Files are read side by side: put a restored tab where it stood, whatever came first."""
        if path not in self._order:
            return
        tabs = self._desk.window.tabs
        before = set(self._order[: self._order.index(path)])
        index = sum(each.session.path in before for each in self._desk.window.views)
        tabs.tabBar().moveTab(tabs.indexOf(view), index)
        if self._front is not None and (front := self._desk.at(self._front)):
            tabs.setCurrentWidget(front.view)

    # ---- the file changed underneath

    def look_at_files(self) -> None:
        """Notice files that changed underneath; called when the window gets the focus."""
        self._changes.look(self._desk.files.values())

    # ---- out of a tab

    def close(self, view: DocumentView, then: Callable[[], None] | None = None) -> None:
        """Close a tab; ask when something is not saved. ``then`` runs when it is closed."""

        def finish() -> None:
            self._drop(view)
            if then:
                then()

        file = self._desk.files.get(view)
        if file is None:
            return  # closed already
        if not view.session.is_dirty:
            finish()
            return
        if file.saving and file.saving.revision == view.session.revision and not file.waiting:
            file.when_free(lambda: self.close(view, then))  # being saved just now
            return
        answer = self._decision(view)
        if answer == "save":
            self.save(view, finish)
        elif answer == "discard":
            finish()

    def close_all(self, then: Callable[[], None]) -> None:
        """Close every tab once all is decided; a Cancel leaves all of them open.

        ``then`` runs before the tabs go: it may still look at them.
        """
        self._decide_next(set(), then)

    def _decide_next(self, discarded: set[DocumentView], then: Callable[[], None]) -> None:
        views = self._desk.window.views
        undecided = [v for v in views if v.session.is_dirty and v not in discarded]
        if not undecided:
            then()
            for view in views:
                self._drop(view)
            return
        view = undecided[0]
        answer = self._decision(view)
        if answer == "save":
            self.save(view, lambda: self._decide_next(discarded, then))
        elif answer == "discard":
            self._decide_next({*discarded, view}, then)

    def _decision(self, view: DocumentView) -> str:
        self._desk.window.tabs.setCurrentWidget(view)
        return ask_to_save(self._desk.window, view.session)

    def _drop(self, view: DocumentView) -> None:
        file = self._desk.files.pop(view)
        if view.session.path is not None:
            self._desk.memory.remember_place(view.session.path, view.view_state())
        self._desk.journals.end(file)
        # when it is destroyed it says that nothing can be undone any more: to nobody
        view.session.undo_stack.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._desk.window.remove_document(view)
        self.tabs_changed.emit()
