"""Tab goes in reading order, also after rows were added or moved."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs(widget: QWidget) -> None:
    """Put the Tab order of the whole page that ``widget`` is on into the order of its layouts."""
    page = widget
    while (parent := page.parentWidget()) is not None and parent.layout() is not None:
        page = parent
    # from the first stop of the page on: it was there from the beginning and holds the place
    for before, after in pairwise(tab_stops(page)):
        QWidget.setTabOrder(before, after)


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Return what Tab should stop at below ``widget``, in the order of its layouts."""
    layout = widget.layout()
    if layout is None or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    found: list[QWidget] = []
    waiting = [layout.itemAt(at) for at in range(layout.count())]
    while waiting:
        item = waiting.pop(0)
        if item is None:
            continue
        inner = item.layout()
        if inner is not None:
            waiting[:0] = [inner.itemAt(at) for at in range(inner.count())]
        elif (child := item.widget()) is not None:
            found += tab_stops(child)
    return found
