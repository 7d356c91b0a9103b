"""Choosing a project file: the dialog, the name that is offered, and whose workflow a copy is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QMessageBox, QWidget
from typing_extensions import override

from builder_app.ui.main_window import document_title
from builder_app.ui.session import EditorSession
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask

PROJECT_SUFFIX = ".wfb"


class _PlainIcons(QFileIconProvider):
    """Icons by what an entry is.

    Qt's own provider opens files to look inside, on the UI thread: one that hangs hangs the window
    (seen with 6.11).
    """

    @override
    def icon(self, of: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(of, QFileInfo):
            kinds = QFileIconProvider.IconType
            of = kinds.Folder if of.isDir() else kinds.File
        return super().icon(of)

    @override
    def type(self, info: QFileInfo) -> str:
        return _tr("Folder") if info.isDir() else _tr("File")


class FileDialog(QFileDialog):
    """A dialog that opens no file by itself, and deletes itself."""

    def __init__(self, parent: QWidget, title: str, mode: QFileDialog.AcceptMode) -> None:
        super().__init__(parent, title)
        self._icons = _PlainIcons()  # the dialog only borrows it
        self.setIconProvider(self._icons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(mode)


def project_dialog(
    parent: QWidget, title: str, mode: QFileDialog.AcceptMode, folder: Path
) -> QFileDialog:
    """Return a dialog for project files that begins in ``folder``; it deletes itself."""
    dialog = FileDialog(parent, title, mode)
    dialog.setNameFilters([_tr("Workflows (*.wfb)"), _tr("All files (*)")])
    dialog.setDefaultSuffix(PROJECT_SUFFIX.removeprefix("."))
    dialog.setDirectory(str(folder))
    return dialog


def start_folder(recent: Sequence[str]) -> Path:
    """Return the folder in which choosing begins: that of the latest file."""
    return Path(recent[0]).parent if recent else Path.home()


def file_name(session: EditorSession) -> str:
    """Return the path of the session's file, else a file name made from its title."""
    if session.path:
        return str(session.path)
    words = "".join(c if c.isalnum() else "-" for c in document_title(session).lower())
    return ("-".join(part for part in words.split("-") if part) or "workflow") + PROJECT_SUFFIX


def ask_whose(parent: QWidget, title: str) -> str:
    """Ask whether a copy is the same workflow at the service: "same", "new" or "cancel"."""
    return ask(
        parent,
        title,
        _tr("Is the copy the same workflow at the service, or a new one?"),
        _tr(
            "The same: publishing from either file updates one workflow. "
            "A new one: publishing from the copy makes another."
        ),
        (
            Choice("same", _tr("The same workflow")),
            Choice("new", _tr("A new workflow")),
            Choice(CANCEL, _tr("Cancel"), QMessageBox.ButtonRole.RejectRole),
        ),
    )


def ask_to_save(parent: QWidget, session: EditorSession) -> str:
    """Ask what is to become of unsaved changes: "save", "discard" or "cancel"."""
    return ask(
        parent,
        _tr("Not saved"),
        _tr("Save the changes to “{name}”?").format(name=document_title(session)),
        _tr("Without saving they are gone when the tab closes."),
        (
            Choice("save", _tr("Save"), QMessageBox.ButtonRole.AcceptRole),
            Choice("discard", _tr("Discard"), QMessageBox.ButtonRole.DestructiveRole),
            Choice(CANCEL, _tr("Cancel"), QMessageBox.ButtonRole.RejectRole),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Choosing", text)
