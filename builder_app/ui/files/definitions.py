"""Importing and exporting definitions from the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.formats import as_curl, as_json_text, as_python
from builder_app.definition.model import Definition
from builder_app.definition.projection import published_graph
from builder_app.definition.publish_record import PublishRecord
from builder_app.definition.reader import (
    DefinitionUnreadable,
    ReadDefinition,
    read_definition,
)
from builder_app.storage.atomic import write_atomically
from builder_app.storage.json_file import read_json
from builder_app.storage.refusal import FileRefused
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.choosing import FileDialog
from builder_app.ui.files.controller import FilesController
from builder_app.ui.files.worker import Failed, FileWorker
from builder_app.ui.main_window import MainWindow
from builder_app.ui.tasks import run_task
from builder_app.ui.widgets.dialogs import Choice, ask, tell
from builder_app.workflow.json_value import JsonValue

_WRITERS: dict[str, Callable[[Definition], str]] = {
    ".json": as_json_text,
    ".sh": as_curl,
    ".py": as_python,
}


class DefinitionFiles(QObject):
    """Definitions in and out of files; the file work happens on the worker."""

    def __init__(
        self,
        window: MainWindow,
        files: FilesController,
        worker: FileWorker,
        catalogue: Catalogue,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._worker = worker
        self._catalogue = catalogue

    def choose_and_import(self) -> None:
        """Let the person choose a definition."""
        mode = QFileDialog.AcceptMode.AcceptOpen
        dialog = FileDialog(self._window, self.tr("Import a definition"), mode)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Definitions (*.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.import_file(Path(name)))
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Open a definition in a new tab, laid out."""
        future = self._worker.run(path, lambda: self._read(path))
        task = run_task(
            future,
            self,
            self._on_read,
            lambda _: tell(self._window, self.tr("Import"), self.tr("See the log for details.")),
        )
        sentence = self.tr("Still reading “{name}”…").format(name=path.name)
        self._files.waiting.follow(future, sentence, task.cancel)

    def show(self, data: JsonValue, records: tuple[PublishRecord, ...] = ()) -> None:
        """Open a definition that is at hand, as the workflow that ``records`` name."""
        try:
            self._on_read(read_definition(data, self._catalogue), records)
        except DefinitionUnreadable as refusal:
            self._on_read(Failed(refusal.message))

    def choose_and_export(self, view: DocumentView) -> None:
        """Let the person choose where the definition goes, and whether sample rows go with it."""
        answer = ask(
            self._window,
            self.tr("Export the definition"),
            self.tr("Leave sample rows out?"),
            self.tr("They may hold data of real people."),
            (
                Choice("without", self.tr("Without sample rows")),
                Choice("with", self.tr("With sample rows")),
            ),
        )
        if answer not in ("with", "without"):
            return
        mode = QFileDialog.AcceptMode.AcceptSave
        dialog = FileDialog(self._window, self.tr("Export the definition"), mode)
        dialog.setNameFilters(
            [self.tr("JSON (*.json)"), self.tr("cURL (*.sh)"), self.tr("Python (*.py)")]
        )
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(
            lambda name: self._export(view, Path(name), include_samples=answer == "with")
        )
        dialog.open()

    def _export(self, view: DocumentView, path: Path, *, include_samples: bool) -> None:
        snapshot = view.session.workflow.snapshot()
        graph = published_graph(snapshot, self._catalogue, include_samples=include_samples)
        writer = _WRITERS.get(path.suffix, as_json_text)
        text = writer(Definition(snapshot.name, snapshot.description, graph))
        run_task(
            self._worker.write(path, lambda: _write(path, text)),
            view,
            lambda failed: self._on_written(view, path, failed),
            lambda _: tell(self._window, self.tr("Export"), self.tr("See the log for details.")),
        )

    def _on_written(self, view: DocumentView, path: Path, failed: Failed | None) -> None:
        if failed:
            tell(self._window, self.tr("Export"), failed.message.text())
        else:
            view.say(self.tr("{name} written.").format(name=path.name))

    def _read(self, path: Path) -> ReadDefinition | Failed:
        try:
            return read_definition(read_json(path), self._catalogue)
        except (FileRefused, DefinitionUnreadable) as refusal:
            return Failed(refusal.message)

    def _on_read(
        self, outcome: ReadDefinition | Failed, records: tuple[PublishRecord, ...] = ()
    ) -> None:
        if isinstance(outcome, Failed):
            tell(self._window, self.tr("Import"), outcome.message.text())
            return
        view = self._files.show(outcome.snapshot)
        view.session.set_records(records)
        view.say(" ".join(remark.text() for remark in outcome.remarks))


def _write(path: Path, text: str) -> Failed | None:
    try:
        write_atomically(path, text.encode())
    except FileRefused as refusal:
        return Failed(refusal.message)
    return None
