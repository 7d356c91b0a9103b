"""The running program: its window at once, the workbench behind it a moment later."""

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from builder_app.messages import Message
from builder_app.settings.places import Places
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Settings
from builder_app.ui.main_window import MainWindow
from builder_app.ui.theme.stylesheet import style_sheet
from builder_app.ui.theme.theme import Theme
from builder_app.ui.welcome.starters import starters

if TYPE_CHECKING:  # most of the program: loaded on a thread while the window is there already
    from builder_app.ui.service_door import ServiceDoor
    from builder_app.ui.workbench import Workbench

logger = logging.getLogger(__name__)


class Program(QObject):
    """Everything of one running window.

    The window is there after a third of the imports. A command given before the rest is loaded
    waits for it; the window paints, scrolls and opens its menus meanwhile.
    """

    loaded = Signal()  # all is there: what comes next may load after it

    def __init__(
        self,
        app: QApplication,
        settings: SettingsStore,
        here: Places,
        door: "ServiceDoor",
    ) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._here = here
        self._door = door
        self._workbench: Workbench | None = None
        self._paths: Sequence[str] = ()
        self._troubles: Sequence[Message] = ()
        self.theme = Theme(settings.current.theme, self)
        self.theme.changed.connect(self._dress)
        self.window = MainWindow(self.theme, starters())
        self.window.set_pane_sizes(settings.current.panes)
        self.window.welcome.show_recent(settings.current.recent_files)
        self.window.welcome.put_choice_first(first=not settings.current.welcome_done)
        self._connect()
        self._follow_settings(settings.current)
        self._dress()  # once all widgets are there: each would be styled again with every move

    def start(self, paths: Sequence[str], troubles: Sequence[Message] = ()) -> None:
        """Load the rest in the background, then open what the command line names.

        ``troubles`` are what went wrong so far: they are told first.
        """
        self._paths, self._troubles = paths, troubles
        threading.Thread(target=self._load, name="load-workbench", daemon=True).start()

    @property
    def workbench(self) -> "Workbench":
        """What does the commands; loaded now when it is not there yet."""
        if self._workbench is None:
            from builder_app.catalogue.seed import seed_catalogue
            from builder_app.ui.workbench import Workbench

            self._workbench = Workbench(
                self.window, seed_catalogue(), self._settings, self._here, self._door
            )
        return self._workbench

    def close(self) -> None:
        """Let go of threads and write what is still to be written."""
        if self._workbench:
            self._workbench.close()
        self._settings.flush()

    def _load(self) -> None:
        # only the import happens here; widgets are made where they live, on the UI thread
        import builder_app.ui.workbench  # noqa: F401
        from builder_app.catalogue.seed import seed_catalogue

        seed_catalogue()
        self.loaded.emit()

    def _connect(self) -> None:
        window, welcome = self.window, self.window.welcome
        self._app.applicationStateChanged.connect(self._on_state)
        self._settings.subscribe(self._follow_settings)
        self.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        window.command_triggered.connect(lambda command: self.workbench.run(command))
        window.files_dropped.connect(lambda paths: self.workbench.open_all(paths))
        window.close_requested.connect(lambda event: self.workbench.on_close(event))
        window.tab_close_requested.connect(lambda view: self.workbench.files.close(view))
        window.recent_menu.aboutToShow.connect(lambda: self.workbench.fill_recent_menu())
        welcome.starter_chosen.connect(lambda starter: self.workbench.open_starter(starter))
        welcome.recent_chosen.connect(lambda path: self.workbench.open_path(path))
        welcome.connect_requested.connect(lambda: self.workbench.choose_account())
        welcome.sandbox_requested.connect(lambda: self.workbench.use_sandbox())

    def _on_loaded(self) -> None:
        self.workbench.start(self._paths, self._troubles)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._workbench:
            self._workbench.files.look_at_files()

    def _follow_settings(self, settings: Settings) -> None:
        self.theme.choose(settings.theme)
        self.window.use_wheel(settings.wheel)

    def _dress(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(style_sheet(self.theme.tokens))
