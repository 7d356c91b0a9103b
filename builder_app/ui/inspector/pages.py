"""Pages of plain words: the workflow, a link, a frame, a note, and several things at once."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from builder_app.analysis.problems import block_name as block_title
from builder_app.ui.inspector.steps import next_step
from builder_app.ui.session import EditorSession
from builder_app.ui.widgets.lines import plain_label
from builder_app.ui.widgets.text_fields import LineField, TextField
from builder_app.workflow.edits import (
    Batch,
    ChangeFrame,
    ChangeNote,
    Edit,
    RemoveEdge,
    SetCondition,
    SetDescription,
    SetEnabled,
    SetName,
)
from builder_app.workflow.parts import BlockId, EdgeId, FrameId, NoteId

_MOST_NAMES = 8


class Page(QWidget):
    """What the inspector shows. Every stay in a field is an undo step of its own."""

    def __init__(self, session: EditorSession, spacing: int = 6) -> None:
        super().__init__()
        self._session = session
        self._burst = next_step()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(spacing)

    def show_document(self) -> None:
        """Show what the document holds now."""
        raise RuntimeError(f"{type(self).__name__} shows nothing")

    def end_burst(self) -> None:
        """Let the next change be an undo step of its own."""
        self._burst = next_step()

    def _perform(self, edit: Edit, text: str, field: str) -> None:
        self._session.perform(edit, text, merge_token=f"{field} {self._burst}")

    def _add_line(self, title: str, hint: str = "") -> LineField:
        line = LineField()
        line.setPlaceholderText(hint)
        line.editingFinished.connect(self.end_burst)
        self._add_labelled(title, line)
        return line

    def _add_text(self, title: str, lines: int) -> TextField:
        text = TextField(least_lines=lines)
        text.installEventFilter(self)
        self._add_labelled(title, text)
        return text

    def _add_labelled(self, title: str, field: QWidget) -> None:
        label = plain_label(title, "strong")
        label.setBuddy(field)
        field.setAccessibleName(title)
        self._column.addWidget(label)
        self._column.addWidget(field)
        if self.focusProxy() is None:
            self.setFocusProxy(field)

    def _add_hint(self, text: str) -> QLabel:
        hint = plain_label(text, "dim")
        self._column.addWidget(hint)
        return hint

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.end_burst()
        return super().eventFilter(watched, event)


class WorkflowPage(Page):
    """Name and description of the workflow."""

    def __init__(self, session: EditorSession) -> None:
        super().__init__(session)
        self.name = self._add_line(self.tr("Workflow name"), self.tr("Untitled workflow"))
        self._column.addSpacing(8)
        self.description = self._add_text(self.tr("Description"), 5)
        self._add_hint(self.tr("Both are published with the workflow."))
        self._column.addStretch(1)
        self.show_document()
        self.name.textEdited.connect(self._on_name)
        self.description.textChanged.connect(self._on_description)

    @override
    def show_document(self) -> None:
        self.name.show_text(self._session.workflow.name)
        self.description.show_text(self._session.workflow.description)

    def _on_name(self, text: str) -> None:
        self._perform(SetName(text), self.tr("Rename workflow"), "name")

    def _on_description(self) -> None:
        text = self.description.toPlainText()
        if text != self._session.workflow.description:
            self._perform(SetDescription(text), self.tr("Describe workflow"), "description")


class EdgePage(Page):
    """One link: what it joins, and its condition."""

    def __init__(self, session: EditorSession, edge_id: EdgeId) -> None:
        super().__init__(session)
        self._edge_id = edge_id
        self._column.addWidget(plain_label(self.tr("Link"), "title"))
        self._ends = self._add_hint("")
        self._column.addSpacing(10)
        self.condition = self._add_line(self.tr("Condition"), self.tr("none"))
        self._add_hint(
            self.tr(
                "The service reserves conditions for later: today it keeps them and does not act "
                "on them. Use a Filter block to let only some rows through."
            )
        )
        self._column.addSpacing(10)
        remove = QPushButton(self.tr("Remove link"))
        remove.clicked.connect(self._on_remove)
        self._column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.show_document()
        self.condition.textEdited.connect(self._on_condition)

    @override
    def show_document(self) -> None:
        workflow = self._session.workflow
        if workflow.has_edge(self._edge_id):
            edge = workflow.edge(self._edge_id)
            names = (block_name(self._session, end) for end in (edge.from_block, edge.to_block))
            self._ends.setText(" → ".join(names))
            self.condition.show_text(edge.condition or "")

    def _on_condition(self, text: str) -> None:
        edit = SetCondition(self._edge_id, text or None)
        self._perform(edit, self.tr("Edit condition"), str(self._edge_id))

    def _on_remove(self) -> None:
        self._session.perform(RemoveEdge(self._edge_id), self.tr("Remove link"))


class FramePage(Page):
    """The title of one frame."""

    def __init__(self, session: EditorSession, frame_id: FrameId) -> None:
        super().__init__(session)
        self._frame_id = frame_id
        self.title = self._add_line(self.tr("Title of the frame"), self.tr("Untitled frame"))
        self._add_hint(self.tr("Frames are for you and your team; they are not published."))
        self._column.addStretch(1)
        self.show_document()
        self.title.textEdited.connect(self._on_title)

    @override
    def show_document(self) -> None:
        if (frame := self._session.workflow.frame(self._frame_id)) is not None:
            self.title.show_text(frame.title)

    def _on_title(self, text: str) -> None:
        if (frame := self._session.workflow.frame(self._frame_id)) is not None:
            edit = ChangeFrame(frame.id, text, frame.area)
            self._perform(edit, self.tr("Rename frame"), str(frame.id))


class NotePage(Page):
    """The text of one note."""

    def __init__(self, session: EditorSession, note_id: NoteId) -> None:
        super().__init__(session)
        self._note_id = note_id
        self.text = self._add_text(self.tr("Text of the note"), 6)
        self._add_hint(self.tr("Notes are for you and your team; they are not published."))
        self._column.addStretch(1)
        self.show_document()
        self.text.textChanged.connect(self._on_text)

    @override
    def show_document(self) -> None:
        if (note := self._session.workflow.note(self._note_id)) is not None:
            self.text.show_text(note.text)

    def _on_text(self) -> None:
        note, text = self._session.workflow.note(self._note_id), self.text.toPlainText()
        if note is not None and text != note.text:
            edit = ChangeNote(note.id, text, note.area)
            self._perform(edit, self.tr("Edit note"), str(note.id))


class SeveralPage(Page):
    """Several things: what they are, and what can be done with all of them."""

    def __init__(self, session: EditorSession) -> None:
        super().__init__(session)
        self._title = plain_label("", "title")
        self._title.setWordWrap(True)
        self._column.addWidget(self._title)
        self._names = self._add_hint("")
        self._column.addSpacing(8)
        row = QHBoxLayout()
        self.enable = QPushButton(self.tr("Enable"))
        self.disable = QPushButton(self.tr("Disable"))
        self.enable.clicked.connect(lambda: self._set_enabled(enabled=True))
        self.disable.clicked.connect(lambda: self._set_enabled(enabled=False))
        for button in (self.disable, self.enable):
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._add_hint(
            self.tr(
                "Drag one to move all. Delete removes them; Ctrl+Delete also closes the gap. "
                "Disabled blocks are left out of what is published."
            )
        )
        self._column.addStretch(1)
        self.show_document()

    @override
    def show_document(self) -> None:
        chosen = self._session.selection
        counts = (
            (len(chosen.blocks), self.tr("1 block"), self.tr("{n} blocks")),
            (len(chosen.edges), self.tr("1 link"), self.tr("{n} links")),
            (len(chosen.frames), self.tr("1 frame"), self.tr("{n} frames")),
            (len(chosen.notes), self.tr("1 note"), self.tr("{n} notes")),
        )
        parts = [one if n == 1 else many.format(n=n) for n, one, many in counts if n]
        self._title.setText(self.tr("{things} selected").format(things=", ".join(parts)))
        blocks = [b for b in self._session.workflow.blocks if b.id in chosen.blocks]
        names = [block_name(self._session, block.id) for block in blocks[:_MOST_NAMES]]
        if len(blocks) > _MOST_NAMES:
            names.append(self.tr("and {n} more").format(n=len(blocks) - _MOST_NAMES))
        self._names.setText("\n".join(names))
        self._names.setVisible(bool(names))
        for button, wanted in ((self.enable, True), (self.disable, False)):
            button.setVisible(bool(blocks))
            button.setEnabled(any(block.enabled is not wanted for block in blocks))
        self.setFocusProxy(self.disable if self.disable.isEnabled() else self.enable)

    def _set_enabled(self, *, enabled: bool) -> None:
        workflow, chosen = self._session.workflow, self._session.selection.blocks
        edits = tuple(
            SetEnabled(block.id, enabled)
            for block in workflow.blocks
            if block.id in chosen and block.enabled is not enabled
        )
        text = self.tr("Enable blocks") if enabled else self.tr("Disable blocks")
        if edits:
            self._session.perform(Batch(edits), text)


def block_name(session: EditorSession, block_id: BlockId) -> str:
    """Return what a person calls a block of the document."""
    return block_title(session.workflow.block(block_id), session.catalogue)
