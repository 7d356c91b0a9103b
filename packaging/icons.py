"""Paint the application icon in every size that a desktop asks for, from the one SVG.

``icons.py SVG [--hicolor FOLDER] [--ico FILE] [--icns FILE]``: PNGs as the hicolor theme lays them
out, and the containers of Windows and macOS. Needs no display.
"""

import argparse
import os
import shutil
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

NAME = "workflow-builder"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}


def _png(svg: Path, size: int) -> bytes:
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is not an SVG that Qt can paint")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise OSError(f"Qt could not write a PNG of {size} pixels: {writer.errorString()}")
    return bytes(store.data())


def write_icons(svg: Path, *, into: Path) -> None:
    """Write ``into/hicolor/<size>/apps/workflow-builder.png`` and the scalable one."""
    for size in SIZES:
        folder = into / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{NAME}.png").write_bytes(_png(svg, size))
    scalable = into / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(svg, scalable / f"{NAME}.svg")


def write_ico(svg: Path, *, to: Path) -> None:
    """Write a Windows icon whose pictures are PNGs (Windows Vista and later)."""
    pictures = [(size, _png(svg, size)) for size in ICO_SIZES]
    header = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(header) + 16 * len(pictures)
    for size, data in pictures:
        edge = size % 256  # 0 stands for 256
        header += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    to.write_bytes(header + b"".join(data for _, data in pictures))


def write_icns(svg: Path, *, to: Path) -> None:
    """Write a macOS icon: tagged PNGs behind one length."""
    entries = b""
    for tag, size in ICNS_TYPES.items():
        data = _png(svg, size)
        entries += tag + struct.pack(">I", len(data) + 8) + data
    to.write_bytes(b"icns" + struct.pack(">I", len(entries) + 8) + entries)


def main() -> int:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("svg", type=Path)
    parser.add_argument("--hicolor", type=Path)
    parser.add_argument("--ico", type=Path)
    parser.add_argument("--icns", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _app = QGuiApplication([])
    if options.hicolor:
        write_icons(options.svg, into=options.hicolor)
    if options.ico:
        write_ico(options.svg, to=options.ico)
    if options.icns:
        write_icns(options.svg, to=options.icns)
    return 0


if __name__ == "__main__":
    sys.exit(main())
