"""Calls that may hang for ever, each answered in time.

Only a daemon ``threading.Thread`` lets the program end while such a call hangs: a thread pool joins
its threads at exit. One thread serves all waiting calls in order, and ends when none is left; when
a call does not come back within its deadline, the thread is given up and a fresh one serves what
follows.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")

MAX_ABANDONED: Final = 3


class _Worker:
    """The calls that wait for one daemon thread; guarded by the owner's lock."""

    def __init__(self) -> None:
        self.calls: deque[Callable[[], None]] = deque()


@dataclass(eq=False)
class _Call(Generic[T]):
    """One call; exactly one of its own answer and ``late_answer`` becomes the future's result."""

    work: Callable[[], T]
    late_answer: Callable[[], T]
    future: "Future[T]" = field(default_factory=Future)
    lock: threading.Lock = field(default_factory=threading.Lock)
    answered: bool = False
    worker: _Worker | None = None

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


class KeyringThread:
    """Runs calls one after the other, away from every other thread. Safe to use from any thread.

    A future's callbacks run on the keyring thread, or on the timer's when the time is over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._abandoned: set[_Worker] = set()
        self._open: set[_Call[Any]] = set()

    def submit(
        self, work: Callable[[], T], late_answer: Callable[[], T], *, deadline: float
    ) -> "Future[T]":
        """Run ``work``; after ``deadline`` seconds its future gets ``late_answer()`` instead.

        A call given up goes on by itself; what it answers then is dropped. With too many calls
        hanging, the answer is ``late_answer()`` at once.
        """
        call = _Call(work, late_answer)
        call.future.set_running_or_notify_cancel()
        timer = threading.Timer(deadline, lambda: self._expire(call))
        timer.daemon = True
        timer.name = "keyring deadline"

        def run() -> None:
            call.run()
            timer.cancel()

        with self._lock:
            self._open.add(call)
        call.future.add_done_callback(lambda _: self._forget(call))
        timer.start()  # before the call, which may end it at once
        if not self._take_on(call, run):
            timer.cancel()
            call.give_up()
        return call.future

    def give_up_all(self) -> None:
        """Answer every call in flight with its ``late_answer()`` now, as if its time were over."""
        with self._lock:
            waiting = tuple(self._open)
        for call in waiting:
            self._expire(call)

    def _forget(self, call: "_Call[T]") -> None:
        with self._lock:
            self._open.discard(call)

    def _take_on(self, call: "_Call[T]", run: Callable[[], None]) -> bool:
        with self._lock:
            if self._worker is None:
                if len(self._abandoned) >= MAX_ABANDONED:
                    return False
                self._worker = _Worker()
                arguments = (self._worker,)
                threading.Thread(
                    target=self._serve, args=arguments, name="keyring", daemon=True
                ).start()
            call.worker = self._worker
            call.worker.calls.append(run)
        return True

    def _serve(self, worker: _Worker) -> None:
        """Run the worker's calls until none waits; the next one starts a thread of its own."""
        while True:
            with self._lock:
                if not worker.calls:
                    self._abandoned.discard(worker)
                    if self._worker is worker:
                        self._worker = None
                    return
                run = worker.calls.popleft()
            run()

    def _expire(self, call: "_Call[T]") -> None:
        with self._lock:
            # calls behind a hanging one have their own time: their thread was given up before
            if call.answered:
                return
            if call.worker is not None and call.worker is self._worker:
                self._abandoned.add(call.worker)
                self._worker = None
        call.give_up()
