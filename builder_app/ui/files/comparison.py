"""Two versions of a workflow beside each other, as a difference that can be read."""

import difflib
import json

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from builder_app.ui.main_window import MainWindow
from builder_app.ui.theme.tokens import Tokens
from builder_app.workflow.part_json import snapshot_to_json
from builder_app.workflow.snapshot import Snapshot


class ComparisonDialog(QDialog):
    """Shows what would change here if the file were reloaded."""

    def __init__(self, parent: QWidget, tokens: Tokens, mine: Snapshot, theirs: Snapshot) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Mine and the file’s"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 600)
        key = QLabel(_tr("− only in this window   + only in the file"))
        key.setProperty("look", "dim")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.windowTitle())
        lines = difference(mine, theirs)
        self.text.setPlainText("\n".join(lines) or _tr("Both hold the same workflow."))
        self._colours = _Colours(self.text.document(), tokens)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(key)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)


class _Colours(QSyntaxHighlighter):
    """Lines of one side in one colour."""

    def __init__(self, document: QTextDocument, tokens: Tokens) -> None:
        super().__init__(document)
        self._by_sign = {
            "−": _coloured(tokens.error),
            "+": _coloured(tokens.ok),
            "#": _coloured(tokens.dim),
        }

    @override
    def highlightBlock(self, text: str) -> None:
        if style := self._by_sign.get(text[:1]):
            self.setFormat(0, len(text), style)


def _coloured(colour: str) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setForeground(QColor(colour))
    return style


def show_comparison(window: MainWindow, mine: Snapshot, theirs: Snapshot) -> None:
    """Show the difference until the person closes it."""
    ComparisonDialog(window, window.theme.tokens, mine, theirs).exec()


def difference(mine: Snapshot, theirs: Snapshot) -> list[str]:
    """Return what differs, part by part: a heading, then the lines of each side."""
    before, after = _parts(mine), _parts(theirs)
    lines: list[str] = []
    for part in dict.fromkeys([*before, *after]):
        old, new = before.get(part, []), after.get(part, [])
        if old != new:
            lines += ["", f"# {part}", *_changed(old, new)]
    return lines[1:]


def _changed(old: list[str], new: list[str]) -> list[str]:
    unified = difflib.unified_diff(old, new, n=2, lineterm="")
    body = [line for line in unified if not line.startswith(("---", "+++"))]
    shown: list[str] = []
    for line in body:
        if line.startswith("@@"):
            if shown:
                shown.append("  …")
        else:
            shown.append({"-": "− ", "+": "+ "}.get(line[0], "  ") + line[1:])
    return shown


def _parts(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the document as named parts, meaning first and layout last."""
    data = snapshot_to_json(snapshot)
    titles = {block.id: block.title or block.kind for block in snapshot.blocks}
    parts = {_tr("Name"): [snapshot.name], _tr("Description"): snapshot.description.splitlines()}
    for block in snapshot.blocks:
        name = _tr("Block {title}").format(title=titles[block.id])
        while name in parts:
            name += " ·"
        parts[name] = _lines({"specs": block.specs, "title": block.title, "enabled": block.enabled})
    parts[_tr("Links")] = [
        f"{titles.get(edge.from_block)} → {titles.get(edge.to_block)}"
        + (f"   [{edge.condition}]" if edge.condition else "")
        for edge in snapshot.edges
    ]
    parts[_tr("Positions")] = [
        f"{titles.get(block, block)}: {at.x:g}, {at.y:g}"
        for block, at in snapshot.positions.items()
    ]
    parts[_tr("Frames")] = _lines(data["frames"])
    parts[_tr("Notes")] = _lines(data["notes"])
    parts[_tr("Extra")] = _lines(data["extra"])
    return parts


def _lines(value: object) -> list[str]:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False).splitlines()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)
