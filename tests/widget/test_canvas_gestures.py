"""The canvas under real mouse and key events: each gesture one undo step, Esc leaves nothing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.ghost import ghost_pixmap
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
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


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[CanvasView]:
    session = EditorSession(sample(), seed_catalogue())
    canvas = CanvasView(session, theme)
    qtbot.addWidget(canvas)
    canvas.resize(1000, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.restore_view_state((300.0, 150.0, 1.0))
    canvas.setFocus()
    yield canvas
    canvas.hide()


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


def test_dragging_a_block_moves_it_exactly_and_is_one_undo_step(view: CanvasView) -> None:
    drag(view, spot(view, 100, 45), spot(view, 137, 96))
    assert view.session.workflow.position(W) == Point(37, 51)
    assert view.canvas_scene.block_items[W].pos() == QPointF(37, 51)
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert view.session.workflow.position(W) == Point(0, 0)
    assert view.canvas_scene.block_items[W].pos() == QPointF(0, 0)


def test_dragging_several_selected_blocks_is_one_undo_step(view: CanvasView) -> None:
    view.session.selection.select(blocks=(W, E))
    drag(view, spot(view, 100, 45), spot(view, 100, 75))
    assert view.session.workflow.position(W) == Point(0, 30)
    assert view.session.workflow.position(E) == Point(300, 30)
    assert view.session.undo_stack.count() == 1


def test_esc_during_a_move_leaves_nothing_behind(view: CanvasView) -> None:
    running: list[bool] = []
    view.session.gesture_running_changed.connect(running.append)
    press_and_move(view, spot(view, 100, 45), spot(view, 200, 145))
    assert view.canvas_scene.block_items[W].pos() == QPointF(100, 100)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, 200, 145))
    assert view.canvas_scene.block_items[W].pos() == QPointF(0, 0)
    assert view.session.workflow.position(W) == Point(0, 0)
    assert view.session.undo_stack.count() == 0
    assert view.session.selection.is_empty()
    assert running == [True, False]


def test_a_frame_takes_along_the_blocks_on_it_in_one_step(view: CanvasView) -> None:
    drag(view, spot(view, 200, 172), spot(view, 220, 192))
    frame = view.session.workflow.frame(FRAME)
    assert frame is not None
    assert frame.area == Rect(0, 180, 270, 140)
    assert view.session.workflow.position(F) == Point(20, 220)
    assert view.session.workflow.position(N) == PLACES[N]
    assert view.session.undo_stack.count() == 1


def test_a_note_moves_in_one_step(view: CanvasView) -> None:
    drag(view, spot(view, 650, 40), spot(view, 660, 70))
    note = view.session.workflow.note(NOTE)
    assert note is not None
    assert note.area == Rect(610, 30, 120, 80)
    assert view.session.undo_stack.count() == 1


def test_click_selects_mod_toggles_shift_adds_and_empty_paper_clears(view: CanvasView) -> None:
    chosen = view.session.selection
    click(view, 100, 45)
    assert chosen.blocks == {W}
    click(view, 400, 45, SHIFT)
    assert chosen.blocks == {W, E}
    click(view, 100, 45, SHIFT)
    assert chosen.blocks == {W, E}
    click(view, 100, 45, MOD)
    assert chosen.blocks == {E}
    click(view, 262, 29)
    assert chosen.edges == {"we"}
    assert not chosen.blocks
    click(view, 500, 400)
    assert chosen.is_empty()
    assert view.session.undo_stack.count() == 0


def test_keys_select_everything_and_nothing(view: CanvasView) -> None:
    chosen = view.session.selection
    QTest.keyClick(view, Qt.Key.Key_A, MOD)
    assert chosen.blocks == set(PLACES)
    assert chosen.edges == {"we", "ef"}
    QTest.keyClick(view, Qt.Key.Key_A, MOD | SHIFT)
    assert chosen.is_empty()
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen.is_empty()


def test_a_marquee_selects_what_it_touches_and_esc_brings_the_old_selection_back(
    view: CanvasView,
) -> None:
    chosen = view.session.selection
    drag(view, spot(view, -60, -60), spot(view, 240, 100))
    assert chosen.blocks == {W}
    press_and_move(view, spot(view, 560, -60), spot(view, 290, 300))
    assert chosen.blocks == {E, N}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen.blocks == {W}
    drag(view, spot(view, 560, -60), spot(view, 290, 300), keys=SHIFT)
    assert chosen.blocks == {W, E, N}


@pytest.mark.parametrize(("start", "end"), [((224, 229), (300, 229)), ((300, 229), (224, 229))])
def test_dragging_between_ports_links_in_either_direction(
    view: CanvasView, start: tuple[int, int], end: tuple[int, int]
) -> None:
    drag(view, spot(view, *start), spot(view, *end))
    assert ("f", "n") in links(view)
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert ("f", "n") not in links(view)


def test_a_wire_snaps_to_a_port_within_24_screen_pixels(view: CanvasView) -> None:
    drag(view, spot(view, 224, 229), spot(view, 280, 212))
    assert ("f", "n") in links(view)


def test_a_wire_let_go_over_empty_paper_or_given_up_leaves_nothing(view: CanvasView) -> None:
    items = len(view.canvas_scene.items())
    drag(view, spot(view, 224, 229), spot(view, 260, 380))
    press_and_move(view, spot(view, 224, 229), spot(view, 300, 229))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, 300, 229))
    assert view.session.undo_stack.count() == 0
    assert len(view.canvas_scene.items()) == items
    assert all(item.opacity() == 1.0 for item in view.canvas_scene.block_items.values())
    assert not view.session.gesture_running


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ((224, 229), (110, 45), "document.into_source"),
        ((224, 229), (300, 29), "document.loop"),
        ((224, 29), (300, 29), "document.double_link"),
        ((224, 229), (100, 245), "document.self_link"),
        ((0, 229), (400, 225), "document.out_of_sink"),
    ],
)
def test_a_link_that_cannot_be_is_refused_while_dragging_with_the_reason(
    view: CanvasView, start: tuple[int, int], end: tuple[int, int], code: str
) -> None:
    refused: list[str] = []
    view.session.rejected.connect(lambda message: refused.append(message.code))
    before = links(view)
    press_and_move(view, spot(view, *start), spot(view, *end))
    (bubble,) = [w for w in view.findChildren(QLabel) if w.isVisible()]
    assert bubble.text()
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, spot(view, *end))
    assert refused == [code]
    assert links(view) == before
    assert view.session.undo_stack.count() == 0
    assert not bubble.isVisible()


def test_while_a_wire_is_dragged_blocks_it_cannot_go_to_step_back(view: CanvasView) -> None:
    press_and_move(view, spot(view, 224, 229), spot(view, 260, 330))
    dimmed = {b for b, item in view.canvas_scene.block_items.items() if item.opacity() < 1}
    assert dimmed == {W, E}
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_delete_takes_blocks_and_their_links_in_one_step(view: CanvasView) -> None:
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert not view.session.workflow.has_block(E)
    assert links(view) == set()
    assert E not in view.canvas_scene.block_items
    assert not view.canvas_scene.edge_items
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert links(view) == {("w", "e"), ("e", "f")}
    assert view.canvas_scene.edge_items[EdgeId("we")].condition == "score > 3"


def test_mod_delete_heals_the_gap_in_one_step(view: CanvasView) -> None:
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Delete, MOD)
    assert links(view) == {("w", "f")}
    assert view.session.undo_stack.count() == 1
    view.session.undo_stack.undo()
    assert links(view) == {("w", "e"), ("e", "f")}


def test_backspace_deletes_a_selected_link_only(view: CanvasView) -> None:
    click(view, 262, 29)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert links(view) == {("e", "f")}
    assert view.session.workflow.block_count == 4


def test_the_wheel_zooms_about_the_cursor_with_less_than_a_pixel_of_drift(
    view: CanvasView,
) -> None:
    at = QPointF(733, 211)
    before = view.viewportTransform().inverted()[0].map(at)
    for angle in [120] * 6 + [-120] * 14 + [45] * 9:
        wheel(view, at, QPoint(0, angle))
        drift = view.viewportTransform().map(before) - at
        assert abs(drift.x()) < 1
        assert abs(drift.y()) < 1


def test_the_zoom_stays_between_5_and_400_per_cent(view: CanvasView) -> None:
    for _ in range(40):
        wheel(view, QPointF(500, 300), QPoint(0, 120), MOD)
    assert view.zoom() == pytest.approx(4.0)
    for _ in range(80):
        wheel(view, QPointF(500, 300), QPoint(0, -120))
    assert view.zoom() == pytest.approx(0.05)


def test_shift_wheel_goes_sideways_and_a_trackpad_pans(view: CanvasView) -> None:
    x, y, zoom = view.view_state()
    wheel(view, QPointF(500, 300), QPoint(0, -120), SHIFT)
    assert view.view_state() == pytest.approx((x + 120, y, zoom))
    wheel(view, QPointF(500, 300), QPoint(0, -80), pixels=QPoint(-7, -10))
    assert view.view_state() == pytest.approx((x + 127, y + 10, zoom))


def test_middle_drag_pans_and_esc_puts_the_paper_back(view: CanvasView) -> None:
    x, y, zoom = view.view_state()
    drag(view, QPoint(500, 300), QPoint(560, 330), MIDDLE)
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    press_and_move(view, QPoint(500, 300), QPoint(600, 400), MIDDLE)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), MIDDLE, NO_KEYS, QPoint(600, 400))
    assert view.view_state() == pytest.approx((x - 60, y - 30, zoom))
    assert view.session.undo_stack.count() == 0


def test_keys_fit_and_zoom(view: CanvasView) -> None:
    click(view, 100, 45)
    QTest.keyClick(view, Qt.Key.Key_F)
    x, y, _ = view.view_state()
    assert (x, y) == pytest.approx((112, 29), abs=3)
    QTest.keyClick(view, Qt.Key.Key_Equal, MOD)
    assert view.zoom() == pytest.approx(1.2)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    QTest.keyClick(view, Qt.Key.Key_Minus, MOD)
    assert view.zoom() == pytest.approx(1 / 1.2)
    QTest.keyClick(view, Qt.Key.Key_0, MOD)
    assert view.zoom() == 1.0
    QTest.keyClick(view, Qt.Key.Key_Home)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.content_rect())


def drop(view: CanvasView, data: QMimeData, at: QPointF) -> bool:
    entering = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), entering)
    if not entering.isAccepted():
        return False
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_a_dropped_block_stands_where_its_ghost_was(
    view: CanvasView, theme: Theme, zoom: float
) -> None:
    view.set_zoom(zoom)
    data = QMimeData()
    data.setData(BLOCK_KIND_MIME, b"find_phone")
    at = QPointF(420, 480)
    assert drop(view, data, at)
    (added,) = view.session.selection.blocks
    kind = view.session.catalogue.kind("find_phone")
    pixmap, hot_spot = ghost_pixmap(kind, theme, 2.0, zoom)
    card_in_ghost = QPointF(10 * zoom, 10 * zoom)
    expected = at - QPointF(hot_spot) + card_in_ghost
    shown = view.viewportTransform().map(view.canvas_scene.block_items[added].pos())
    assert abs(shown.x() - expected.x()) <= 1
    assert abs(shown.y() - expected.y()) <= 1
    width = view.canvas_scene.block_items[added].face.rect.width()
    assert pixmap.deviceIndependentSize().width() == pytest.approx((width + 20) * zoom, abs=1)
    assert view.session.undo_stack.count() == 1


def test_files_and_unknown_kinds_are_left_to_the_window(view: CanvasView) -> None:
    files, unknown = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/home/me/a.wfb")])
    unknown.setData(BLOCK_KIND_MIME, b"no_such_kind")
    assert not drop(view, files, QPointF(420, 480))
    assert not drop(view, unknown, QPointF(420, 480))
    assert view.session.undo_stack.count() == 0


def test_adding_puts_a_block_right_of_the_selected_one_and_covers_none(view: CanvasView) -> None:
    click(view, 100, 45)
    view.add_kind("filter", None)
    (added,) = view.session.selection.blocks
    place = view.session.workflow.position(added)
    assert place.x == 278
    rect = view.canvas_scene.block_items[added].card_rect()
    others = [i for b, i in view.canvas_scene.block_items.items() if b != added]
    assert not any(item.card_rect().intersects(rect) for item in others)
    assert view.session.undo_stack.count() == 1


def test_the_view_comes_back_where_it_was(view: CanvasView) -> None:
    view.restore_view_state((1234.0, -567.0, 0.75))
    assert view.view_state() == pytest.approx((1234, -567, 0.75))
    view.resize(800, 500)
    assert view.view_state() == pytest.approx((1234, -567, 0.75))


def test_undo_brings_the_changed_place_into_view(view: CanvasView) -> None:
    drag(view, spot(view, 100, 45), spot(view, 137, 96))
    view.restore_view_state((5000.0, 5000.0, 1.0))
    view.session.undo_stack.undo()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.canvas_scene.block_items[W].card_rect())


def test_double_click_and_enter_ask_for_the_form(view: CanvasView) -> None:
    asked: list[str] = []
    view.focus_form_requested.connect(asked.append)
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, spot(view, 100, 45))
    click(view, 400, 45)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [W, E]
