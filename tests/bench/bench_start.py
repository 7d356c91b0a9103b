"""Cold start: from process start to a window that takes input, beside a bare PySide6 window.

``make bench ARGS=start`` or ``make bench ARGS='start --runs 21 --offscreen'``. The two take turns
in one run, so that a busy machine slows both; the first round warms the disk cache and is not
counted. Aim: a ratio of at most 1.5. It judges nothing; it also names modules that the first window
does not need.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]
APP = [sys.executable, "-m", "builder_app", "--exit-when-ready"]
NOT_AT_START = (
    "asyncio", "httpx", "jsonschema", "keyring", "pydantic", "sqlite3", "starlette",
)  # fmt: skip
AIM = 1.5
LONGEST = 60.0


@contextmanager
def _display(*, offscreen: bool) -> Iterator[dict[str, str]]:
    """An X server of our own, for a real window; or Qt's offscreen platform."""
    if offscreen:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        # The number and its newline come in two writes; closing between them kills the server.
        with os.fdopen(reading, encoding="ascii") as pipe:
            number = pipe.readline().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def _start(command: list[str], env: dict[str, str]) -> float:
    """Return the milliseconds until the program says that it is ready."""
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    for line in done.stdout.splitlines():
        if line.startswith("READY "):
            return (float(line.split()[1]) - began) * 1000
    raise SystemExit(f"{' '.join(command)} never was ready:\n{done.stdout}{done.stderr}")


def _too_early(env: dict[str, str]) -> list[str]:
    """Return what the program had imported by then although its first window needs none of it."""
    command = [APP[0], "-X", "importtime", *APP[1:]]
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=LONGEST, check=False,
    )  # fmt: skip
    before_ready = done.stdout.partition("\nREADY ")[0].splitlines()
    imported = {
        line.rpartition("|")[2].strip() for line in before_ready if line.startswith("import time:")
    }
    return [name for name in NOT_AT_START if name in imported]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--offscreen", action="store_true", help="no X server")
    options = parser.parse_args()
    cases = {"bare PySide6 window": BARE, "workflow-builder": APP}
    times: dict[str, list[float]] = {name: [] for name in cases}
    with tempfile.TemporaryDirectory() as home, _display(offscreen=options.offscreen) as display:
        profile = {
            f"XDG_{kind}_HOME": f"{home}/{kind.lower()}"
            for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        env = {**os.environ, **profile, "HOME": home, **display}
        for turn in range(options.runs + 1):
            for name, command in cases.items():
                taken = _start(command, env)
                if turn:
                    times[name].append(taken)
        early = _too_early(env)
    for name, taken_times in times.items():
        spread = f"{min(taken_times):.0f} to {max(taken_times):.0f}"
        print(f"{name:22} median {statistics.median(taken_times):6.0f} ms   ({spread})")
    bare, ours = (statistics.median(taken_times) for taken_times in times.values())
    print(f"ratio {ours / bare:.2f} (aim: at most {AIM}), {options.runs} runs each")
    print("imported too early:", ", ".join(early) if early else "nothing")


if __name__ == "__main__":
    main()
