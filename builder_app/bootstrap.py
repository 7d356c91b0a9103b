"""Builds the objects of the window and connects them: the only place that knows everything."""

import builtins
import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from builder_app.display import has_display

if TYPE_CHECKING:  # loaded after the first paint
    from builder_app.background.io_loop import IoLoop
    from builder_app.messages import Message
    from builder_app.services.gateway import Gateway
    from builder_app.services.outcomes import CheckOutcome, PublishOutcome
    from builder_app.services.plan import PublishPlan
    from builder_app.services.target import Target
    from builder_app.settings.early_log import EarlyLog
    from builder_app.settings.places import Places

logger = logging.getLogger(__name__)

T = TypeVar("T")
NO_DISPLAY = 2
_NO_DISPLAY_SENTENCE = (
    "workflow-builder: there is no display to open a window on (DISPLAY and "
    "WAYLAND_DISPLAY name none that answers). Start it from a desktop session, or use the commands "
    "that need no window: workflow-builder --help\n"
)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window with the files that the command line names; return the exit code."""
    flags = {argument for argument in arguments if argument.startswith("--")}
    paths = [argument for argument in arguments if not argument.startswith("--")]
    if unknown := flags - {"--selfcheck", "--exit-when-ready"}:
        sys.stderr.write(f"workflow-builder: unknown option {sorted(unknown)[0]}; see --help\n")
        return 2
    if not has_display():
        sys.stderr.write(_NO_DISPLAY_SENTENCE)
        return NO_DISPLAY
    if "--selfcheck" in flags:
        from builder_app.selfcheck import selfcheck

        return selfcheck()
    return _run(paths, exit_when_ready="--exit-when-ready" in flags)


class LazyGateway:
    """The service's door: its parts are loaded on a thread of their own after the first paint.

    A call before that waits in line; none of them waits on the caller's thread.
    """

    def __init__(self, build: "Callable[[], tuple[IoLoop, Gateway]]") -> None:
        self._build = build
        self._built: tuple[IoLoop, Gateway] | None = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the network parts in the background, and what checks specs."""
        threading.Thread(target=self._load_all, name="load-network", daemon=True).start()

    def publish(self, plan: "PublishPlan", *, overwrite: bool) -> "Future[PublishOutcome]":
        """Publish."""
        return self._call(lambda gateway: gateway.publish(plan, overwrite=overwrite))

    def check(self, target: "Target") -> "Future[CheckOutcome]":
        """Check a key."""
        return self._call(lambda gateway: gateway.check(target))

    def close(self) -> None:
        """Cancel what runs and end the loop."""
        if self._built:
            self._built[0].close()

    def _load_all(self) -> None:
        from builder_app.analysis.spec_check import load_checker

        self._gateway()
        load_checker()

    def _gateway(self) -> "Gateway":
        with self._lock:
            if self._built is None:
                self._built = self._build()
            return self._built[1]

    def _call(self, ask: "Callable[[Gateway], Future[T]]") -> "Future[T]":
        if self._built:
            return ask(self._built[1])
        outer: Future[T] = Future()
        threading.Thread(
            target=partial(self._answer, ask, outer), name="load-network", daemon=True
        ).start()
        return outer

    def _answer(self, ask: "Callable[[Gateway], Future[T]]", outer: "Future[T]") -> None:
        from builder_app.background.daemon import settle

        try:
            inner = ask(self._gateway())
        except BaseException as error:  # noqa: BLE001 - whoever asked would wait for ever
            if outer.set_running_or_notify_cancel():
                outer.set_exception(error)
            return
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)

        def hand_over(done: "Future[T]") -> None:
            if done.cancelled():
                outer.cancel()
            elif outer.set_running_or_notify_cancel():
                settle(outer, done.result)

        inner.add_done_callback(hand_over)


def _run(paths: Sequence[str], *, exit_when_ready: bool) -> int:
    gc.disable()  # collecting among the many new classes of a start finds nothing to free
    _plain_imports()
    from PySide6.QtCore import QByteArray, QDir, Qt
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from builder_app import __version__
    from builder_app.resources import resource_root
    from builder_app.settings.early_log import EarlyLog
    from builder_app.settings.places import places
    from builder_app.settings.store import SettingsStore
    from builder_app.ui.program import Program

    early_log = EarlyLog()
    QApplication.setStyle("Fusion")  # before the application: or it makes the system's style first
    app = QApplication(["workflow-builder"])
    app.setApplicationName("Workflow Builder")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("ai.sixtyfour.WorkflowBuilder")
    app.setQuitOnLastWindowClosed(False)
    QDir.addSearchPath("res", str(resource_root()))
    app.setWindowIcon(QIcon("res:icons/app/workflow-builder.svg"))
    here = places()
    troubles = here.make()
    settings = SettingsStore(here.settings_file)
    door = LazyGateway(partial(_build_gateway, here.sandbox_database))
    program = Program(app, settings, here, door)
    if settings.current.window_geometry:
        saved = QByteArray.fromBase64(settings.current.window_geometry.encode("ascii"))
        program.window.restoreGeometry(saved)
    else:
        program.window.fit_screen()

    def after_first_paint() -> None:
        if exit_when_ready:
            sys.stdout.write(f"READY {time.clock_gettime(time.CLOCK_MONOTONIC)}\n")
            sys.stdout.flush()
            app.exit()
            return
        gc.enable()
        found = (*troubles, settings.start_message, _start_log(here, early_log))
        program.start(paths, tuple(trouble for trouble in found if trouble is not None))

    program.loaded.connect(door.warm)  # not beside it: one thread imports at a time
    program.window.painted.connect(after_first_paint, Qt.ConnectionType.QueuedConnection)
    program.window.show()
    try:
        return app.exec()
    finally:
        door.close()
        program.close()


def _plain_imports() -> None:
    """Take PySide's own import function out of the way of all further imports.

    It reads the source of every importing module, looking for ``from __feature__ import``, which
    nothing here uses: slow, and with two threads importing it has met a half-made module of
    pydantic (PySide6 6.11.3).
    """
    import PySide6.QtCore  # noqa: F401 - installs it

    if callable(plain := getattr(builtins, "__orig_import__", None)):
        builtins.__import__ = plain


def _start_log(here: "Places", early_log: "EarlyLog") -> "Message | None":
    """Open the log file; the answer says why that can't be."""
    from builder_app.settings.log import Log, start_log

    started = start_log(here)
    _log_unhandled()
    early_log.hand_over()
    return None if isinstance(started, Log) else started


def _build_gateway(sandbox_database: "os.PathLike[str]") -> "tuple[IoLoop, Gateway]":
    from pathlib import Path

    from builder_app.background.io_loop import IoLoop
    from builder_app.catalogue.seed import seed_catalogue
    from builder_app.services.gateway import Gateway

    loop = IoLoop()
    loop.start()
    return loop, Gateway(loop, seed_catalogue(), Path(sandbox_database))


def _log_unhandled() -> None:
    """Write what nobody caught to the log: the window lives on, the cause is not lost."""

    def log(kind: type[BaseException], error: BaseException, trace: object) -> None:
        del trace
        logger.critical("not caught: %s", kind.__name__, exc_info=error)

    def log_of_thread(what: threading.ExceptHookArgs) -> None:
        name = what.thread.name if what.thread else "a thread that is gone"
        logger.critical("not caught in %s", name, exc_info=what.exc_value)

    sys.excepthook = log
    threading.excepthook = log_of_thread
