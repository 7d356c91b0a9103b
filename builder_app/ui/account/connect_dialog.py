"""Connect account: take a key, check it with a call that costs nothing, keep it in the keyring."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.api.endpoint import DEFAULT_BASE_URL, Endpoint, EndpointRefused
from builder_app.api_key import ApiKey
from builder_app.services.outcomes import CheckOutcome, KeyAccepted
from builder_app.ui.tasks import Task, run_task

Checker = Callable[[Endpoint, ApiKey], "Future[CheckOutcome]"]


@dataclass(frozen=True, slots=True)
class CheckedAccount:
    """What the dialog ends with: a key that the service accepted."""

    label: str
    endpoint: Endpoint
    key: ApiKey
    org_id: str | None


class ConnectDialog(QDialog):
    """Asks for a label, an address and a key. Nothing is kept before the service accepted it."""

    accepted_account = Signal(object)  # CheckedAccount

    def __init__(self, check: Checker, parent: QWidget, *, label: str, endpoint: str) -> None:
        super().__init__(parent)
        self._check = check
        self._task: Task[CheckOutcome] | None = None
        self.setWindowTitle(self.tr("Connect account"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.label = QLineEdit(label)
        self.label.setAccessibleName(self.tr("Name"))
        self.endpoint = QLineEdit(endpoint or DEFAULT_BASE_URL)
        self.endpoint.setAccessibleName(self.tr("Service address"))
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setAccessibleName(self.tr("API key"))
        self.key.setPlaceholderText(self.tr("Paste the key from Settings → API Keys"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setAccessibleName("")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._save = QPushButton(self.tr("Check and save"))
        self._save.setProperty("look", "primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self._start)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        self.key.setFocus()

    def _lay_out(self, cancel: QPushButton) -> None:
        hint = QLabel(
            self.tr(
                "The key is kept in your system’s keyring, never in a file of this program. "
                "Checking it lists your workflows and costs nothing."
            )
        )
        hint.setProperty("look", "dim")
        hint.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        form.addRow(self.tr("Name"), self.label)
        form.addRow(self.tr("API key"), self.key)
        form.addRow(self.tr("Service address"), self.endpoint)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(form)
        column.addWidget(self._progress)
        column.addWidget(self.state)
        column.addLayout(buttons)

    def _start(self) -> None:
        text = self.key.text().strip()
        if not text:
            self._say(self.tr("Enter the API key first."), look="error")
            self.key.setFocus()
            return
        try:
            endpoint = Endpoint(self.endpoint.text())
        except EndpointRefused as refusal:
            self._say(refusal.message.text(), look="error")
            self.endpoint.setFocus()
            return
        key = ApiKey(text)
        self._save.setEnabled(False)
        self._progress.show()
        self._say(self.tr("Checking {key} …").format(key=key.masked), look="dim")
        self._task = run_task(
            self._check(endpoint, key),
            self,
            lambda outcome: self._on_checked(endpoint, key, outcome),
            self._on_broken,
        )

    def _on_checked(self, endpoint: Endpoint, key: ApiKey, outcome: CheckOutcome) -> None:
        self._progress.hide()
        self._save.setEnabled(True)
        if isinstance(outcome, KeyAccepted):
            name = self.label.text().strip() or endpoint.host
            self.accepted_account.emit(CheckedAccount(name, endpoint, key, outcome.org_id))
            self.accept()
            return
        self._say(outcome.message.text(), look="error")
        self.key.setFocus()
        self.key.selectAll()

    def _on_broken(self, error: BaseException) -> None:
        del error  # logged where it was delivered
        self._progress.hide()
        self._save.setEnabled(True)
        self._say(self.tr("The key could not be checked. The log has the details."), look="error")

    def _say(self, text: str, *, look: str) -> None:
        self.state.setProperty("look", look)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(text)

    @override
    def reject(self) -> None:
        """Close without keeping anything; a check in flight is stopped."""
        if self._task:
            self._task.cancel()
        super().reject()
