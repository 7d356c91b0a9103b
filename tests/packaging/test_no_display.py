"""Started where no window can open, the program says so; Qt alone would abort with a core dump."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SETTINGS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def _start(checkout: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    return subprocess.run(
        [sys.executable, "-m", "builder_app", *arguments],
        cwd=checkout, env=kept | env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":987654"},  # nobody serves it
        {"DISPLAY": "no display"},
        {"WAYLAND_DISPLAY": "wayland-gone"},
    ],
)
def test_without_a_display_a_sentence_says_so(checkout: Path, env: dict[str, str]) -> None:
    done = _start(checkout, **env)
    assert done.returncode == 2, done
    assert "there is no display to open a window on" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_the_selfcheck_needs_none_when_qt_paints_offscreen(checkout: Path) -> None:
    done = _start(checkout, "--selfcheck", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert "on offscreen" in done.stdout
