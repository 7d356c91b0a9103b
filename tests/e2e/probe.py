"""Starts the program and says where things are on the screen. It reads; it never acts."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QPushButton,
    QTabBar,
    QWidget,
)

from builder_app.__main__ import main
from builder_app.ui import program
from builder_app.ui.canvas.overlays import Bubble

_OUT = Path(os.environ["PROBE_OUT"])


def _report(window: QWidget) -> None:
    places: dict[str, tuple[int, int]] = {}
    for widget in QApplication.allWidgets():
        if not widget.isVisible() or not widget.width():
            continue
        name = widget.accessibleName() or _text(widget)
        if name:
            middle = widget.mapToGlobal(widget.rect().center())
            for kind in _classes(widget):
                places[f"{kind}:{name}"] = (middle.x(), middle.y())
        if isinstance(widget, QListView) and widget.model() is not None:
            for row in range(widget.model().rowCount()):
                index = widget.model().index(row, 0)
                at = widget.viewport().mapToGlobal(widget.visualRect(index).center())
                places[f"row:{index.data()}"] = (at.x(), at.y())
    active = QApplication.activeWindow()
    report = {
        "places": places,
        "active": active.windowTitle() if active else "",
        **_document(window),
    }
    part = _OUT.with_suffix(".part")
    part.write_text(json.dumps(report))
    part.replace(_OUT)


def _document(window: QWidget) -> dict[str, object]:
    view = getattr(window, "current", None)
    if view is None:
        return {"blocks": {}, "title": window.windowTitle()}
    workflow, canvas = view.session.workflow, view.canvas
    blocks = {}
    for block in workflow.blocks:
        at = workflow.position(block.id)

        def on_screen(dx: float, dy: float, at: object = at) -> tuple[int, int]:
            point = canvas.mapFromScene(QPointF(at.x + dx, at.y + dy))  # type: ignore[attr-defined]
            shown: QPoint = canvas.viewport().mapToGlobal(point)
            return (shown.x(), shown.y())

        blocks[block.kind] = {
            "in": on_screen(0, 29),
            "out": on_screen(224, 29),
            "middle": on_screen(112, 29),
            "specs": block.specs,
        }
    return {
        "blocks": blocks,
        "edges": workflow.edge_count,
        "dirty": view.session.is_dirty,
        "selected": sorted(workflow.block(block).kind for block in view.session.selection.blocks),
        "places_of": {block.kind: _xy(workflow.position(block.id)) for block in workflow.blocks},
        "bubble": "".join(b.text() for b in canvas.findChildren(Bubble) if b.isVisible()),
        "zoom": canvas.zoom(),
        "look": canvas.view_state(),
        "under": _under(canvas),
        "focus": type(QApplication.focusWidget()).__name__,
        "windows": [w.size().toTuple() for w in QApplication.allWindows() if w.isVisible()],
        "title": window.windowTitle(),
    }


def _classes(widget: QWidget) -> list[str]:
    """Name what it is, ours and Qt's: a test need not know which line edit of ours it meets."""
    return [kind.__name__ for kind in type(widget).__mro__ if issubclass(kind, QWidget)]


def _xy(point: Any) -> tuple[float, float]:
    return (point.x, point.y)


def _under(canvas: Any) -> tuple[float, float]:
    """Return the scene point under the mouse, to fractions of a pixel."""
    at = QPointF(canvas.viewport().mapFromGlobal(QCursor.pos()))
    point: QPointF = canvas.viewportTransform().inverted()[0].map(at)
    return (point.x(), point.y())


def _text(widget: QWidget) -> str:
    if isinstance(widget, QPushButton | QLabel):
        return widget.text()
    return "" if not isinstance(widget, QTabBar) else "tabs"


def _watch() -> None:
    original = program.Program.start

    def start(self: program.Program, *started_with: Any) -> None:
        timer = QTimer(self)
        timer.setInterval(60)
        timer.timeout.connect(lambda: _report(self.window))
        timer.start()
        original(self, *started_with)

    program.Program.start = start  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    _watch()
    sys.exit(main())
