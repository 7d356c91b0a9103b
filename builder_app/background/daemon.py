"""Work that may hang for ever, on a thread that nobody waits for when the program ends."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_the_background(work: Callable[[], T]) -> "Future[T]":
    """Run ``work`` on a daemon thread of its own; a file on a server that is gone can take minutes.

    For a few reads now and then. What must be done before the program ends belongs elsewhere.
    """
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()
    threading.Thread(target=settle, args=(future, work), name="background", daemon=True).start()
    return future


def settle(future: "Future[T]", work: Callable[[], T]) -> None:
    """Do ``work`` here and now, and let a running future have what comes of it."""
    try:
        answer = work()
    except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
        future.set_exception(error)
    else:
        future.set_result(answer)
