"""Calls that may hang for ever, each answered in time.

Only a daemon ``threading.Thread`` lets the program end while such a call hangs: a thread pool joins
its threads at exit. One thread serves all calls in order; when a call does not come back within its
deadline, the thread is given up and a fresh one serves what follows.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MAX_ABANDONED: Final = 3


@dataclass(eq=False)
class _Call(Generic[T]):
    """One call; exactly one of its own answer and ``late_answer`` becomes the future's result."""

    work: Callable[[], T]
    late_answer: Callable[[], T]
    future: "Future[T]" = field(default_factory=Future)
    lock: threading.Lock = field(default_factory=threading.Lock)
    answered: bool = False

    def claim(self) -> bool:
        """Return True to whoever comes first."""
        with self.lock:
            first, self.answered = not self.answered, True
        return first

    def run(self) -> None:
        if self.answered:  # its time was over before its turn came
            return
        try:
            answer = self.work()
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asked
            if self.claim():
                self.future.set_exception(error)
            return
        if self.claim():
            self.future.set_result(answer)

    def give_up(self) -> bool:
        """Answer with ``late_answer``; return False when the call was answered already."""
        if not self.claim():
            return False
        self.future.set_result(self.late_answer())
        return True


class _Worker:
    """One daemon thread and its queue of calls."""

    def __init__(self, ended: Callable[["_Worker"], None]) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._ended = ended
        threading.Thread(target=self._serve, name="keyring", daemon=True).start()

    def add(self, run: Callable[[], None] | None) -> None:
        self._calls.put(run)

    def _serve(self) -> None:
        while (run := self._calls.get()) is not None:
            run()
        self._ended(self)


class KeyringThread:
    """Runs calls one after the other, away from every other thread. Safe to use from any thread.

    A future's callbacks run on the keyring thread, or on the timer's when the time is over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._abandoned: set[_Worker] = set()

    def submit(
        self, work: Callable[[], T], late_answer: Callable[[], T], *, deadline: float
    ) -> "Future[T]":
        """Run ``work``; after ``deadline`` seconds its future gets ``late_answer()`` instead.

        A call given up goes on by itself; what it answers then is dropped. With too many calls
        hanging, the answer is ``late_answer()`` at once.
        """
        call = _Call(work, late_answer)
        call.future.set_running_or_notify_cancel()
        worker = self._open_worker()
        if worker is None:
            call.give_up()
            return call.future
        timer = threading.Timer(deadline, lambda: self._expire(call, worker))
        timer.daemon = True
        timer.name = "keyring deadline"
        timer.start()

        def run() -> None:
            call.run()
            timer.cancel()

        worker.add(run)
        return call.future

    def _open_worker(self) -> _Worker | None:
        with self._lock:
            if self._worker is None:
                if len(self._abandoned) >= MAX_ABANDONED:
                    return None
                self._worker = _Worker(self._forget)
            return self._worker

    def _expire(self, call: "_Call[T]", worker: _Worker) -> None:
        with self._lock:
            if call.answered:
                return
            if self._worker is worker:
                self._worker = None
                self._abandoned.add(worker)
                worker.add(None)  # should it ever come back, it ends
        call.give_up()

    def _forget(self, worker: _Worker) -> None:
        with self._lock:
            self._abandoned.discard(worker)
