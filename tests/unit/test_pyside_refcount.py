"""Painting for hours must not kill the program: the pinned PySide6 keeps its references to None.

PySide6 6.12.0 on Python below 3.12 drops one with most calls that return nothing, and the process
ends in "Fatal Python error: none_dealloc" after some thousand paints.
"""

import subprocess
import sys

CODE = """
import sys
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen

app = QGuiApplication([])
image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
painter, pen, path, box = QPainter(image), QPen(QColor("red")), QPainterPath(), QRectF(0, 0, 9, 9)
calls = {
    "setPen": lambda: painter.setPen(pen),
    "drawRoundedRect": lambda: painter.drawRoundedRect(box, 3, 3),
    "drawText": lambda: painter.drawText(1, 9, "x"),
    "drawPath": lambda: painter.drawPath(path),
    "moveTo": lambda: path.moveTo(1, 1),
}
TIMES = 1000
for name, call in calls.items():
    call()
    before = sys.getrefcount(None)
    for _ in range(TIMES):
        call()
    lost = before - sys.getrefcount(None)
    print(name, lost)
    if abs(lost) > TIMES // 10:
        sys.exit(f"{name} loses {lost / TIMES:.2f} references to None a call")
painter.end()
"""


def test_painting_loses_no_reference_to_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5
