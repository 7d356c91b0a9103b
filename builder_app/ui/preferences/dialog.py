"""Preferences: connections, appearance and network. Every change acts at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from builder_app.settings.proxy import proxy_trouble
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import SYSTEM_PROXY, Wheel
from builder_app.settings.values import Theme as ThemeChoice
from builder_app.ui.widgets.forms import Form


class PreferencesDialog(QDialog):
    """The pages in tabs; those of other features are handed in with their titles."""

    def __init__(
        self, settings: SettingsStore, pages: Sequence[tuple[str, QWidget]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "panel")
        self.resize(760, 480)
        self.appearance = AppearancePage(settings)
        self.network = NetworkPage(settings)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for title, page in (
            *pages,
            (self.tr("Appearance"), self.appearance),
            (self.tr("Network"), self.network),
        ):
            self.tabs.addTab(page, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        # Enter in a field must not close the window
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(self.tabs, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(buttons)
        column.addLayout(foot)


class AppearancePage(QWidget):
    """Theme and wheel."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        self.theme = _choice(
            self.tr("Theme"),
            dict(
                zip(
                    get_args(ThemeChoice),
                    (self.tr("Like the system"), self.tr("Light"), self.tr("Dark")),
                    strict=True,
                )
            ),
            settings.current.theme,
        )
        self.wheel = _choice(
            self.tr("Wheel"),
            dict(
                zip(
                    get_args(Wheel),
                    (self.tr("Automatic"), self.tr("Zooms"), self.tr("Moves the canvas")),
                    strict=True,
                )
            ),
            settings.current.wheel,
        )
        self.theme.currentIndexChanged.connect(self._on_theme)
        self.wheel.currentIndexChanged.connect(self._on_wheel)
        form = Form()
        form.add(self.tr("&Theme"), self.theme)
        form.add(self.tr("&Wheel"), self.wheel)
        form.addRow(
            "",
            _hint(
                self.tr(
                    "Automatic: a mouse wheel zooms, two fingers on a trackpad move the canvas. "
                    "Ctrl with the wheel always zooms, Shift always moves sideways."
                )
            ),
        )
        _page(self, form)

    def _on_theme(self, index: int) -> None:
        theme: ThemeChoice = get_args(ThemeChoice)[index]
        self._settings.change(lambda old: replace(old, theme=theme))

    def _on_wheel(self, index: int) -> None:
        wheel: Wheel = get_args(Wheel)[index]
        self._settings.change(lambda old: replace(old, wheel=wheel))


class NetworkPage(QWidget):
    """The proxy. An address that can't be one is said to be so and not stored."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        proxy = settings.current.proxy
        own = proxy if proxy and proxy != SYSTEM_PROXY else ""
        self.system = QRadioButton(self.tr("Like the &system (HTTPS_PROXY, NO_PROXY)"))
        self.direct = QRadioButton(self.tr("&No proxy"))
        self.own = QRadioButton(self.tr("&This proxy:"))
        self._group = QButtonGroup(self)
        for button in (self.system, self.direct, self.own):
            self._group.addButton(button)
        {SYSTEM_PROXY: self.system, None: self.direct}.get(proxy, self.own).setChecked(True)
        self.address = QLineEdit(own)
        self.address.setAccessibleName(self.tr("Proxy address"))
        self.address.setPlaceholderText("http://proxy.example:3128")
        self.address.setEnabled(bool(own))
        self.trouble = QLabel()
        self.trouble.setProperty("look", "error")
        self.trouble.setWordWrap(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self.address.textEdited.connect(self._on_typed)
        self.address.editingFinished.connect(self._on_finished)
        form = Form()
        choices = QVBoxLayout()
        choices.setSpacing(10)
        for widget in (self.system, self.direct, self.own, self.address, self.trouble):
            choices.addWidget(widget)
        choices.addWidget(
            _hint(self.tr("Acts on the next request. This computer itself needs no proxy."))
        )
        form.add(self.tr("Proxy"), choices, first=self.system)
        _page(self, form)

    def _on_toggled(self, button: QRadioButton, checked: bool) -> None:  # noqa: FBT001 - Qt's
        if not checked:
            return
        self.address.setEnabled(button is self.own)
        self._say("")
        if button is self.own:
            self.address.setFocus()
            self._on_typed(self.address.text())
        else:
            self._store(SYSTEM_PROXY if button is self.system else None)

    def _on_typed(self, text: str) -> None:
        if proxy_trouble(text.strip()) is None:
            self._say("")
            self._store(text.strip())

    def _on_finished(self) -> None:
        # only now: while it is being typed, every address is wrong
        trouble = proxy_trouble(self.address.text().strip())
        self._say(trouble.text() if trouble and self.own.isChecked() else "")

    def _store(self, proxy: str | None) -> None:
        self._settings.change(lambda old: replace(old, proxy=proxy))

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.address.setProperty("invalid", bool(sentence))
        self.address.style().unpolish(self.address)
        self.address.style().polish(self.address)


def _choice(name: str, texts: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, text in texts.items():
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(chosen))
    return box


def _page(page: QWidget, form: Form) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    column.addLayout(form)
    column.addStretch(1)


def _hint(text: str) -> QLabel:
    hint = QLabel(text)
    hint.setProperty("look", "dim")
    hint.setWordWrap(True)
    return hint
