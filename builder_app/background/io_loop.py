"""One asyncio loop in one worker thread: everything that talks to the network runs here."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from typing_extensions import override

from builder_app.background.daemon import settle

T = TypeVar("T")
P = ParamSpec("P")

_log = logging.getLogger(__name__)


class IoLoop:
    """Owns a daemon thread with a running asyncio loop.

    :meth:`submit` may be called from any thread and never waits. Only frozen values should cross:
    the coroutine is built from values, and its result is one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self) -> None:
        """Start the thread; a second call does nothing. Raises ``RuntimeError`` after close."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the I/O loop was closed")
            if self._thread is not None:
                return
            loop = asyncio.new_event_loop()
            loop.set_default_executor(_DaemonExecutor(max_workers=1))
            self._loop = loop
            self._thread = threading.Thread(
                target=self._run, args=(loop,), name="io-loop", daemon=True
            )
            self._thread.start()

    def submit(self, coroutine: Coroutine[object, object, T]) -> Future[T]:
        """Run ``coroutine`` on the loop; cancelling the future cancels it there.

        Raises ``RuntimeError`` when the loop was not started or is closed.
        """
        with self._lock:
            if self._loop is None or self._closed:
                coroutine.close()
                raise RuntimeError("the I/O loop is not running")
            return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Cancel what runs, wait for it to end, stop the loop and join the thread.

        Takes at most ``timeout_s`` seconds; False says that something would not end, in which case
        the daemon thread is left behind and does not keep the program from ending.
        """
        if self._thread is threading.current_thread():
            raise RuntimeError("the I/O loop cannot wait for itself")
        with self._lock:
            loop, thread = self._loop, self._thread
            first, self._closed = not self._closed, True
        if loop is None or thread is None:
            return True
        if first:
            loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout_s)
        if thread.is_alive():
            _log.warning("something on the I/O loop would not end; leaving it behind")
        return not thread.is_alive()

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
            while tasks := asyncio.all_tasks(loop):
                for task in tasks:
                    task.cancel()
                loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


class _DaemonExecutor(ThreadPoolExecutor):
    """Gives each call a daemon thread of its own.

    asyncio looks host names up in its default executor. The pool's threads are joined when the
    interpreter ends, so one look-up that hangs would keep the program from quitting; asyncio takes
    nothing but a ThreadPoolExecutor, hence the base class.
    """

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                settle(future, partial(fn, *args, **kwargs))

        threading.Thread(target=run, name="io-lookup", daemon=True).start()
        return future
