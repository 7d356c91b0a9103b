"""Undo: one command class for every edit. The edit was applied before the command was pushed."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand
from typing_extensions import override

from builder_app.workflow.edits import Batch, Edit, SetSpecs

if TYPE_CHECKING:  # the session builds commands and commands act through the session
    from builder_app.ui.session import EditorSession

_MERGEABLE = 1
_NEVER = -1


class EditCommand(QUndoCommand):
    """One undo step: an edit that has been applied, and the edit that undoes it.

    ``QUndoStack.push`` calls ``redo`` once; that first call does nothing. Steps with the same
    ``merge_token`` become one: a burst of typing, never two gestures.
    """

    def __init__(
        self, session: "EditorSession", edit: Edit, inverse: Edit, merge_token: str | None
    ) -> None:
        super().__init__()
        self._session = session
        self.edit = edit
        self.inverse = inverse
        self.merge_token = merge_token
        self._applied = True

    @override
    def redo(self) -> None:
        if self._applied:
            self._applied = False
            return
        self._session.replay(self.edit)

    @override
    def undo(self) -> None:
        self._session.replay(self.inverse)

    @override
    def id(self) -> int:
        return _NEVER if self.merge_token is None else _MERGEABLE

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other.merge_token != self.merge_token:
            return False
        self.edit, self.inverse = (
            _joined(self.edit, other.edit),
            _joined(other.inverse, self.inverse),
        )
        return True


def _joined(first: Edit, second: Edit) -> Edit:
    match first, second:
        case SetSpecs(block_id=one), SetSpecs(block_id=other) if one == other:
            return second
    return Batch((first, second))
