"""Nearer, farther, 100 %: the small bar over the bottom left corner of the canvas."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

_FROM_LEFT, _FROM_BOTTOM = 15, 14


class ZoomControl(QWidget):
    """Says how near the canvas is, and changes it."""

    out_requested = Signal()
    in_requested = Signal()
    whole_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._percent = self._button("100 %", self.tr("Zoom to 100 %"))
        self._percent.setFixedWidth(56)
        away = self._button("−", self.tr("Zoom out"))
        nearer = self._button("+", self.tr("Zoom in"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for button in (away, self._percent, nearer):
            row.addWidget(button)
        away.clicked.connect(self.out_requested)
        nearer.clicked.connect(self.in_requested)
        self._percent.clicked.connect(self.whole_requested)

    def show_zoom(self, zoom: float) -> None:
        """Say how near the canvas is."""
        self._percent.setText(self.tr("{0} %").format(round(zoom * 100)))

    def stand_in(self, width: int, height: int) -> None:
        """Take the place in the bottom left corner of a view of that size."""
        size = self.sizeHint()
        self.setGeometry(
            min(_FROM_LEFT, width), height - size.height() - _FROM_BOTTOM, *size.toTuple()
        )

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("look", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
