"""Preferences, About with the licences, and the diagnostics to copy."""

from dataclasses import replace
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from builder_app import __version__
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import SYSTEM_PROXY
from builder_app.settings.values import Theme as ThemeChoice
from builder_app.ui.theme.theme import Theme

_SHIPPED = (
    ("PySide6-Essentials", "LGPL-3.0-only (Qt for Python and Qt)"),
    ("httpx", "BSD-3-Clause"),
    ("pydantic", "MIT"),
    ("keyring", "MIT"),
    ("jsonschema", "MIT"),
    ("starlette", "BSD-3-Clause"),
    ("tenacity", "Apache-2.0"),
    ("platformdirs", "MIT"),
    ("filelock", "MIT"),
    ("truststore", "MIT"),
)


class PreferencesDialog(QDialog):
    """Theme and proxy. Every change acts at once."""

    def __init__(self, settings: SettingsStore, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self.setWindowTitle(self.tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.theme = QComboBox()
        self.theme.setAccessibleName(self.tr("Theme"))
        for name, text in (
            ("system", self.tr("Like the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(text, name)
        self.theme.setCurrentIndex(self.theme.findData(theme.choice))
        self.theme.currentIndexChanged.connect(self._on_theme)
        self.proxy = QLineEdit()
        self.proxy.setAccessibleName(self.tr("Proxy"))
        self.proxy.setPlaceholderText(self.tr("like the system"))
        proxy = settings.current.proxy
        self.proxy.setText("" if proxy in (None, SYSTEM_PROXY) else str(proxy))
        self.proxy.editingFinished.connect(self._on_proxy)
        hint = QLabel(self.tr("A proxy looks like http://proxy.example:3128."))
        hint.setProperty("look", "dim")
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Theme"), self.theme)
        form.addRow(self.tr("Proxy"), self.proxy)
        form.addRow("", hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(_close_button(self))

    def _on_theme(self) -> None:
        choices: tuple[ThemeChoice, ...] = ("system", "light", "dark")
        choice = choices[self.theme.currentIndex()]
        self._theme.choose(choice)
        self._settings.change(lambda old: replace(old, theme=choice))

    def _on_proxy(self) -> None:
        proxy = self.proxy.text().strip() or SYSTEM_PROXY
        self._settings.change(lambda old: replace(old, proxy=proxy))


class AboutDialog(QDialog):
    """What this program is, and the licences of what is shipped with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Workflow Builder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 460)
        title = QLabel(self.tr("Workflow Builder {version}").format(version=__version__))
        title.setProperty("look", "hero")
        text = QPlainTextEdit(self._text())
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Licences"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(text, 1)
        column.addWidget(_close_button(self))

    def _text(self) -> str:
        lines = [
            self.tr("Draw, check and publish Sixtyfour workflows on a canvas. MIT licence."),
            "",
            self.tr(
                "This program uses Qt {version} under the GNU Lesser General Public License, "
                "version 3. Qt’s libraries are separate files that you may replace by your own "
                "builds; the source of Qt is at https://download.qt.io and the licence text at "
                "https://www.gnu.org/licenses/lgpl-3.0.html."
            ).format(version=qVersion()),
            "",
            self.tr("Shipped with it:"),
        ]
        return "\n".join([*lines, *(_shipped(name, licence) for name, licence in _SHIPPED)])


def _shipped(name: str, licence: str) -> str:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = ""
    return f"• {name} {version} — {licence}"


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
