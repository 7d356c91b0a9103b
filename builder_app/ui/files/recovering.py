"""After a crash: every step that was not saved is offered."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from builder_app.storage.recovery import Recovery
from builder_app.ui.files.controller import FilesController
from builder_app.ui.main_window import MainWindow
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask


def offer_recovery(window: MainWindow, files: FilesController, found: tuple[Recovery, ...]) -> None:
    """Ask for each document that a killed program left; "Later" asks again at the next start."""
    for recovery in found:
        name = recovery.snapshot().name or _tr("Untitled workflow")
        if recovery.project_path:
            name = recovery.project_path.name
        answer = ask(
            window,
            _tr("Recover unsaved work"),
            _tr("“{name}” was not saved when the program ended.").format(name=name),
            _tr("{count} steps can be brought back.").format(count=len(recovery.edits)),
            (
                Choice("recover", _tr("Recover")),
                Choice("discard", _tr("Discard"), QMessageBox.ButtonRole.DestructiveRole),
                Choice(CANCEL, _tr("Later"), QMessageBox.ButtonRole.RejectRole),
            ),
        )
        if answer == "recover":
            view = files.show(recovery.base)
            view.session.set_path(recovery.project_path)
            view.session.set_records(recovery.records)
            files.rebase(view)
            # as steps, so that the new journal holds them too: a second crash loses nothing
            for edit in recovery.edits:
                if not view.session.perform(edit, _tr("Recovered step")):
                    break
            recovery.discard()
        elif answer == "discard":
            recovery.discard()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Recovery", text)
