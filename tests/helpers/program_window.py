"""The whole program in one process, offscreen: real files, the real sandbox, real boxes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from builder_app.bootstrap import LazyGateway, _build_gateway
from builder_app.resources import resource_root
from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.controller import FilesController
from builder_app.ui.program import Program
from builder_app.ui.workbench import Workbench


class Running:
    """A running program and a person in front of it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.window = program.window
        self.qtbot = qtbot
        self.said: list[str] = []

    @property
    def workbench(self) -> Workbench:
        """What stands behind the commands."""
        return self.program.workbench

    @property
    def files(self) -> FilesController:
        """Opening and saving."""
        return self.workbench.files

    def do(self, command: str) -> None:
        """Choose a command of the menus."""
        self.window.actions_by_id[command].trigger()

    def view(self) -> DocumentView:
        """Return the tab in front."""
        view = self.window.current
        assert view is not None
        return view

    def open(self, path: Path) -> DocumentView:
        """Open a file and wait for its tab."""
        before = len(self.window.views)
        self.files.open(path)
        self.qtbot.waitUntil(lambda: len(self.window.views) > before)
        return self.view()

    def answer(self, *buttons: str) -> None:
        """Click these buttons, one in each of the next boxes. Wait with ``answered``."""
        QTimer.singleShot(5, partial(self._answer, buttons))

    def answered(self, count: int = 1) -> None:
        """Wait until that many boxes were answered."""
        self.qtbot.waitUntil(lambda: len(self.said) >= count)

    def save(self) -> None:
        """Save and wait until the file holds it."""
        view = self.view()
        self.do("file.save")
        self.qtbot.waitUntil(lambda: not view.session.is_dirty)

    def choose_file(self, command: str, path: Path) -> None:
        """Give a command that asks for a file, and choose this one."""
        self.do(command)
        (dialog,) = self.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()

    def press(self, dialog: QDialog, text: str) -> None:
        """Press a button of a dialog by its text."""

        def shown() -> list[QPushButton]:
            buttons = dialog.findChildren(QPushButton)
            return [b for b in buttons if b.text() == text and b.isVisible()]

        self.qtbot.waitUntil(lambda: bool(shown()))
        shown()[0].click()

    def _answer(self, buttons: tuple[str, ...]) -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            self.answer(*buttons)
            return
        self.said.append(f"{box.text()} {box.informativeText()}")
        if buttons[1:]:  # the next box may open before this click returns
            self.answer(*buttons[1:])
        next(b for b in box.buttons() if b.text().replace("&", "") == buttons[0]).click()


@contextmanager
def running_program(qtbot: QtBot, *, loaded: bool = True) -> Iterator[Running]:
    """Start the program over the profile that the environment names, and end it whole."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QDir.setSearchPaths("res", [str(resource_root())])
    here = places()
    assert not here.make()
    door = LazyGateway(partial(_build_gateway, here.sandbox_database))
    program = Program(app, SettingsStore(here.settings_file), here, door)
    program.window.show()
    try:
        running = Running(program, qtbot)
        if loaded:
            assert running.workbench.window is program.window
        yield running
    finally:
        for view in program.window.views:
            view.session.mark_saved()
            program.workbench.files.close(view)
        door.close()
        program.close()
        program.window.hide()
        program.window.deleteLater()
        app.setStyleSheet("")
