"""What stands behind the window's commands. Loaded after the first paint: see ``program``."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, qVersion
from PySide6.QtGui import QCloseEvent, QCursor, QDesktopServices, QGuiApplication

from builder_app.background.daemon import in_the_background
from builder_app.catalogue.catalogue import Catalogue
from builder_app.credentials.key_store import KeyStore
from builder_app.messages import Message
from builder_app.services.outcomes import CloudChanged
from builder_app.settings.places import Places
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import SANDBOX
from builder_app.storage.project_file import ViewState
from builder_app.storage.recovery import Recovery
from builder_app.ui.account.controller import ConnectionsController
from builder_app.ui.clipboard.controller import ClipboardController
from builder_app.ui.document_view import DocumentView
from builder_app.ui.files.controller import FilesController
from builder_app.ui.files.definitions import DefinitionFiles
from builder_app.ui.files.journals import Journals
from builder_app.ui.files.recent import MissingFiles
from builder_app.ui.files.recovering import offer_recovery
from builder_app.ui.files.worker import FileWorker
from builder_app.ui.finder.controller import FinderController
from builder_app.ui.main_window import MainWindow
from builder_app.ui.palette.panel import PalettePanel
from builder_app.ui.publish.controller import PublishController
from builder_app.ui.service_door import ServiceDoor
from builder_app.ui.tasks import run_task
from builder_app.ui.welcome.page import Starter
from builder_app.ui.widgets.dialogs import tell
from builder_app.ui.widgets.lines import plain_tip

logger = logging.getLogger(__name__)


class SettingsMemory:
    """What the settings remember about files."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings

    def recent(self) -> tuple[str, ...]:
        """Return the paths, the newest first."""
        return self._settings.current.recent_files

    def remember(self, path: Path) -> None:
        """Put a path first."""
        self._settings.change(lambda old: old.with_recent(str(path)))

    def forget(self, path: Path) -> None:
        """Take a path out: nothing is there any more."""
        self._settings.change(lambda old: old.without_recent(str(path)))

    def place(self, path: Path) -> ViewState | None:
        """Return where the canvas looked last, None when that is not known."""
        place = self._settings.current.views.get(str(path))
        return ViewState(*place) if place else None

    def remember_place(self, path: Path, place: ViewState) -> None:
        """Remember where the canvas looks."""
        at = (place.x, place.y, place.zoom)
        self._settings.change(lambda old: old.with_view(str(path), at))


