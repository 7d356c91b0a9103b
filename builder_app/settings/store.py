"""The settings of this run, and their way to the disk."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from builder_app.messages import Message
from builder_app.messages import settings as say
from builder_app.settings.file import SettingsDamaged, read_json, set_aside, write_json
from builder_app.settings.form import Json, from_json, merged, to_json
from builder_app.settings.values import Settings

logger = logging.getLogger(__name__)

Observer = Callable[[Settings], None]

WRITE_DELAY: Final = 0.5
"""Seconds that changes are gathered before they are written together."""
_LONGEST_FLUSH: Final = 1.5
"""Seconds to wait for the disk when the program ends; after that it ends without."""


class SettingsStore:
    """Holds the settings and writes every change in the background. Never raises for a bad disk.

    ``change`` and ``subscribe`` belong to one thread, the UI's. ``on_trouble`` is called on the
    writing thread, once for every way in which writing begins to fail.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_trouble: Callable[[Message], None] | None = None,
        write_delay: float = WRITE_DELAY,
    ) -> None:
        self._path = path
        self._on_trouble = on_trouble
        self._delay = write_delay
        self._observers: list[Observer] = []
        self._lock = threading.Lock()
        self._hurry = threading.Event()
        self._writer: threading.Thread | None = None
        self._trouble: Message | None = None
        self._current, self.start_message = self._read()
        self._kept = to_json(self._current)
        self._pending: Json = self._kept

    @property
    def current(self) -> Settings:
        """The settings now."""
        return self._current

    @property
    def trouble(self) -> Message | None:
        """Why the latest change is not on the disk, if it could not be written."""
        return self._trouble

    def change(self, edit: Callable[[Settings], Settings]) -> Settings:
        """Put ``edit(current)`` in place of the current settings, tell observers, write later."""
        changed = edit(self._current)
        if changed == self._current:
            return changed
        self._current = changed
        with self._lock:
            self._pending = to_json(changed)
            if self._writer is None:
                self._hurry.clear()
                self._writer = threading.Thread(target=self._write_all, name="settings")
                self._writer.daemon = True
                self._writer.start()
        for observer in tuple(self._observers):
            observer(changed)
        return changed

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Call ``observer`` after every change; the returned function ends that."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def flush(self, timeout: float = _LONGEST_FLUSH) -> Message | None:
        """Write what is not written yet and say why if that failed.

        Waits at most ``timeout`` seconds, so that a folder that hangs does not keep the program
        from ending.
        """
        with self._lock:
            writer = self._writer
            self._hurry.set()
        if writer is not None:
            writer.join(timeout)
        return self._trouble

    def _read(self) -> tuple[Settings, Message | None]:
        try:
            return from_json(read_json(self._path) or {}), None
        except SettingsDamaged as damage:
            logger.warning("settings damaged: %s", damage)
            return Settings(), self._set_aside()
        except OSError as error:
            logger.warning("settings unreadable", exc_info=error)
            reason = error.strerror or type(error).__name__
            return Settings(), say.UNREADABLE(path=str(self._path), reason=reason)

    def _set_aside(self) -> Message:
        try:
            return say.DAMAGED(copy=str(set_aside(self._path)))
        except OSError as error:
            logger.warning("damaged settings not set aside", exc_info=error)
            reason = error.strerror or type(error).__name__
            return say.UNREADABLE(path=str(self._path), reason=reason)

    def _write_all(self) -> None:
        while True:
            self._hurry.wait(self._delay)
            with self._lock:
                wanted = self._pending
            self._note(self._write(wanted))
            with self._lock:
                if self._pending is wanted:
                    self._writer = None
                    return

    def _write(self, wanted: Json) -> Message | None:
        try:
            self._merge_into_file(wanted)
        except OSError as error:
            logger.warning("settings not written", exc_info=error)
            reason = error.strerror or type(error).__name__
            return say.NOT_WRITTEN(path=str(self._path), reason=reason)
        self._kept = wanted
        return None

    def _merge_into_file(self, wanted: Json) -> None:
        from filelock import FileLock, Timeout

        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=10, mode=0o600)
        try:
            with lock:
                theirs, before = self._latest()
                write_json(self._path, merged(theirs, before, wanted))
        except Timeout as error:
            raise TimeoutError(0, "another program holds it") from error

    def _latest(self) -> tuple[Json, Json]:
        """What the file says now, and what our changes are counted from."""
        try:
            theirs = read_json(self._path)
        except SettingsDamaged:
            set_aside(self._path)
            theirs = None
        if theirs is None:
            return {}, to_json(Settings())
        return theirs, self._kept

    def _note(self, trouble: Message | None) -> None:
        is_new = trouble is not None and trouble != self._trouble
        self._trouble = trouble
        if trouble is not None and is_new and self._on_trouble is not None:
            self._on_trouble(trouble)
