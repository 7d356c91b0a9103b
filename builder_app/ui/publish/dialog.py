"""Publishing: what will be sent and where, then the answer, whole, or what to do about it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

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
from builder_app.ui.publish.pages import RefusedPage, answer_page, leads_somewhere, request_page
from builder_app.ui.tasks import Task, run_task


class Publisher(Protocol):
    """What carries a plan out. The future's cancel closes the connection."""

    def publish(self, plan: PublishPlan, *, overwrite: bool) -> "Future[PublishOutcome]":
        """Send it."""


class PublishDialog(QDialog):
    """Shows the request, sends it on Enter, and shows the answer or what to do about it.

    Esc or closing the window while it is being sent cancels the sending and says so.
    """

    published = Signal(object)  # Published
    refused = Signal(object)  # tuple[PlaceNamed, ...]
    place_chosen = Signal(object)  # PlaceNamed
    cloud_copy_requested = Signal(object)  # CloudChanged
    key_requested = Signal()

    def __init__(
        self,
        plan: PublishPlan,
        publisher: Publisher,
        name_part: Callable[[PlaceNamed], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._name_part = name_part
        self._publisher = publisher
        self._task: Task[PublishOutcome] | None = None
        self.setWindowTitle(self.tr("Publish"))
        self.resize(620, 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sentence = _label("title")
        self._detail = _label("dim")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Publishing…"))
        self._progress.hide()
        self._pages = QStackedWidget()
        self._request = request_page(plan.body())
        self._pages.addWidget(self._request)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
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
        text = (
            self.tr("Update “{name}” at {place}")
            if self._plan.is_update
            else self.tr("Publish “{name}” to {place}")
        )
        sentence = text.format(name=self._plan.name, place=self._plan.target.label)
        self._say(sentence, self._where())
        self._set_buttons((self.tr("Cancel"), self.reject), (self.tr("Publish"), self._send))

    def _where(self) -> str:
        host = self.tr("this computer, nothing leaves it")
        if not self._plan.target.is_sandbox:
            host = self._plan.target.host
        blocks = self._plan.graph.get("blocks")
        count = len(blocks) if isinstance(blocks, list) else 0
        counted = self.tr("1 block") if count == 1 else self.tr("{n} blocks").format(n=count)
        return f"{self._plan.request_line}\n{host}  ·  {counted}"

    # ---- sending

    def _send(self) -> None:
        self._start(overwrite=False)

    def _start(self, *, overwrite: bool) -> None:
        self._pages.setCurrentWidget(self._request)
        self._progress.show()
        self._say(self.tr("Publishing…"), self._where())
        # Enter pressed twice must not take back what it began
        self._set_buttons((self.tr("Cancel"), self._cancel), is_default=False)
        self._request.setFocus()
        future = self._publisher.publish(self._plan, overwrite=overwrite)
        # from here on it may have arrived, whatever comes back
        self._plan = replace(self._plan, tried_before=True)
        self._task = run_task(future, self, self._on_outcome, self._on_broken)

    @property
    def is_sending(self) -> bool:
        """Whether an answer is awaited."""
        return self._task is not None and self._task.is_running

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None
        self._progress.hide()
        self._say(say.CANCELLED().text())
        self._offer_another_try()

    @override
    def reject(self) -> None:
        if self.is_sending:
            self._cancel()
        else:
            super().reject()

    # ---- after

    def _on_outcome(self, outcome: PublishOutcome) -> None:
        self._progress.hide()
        sentence = outcome.message.text()
        self._say(sentence)
        match outcome:
            case Published():
                self._say(sentence, "\n".join(remark.text() for remark in outcome.remarks))
                self._show_page(answer_page(outcome.workflow))
                self._set_buttons((self.tr("Done"), self.accept))
                self.published.emit(outcome)
            case CloudChanged():
                self._offer_the_cloud_copy(outcome)
            case Refused():
                self._say(sentence, outcome.detail)
                self._show_refused(outcome.places)
            case KeyNeeded():
                self._set_buttons(
                    (self.tr("Close"), self.reject),
                    (self.tr("Connect account…"), self._ask_for_key),
                )
            case NotReached() | Declined():
                self._say(sentence, outcome.detail)
                self._offer_another_try()

    def _on_broken(self, error: BaseException) -> None:
        del error  # logged where it was delivered
        self._progress.hide()
        self._say(self.tr("Something went wrong here. Help → Show Log Folder has the details."))
        self._offer_another_try()

    def _offer_another_try(self) -> None:
        self._set_buttons((self.tr("Close"), self.reject), (self.tr("Try again"), self._send))

    def _offer_the_cloud_copy(self, outcome: CloudChanged) -> None:
        detail = self.tr(
            "It was changed there at {time}. Overwriting it replaces those changes; "
            "opening it puts it beside this one, to take over what you want to keep."
        )
        self._say(outcome.message.text(), detail.format(time=outcome.workflow.updated_at))
        # what loses somebody's work stands apart and is not what Enter does
        self._set_buttons(
            (self.tr("Cancel"), self.reject),
            (self.tr("Open the cloud’s copy"), lambda: self._open_copy(outcome)),
            apart=(self.tr("Overwrite it"), lambda: self._start(overwrite=True)),
        )

    def _show_refused(self, places: tuple[PlaceNamed, ...]) -> None:
        self.refused.emit(places)
        if not places:
            self._set_buttons((self.tr("Close"), self.reject))
            return
        page = RefusedPage(places, self._name_part)
        page.chosen.connect(self._on_place)
        self._show_page(page)
        if any(leads_somewhere(place) for place in places):
            self._set_buttons(
                (self.tr("Close"), self.reject), (self.tr("Show it"), page.choose_current)
            )
        else:
            self._set_buttons((self.tr("Close"), self.reject))
        page.setFocus()

    def _on_place(self, place: PlaceNamed) -> None:
        if self.isVisible():  # a click may be an activation too
            self.reject()
            self.place_chosen.emit(place)

    def _open_copy(self, outcome: CloudChanged) -> None:
        self.reject()
        self.cloud_copy_requested.emit(outcome)

    def _ask_for_key(self) -> None:
        self.reject()
        self.key_requested.emit()

    # ---- parts

    def _say(self, sentence: str, detail: str = "") -> None:
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleDescription(sentence)
        if self.isVisible():  # the buttons take the focus: the sentence would go unheard
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _set_buttons(
        self,
        *buttons: tuple[str, object],
        apart: tuple[str, object] | None = None,
        is_default: bool = True,
    ) -> None:
        """Show these buttons; the last is the default, ``apart`` stands at the other end."""
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if apart is not None:
            self._buttons.addWidget(_button(*apart))
        self._buttons.addStretch(1)
        made = [_button(*each) for each in buttons]
        if is_default:
            made[-1].setProperty("look", "primary")
        made[-1].setDefault(is_default)
        made[-1].setAutoDefault(is_default)
        for button in made:
            self._buttons.addWidget(button)
            button.show()  # now, or it takes the focus from what gets it next
        made[-1].setFocus()


def _label(look: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("look", look)
    return label


def _button(text: str, slot: object) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(slot)
    return button
