"""What is given away has its licence texts with it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def _gather(checkout: Path, frozen: Path, *libraries: Path) -> subprocess.CompletedProcess[str]:
    frozen.mkdir(exist_ok=True)
    named = frozen / "libraries.txt"
    named.write_text("\n".join(map(str, libraries)), encoding="utf-8")
    return subprocess.run(
        [sys.executable, checkout / "packaging" / "licences.py", frozen, named],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="asks Debian whose a library is")
def test_packages_libraries_and_what_they_refer_to(checkout: Path, tmp_path: Path) -> None:
    httpx = tmp_path / "frozen" / "_internal" / "httpx-1.dist-info"
    (httpx / "licenses").mkdir(parents=True)
    (httpx / "METADATA").write_text("Name: httpx\nVersion: 1\nLicense-Expression: BSD-3-Clause\n")
    (httpx / "licenses" / "LICENSE.md").write_text("as is")
    (cursor,) = Path("/usr/lib").glob("*/libxcb-cursor.so.0")
    (glib,) = Path("/usr/lib").glob("*/libgthread-2.0.so.0")
    done = _gather(checkout, tmp_path / "frozen", cursor, glib)
    assert done.returncode == 0, done.stderr
    texts = {path.stem: path.read_text() for path in (tmp_path / "frozen/licences").iterdir()}
    assert "MIT" in texts["workflow-builder"]
    assert texts["httpx"].split() == ["httpx", "1", "BSD-3-Clause", "as", "is"]
    assert "Copyright" in texts["libxcb-cursor0"]
    assert "LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3"]
    assert "LGPL-2.1" in texts  # GLib's, which its text only names
    assert "replace them" in texts["README"]


def test_a_library_of_nobody_stops_the_packaging(checkout: Path, tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.touch()
    done = _gather(checkout, tmp_path / "frozen", stray)
    assert done.returncode == 1
    assert "whose licence is it?" in done.stderr
    assert "libstray.so" in done.stderr
