"""A canvas with four blocks, a frame and a note, and the mouse to use it with."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builder_app.ui.canvas.view import CanvasView
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import (
    Block,
    BlockId,
    Edge,
    EdgeId,
    Frame,
    FrameId,
    Note,
    NoteId,
)
from builder_app.workflow.snapshot import Snapshot

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
MOD, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
W, E, F, N = BlockId("w"), BlockId("e"), BlockId("f"), BlockId("n")
FRAME, NOTE = FrameId("frame"), NoteId("note")
PLACES = {W: Point(0, 0), E: Point(300, 0), F: Point(0, 200), N: Point(300, 200)}


def sample() -> Snapshot:
    kinds = {W: "webhook", E: "find_email", F: "filter", N: "append_to_notebook"}
    return Snapshot(
        name="sample",
        description="",
        blocks=tuple(Block(block_id, kind) for block_id, kind in kinds.items()),
        edges=(Edge(EdgeId("we"), W, E, "score > 3"), Edge(EdgeId("ef"), E, F)),
        frames=(Frame(FRAME, "Group", Rect(-20, 160, 270, 140)),),
        notes=(Note(NOTE, "<b>plain</b>", Rect(600, 0, 120, 80)),),
        positions=PLACES,
        extra={},
    )


def spot(view: CanvasView, x: float, y: float) -> QPoint:
    return view.mapFromScene(QPointF(x, y))


def move(view: CanvasView, at: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    where = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(view.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        button,
        keys,
    )
    QApplication.sendEvent(view.viewport(), event)


def press_and_move(
    view: CanvasView,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    QTest.mousePress(view.viewport(), button, keys, start)
    for share in (0.3, 0.7, 1.0):
        move(view, start + (end - start) * share, button, keys)


def drag(
    view: CanvasView,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    press_and_move(view, start, end, button, keys)
    QTest.mouseRelease(view.viewport(), button, keys, end)


def click(view: CanvasView, x: float, y: float, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    QTest.mouseClick(view.viewport(), LEFT, keys, spot(view, x, y))


def wheel(
    view: CanvasView,
    at: QPointF,
    angle: QPoint,
    keys: Qt.KeyboardModifier = NO_KEYS,
    pixels: QPoint | None = None,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        pixels or QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def links(view: CanvasView) -> set[tuple[str, str]]:
    return {(edge.from_block, edge.to_block) for edge in view.session.workflow.edges}
