"""The application icon is painted in every size from its one SVG."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def test_every_size_is_painted_and_the_corners_are_clear(checkout: Path, tmp_path: Path) -> None:
    svg = checkout / "resources" / "icons" / "app" / "workflow-builder.svg"
    command: list[str | Path] = [sys.executable, checkout / "packaging" / "icons.py", svg]
    command += ["--hicolor", tmp_path, "--ico", tmp_path / "a.ico", "--icns", tmp_path / "a.icns"]
    subprocess.run(command, check=True, timeout=60)
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        path = tmp_path / "hicolor" / f"{size}x{size}" / "apps" / "workflow-builder.png"
        image = QImage(str(path))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() == 0
        ground = image.pixelColor(size // 2, size // 8)
        assert ground.blue() > ground.red() + 60  # indigo
    assert QImage(str(tmp_path / "a.ico")).width() in (16, 256)
    icns = (tmp_path / "a.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert int.from_bytes(icns[4:8], "big") == len(icns)
