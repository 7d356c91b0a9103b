"""What both sides of the canvas benchmark do in the same way: time frames and name phases."""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

VIEW = (1600, 1000)
PAN_FRAMES, ZOOM_STEPS, DRAG_STEPS = 60, 60, 60
_LONGEST_LOOP_S = 6.0


@dataclass(frozen=True)
class Side:
    """One side of the comparison: a view, and how the phases are done on it."""

    view: Callable[[], QGraphicsView]
    open: Callable[[], None]
    look: Callable[[float, QPointF], None]
    zoom_to: Callable[[float], None]
    pan: Callable[[int], None]
    all_in_view: Callable[[], tuple[float, QPointF]]
    grip: Callable[[], QPointF]
    delete_all: Callable[[], None]
    undo: Callable[[], None]


def measure(side: Side) -> None:
    """Go through all phases and print one JSON object with milliseconds and MiB."""
    app = QApplication.instance()
    assert app is not None
    found: dict[str, float] = {}
    gc.collect()
    before = _memory_mib()

    def paint() -> None:
        side.view().viewport().update()
        app.processEvents()

    def once(work: Callable[[], None]) -> float:
        gc.collect()
        began = time.perf_counter()
        work()
        paint()
        return (time.perf_counter() - began) * 1000

    def pan(k: int) -> None:
        side.pan(8 if (k // 15) % 2 == 0 else -8)
        paint()

    def zoom_step(k: int) -> None:
        side.zoom_to(0.1 ** ((k + 1 if k < ZOOM_STEPS / 2 else ZOOM_STEPS - 1 - k) / 30))
        paint()

    found["open until painted"] = once(side.open)
    zoom, middle = side.all_in_view()
    side.look(1.0, middle)
    paint()
    found["memory over an empty program, MiB"] = _memory_mib() - before
    found["pan at 100 %"] = _median(pan, PAN_FRAMES)
    side.look(zoom, middle)
    paint()
    found["pan, all in view"] = _median(pan, PAN_FRAMES)
    side.look(1.0, middle)
    paint()
    found["zoom steps"] = _median(zoom_step, ZOOM_STEPS)
    found["drag a connected block"] = _drag(side, app.processEvents, paint)
    side.look(1.0, middle)
    paint()
    found["delete all"] = once(side.delete_all)
    found["undo it"] = once(side.undo)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)  # tearing down thousands of items is not what is measured


def _drag(side: Side, process: Callable[[], None], paint: Callable[[], None]) -> float:
    at = side.grip()
    side.look(1.0, at)
    paint()
    port = side.view().viewport()
    start = QPointF(side.view().mapFromScene(at))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton

    def send(kind: QEvent.Type, dx: float, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        place = start + QPointF(dx, 0)
        globally = QPointF(port.mapToGlobal(place.toPoint()))
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(port, QMouseEvent(kind, place, globally, button, held, keys))

    send(QEvent.Type.MouseMove, 0, none, none)
    send(QEvent.Type.MouseButtonPress, 0, left, left)
    for k in range(1, 20):
        send(QEvent.Type.MouseMove, k, none, left)
        process()

    def move(k: int) -> None:
        send(QEvent.Type.MouseMove, 20 + 3 * min(k, DRAG_STEPS - k), none, left)
        process()

    taken = _median(move, DRAG_STEPS)
    send(QEvent.Type.MouseButtonRelease, 20, left, none)
    paint()
    return taken


def _median(step: Callable[[int], None], count: int) -> float:
    gc.collect()
    taken: list[float] = []
    end = time.perf_counter() + _LONGEST_LOOP_S
    for k in range(count):
        began = time.perf_counter()
        step(k)
        taken.append((time.perf_counter() - began) * 1000)
        if time.perf_counter() > end:
            break
    return statistics.median(taken)


def _memory_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
