"""The service's door before and after its parts are there: whoever asks gets an answer."""

import logging
import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from builder_app.bootstrap import LazyGateway, _build_gateway, _log_unhandled
from builder_app.services.outcomes import KeyAccepted
from builder_app.services.target import Target

SANDBOX = Target("sandbox", "Sandbox", None, None)
WAIT_S = 30


def test_a_question_before_the_parts_are_loaded_is_answered(tmp_path: Path) -> None:
    door = LazyGateway(partial(_build_gateway, tmp_path / "sandbox.sqlite3"))
    for _ in ("loading", "loaded"):
        assert isinstance(door.check(SANDBOX).result(WAIT_S), KeyAccepted)
    door.close()


def test_parts_that_cannot_be_loaded_are_an_answer_too() -> None:
    def build() -> "tuple[object, object]":
        raise ImportError("a part is missing")

    door = LazyGateway(build)  # type: ignore[arg-type]
    with pytest.raises(ImportError, match="missing"):
        door.check(SANDBOX).result(WAIT_S)
    door.close()


def test_a_door_that_closes_while_its_parts_load_answers(tmp_path: Path) -> None:
    def build() -> "tuple[object, object]":
        loop, gateway = _build_gateway(tmp_path / "sandbox.sqlite3")
        loop.close()
        return loop, gateway

    door = LazyGateway(build)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        door.check(SANDBOX).result(WAIT_S)


def test_giving_up_before_the_parts_are_there_reaches_them_later(tmp_path: Path) -> None:
    asked, may_go = threading.Event(), threading.Event()
    inner: Future[object] = Future()

    class Parts:
        def check(self, target: Target) -> "Future[object]":
            return inner

        def close(self) -> None: ...

    def build() -> "tuple[object, object]":
        asked.set()
        assert may_go.wait(WAIT_S)
        return Parts(), Parts()

    ended = threading.Event()
    inner.add_done_callback(lambda _: ended.set())
    door = LazyGateway(build)  # type: ignore[arg-type]
    outer = door.check(SANDBOX)
    assert asked.wait(WAIT_S)
    assert outer.cancel()
    may_go.set()
    assert ended.wait(WAIT_S)
    assert inner.cancelled()


def test_the_first_selected_block_need_not_wait_for_the_checker(tmp_path: Path) -> None:
    program = (
        "import sys, threading\n"
        "from functools import partial\n"
        "from builder_app.bootstrap import LazyGateway, _build_gateway\n"
        f"door = LazyGateway(partial(_build_gateway, {str(tmp_path / 'a')!r}))\n"
        "before = 'jsonschema' in sys.modules\n"
        "door.warm()\n"
        "[t.join() for t in threading.enumerate() if t.name == 'load-network']\n"
        "door.close()\n"
        "print(before, 'jsonschema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False True", done.stderr


def test_what_nobody_caught_on_a_thread_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    _log_unhandled()
    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=lambda: os.environ["LOST"], name="worker")
        thread.start()
        thread.join()
    (record,) = caplog.records
    assert record.getMessage() == "not caught in worker"
    assert record.exc_info is not None
    assert record.exc_info[0] is KeyError