class Workbench(QObject):
    """Joins the window's commands to what does them."""

    def __init__(
        self,
        window: MainWindow,
        catalogue: Catalogue,
        settings: SettingsStore,
        here: Places,
        door: ServiceDoor,
    ) -> None:
        super().__init__()
        self.window = window
        self._settings = settings
        self._here = here
        self._leaving = False
        self.worker = FileWorker()
        self.journals = Journals(here.journals)
        recent = SettingsMemory(settings)
        self.files = FilesController(self.window, catalogue, self.worker, self.journals, recent)
        self.definitions = DefinitionFiles(self.window, self.files, self.worker, catalogue)
        window.add_palette(PalettePanel(catalogue, window.theme, window.ghost_of))
        self.keys = KeyStore()
        self.accounts = ConnectionsController(self.window, settings, self.keys, door.check)
        self.connections = self.accounts.connections
        self.publishing = PublishController(self.window, door, self.files)
        self.finder = FinderController(window, catalogue)
        self.clipboard = ClipboardController(catalogue, window)
        self._recent = recent
        self._missing = MissingFiles(self)
        self._connect()
        self._show_connection()
        self._show_recent()

    def start(self, paths: Sequence[str], troubles: Sequence[Message]) -> None:
        """Open what the command line names, else what was open; offer what a crash left.

        ``troubles`` are told first: folders and settings that could not be used.
        """
        if troubles:
            sentences = "\n\n".join(trouble.text() for trouble in troubles)
            tell(self.window, self.tr("Workflow Builder"), sentences)
        self.accounts.say_what_is_lost()
        self._missing.look(self._recent.recent())
        self.open_all(paths)
        if not paths:
            front = self._settings.current.front_file
            was_open = [Path(path) for path in self._settings.current.open_files]
            self.files.restore(was_open, Path(front) if front else None)
        run_task(
            self.worker.run(self.journals.folder, self.journals.orphans),
            self.window,
            self._offer_recovery,
            lambda error: logger.warning("journals can't be read: %s", type(error).__name__),
        )

    def _offer_recovery(self, found: tuple[Recovery, ...]) -> None:
        def on_disk(work: Callable[[], None]) -> None:
            self.worker.write(self.journals.folder, work)

        offer_recovery(self.window, self.files, found, on_disk)

    def open_path(self, path: str) -> None:
        """Open a project file, or import a definition."""
        if path.lower().endswith(".json"):
            self.definitions.import_file(Path(path))
        else:
            self.files.open(Path(path))

    def open_all(self, paths: Sequence[str]) -> None:
        """Open the files that the command line names or that were dropped on the window."""
        for path in paths:
            self.open_path(path)

    def close(self) -> None:
        """Let go of threads."""
        self.worker.close()
        self.journals.close()

    def _connect(self) -> None:
        self.files.recent_changed.connect(self._show_recent)
        self.files.tabs_changed.connect(self._remember_open_files)
        self._missing.changed.connect(self._show_recent)
        self.window.current_changed.connect(self._on_current_changed)
        self.connections.changed.connect(self._show_connection)
        self.accounts.manage_requested.connect(self._preferences)
        self.publishing.key_requested.connect(self.accounts.renew_active)
        self.publishing.organisation_learned.connect(self.connections.learn_organisation)
        self.publishing.cloud_copy_requested.connect(self._open_cloud_copy)
        self.journals.failed.connect(self._on_journal_failed)

    def run(self, command: str) -> None:
        """Do a command that the window does not do itself."""
        plain: dict[str, Callable[[], object]] = {
            "file.new": self.files.new,
            "file.open": self.files.choose_and_open,
            "file.import": self.definitions.choose_and_import,
            "file.quit": self.window.close,
            "edit.preferences": self._preferences,
            "view.commands": self.finder.open_commands,
            "help.keys": self._show_keys,
            "workflow.connect": self.accounts.connect_account,
            "workflow.connections": self._connection_menu,
            "help.log": self._show_log,
            "help.diagnostics": self._copy_diagnostics,
            "help.about": self._about,
        }
        with_view: dict[str, Callable[[DocumentView], object]] = {
            "edit.add": self.finder.open_adding,
            "edit.copy": self.clipboard.copy,
            "edit.cut": self.clipboard.cut,
            "edit.paste": self.clipboard.paste,
            "edit.paste_linked": lambda view: self.clipboard.paste(view, linked=True),
            "edit.duplicate": self.clipboard.duplicate,
            "file.save": self.files.save,
            "file.save_as": self.files.save_as,
            "file.duplicate": self.files.duplicate,
            "file.save_without_samples": self.files.save_copy_without_samples,
            "file.export": self.definitions.choose_and_export,
            "file.close": self.files.close,
            "workflow.publish": self._publish,
        }
        if command in plain:
            plain[command]()
        elif (view := self.window.current) is not None and command in with_view:
            with_view[command](view)

    def _publish(self, view: DocumentView) -> None:
        self.accounts.target(lambda target: self.publishing.publish(view, target))

    def _open_cloud_copy(self, outcome: CloudChanged) -> None:
        workflow = outcome.workflow
        graph = workflow.workflow_definition or {"blocks": [], "edges": []}
        self.definitions.show(
            {
                "workflow_name": workflow.name,
                "workflow_description": workflow.description or "",
                "workflow_definition": graph,
            },
            (outcome.record,),
        )

    def open_starter(self, starter: Starter) -> None:
        """Open one of the shipped workflows as a new one."""
        self.definitions.import_file(starter.path)

    def use_sandbox(self) -> None:
        """Talk to the sandbox from now on."""
        self.connections.use(SANDBOX.id)
        self.window.welcome.new.setFocus()

    def choose_account(self) -> None:
        """Connect an account, or choose among those that are connected."""
        if len(self.connections.all) == 1:
            self.accounts.connect_account()
        else:
            self.accounts.show_menu(QCursor.pos())

    def _connection_menu(self) -> None:
        button = self.window.header.connection
        self.accounts.show_menu(button.mapToGlobal(button.rect().bottomLeft()))

    def _preferences(self) -> None:
        from builder_app.ui.account.page import ConnectionsPage
        from builder_app.ui.preferences.dialog import PreferencesDialog

        page = ConnectionsPage(self.accounts)
        PreferencesDialog(self._settings, [(self.tr("Connections"), page)], self.window).open()

    def _show_keys(self) -> None:
        from builder_app.ui.finder.keys_dialog import KeysDialog

        KeysDialog(self.window).open()

    def _about(self) -> None:
        from builder_app.ui.preferences.about import AboutDialog

        AboutDialog(self.window).open()

    def _show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._here.log)))

    def _copy_diagnostics(self) -> None:
        from builder_app.settings.diagnostics import Surroundings, diagnostics

        def gather(keyring_name: str) -> None:
            settings, around = self._settings.current, Surroundings(qVersion(), keyring_name)
            text = in_the_background(lambda: diagnostics(settings, self._here, around))
            run_task(text, self.window, copy, lambda _: self._say(self.tr("See the log folder.")))

        def copy(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._say(self.tr("Diagnostics copied; they hold no secrets."))

        name: Future[str] = self.keys.backend_name()
        run_task(name, self.window, gather, lambda _: gather("unknown"))

    # ---- following

    def _show_connection(self) -> None:
        kind, words = self.connections.active.kind, self.connections.words()
        self.window.header.show_connection(kind, words)
        self.window.welcome.show_connection(kind, words)
        if self._settings.current.welcome_done:
            self.window.welcome.put_choice_first(first=False)

    def _show_recent(self) -> None:
        self.window.welcome.show_recent(self._recent.recent(), self._missing.paths)

    def _on_current_changed(self) -> None:
        self.window.welcome.say("")
        if self.window.current is None:
            self._missing.look(self._recent.recent())

    def _say(self, sentence: str) -> None:
        """Show a sentence where the person looks: below the document or on the welcome page."""
        if view := self.window.current:
            view.say(sentence)
        else:
            self.window.welcome.say(sentence)

    def fill_recent_menu(self) -> None:
        """List the recent files in their menu."""
        menu = self.window.recent_menu
        menu.clear()
        for path in self._recent.recent():
            action = menu.addAction(Path(path).name)
            action.setToolTip(plain_tip(path))
            action.triggered.connect(lambda _=False, chosen=path: self.open_path(chosen))
        if not self._recent.recent():
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _on_journal_failed(self, message: object) -> None:
        self._say(str(message))

    def on_close(self, event: QCloseEvent) -> None:
        """Ask for what is not saved; the window closes when nothing is left to ask."""
        if not self.window.views:
            self._remember_window()
            event.accept()
            QCoreApplication.quit()
            return
        event.ignore()
        self.files.close_all(self._leave)

    def _leave(self) -> None:
        self._remember_open_files()
        self._leaving = True
        # Qt does not close a window again while it is answering a close event
        QTimer.singleShot(0, self.window.close)

    def _remember_open_files(self) -> None:
        """Keep the list up to date, so that it is right even after a crash."""
        if self._leaving:
            return  # the tabs that go now are those that come back
        paths = [view.session.path for view in self.window.views]
        files = tuple(str(path) for path in [*paths, *self.files.opening] if path is not None)
        current = self.window.current
        front = str(current.session.path) if current and current.session.path else None
        self._settings.change(lambda old: replace(old, open_files=files, front_file=front))

    def _remember_window(self) -> None:
        geometry = bytes(self.window.saveGeometry().toBase64().data()).decode("ascii")
        panes = self.window.pane_sizes()
        self._settings.change(lambda old: replace(old, window_geometry=geometry, panes=panes))
