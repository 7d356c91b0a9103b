"""The question when a file changed underneath: reload, keep mine, or compare first."""

import difflib
import json

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from builder_app.ui.files.open_file import OpenFile
from builder_app.ui.files.worker import Failed, Opened
from builder_app.ui.widgets.dialogs import CANCEL, Choice, ask
from builder_app.workflow.part_json import snapshot_to_json
from builder_app.workflow.snapshot import Snapshot

_Role = QMessageBox.ButtonRole


def ask_about_change(parent: QWidget, file: OpenFile, outcome: Opened | Failed) -> str:
    """Ask until there is a decision; return "reload", "mine" or "cancel"."""
    path = file.view.session.path
    name = path.name if path else ""
    while True:
        answer = ask(
            parent,
            _tr("The file changed"),
            _tr("“{name}” was changed by another program.").format(name=name),
            _detail(outcome),
            _choices(outcome),
        )
        if answer != "compare" or isinstance(outcome, Failed):
            return answer
        _compare(parent, file.view.session.workflow.snapshot(), outcome.project.snapshot)


def _detail(outcome: Opened | Failed) -> str:
    if isinstance(outcome, Failed):
        return outcome.message.text()
    return _tr("Reload takes what the file holds now. Keep mine leaves this window as it is.")


def _choices(outcome: Opened | Failed) -> tuple[Choice, ...]:
    mine = Choice("mine", _tr("Keep mine"))
    later = Choice(CANCEL, _tr("Cancel"), _Role.RejectRole)
    if isinstance(outcome, Failed):
        return (mine, later)
    reload, compare = Choice("reload", _tr("Reload")), Choice("compare", _tr("Compare…"))
    return (reload, mine, compare, later)


def _compare(parent: QWidget, mine: Snapshot, theirs: Snapshot) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(_tr("Mine and the file’s"))
    dialog.resize(760, 560)
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setPlainText("\n".join(_difference(mine, theirs)) or _tr("Both hold the same workflow."))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.exec()


def _difference(mine: Snapshot, theirs: Snapshot) -> list[str]:
    return list(
        difflib.unified_diff(
            _lines(mine), _lines(theirs), _tr("this window"), _tr("the file"), lineterm=""
        )
    )


def _lines(snapshot: Snapshot) -> list[str]:
    data = snapshot_to_json(snapshot)
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False).splitlines()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ForeignChange", text)
