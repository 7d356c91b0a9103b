"""Connect account: take a key, check it with a call that costs nothing, keep it in the keyring."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
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
from builder_app.credentials.outcomes import StoreOutcome
from builder_app.services.outcomes import CheckOutcome, KeyAccepted
from builder_app.settings.redaction import Redactor
from builder_app.settings.values import Connection
from builder_app.ui.tasks import Task, run_task
from builder_app.ui.widgets.forms import Form

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class CheckedAccount:
    """What the service accepted."""

    label: str
    endpoint: Endpoint
    key: ApiKey
    org_id: str | None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What the dialog begins with: suggestions, or the connection whose key is replaced and why."""

    label: str = ""
    address: str = ""
    replacing: Connection | None = None
    reason: str = ""


class Accounts(Protocol):
    """What the dialog needs done. Futures come back at once."""

    def check(self, endpoint: Endpoint, key: ApiKey) -> "Future[CheckOutcome]":
        """Ask the service whether it accepts the key."""

    def label_trouble(self, label: str) -> str:
        """Return why the connection can't be called so, else ""."""

    def place(self, account: CheckedAccount, then: Callable[[Connection], None]) -> None:
        """Decide which connection the account becomes; may ask the person, who may decline."""

    def store(self, connection: Connection, key: ApiKey) -> "Future[StoreOutcome]":
        """Put the key into the keyring."""

    def stop_waiting(self) -> None:
        """Let a keyring that does not answer be: the key is kept for this run."""


