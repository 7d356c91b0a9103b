"""What every part of the file feature works with: the open files, and who does the work."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from builder_app.messages import Message
from builder_app.storage.project_file import ViewState
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.journals import Journals
from builder_app.ui.files.open_file import OpenFile
from builder_app.ui.files.waiting import WaitingBar
from builder_app.ui.files.worker import FileWorker
from builder_app.ui.main_window import MainWindow
from builder_app.ui.widgets.dialogs import tell


class FileMemory(Protocol):
    """What is remembered about files from one run to the next."""

    def recent(self) -> tuple[str, ...]:
        """Return the paths, the newest first."""

    def remember(self, path: Path) -> None:
        """Put a path first."""

    def forget(self, path: Path) -> None:
        """Take a path out: nothing is there any more."""

    def place(self, path: Path) -> ViewState | None:
        """Return where the canvas looked last, None when that is not known."""

    def remember_place(self, path: Path, place: ViewState) -> None:
        """Remember where the canvas looks."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The open files of one window, and what it takes to work with them."""

    window: MainWindow
    worker: FileWorker
    journals: Journals
    memory: FileMemory
    waiting: WaitingBar
    files: dict[DocumentView, OpenFile] = field(default_factory=dict)

    def at(self, *paths: Path) -> OpenFile | None:
        """Return the open file that has one of these paths, by name or where it leads."""
        for file in self.files.values():
            if {file.view.session.path, file.real} & set(paths):
                return file
        return None

    def tell(self, title: str, message: Message) -> None:
        """Say something that must be read before going on."""
        tell(self.window, title, message.text())

    def on_broken(self, error: BaseException) -> None:
        """Say that a task failed in a way that nobody foresaw; it was logged on its way."""
        del error
        tell(
            self.window,
            QCoreApplication.translate("Desk", "Something went wrong"),
            QCoreApplication.translate(
                "Desk", "Your workflow is untouched. Help → Show Log Folder has the details."
            ),
        )
