"""Files that change underneath: noticed by content, and decided by the person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from builder_app.storage.json_file import FileStamp
from builder_app.ui.files.comparison import show_comparison
from builder_app.ui.files.desk import Desk
from builder_app.ui.files.open_file import OpenFile
from builder_app.ui.files.worker import Failed, Opened
from builder_app.ui.session import EditorSession
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask
from builder_app.workflow.replacing import step_between
from builder_app.workflow.snapshot import Snapshot

_Role = QMessageBox.ButtonRole


@dataclass(frozen=True, slots=True)
class _Question:
    file: OpenFile
    found: Opened | Failed
    kept: Callable[[], None] | None


class ForeignChanges(QObject):
    """Looks at the files of open documents and asks about each that is not as it was known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._questions: list[_Question] = []
        self._in_a_question = False

    def look(self, files: Iterable[OpenFile]) -> None:
        """Notice which of these changed underneath; called when the window gets the focus."""
        for file in tuple(files):
            path = file.view.session.path
            if path is None or file.stamp is None or file.asking or file.is_busy:
                continue
            run_task(
                self._desk.worker.stamp(path),
                file.view,
                partial(self._on_stamp, file),
                self._desk.on_broken,
            )

    def ask(self, file: OpenFile, kept: Callable[[], None] | None = None) -> None:
        """Ask what is to become of a foreign change; ``kept`` runs after "keep mine"."""
        path = file.view.session.path
        if path is None or file.asking:
            return
        file.asking = True
        run_task(
            self._desk.worker.open(path),
            file.view,
            lambda found: self._on_found(_Question(file, found, kept)),
            self._desk.on_broken,
        )

    def _on_stamp(self, file: OpenFile, found: FileStamp | None) -> None:
        if found is not None and found != file.stamp and not file.is_busy:
            self.ask(file)

    def _on_found(self, question: _Question) -> None:
        """Put one question after the other: a pull may have changed every open file."""
        self._questions.append(question)
        if self._in_a_question:
            return
        self._in_a_question = True
        try:
            while self._questions:
                self._decide(self._questions.pop(0))
        finally:
            self._in_a_question = False

    def _decide(self, question: _Question) -> None:
        file, found = question.file, question.found
        file.asking = False
        if file.view not in self._desk.files:
            return  # its tab was closed meanwhile
        if found.stamp == file.stamp or _is_equal(file, found):
            if found.stamp is not None:
                self._know(file, found.stamp)
            if question.kept:
                question.kept()
            return
        answer = self._answer(file, found)
        if answer == "reload" and isinstance(found, Opened):
            self._reload(file, found)
        elif answer == "mine":
            self._keep(file, found)
            if question.kept:
                question.kept()

    def _answer(self, file: OpenFile, found: Opened | Failed) -> str:
        self._desk.window.tabs.setCurrentWidget(file.view)
        path = file.view.session.path
        name = path.name if path else ""
        file.asking = True
        try:
            while True:
                answer = ask(
                    self._desk.window,
                    self.tr("The file changed"),
                    self.tr("“{name}” was changed by another program.").format(name=name),
                    self._detail(file, found),
                    self._choices(found),
                )
                if answer != "compare" or isinstance(found, Failed):
                    return answer
                mine = file.view.session.workflow.snapshot()
                show_comparison(self._desk.window, mine, found.project.snapshot)
        finally:
            file.asking = False

    def _detail(self, file: OpenFile, found: Opened | Failed) -> str:
        if isinstance(found, Failed):
            return found.message.text()
        if file.view.session.is_dirty:
            return self.tr(
                "Reload takes what the file holds now in place of your unsaved changes; Undo "
                "brings them back. Keep mine leaves this window as it is."
            )
        return self.tr(
            "Reload takes what the file holds now. Keep mine leaves this window as it is."
        )

    def _choices(self, found: Opened | Failed) -> tuple[Choice, ...]:
        mine = Choice("mine", self.tr("Keep mine"))
        later = Choice(CANCEL, self.tr("Cancel"), _Role.RejectRole)
        if isinstance(found, Failed):
            return (mine, later)
        reload, compare = (
            Choice("reload", self.tr("Reload")),
            Choice("compare", self.tr("Compare…")),
        )
        return (reload, mine, compare, later)

    def _reload(self, file: OpenFile, found: Opened) -> None:
        """Take over what the file holds as one step: the view stays, and Undo brings mine back."""
        session = file.view.session
        now, wanted = session.workflow.snapshot(), found.project.snapshot
        step = step_between(now, wanted)
        selected = session.selection.blocks
        if step.edits and not session.perform(step, self.tr("Reload")):
            return
        session.selection.select(blocks=[b.id for b in wanted.blocks if b.id in selected])
        session.set_records(found.project.publish_records)
        file.read, file.stamp, file.real = found.project, found.stamp, found.real
        session.mark_saved()
        self._desk.journals.begin(file)
        self._desk.window.refresh_titles()
        file.view.say(self.tr("Reloaded. Undo brings back what you had."))

    def _keep(self, file: OpenFile, found: Opened | Failed) -> None:
        if found.stamp is not None:
            self._know(file, found.stamp)
        file.view.session.mark_unsaved()

    def _know(self, file: OpenFile, stamp: FileStamp) -> None:
        """From now on only a further change is asked about, after a crash too."""
        file.stamp = stamp
        if file.journal is not None:
            file.journal.append_stamp(stamp)


def _is_equal(file: OpenFile, found: Opened | Failed) -> bool:
    """Tell whether the file says what is here already, only in other bytes."""
    session = file.view.session
    return (
        isinstance(found, Opened)
        and not session.is_dirty
        and found.project.publish_records == session.records
        and _holds(session, found.project.snapshot)
    )


def _holds(session: EditorSession, snapshot: Snapshot) -> bool:
    return session.workflow.snapshot() == snapshot
