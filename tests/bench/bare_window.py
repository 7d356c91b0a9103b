"""The least that PySide6 can do: a main window, a menu and an empty graphics view, painted once."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow
from typing_extensions import override


class View(QGraphicsView):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, tell)  # the next turn of the event loop: from here on it takes input


def tell() -> None:
    print("READY", time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    app.quit()


app = QApplication(sys.argv)
window = QMainWindow()
scene = QGraphicsScene()
window.setCentralWidget(View(scene))
window.menuBar().addMenu("&File")
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