class ConnectDialog(QDialog):
    """Asks for a label, an address and a key. Nothing is kept before the service accepted it.

    When replacing, only the key is asked for, and goes nowhere but to that connection's address.
    """

    connected = Signal(object, object, object)  # Connection, ApiKey, KeyStored

    def __init__(self, accounts: Accounts, parent: QWidget, first: FirstWords) -> None:
        super().__init__(parent)
        replacing = first.replacing
        self._accounts = accounts
        self._replacing = replacing
        self._check: Task[CheckOutcome] | None = None
        self._storing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self.label = QLineEdit(replacing.label if replacing else first.label)
        self.label.setMaxLength(LONGEST_LABEL)
        address = replacing.endpoint if replacing else first.address
        self.address = QLineEdit(address or DEFAULT_BASE_URL)
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(self.tr("Paste the key from Settings → API Keys"))
        for field, name in (
            (self.label, self.tr("Name")),
            (self.key, self.tr("API key")),
            (self.address, self.tr("Service address")),
        ):
            field.setAccessibleName(name)
        self.state = QLabel()
        self._progress = QProgressBar()
        self._save = QPushButton(self.tr("Check and save"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._lay_out(self._hint(first.reason))
        self._save.clicked.connect(self._start)
        self._cancel.clicked.connect(self.reject)
        self._name_window()
        self.key.setFocus()

    def _name_window(self) -> None:
        if self._replacing is None:
            self.setWindowTitle(self.tr("Connect account"))
            return
        title = self.tr("Replace the key of “{name}”").format(name=self._replacing.label)
        self.setWindowTitle(title)
        for field in (self.label, self.address):
            field.setReadOnly(True)
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            field.setEnabled(False)

    def _hint(self, reason: str) -> QLabel:
        usual = self.tr(
            "The key is kept in your system’s keyring, never in a file of this program. "
            "Checking it lists your workflows and costs nothing."
        )
        hint = QLabel(f"{reason}\n\n{usual}" if reason else usual)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setProperty("look", "dim")
        hint.setWordWrap(True)
        return hint

    def _lay_out(self, hint: QLabel) -> None:
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keep)
        self._progress.hide()
        self._save.setProperty("look", "primary")
        self._save.setDefault(True)
        self._cancel.setAutoDefault(False)
        form = Form()
        form.add(self.tr("&Name"), self.label)
        form.add(self.tr("API &key"), self.key)
        form.add(self.tr("Service &address"), self.address)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(form)
        column.addWidget(self._progress)
        column.addWidget(self.state)
        column.addLayout(buttons)

    # ---- the form

    def _start(self) -> None:
        found = self._filled_in()
        if found is None:
            return
        label, endpoint, key = found
        self._wait(self.tr("Checking {key} …").format(key=key.masked))
        self._check = run_task(
            self._accounts.check(endpoint, key),
            self,
            lambda outcome: self._on_checked(label, endpoint, key, outcome),
            lambda _: self._refuse(
                self.tr("The key could not be checked. The log has the details."), self.key
            ),
        )

    def _filled_in(self) -> tuple[str, Endpoint, ApiKey] | None:
        """Return what the person entered, or None after saying what is wrong with it."""
        key = ApiKey(self.key.text().strip())
        if not key.reveal():
            self._refuse(self.tr("Enter the API key first."), self.key)
            return None
        label, address = self.label.text().strip(), self.address.text().strip()
        if self._replacing is None and (trouble := self._accounts.label_trouble(label)):
            self._refuse(trouble, self.label)
            return None
        misplaced = self.tr("This holds the key itself. The key belongs into its own field only.")
        for text, field in ((label, self.label), (address, self.address)):
            if _holds(text, key):
                self._refuse(misplaced, field)
                return None
        try:
            return label, Endpoint(address), key
        except EndpointRefused as refusal:
            self._refuse(refusal.message.text(), self.address)
            return None

    def _refuse(self, sentence: str, field: QLineEdit) -> None:
        """Say what is wrong and go to the field where it can be mended."""
        self._ready()
        self._say(sentence, look="error")
        field.setFocus()
        field.selectAll()

    # ---- checking and keeping

    def _on_checked(
        self, label: str, endpoint: Endpoint, key: ApiKey, outcome: CheckOutcome
    ) -> None:
        if not isinstance(outcome, KeyAccepted):
            self._refuse(outcome.message.text(), self.key)
            return
        self._ready()
        self._say(self.tr("The key works."), look="dim")
        account = CheckedAccount(label, endpoint, key, outcome.org_id)
        self._accounts.place(account, lambda connection: self._store(connection, key))

    def _store(self, connection: Connection, key: ApiKey) -> None:
        self._wait(
            self.tr(
                "Putting the key into the keyring … It may ask for its password in another window."
            )
        )
        self._storing = True
        self._cancel.setText(self.tr("Don’t wait"))
        run_task(
            self._accounts.store(connection, key),
            self,
            lambda stored: self._on_stored(connection, key, stored),
            lambda _: self._refuse(
                self.tr("The key could not be kept. The log has the details."), self.key
            ),
        )

    def _on_stored(self, connection: Connection, key: ApiKey, stored: StoreOutcome) -> None:
        self._storing = False
        self.accept()
        self.connected.emit(connection, key, stored)

    def _wait(self, sentence: str) -> None:
        self._save.setEnabled(False)
        for field in (self.label, self.key, self.address):
            field.setEnabled(False)
        self._cancel.setFocus()  # or the focus would go with the fields: Esc and Space still work
        self._progress.show()
        self._say(sentence, look="dim")

    def _ready(self) -> None:
        self._storing = False
        self._cancel.setText(self.tr("Cancel"))
        self._save.setEnabled(True)
        self.key.setEnabled(True)
        for field in (self.label, self.address):
            field.setEnabled(self._replacing is None)
        self._progress.hide()

    def _say(self, text: str, *, look: str) -> None:
        self.state.setProperty("look", look)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(text)

    @override
    def reject(self) -> None:
        """Stop what runs: a check ends with the dialog; a wait for the keyring ends for this run.

        The service accepted the key by then, so it is kept until the program closes.
        """
        if self._storing:
            self._accounts.stop_waiting()
            return
        if self._check:
            self._check.cancel()
        super().reject()


def _holds(text: str, key: ApiKey) -> bool:
    if len(key.reveal()) < len("sk_12345"):  # too short to tell from a word; no service gives such
        return False
    redactor = Redactor()
    redactor.redact(key)
    return redactor.clean(text) != text
