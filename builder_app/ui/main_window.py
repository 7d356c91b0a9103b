"""The window: menus and header over a palette and the document views in tabs."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.settings.values import DEFAULT_PANES, Wheel
from builder_app.ui.actions.commands import COMMANDS, MENUS, Command
from builder_app.ui.header import HeaderBar
from builder_app.ui.theme.theme import Theme
from builder_app.ui.welcome.page import Starter, WelcomePage

if TYPE_CHECKING:  # loaded after the first paint: the window opens with the welcome page
    from builder_app.catalogue.kinds import BlockKind
    from builder_app.ui.document_view import DocumentView
    from builder_app.ui.palette.panel import PalettePanel
    from builder_app.ui.session import EditorSession

_CANVAS_KEYS = frozenset(
    {
        "edit.add",
        "edit.copy",
        "edit.cut",
        "edit.duplicate",
        "edit.paste",
        "edit.paste_linked",
        "edit.toggle",
        "edit.select_all",
        "edit.select_none",
        "edit.delete",
        "edit.delete_heal",
        "view.fit",
        "view.fit_all",
    }
)
_FIRST_SIZE = QSize(1440, 900)
_FRAME = QSize(8, 40)  # what a window manager puts around it; not known before it is shown


class MainWindow(QMainWindow):
    """Shows documents and offers commands; what goes beyond the view is said by signals."""

    painted = Signal()  # once: the window is on the screen
    command_triggered = Signal(str)  # the id of a command that the window itself does not do
    files_dropped = Signal(list)  # list[str]: local paths
    close_requested = Signal(object)  # QCloseEvent; ignore it to stay
    current_changed = Signal()
    tab_close_requested = Signal(object)  # DocumentView

    def __init__(self, theme: Theme, starters: Sequence[Starter]) -> None:
        super().__init__()
        self.theme = theme
        self._wheel: Wheel = "automatic"
        self._panes = dict(DEFAULT_PANES)
        self.setWindowTitle(self.tr("Workflow Builder"))
        self.setAcceptDrops(True)
        self.resize(_FIRST_SIZE)
        self.actions_by_id: dict[str, QAction] = {}
        self._painted = False
        self._views: dict[QWidget, DocumentView] = {}
        self.recent_menu = QMenu(self.tr("Open &Recent"), self)
        self.header = HeaderBar()
        self.palette_panel: PalettePanel | None = None
        self.welcome = WelcomePage(starters)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabsClosable(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setMovable(True)
        self.tabs.setTabBarAutoHide(True)
        self._middle = QStackedWidget()
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.splitterMoved.connect(self._on_palette_resized)
        self._middle.addWidget(self.welcome)
        self._middle.addWidget(self.tabs)
        self._lay_out()
        self._build_menus()
        self.header.add_buttons(
            [self.actions_by_id[name] for name in ("edit.undo", "edit.redo", "view.fit_all")],
            self.actions_by_id["view.commands"],
            self.actions_by_id["workflow.publish"],
        )
        self.header.connection_menu_requested.connect(
            lambda: self.command_triggered.emit("workflow.connections")
        )
        self.tabs.currentChanged.connect(self._on_current_changed)
        self.tabs.tabCloseRequested.connect(self._on_tab_close)
        self.welcome.new_requested.connect(lambda: self.command_triggered.emit("file.new"))
        self.welcome.open_requested.connect(lambda: self.command_triggered.emit("file.open"))
        self._on_current_changed()

    def fit_screen(self) -> None:
        """Take the first size, or what the screen has room for: nothing may start out of sight."""
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(_FIRST_SIZE.boundedTo(room))

    def add_palette(self, palette: "PalettePanel") -> None:
        """Put the palette on the left; it shows beside documents, not beside the welcome page."""
        self.palette_panel = palette
        palette.add_requested.connect(self._on_add_requested)
        palette.setVisible(self.current is not None)
        self._body.insertWidget(0, palette)
        self._body.setStretchFactor(0, 0)
        self._body.setStretchFactor(1, 1)
        self.set_pane_sizes(self._panes)

    # ---- documents

    @property
    def current(self) -> "DocumentView | None":
        """The document view in front, None on the welcome page."""
        return self._view_at(self.tabs.currentIndex())

    @property
    def views(self) -> "tuple[DocumentView, ...]":
        """All open document views, left to right."""
        found = (self._view_at(index) for index in range(self.tabs.count()))
        return tuple(view for view in found if view is not None)

    def add_document(self, view: "DocumentView") -> None:
        """Open a tab on the view and bring it to the front."""
        session = view.session
        self._views[view] = view
        view.canvas.wheel = self._wheel
        view.set_pane_sizes(self._panes)
        view.panes_moved.connect(self._panes.update)
        view.canvas.addActions([self.actions_by_id[name] for name in sorted(_CANVAS_KEYS)])
        index = self.tabs.addTab(view, "")
        session.dirty_changed.connect(lambda _: self.refresh_titles())
        session.path_changed.connect(self.refresh_titles)
        session.edited.connect(lambda _: self.refresh_titles())
        for signal in (
            session.undo_stack.canUndoChanged,
            session.undo_stack.canRedoChanged,
            session.undo_stack.undoTextChanged,
            session.gesture_running_changed,
        ):
            signal.connect(lambda _: self._refresh_undo())
        self.tabs.setCurrentIndex(index)
        self._middle.setCurrentWidget(self.tabs)
        self.refresh_titles()
        view.canvas.setFocus()

    def remove_document(self, view: "DocumentView") -> None:
        """Close the tab; whether something is lost was asked before."""
        self.tabs.removeTab(self.tabs.indexOf(view))
        del self._views[view]
        view.deleteLater()
        if not self.tabs.count():
            self._middle.setCurrentWidget(self.welcome)
        self._on_current_changed()

    def use_wheel(self, wheel: Wheel) -> None:
        """Let the wheel mean this on every canvas, from now on."""
        self._wheel = wheel
        for view in self.views:
            view.canvas.wheel = wheel

    def pane_sizes(self) -> dict[str, int]:
        """Return the sizes of the panels in pixels, as the person left them."""
        return dict(self._panes)

    def set_pane_sizes(self, sizes: Mapping[str, int]) -> None:
        """Give the panels these sizes; documents opened from now on get them too."""
        self._panes.update(sizes)
        if self.palette_panel:
            palette = self._panes["palette"]
            self._body.setSizes([palette, self.width() - palette])
        for view in self.views:
            view.set_pane_sizes(self._panes)

    def refresh_titles(self) -> None:
        """Show names and saved states in tabs, header and window title."""
        for index, each in enumerate(self.views):
            mark = "• " if each.session.is_dirty else ""
            self.tabs.setTabText(index, mark + document_title(each.session))
            self.tabs.setTabToolTip(index, str(each.session.path or document_title(each.session)))
        view = self.current
        if view is None:
            self.header.show_document(self.tr("Workflow Builder"), self.tr("Nothing is open"))
            self.setWindowTitle(self.tr("Workflow Builder"))
            return
        session = view.session
        name = session.path.name if session.path else self.tr("not in a file yet")
        state = self.tr("not saved") if session.is_dirty else self.tr("saved")
        if session.path is None and not session.is_dirty:
            state = self.tr("nothing to save")
        # what it will be called where it is published, over the file that it is kept in
        title = session.workflow.name or self.tr("Untitled workflow")
        self.header.show_document(title, f"{name} · {state}")
        self.setWindowTitle(f"{document_title(session)}[*] — {self.tr('Workflow Builder')}")
        self.setWindowModified(session.is_dirty)

    # ---- commands

    def _build_menus(self) -> None:
        menus = {title: self.menuBar().addMenu(self.tr(title)) for title in MENUS}
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.separate:
                menu.addSeparator()
            if command.id == "file.recent":
                menu.addMenu(self.recent_menu)
                continue
            menu.addAction(self._action(command))

    def _action(self, command: Command) -> QAction:
        action = QAction(self.tr(command.text), self)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.id in _CANVAS_KEYS:
            # single letters and Delete belong to the canvas: typing in a field must not meet them
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if command.id == "file.quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        action.triggered.connect(lambda _=False, name=command.id: self._run(name))
        self.actions_by_id[command.id] = action
        return action

    def _run(self, command_id: str) -> None:
        view = self.current
        handler = self._view_commands(view).get(command_id) if view else None
        if handler:
            handler()
        else:
            self.command_triggered.emit(command_id)

    def _view_commands(self, view: "DocumentView") -> dict[str, Callable[[], object]]:
        canvas, stack, selection = view.canvas, view.session.undo_stack, view.session.selection
        return {
            "edit.undo": stack.undo,
            "edit.redo": stack.redo,
            "edit.select_all": selection.select_all,
            "edit.select_none": selection.select,
            "edit.delete": canvas.delete_selection,
            "edit.delete_heal": lambda: canvas.delete_selection(heal=True),
            "edit.toggle": view.toggle_selection,
            "view.next_problem": lambda: view.go_to_problem(1),
            "view.previous_problem": lambda: view.go_to_problem(-1),
            "view.fit": canvas.fit_selection,
            "view.fit_all": canvas.zoom_to_fit,
            "view.zoom_100": lambda: canvas.set_zoom(1.0),
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.next_panel": lambda: self._go_to_panel(1),
            "view.previous_panel": lambda: self._go_to_panel(-1),
        }

    def _go_to_panel(self, step: int) -> None:
        """Give the focus to the next panel from the left: on the canvas Tab adds blocks."""
        view, palette = self.current, self.palette_panel
        if view is None or palette is None:
            return
        panels: dict[QWidget, Callable[[], object]] = {
            palette: palette.focus_search,
            view.canvas: view.canvas.setFocus,
            view.inspector: view.inspector.focus_first_field,
            view.problems: view.problems.list.setFocus,
        }
        offered = list(panels)
        here = next((at for at, panel in enumerate(offered) if self._has_focus(panel)), 0)
        for further in range(1, len(offered)):
            panel = offered[(here + step * further) % len(offered)]
            panels[panel]()
            if self._has_focus(panel):
                return  # one with nothing to do in it is passed

    def _has_focus(self, panel: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is panel or panel.isAncestorOf(focus))

    # ---- following

    def _on_current_changed(self) -> None:
        has_document = self.current is not None
        for command in COMMANDS:
            if command.id in self.actions_by_id and command.needs_document:
                self.actions_by_id[command.id].setEnabled(has_document)
        if self.palette_panel:
            self.palette_panel.setVisible(has_document)
        self._refresh_undo()
        self.refresh_titles()
        self.current_changed.emit()

    def _refresh_undo(self) -> None:
        view = self.current
        stack = view.session.undo_stack if view else None
        free = view is not None and not view.session.gesture_running
        undo, redo = self.actions_by_id["edit.undo"], self.actions_by_id["edit.redo"]
        undo.setEnabled(bool(stack and stack.canUndo() and free))
        redo.setEnabled(bool(stack and stack.canRedo() and free))
        undo.setStatusTip(stack.undoText() if stack else "")
        redo.setStatusTip(stack.redoText() if stack else "")

    def _on_add_requested(self, kind_name: str) -> None:
        if view := self.current:
            view.canvas.add_kind(kind_name, None)

    def _on_tab_close(self, index: int) -> None:
        if view := self._view_at(index):
            self.tab_close_requested.emit(view)

    def _view_at(self, index: int) -> "DocumentView | None":
        widget = self.tabs.widget(index)
        return self._views.get(widget) if widget else None

    def ghost_of(self, kind: "BlockKind") -> tuple[QPixmap, QPoint]:
        """Return what is under the cursor while a block is dragged, and where it is held."""
        view = self.current
        return view.canvas.ghost_of(kind) if view else (QPixmap(), QPoint())

    def _on_palette_resized(self, width: int) -> None:
        self._panes["palette"] = width

    # ---- files dropped on the window, and closing it

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()  # Qt presses buttons with Enter in dialogs only
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _local_files(event):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_requested.emit(event)

    def _lay_out(self) -> None:
        self._body.addWidget(self._middle)
        self._body.setStretchFactor(0, 1)
        self._body.setHandleWidth(1)
        self._body.setChildrenCollapsible(False)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QWidget()
        line.setProperty("look", "rule")
        line.setFixedHeight(1)
        column.addWidget(self.header)
        column.addWidget(line)
        column.addWidget(self._body, 1)
        self.setCentralWidget(central)


def document_title(session: "EditorSession") -> str:
    """Return the name of a document as tabs and titles show it."""
    if session.workflow.name:
        return session.workflow.name
    return (
        session.path.stem
        if session.path
        else QCoreApplication.translate("MainWindow", "Untitled workflow")
    )


def _local_files(event: QDropEvent) -> list[str]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [url.toLocalFile() for url in urls if url.isLocalFile()]
