"""About: what this program is, and the licences of everything that is shipped with it."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from builder_app import __version__
from builder_app.background.daemon import in_the_background
from builder_app.settings.shipped import Component, components, licence_text
from builder_app.ui.tasks import Task, run_task


class AboutDialog(QDialog):
    """The components on the left, the licence of the chosen one on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Workflow Builder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(780, 540)
        self._components: tuple[Component, ...] = ()
        self._reading: Task[str] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What is shipped"))
        self.list.setProperty("look", "boxed")
        self.list.currentRowChanged.connect(self._on_row)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self._lay_out()
        run_task(in_the_background(components), self, self._show, lambda _: self._show(()))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Workflow Builder {version}").format(version=__version__))
        title.setProperty("look", "hero")
        words = QLabel(
            self.tr(
                "Draw, check and publish Sixtyfour workflows on a canvas. MIT licence. Below is "
                "everything that is shipped with it, each with its own licence."
            )
        )
        words.setProperty("look", "dim")
        words.setWordWrap(True)
        self.list.setFixedWidth(310)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.list)
        across.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(across, 1)
        column.addWidget(buttons)

    def _show(self, found: tuple[Component, ...]) -> None:
        self._components = found
        self.list.addItem(self.tr("Qt {version} — LGPL-3.0-only").format(version=qVersion()))
        for each in found:
            self.list.addItem(f"{each.name} {each.version} — {each.licence}")
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _on_row(self, row: int) -> None:
        if self._reading:
            self._reading.cancel()
        if row <= 0:
            self.text.setPlainText(self._about_qt())
            return
        name = self._components[row - 1].name
        self._reading = run_task(
            in_the_background(lambda: licence_text(name)),
            self,
            self.text.setPlainText,
            lambda _: self.text.setPlainText(self.tr("The text can’t be read. The log has why.")),
        )

    def _about_qt(self) -> str:
        return self.tr(
            "This program uses Qt {version} and Qt for Python (PySide6, shiboken6) under the GNU "
            "Lesser General Public License, version 3. They were not changed.\n\n"
            "Qt’s libraries are files of their own in the folder of PySide6. You may replace them "
            "by builds of your own that are compatible, and take the program apart to find faults "
            "in such changes.\n\n"
            "Their source: https://download.qt.io/official_releases/QtForPython/ and "
            "https://download.qt.io/official_releases/qt/\n\n"
            "The licences: https://www.gnu.org/licenses/lgpl-3.0.html, which builds on "
            "https://www.gnu.org/licenses/gpl-3.0.html. Choose PySide6 in the list to read them "
            "here.\n\n"
            "Qt itself holds code under other free licences, named at "
            "https://doc.qt.io/qt-6/licenses-used-in-qt.html."
        ).format(version=qVersion())
