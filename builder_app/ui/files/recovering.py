"""After a crash: every step that was not saved is offered."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from builder_app.storage.recovery import Recovery
from builder_app.ui.files.controller import FilesController
from builder_app.ui.main_window import MainWindow
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask


def offer_recovery(
    window: MainWindow,
    files: FilesController,
    found: tuple[Recovery, ...],
    on_disk: Callable[[Callable[[], None]], object],
) -> None:
    """Ask for each document that a killed program left; "Later" asks again at the next start.

    ``on_disk`` runs what touches the journals away from the UI thread.
    """
    for recovery in found:
        answer = _answer(window, recovery)
        if answer == "recover":
            files.recover(recovery)
        on_disk(recovery.release if answer == CANCEL else recovery.discard)


def _answer(window: MainWindow, recovery: Recovery) -> str:
    path = recovery.beginning.path
    name = path.name if path else recovery.snapshot().name or _tr("Untitled workflow")
    steps = len(recovery.edits)
    return ask(
        window,
        _tr("Recover unsaved work"),
        _tr("“{name}” was not saved when the program ended.").format(name=name),
        _tr("It comes back as it was.")
        if steps == 0
        else _tr("1 step can be brought back.")
        if steps == 1
        else _tr("{count} steps can be brought back.").format(count=steps),
        (
            Choice("recover", _tr("Recover")),
            Choice("discard", _tr("Discard"), QMessageBox.ButtonRole.DestructiveRole),
            Choice(CANCEL, _tr("Later"), QMessageBox.ButtonRole.RejectRole),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Recovery", text)
