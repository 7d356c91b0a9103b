"""Saying what a slow disk keeps one waiting for."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QWidget,
)

from builder_app.ui.tasks import run_task

T = TypeVar("T")
PATIENCE_MS = 500


class WaitingBar(QStatusBar):
    """One line for everything that takes longer than half a second; hidden while nothing does."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 12, 0)
        self.rows: list[QWidget] = []
        self.hide()

    def follow(
        self, future: "Future[T]", sentence: str, cancel: Callable[[], None] | None = None
    ) -> None:
        """Say ``sentence`` while the future takes its time; ``cancel`` gives the waiting up."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        shown: list[QWidget] = []

        def finish() -> None:
            timer.stop()  # a box may keep Qt from deleting it for long
            timer.deleteLater()
            for row in shown:
                self._take_away(row)
            shown.clear()

        def give_up() -> None:
            finish()
            if cancel:
                cancel()

        def show() -> None:
            shown.append(self._row(sentence, give_up if cancel else None))

        timer.timeout.connect(show)
        timer.start(PATIENCE_MS)
        run_task(future, timer, lambda _: finish(), lambda _: finish())

    def _row(self, sentence: str, cancel: Callable[[], None] | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setFixedSize(96, 6)
        moving.setTextVisible(False)
        label = QLabel(sentence)
        label.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(moving)
        line.addWidget(label)
        if cancel:
            button = QPushButton(self.tr("Cancel"))
            button.setAccessibleName(self.tr("Cancel: {what}").format(what=sentence))
            button.clicked.connect(lambda _=False: cancel())
            line.addWidget(button)
        line.addStretch(1)
        self.addWidget(row)
        self.rows.append(row)
        self.show()
        return row

    def _take_away(self, row: QWidget) -> None:
        self.rows.remove(row)
        self.removeWidget(row)
        row.deleteLater()
        self.setVisible(bool(self.rows))
