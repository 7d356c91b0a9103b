"""Gestures 55, 57, 58 and 94: blocks are found, chosen and moved without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot

_Key = Qt.Key
_MOD, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_PLACES = {"a": (0, 0), "b": (300, 0), "c": (600, 20), "d": (300, 400), "e": (5000, 0)}


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    blocks = tuple(Block(BlockId(name), "filter", title=name) for name in _PLACES)
    links = ("ab", "bc", "ad")
    snapshot = Snapshot(
        blocks=blocks,
        edges=tuple(Edge(EdgeId(link), BlockId(link[0]), BlockId(link[1])) for link in links),
        positions={BlockId(name): Point(*at) for name, at in _PLACES.items()},
    )
    canvas = CanvasView(EditorSession(snapshot, seed_catalogue()), Theme("light"))
    qtbot.addWidget(canvas)
    canvas.resize(1000, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.restore_view_state((400.0, 200.0, 1.0))
    canvas.setFocus()
    yield canvas
    canvas.hide()


def _chosen(view: CanvasView) -> str:
    return "".join(sorted(view.session.selection.blocks))


def _choose(view: CanvasView, names: str) -> None:
    view.session.selection.select(blocks=[BlockId(name) for name in names])


def test_gesture_058_arrows_select_the_nearest_block_there(view: CanvasView) -> None:
    _choose(view, "a")
    way = []
    for key in (_Key.Key_Right, _Key.Key_Right, _Key.Key_Left, _Key.Key_Down, _Key.Key_Up):
        QTest.keyClick(view, key)
        way.append(_chosen(view))
    assert way == ["b", "c", "b", "d", "b"]
    QTest.keyClick(view, _Key.Key_Up)
    assert _chosen(view) == "b"  # nothing is there


def test_gesture_058_brings_the_block_into_view(view: CanvasView) -> None:
    _choose(view, "c")
    QTest.keyClick(view, _Key.Key_Right)
    assert _chosen(view) == "e"
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.block_items[BlockId("e")].card_rect())


def test_gesture_094_brackets_walk_in_the_order_of_running(view: CanvasView) -> None:
    way = []
    for _ in range(6):
        QTest.keyClick(view, _Key.Key_BracketRight)
        way.append(_chosen(view))
    assert "".join(way) == "abcdea"
    QTest.keyClick(view, _Key.Key_BracketLeft)
    assert _chosen(view) == "e"


def test_gesture_055_extends_downstream_and_upstream(view: CanvasView) -> None:
    _choose(view, "b")
    QTest.keyClick(view, _Key.Key_Right, _SHIFT)
    assert _chosen(view) == "bc"
    QTest.keyClick(view, _Key.Key_Left, _SHIFT)
    assert _chosen(view) == "abc"


def test_gesture_057_a_burst_of_nudges_is_one_undo_step(view: CanvasView) -> None:
    workflow, stack = view.session.workflow, view.session.undo_stack
    _choose(view, "ab")
    for _ in range(3):
        QTest.keyClick(view, _Key.Key_Right, _MOD)
    QTest.keyClick(view, _Key.Key_Down, _MOD | _SHIFT)
    assert workflow.position(BlockId("a")) == Point(72, 240)
    assert workflow.position(BlockId("b")) == Point(372, 240)
    assert stack.count() == 1
    _choose(view, "c")
    QTest.keyClick(view, _Key.Key_Left, _MOD)
    assert stack.count() == 2
    stack.undo()
    stack.undo()
    assert [workflow.position(BlockId(n)) for n in "abc"] == [Point(*_PLACES[n]) for n in "abc"]
