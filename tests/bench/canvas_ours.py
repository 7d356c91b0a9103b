"""The program itself: its real window with panels, document, journal and undo."""

import sys

from PySide6.QtCore import QDir, QPointF
from PySide6.QtWidgets import QApplication

from builder_app.bootstrap import LazyGateway, _build_gateway
from builder_app.resources import resource_root
from builder_app.settings.places import places
from builder_app.settings.store import SettingsStore
from builder_app.ui.canvas.view import CanvasView
from builder_app.ui.program import Program
from tests.bench.frames import VIEW, Side, measure
from tests.bench.graph import large_workflow


class Ours:
    def __init__(self, app: QApplication, count: int) -> None:
        QDir.addSearchPath("res", str(resource_root()))
        self.snapshot = large_workflow(count)
        here = places()
        here.make()
        door = LazyGateway(lambda: _build_gateway(here.sandbox_database))
        self.program = Program(app, SettingsStore(here.settings_file), here, door)
        self.window = self.program.window
        self.window.show()
        self._fit_the_view(app)

    def _fit_the_view(self, app: QApplication) -> None:
        """Give the canvas the size that the other side has, in a window as large as that needs."""
        self.program.workbench.files.new()
        for _ in range(3):
            app.processEvents()
            port = self.canvas.viewport()
            self.window.resize(
                self.window.width() + VIEW[0] - port.width(),
                self.window.height() + VIEW[1] - port.height(),
            )
        view = self.window.current
        assert view is not None
        self.program.workbench.files.close(view)
        app.processEvents()

    @property
    def canvas(self) -> CanvasView:
        view = self.window.current
        assert view is not None
        return view.canvas

    def open(self) -> None:
        self.program.workbench.files.show(self.snapshot)
        QApplication.processEvents()
        port = self.canvas.viewport()
        assert (port.width(), port.height()) == VIEW

    def look(self, zoom: float, middle: QPointF) -> None:
        self.canvas.restore_view_state((middle.x(), middle.y(), zoom))

    def all_in_view(self) -> tuple[float, QPointF]:
        area = self.canvas.canvas_scene.content_rect()
        zoom = min(VIEW[0] / area.width(), VIEW[1] / area.height(), 1.0) * 0.95
        return zoom, area.center()

    def pan(self, dx: int) -> None:
        self.canvas.scroll_pixels(-dx, 0)

    def zoom_to(self, zoom: float) -> None:
        self.canvas.set_zoom(zoom)

    def grip(self) -> QPointF:
        view = self.window.current
        assert view is not None
        workflow = view.session.workflow
        blocks = workflow.blocks
        for block in blocks[len(blocks) // 2 :]:
            if len(workflow.edges_into(block.id)) + len(workflow.edges_out_of(block.id)) == 4:
                at = workflow.position(block.id)
                return QPointF(at.x + 120, at.y + 20)
        raise AssertionError("no block with four links")

    def delete_all(self) -> None:
        self.window.actions_by_id["edit.select_all"].trigger()
        self.window.actions_by_id["edit.delete"].trigger()

    def undo(self) -> None:
        self.window.actions_by_id["edit.undo"].trigger()


if __name__ == "__main__":
    application = QApplication(["ours"])
    ours = Ours(application, int(sys.argv[1]))
    measure(
        Side(
            lambda: ours.canvas,
            ours.open,
            ours.look,
            ours.zoom_to,
            ours.pan,
            ours.all_in_view,
            ours.grip,
            ours.delete_all,
            ours.undo,
        )
    )
