"""One open document: workflow, undo stack, file, selection. The one door for edits."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.publish_record import PublishRecord
from builder_app.ui.selection import Selection
from builder_app.ui.undo import EditCommand
from builder_app.workflow import edits as e
from builder_app.workflow.parts import BlockId
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow

logger = logging.getLogger(__name__)


class EditorSession(QObject):
    """A document being edited in one view.

    Everything in the ui changes the document through :meth:`perform`; nothing else may call
    ``Workflow.apply``. UI thread only.
    """

    rejected = Signal(object)  # Message: why an edit was refused
    edited = Signal(object)  # Edit: applied just now, by whatever way (perform, undo, redo)
    replayed = Signal(object)  # tuple[BlockId, ...]: bring these into view: undo touched them
    dirty_changed = Signal(bool)
    path_changed = Signal()
    records_changed = Signal()
    gesture_running_changed = Signal(bool)

    def __init__(
        self, snapshot: Snapshot, catalogue: Catalogue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workflow = Workflow.from_snapshot(snapshot)
        self.catalogue = catalogue
        self.undo_stack = QUndoStack(self)
        self.selection = Selection(self.workflow, self)
        self._path: Path | None = None
        self._records: tuple[PublishRecord, ...] = ()
        self._gesture_running = False
        self._revision = 0
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    # ---- editing

    def perform(self, edit: e.Edit, text: str, *, merge_token: str | None = None) -> bool:
        """Apply ``edit`` as one undo step called ``text``; tell whether it was applied.

        A refusal emits ``rejected`` and leaves everything as it was. Steps with the same
        ``merge_token`` that follow one another become one.
        """
        try:
            inverse = self.workflow.apply(edit)
        except EditRejected as refusal:
            logger.info("edit refused: %s", refusal.message.code)
            self.rejected.emit(refusal.message)
            return False
        command = EditCommand(self, edit, inverse, merge_token)
        command.setText(text)
        self.undo_stack.push(command)
        self._revision += 1
        self.edited.emit(edit)
        return True

    def replay(self, edit: e.Edit) -> None:
        """Apply an edit of the undo stack. Only ``EditCommand`` calls this."""
        self.workflow.apply(edit)
        self._revision += 1
        self.edited.emit(edit)
        self.replayed.emit(blocks_touched(edit))

    def set_gesture_running(self, running: bool) -> None:  # noqa: FBT001 - also a slot
        """Say that a mouse gesture is in flight: undo and redo wait until it ends."""
        if running != self._gesture_running:
            self._gesture_running = running
            self.gesture_running_changed.emit(running)

    @property
    def gesture_running(self) -> bool:
        """Whether a mouse gesture is in flight."""
        return self._gesture_running

    # ---- the file

    @property
    def path(self) -> Path | None:
        """The project file, None while there is none."""
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Name the project file."""
        if path != self._path:
            self._path = path
            self.path_changed.emit()

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed since the last save."""
        return not self.undo_stack.isClean()

    @property
    def revision(self) -> int:
        """A number that is another after every edit: what a save holds is told by it.

        The undo stack's index does not: undoing and editing, or typing on, come back to it.
        """
        return self._revision

    def mark_saved(self) -> None:
        """Say that the file holds what the document holds."""
        self.undo_stack.setClean()

    def mark_unsaved(self) -> None:
        """Say that no file holds what the document holds, whatever is undone."""
        self.undo_stack.resetClean()
        self.dirty_changed.emit(self.is_dirty)

    # ---- what was published: outside the undo stack

    @property
    def records(self) -> tuple[PublishRecord, ...]:
        """The publish records, one a place."""
        return self._records

    def set_records(self, records: tuple[PublishRecord, ...]) -> None:
        """Remember what was published where. Not undoable."""
        if records != self._records:
            self._records = records
            self.records_changed.emit()

    def _on_clean_changed(self, clean: bool) -> None:  # noqa: FBT001 - Qt's signature
        self.dirty_changed.emit(not clean)


def blocks_touched(edit: e.Edit) -> tuple[BlockId, ...]:
    """Return the blocks that an edit names, in its order."""
    match edit:
        case e.Batch():
            touched = [block for single in edit.edits for block in blocks_touched(single)]
            return tuple(dict.fromkeys(touched))
        case e.AddBlock():
            return (edit.block.id,)
        case e.RemoveBlock() | e.SetSpecs() | e.SetTitle() | e.SetEnabled():
            return (edit.block_id,)
        case e.MoveBlocks():
            return tuple(edit.positions)
        case e.AddEdge():
            return (edit.edge.from_block, edit.edge.to_block)
        case _:
            return ()
