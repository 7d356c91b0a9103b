"""Work that runs elsewhere, delivered on the UI thread, or not at all once nobody waits for it."""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

logger = logging.getLogger(__name__)
T = TypeVar("T")


class _Courier(QObject):
    """Carries "it is done" from the worker's thread to the thread it was made in: the UI's."""

    arrived = Signal()

    def __init__(self, deliver: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def _on_arrived(self) -> None:
        self._deliver()
        self.deleteLater()


class Task(Generic[T]):
    """One future, whose outcome is handed to a function on the UI thread.

    Work below the ui answers with outcome values; an exception that arrives all the same is a bug
    of ours: it is logged and given to ``failed``. A cancelled task delivers nothing, even when the
    work had already finished.
    """

    def __init__(
        self,
        future: "Future[T]",
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._future = future
        self._done = done
        self._failed = failed
        self._waiting = True
        self._courier = _Courier(self._deliver, owner)
        future.add_done_callback(lambda _: self._announce())

    @property
    def is_running(self) -> bool:
        """Whether an outcome is still to come."""
        return self._waiting

    def cancel(self) -> None:
        """Stop the work if it can be stopped, and deliver nothing."""
        self._waiting = False
        self._future.cancel()

    def _announce(self) -> None:
        # on the worker's thread; the window that asked may be gone, and its courier with it
        try:
            self._courier.arrived.emit()
        except RuntimeError:
            logger.debug("an outcome arrived after its window had closed")

    def _deliver(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        try:
            outcome = self._future.result(timeout=0)
        except CancelledError:
            return
        except Exception as error:
            logger.exception("a task failed")
            self._failed(error)
            return
        self._done(outcome)


def run_task(
    future: "Future[T]",
    owner: QObject,
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
) -> Task[T]:
    """Deliver ``future``'s outcome to ``done`` on the UI thread while ``owner`` lives."""
    return Task(future, owner, done, failed)
