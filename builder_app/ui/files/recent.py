"""Which of the recent files are not there any more."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from builder_app.background.daemon import in_the_background
from builder_app.ui.tasks import run_task


class MissingFiles(QObject):
    """Looks in the background, on a thread that nobody waits for: a network drive may hang."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: frozenset[str] = frozenset()

    def look(self, paths: Sequence[str]) -> None:
        """Find out which of ``paths`` are gone; ``changed`` tells when others are."""
        run_task(
            in_the_background(lambda: frozenset(path for path in paths if _is_gone(path))),
            self,
            self._on_looked,
            lambda _: None,
        )

    def _on_looked(self, gone: frozenset[str]) -> None:
        if gone != self.paths:
            self.paths = gone
            self.changed.emit()


def _is_gone(path: str) -> bool:
    try:
        return not Path(path).exists()
    except OSError:  # may not be looked at: opening it says why
        return False
