"""The I/O loop runs coroutines in its own thread and ends when it is told to."""

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import CancelledError

import pytest

from builder_app.background.io_loop import IoLoop


async def where() -> str:
    return threading.current_thread().name


def test_a_coroutine_runs_in_the_loops_thread_and_gives_its_result() -> None:
    loop = IoLoop()
    loop.start()
    loop.start()
    assert loop.submit(where()).result(10) == "io-loop"
    assert loop.close()


def test_an_error_comes_back_through_the_future() -> None:
    async def fail() -> None:
        raise KeyError("lost")

    loop = IoLoop()
    loop.start()
    with pytest.raises(KeyError, match="lost"):
        loop.submit(fail()).result(10)
    loop.close()


def test_closing_cancels_what_runs_and_lets_it_clean_up() -> None:
    waiting, cleaned = threading.Event(), threading.Event()

    async def wait() -> None:
        try:
            waiting.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.set()

    loop = IoLoop()
    loop.start()
    future = loop.submit(wait())
    assert waiting.wait(10)
    assert loop.close(10)
    assert cleaned.is_set()
    with pytest.raises(CancelledError):
        future.result(10)
    assert loop.close()
    assert "io-loop" not in {thread.name for thread in threading.enumerate()}


def test_cancelling_the_future_cancels_the_coroutine() -> None:
    waiting, cancelled = threading.Event(), threading.Event()

    async def wait() -> None:
        try:
            waiting.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    loop = IoLoop()
    loop.start()
    future = loop.submit(wait())
    assert waiting.wait(10)
    future.cancel()
    assert cancelled.wait(10)
    loop.close()


def test_nothing_can_be_submitted_before_start_or_after_close() -> None:
    loop = IoLoop()
    with pytest.raises(RuntimeError, match="not running"):
        loop.submit(where())
    assert loop.close()
    with pytest.raises(RuntimeError, match="not running"):
        loop.submit(where())
    with pytest.raises(RuntimeError, match="closed"):
        loop.start()


def test_the_loop_cannot_close_itself() -> None:
    loop = IoLoop()
    loop.start()

    async def close() -> None:
        loop.close()

    with pytest.raises(RuntimeError, match="wait for itself"):
        loop.submit(close()).result(10)
    assert loop.close(10)


STUCK = """
import asyncio, threading
from builder_app.background.io_loop import IoLoop

running = threading.Event()
def hang(): running.set(); threading.Event().wait()
async def look_up(): await asyncio.get_running_loop().run_in_executor(None, hang)
stuck = threading.Event()
async def stubborn():
    while True:
        try: stuck.set(); await asyncio.Event().wait()
        except asyncio.CancelledError: pass
loop = IoLoop(); loop.start()
loop.submit(look_up())
running.wait()
{extra}
print("closed", loop.close(0.2))
"""


@pytest.mark.parametrize(
    ("extra", "closed"), [("", True), ("loop.submit(stubborn()); stuck.wait()", False)]
)
def test_a_look_up_that_hangs_does_not_keep_the_program_from_ending(
    extra: str, closed: bool
) -> None:
    script = STUCK.format(extra=extra)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"closed {closed}\n"


def test_the_executors_thread_hands_errors_on() -> None:
    def fail() -> None:
        raise OSError("no such host")

    async def look_up() -> None:
        await asyncio.get_running_loop().run_in_executor(None, fail)

    loop = IoLoop()
    loop.start()
    with pytest.raises(OSError, match="no such host"):
        loop.submit(look_up()).result(10)
    loop.close()
