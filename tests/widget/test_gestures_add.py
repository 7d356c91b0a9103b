"""Adding blocks: out of the palette by mouse, and with Enter."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.canvas.ghost import ghost_pixmap
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.ui.palette.panel import PalettePanel
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.canvas_mouse import LEFT, NO_KEYS, click

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def drop(view: CanvasView, data: QMimeData, at: QPointF) -> bool:
    entering = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), entering)
    if not entering.isAccepted():
        return False
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_gesture_021_a_dropped_block_stands_where_its_ghost_was(
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


def test_gesture_021_a_drag_out_of_the_palette_carries_the_kind_and_a_ghost_of_the_real_size(
    view: CanvasView, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    palette = PalettePanel(view.session.catalogue, theme, view.ghost_of)
    dragged: list[tuple[bytes, float]] = []

    def exec_(drag: QDrag, *_: object) -> Qt.DropAction:
        kind = drag.mimeData().data(BLOCK_KIND_MIME).data()
        dragged.append((bytes(kind), drag.pixmap().deviceIndependentSize().width()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", exec_)  # offscreen has no drags: tests/e2e drags for real
    model = palette.list.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    palette.list.setCurrentIndex(model.index(names.index("Find phone"), 0))
    palette.list.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [(b"find_phone", 244.0)]
    palette.deleteLater()


@pytest.mark.parametrize("how", ["enter", "double-click", "enter in the search"])
def test_gesture_022_enter_and_double_click_in_the_palette_add(
    view: CanvasView, theme: Theme, qtbot: QtBot, how: str
) -> None:
    palette = PalettePanel(view.session.catalogue, theme, view.ghost_of)
    qtbot.addWidget(palette)
    palette.resize(240, 800)
    palette.show()
    palette.add_requested.connect(lambda name: view.add_kind(name, None))
    palette.search.setText("find phone")
    index = palette.list.model().index(0, 0)
    palette.list.setCurrentIndex(index)
    if how == "enter":
        QTest.keyClick(palette.list, Qt.Key.Key_Return)
    elif how == "enter in the search":
        QTest.keyClick(palette.search, Qt.Key.Key_Return)
    else:
        at = palette.list.visualRect(index).center()
        QTest.mouseClick(palette.list.viewport(), LEFT, NO_KEYS, at)
        QTest.mouseDClick(palette.list.viewport(), LEFT, NO_KEYS, at)
    (added,) = view.session.selection.blocks
    assert view.session.workflow.block(added).kind == "find_phone"
    assert view.session.undo_stack.count() == 1
    shown = view.canvas_scene.block_items[added].card_rect()
    assert view.mapToScene(view.viewport().rect()).boundingRect().contains(shown)


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


def test_a_block_added_without_a_place_is_linked_after_the_selected_one(qtbot: QtBot) -> None:
    session = EditorSession(Snapshot(), seed_catalogue())
    view = CanvasView(session, Theme())
    qtbot.addWidget(view)
    view.add_kind("webhook", None)
    view.add_kind("find_email", None)
    first, second = session.workflow.blocks
    (edge,) = session.workflow.edges
    assert (edge.from_block, edge.to_block) == (first.id, second.id)
    session.undo_stack.undo()
    assert session.workflow.blocks == (first,)
    assert session.workflow.edges == ()


def test_a_source_added_beside_a_block_is_not_linked(qtbot: QtBot) -> None:
    session = EditorSession(Snapshot(), seed_catalogue())
    view = CanvasView(session, Theme())
    qtbot.addWidget(view)
    view.add_kind("webhook", None)
    view.add_kind("search", None)
    assert session.workflow.edges == ()
