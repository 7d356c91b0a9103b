"""Publishing: what will be sent and where, then the answer, whole."""

import json
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.api.records import WorkflowRecord
from builder_app.messages import publishing as say
from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    NotReached,
    PlaceNamed,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.services.plan import PublishPlan
from builder_app.ui.tasks import Task, run_task

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


class Publisher(Protocol):
    """What carries a plan out. The future's cancel closes the connection."""

    def publish(self, plan: PublishPlan, *, overwrite: bool) -> "Future[PublishOutcome]":
        """Send it."""


class PublishDialog(QDialog):
    """Shows the request, sends it on Enter, and shows the answer or what to do about it."""

    published = Signal(object)  # Published
    place_chosen = Signal(object)  # PlaceNamed
    cloud_copy_requested = Signal(object)  # WorkflowRecord
    key_requested = Signal()

    def __init__(self, plan: PublishPlan, publisher: Publisher, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = plan
        self._publisher = publisher
        self._task: Task[PublishOutcome] | None = None
        self.setWindowTitle(self.tr("Publish"))
        self.resize(620, 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setProperty("look", "title")
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        self._detail.setProperty("look", "dim")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._pages = QStackedWidget()
        self._request = self._json_view(plan)
        self._pages.addWidget(self._request)
        self._buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addWidget(self._detail)
        column.addWidget(self._progress)
        column.addWidget(self._pages, 1)
        column.addLayout(self._buttons)
        self._show_request()

    # ---- before

    def _show_request(self) -> None:
        place = self._plan.target.label
        text = (
            self.tr("Update “{name}” at {place}")
            if self._plan.is_update
            else self.tr("Create “{name}” at {place}")
        )
        self._sentence.setText(text.format(name=self._plan.name, place=place))
        host = self.tr("this computer, nothing leaves it")
        if not self._plan.target.is_sandbox:
            host = self._plan.target.host
        blocks = self._plan.graph.get("blocks")
        count = len(blocks) if isinstance(blocks, list) else 0
        self._detail.setText(
            self.tr("{request}  ·  {host}  ·  {count} blocks").format(
                request=self._plan.request_line, host=host, count=count
            )
        )
        self._set_buttons((self.tr("Cancel"), self.reject), (self.tr("Publish"), self._send))

    def _json_view(self, plan: PublishPlan) -> QPlainTextEdit:
        view = QPlainTextEdit()
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setAccessibleName(self.tr("What will be sent"))
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setPlainText(json.dumps(plan.body(), indent=2, ensure_ascii=False))
        return view

    # ---- sending

    def _send(self) -> None:
        self._start(overwrite=False)

    def _start(self, *, overwrite: bool) -> None:
        self._progress.show()
        self._sentence.setText(self.tr("Publishing…"))
        self._set_buttons((self.tr("Cancel"), self._cancel))
        future = self._publisher.publish(self._plan, overwrite=overwrite)
        self._task = run_task(future, self, self._on_outcome, self._on_broken)

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None
        self._progress.hide()
        self._sentence.setText(say.CANCELLED().text())
        self._set_buttons((self.tr("Close"), self.reject), (self.tr("Try again"), self._send))

    def _on_outcome(self, outcome: PublishOutcome) -> None:
        self._progress.hide()
        self._sentence.setText(outcome.message.text())
        self._detail.setText("")
        close = (self.tr("Close"), self.reject)
        match outcome:
            case Published():
                self._show_answer(outcome.workflow)
                self._set_buttons((self.tr("Done"), self.accept))
                self.published.emit(outcome)
            case CloudChanged():
                self._set_buttons(
                    (self.tr("Cancel"), self.reject),
                    (self.tr("Open the cloud’s copy"), lambda: self._open_copy(outcome.workflow)),
                    (self.tr("Overwrite it"), lambda: self._start(overwrite=True)),
                )
            case Refused():
                self._detail.setText(outcome.detail)
                self._show_places(outcome.places)
                self._set_buttons(close)
            case KeyNeeded():
                self._set_buttons(close, (self.tr("Connect account…"), self._ask_for_key))
            case NotReached() | Declined():
                self._detail.setText(outcome.detail)
                self._set_buttons(close, (self.tr("Try again"), self._send))

    def _on_broken(self, error: BaseException) -> None:
        del error  # logged where it was delivered
        self._progress.hide()
        self._sentence.setText(
            self.tr("Something went wrong here. Help → Show Log Folder has the details.")
        )
        self._set_buttons((self.tr("Close"), self.reject), (self.tr("Try again"), self._send))

    # ---- after

    def _show_answer(self, workflow: WorkflowRecord) -> None:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 6, 0, 0)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        for name in _ANSWER_FIELDS:
            value = getattr(workflow, name)
            label = QLabel(name)
            label.setProperty("look", "dim")
            shown = QLabel(self.tr("—") if value in (None, "") else str(value))
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            shown.setWordWrap(True)
            shown.setAccessibleName(f"{name}: {shown.text()}")
            form.addRow(label, shown)
        copy = QPushButton(self.tr("Copy the id"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(workflow.id))
        form.addRow("", copy)
        self._show_page(page)

    def _show_places(self, places: tuple[PlaceNamed, ...]) -> None:
        if not places:
            return
        complaints = QListWidget()
        complaints.setAccessibleName(self.tr("What the service refused"))
        for place in places:
            item = QListWidgetItem(place.text, complaints)
            item.setData(Qt.ItemDataRole.UserRole, place)
        complaints.itemActivated.connect(self._on_place)
        complaints.itemClicked.connect(self._on_place)
        self._show_page(complaints)

    def _on_place(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(place, PlaceNamed) and place.block_id is not None:
            self.place_chosen.emit(place)
            self.reject()

    def _open_copy(self, workflow: WorkflowRecord) -> None:
        self.cloud_copy_requested.emit(workflow)
        self.reject()

    def _ask_for_key(self) -> None:
        self.reject()
        self.key_requested.emit()

    def _show_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _set_buttons(self, *buttons: tuple[str, object]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch(1)
        last = len(buttons) - 1
        for index, (text, slot) in enumerate(buttons):
            button = QPushButton(text)
            button.clicked.connect(slot)
            if index == last:
                button.setProperty("look", "primary")
                button.setDefault(True)
            self._buttons.addWidget(button)
            if index == last:
                button.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task and self._task.is_running:
            self._task.cancel()
        super().closeEvent(event)
