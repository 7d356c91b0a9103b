"""Choosing a project file: the dialog, the name that is offered, and whether two paths are one."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from builder_app.ui.main_window import document_title
from builder_app.ui.session import EditorSession

PROJECT_SUFFIX = ".wfb"


def project_dialog(
    parent: QWidget, title: str, mode: QFileDialog.AcceptMode, folder: Path
) -> QFileDialog:
    """Return a dialog for project files that begins in ``folder``; it deletes itself."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(mode)
    dialog.setNameFilters([_tr("Workflows (*.wfb)"), _tr("All files (*)")])
    dialog.setDefaultSuffix(PROJECT_SUFFIX.removeprefix("."))
    dialog.setDirectory(str(folder))
    return dialog


def same_file(one: Path, other: Path) -> bool:
    """Tell whether both lead to the same file, links followed."""
    return one.resolve() == other.resolve()


def file_name(session: EditorSession) -> str:
    """Return the path of the session's file, else a file name made from its title."""
    if session.path:
        return str(session.path)
    words = "".join(c if c.isalnum() else "-" for c in document_title(session).lower())
    return ("-".join(part for part in words.split("-") if part) or "workflow") + PROJECT_SUFFIX


def _tr(text: str) -> str:
    return QCoreApplication.translate("Choosing", text)
