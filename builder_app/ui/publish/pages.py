"""What the publish dialog shows in its middle: the request, the answer, what was refused."""

import json
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from builder_app.api.records import WorkflowRecord
from builder_app.services.outcomes import PlaceNamed
from builder_app.workflow.json_value import JsonObject, JsonValue

_ANSWER_FIELDS = (
    "id",
    "name",
    "status",
    "step",
    "created_at",
    "updated_at",
    "user_uuid",
    "org_id",
    "description",
    "last_run_date",
)
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PublishDialog", text)


def request_page(body: JsonObject) -> QPlainTextEdit:
    """Return the JSON that is sent, to read and to copy."""
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setAccessibleName(_tr("What will be sent"))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    view.setFont(font)
    view.setPlainText(json.dumps(body, indent=2, ensure_ascii=False))
    return view


def answer_page(workflow: WorkflowRecord) -> QScrollArea:
    """Return every field of the answer, those that we do not know included.

    The definition is left out: it is what was sent, and stands on the canvas.
    """
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 6, 8, 0)
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name in _ANSWER_FIELDS:
        form.addRow(*_field(name, getattr(workflow, name)))
    for name, value in workflow.extra.items():
        form.addRow(*_field(name, value))
    copy = QPushButton(_tr("Copy the id"))
    copy.setProperty("look", "link")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(workflow.id))
    form.addRow("", copy)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(_tr("The answer"))
    area.setWidget(page)
    return area


def _field(name: str, value: JsonValue) -> tuple[QLabel, QLabel]:
    label = QLabel(name)
    label.setProperty("look", "dim")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    shown = QLabel(_tr("—") if value in (None, "") else text)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setTextInteractionFlags(_SELECTABLE)
    shown.setWordWrap(True)
    shown.setAccessibleName(f"{name}: {shown.text()}")
    return label, shown


class RefusedPage(QListWidget):
    """What the service refused; Enter or a click on what it names leads there."""

    chosen = Signal(object)  # PlaceNamed

    def __init__(
        self, places: tuple[PlaceNamed, ...], name_part: Callable[[PlaceNamed], str]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_tr("What the service refused"))
        self.setWordWrap(True)
        self.setSpacing(4)
        for place in places:
            words = f"{name_part(place)}: {place.text}  →"
            item = QListWidgetItem(words if leads_somewhere(place) else place.text)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.addItem(item)
        first = next((i for i, place in enumerate(places) if leads_somewhere(place)), 0)
        self.setCurrentRow(first)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def choose_current(self) -> None:
        """Go to what the selected line names."""
        if (item := self.currentItem()) is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(place, PlaceNamed) and leads_somewhere(place):
            self.chosen.emit(place)


def leads_somewhere(place: PlaceNamed) -> bool:
    """Whether the complaint names a part of the workflow."""
    return place.block_id is not None or place.edge_id is not None
