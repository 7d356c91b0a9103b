"""A real X server with a window manager, and a person's hands: xdotool."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 30.0
_LOOK_AGAIN = Event()  # never set: waiting on it is a pause between two looks


def wait_until(found: Callable[[], Any], what: str) -> Any:
    """Return what ``found`` finds as soon as it is truthy; fail with ``what`` after a while."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if result := found():
            return result
        _LOOK_AGAIN.wait(0.05)
    raise AssertionError(f"waited for {what}")


class Desktop:
    """One screen, and one program on it."""

    def __init__(self, display: str, folder: Path, variables: dict[str, str]) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            **variables,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "WORKFLOW_BUILDER_PROFILE": str(folder / "profile"),
            "PROBE_OUT": str(folder / "probe.json"),
            "PYTHONPATH": str(_ROOT),
        }
        self.program: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Start the program and wait for its window."""
        (self.folder / "probe.json").unlink(missing_ok=True)
        with (self.folder / "stderr.txt").open("ab") as errors:
            self.program = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("probe.py")), *arguments],
                env=self.env,
                stderr=errors,
            )
        wait_until(self.seen, "the window")

    def seen(self) -> dict[str, Any]:
        """Return the newest report of the probe, {} before the first."""
        try:
            return dict(json.loads((self.folder / "probe.json").read_text()))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def place(self, name: str) -> tuple[int, int]:
        """Return where a widget or a row is, as soon as it is there."""
        found = wait_until(lambda: self.seen().get("places", {}).get(name), name)
        return (found[0], found[1])

    def click(self, at: tuple[int, int]) -> None:
        """Click there."""
        self.do("mousemove", *at, "sleep", 0.1, "click", 1)

    def drag(self, start: tuple[int, int], end: tuple[int, int], button: int = 1) -> None:
        """Press, move in steps, release: what a hand does."""
        self.hold(start, end, button)
        self.release(button)

    def hold(self, start: tuple[int, int], end: tuple[int, int], button: int = 1) -> None:
        """Press and move in steps, and do not let go."""
        steps: list[object] = ["mousemove", *start, "sleep", 0.1, "mousedown", button, "sleep", 0.1]
        for step in range(1, 13):
            x = start[0] + (end[0] - start[0]) * step // 12
            y = start[1] + (end[1] - start[1]) * step // 12
            steps += ["mousemove", x, y, "sleep", 0.03]
        self.do(*steps)

    def release(self, button: int = 1) -> None:
        """Let go."""
        self.do("sleep", 0.15, "mouseup", button)

    def type(self, text: str) -> None:
        """Type text."""
        self.do("type", "--delay", 15, text)

    def key(self, *keys: str) -> None:
        """Press keys."""
        self.do("key", "--delay", 60, *keys)

    def do(self, *words: object) -> None:
        """Run xdotool."""
        subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True, timeout=30)

    def screenshot(self, name: str) -> None:
        """Keep a picture of the screen for whoever looks after a failure."""
        out = _ROOT / "tests" / "out"
        out.mkdir(exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(out / f"{name}.png")], env=self.env, check=True
        )

    def kill(self) -> None:
        """Kill the program as a crash would."""
        if self.program:
            self.program.kill()
            self.program.wait(10)

    def wait_for_end(self) -> int:
        """Return the exit code of a program that was told to quit."""
        if self.program is None:
            raise AssertionError("nothing was started")
        return self.program.wait(_PATIENCE_S)


@contextmanager
def desktop(folder: Path, variables: dict[str, str]) -> Iterator[Desktop]:
    """Start an X server with a window manager, and end everything afterwards."""
    for tool in ("Xvfb", "openbox", "xdotool", "import"):
        if not shutil.which(tool):
            raise AssertionError(f"{tool} is missing: run make test, which installs it")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    # the number and the line feed come in two writes: closing between them would kill the server
    with os.fdopen(reading, "rb") as pipe:
        display = ":" + pipe.readline().decode().strip()
    screen = Desktop(display, folder, variables)
    manager = subprocess.Popen(
        ["openbox"], env=screen.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield screen
    finally:
        screen.kill()
        for process in (manager, server):
            process.terminate()
            process.wait(10)
