"""Cut, copy, paste and duplicate, over the system's clipboard."""

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.reader import DefinitionUnreadable
from builder_app.services.clip import clip_text, read_clip
from builder_app.storage.refusal import FileRefused
from builder_app.ui.canvas.navigation import cursor_over, place_under
from builder_app.ui.document_view import DocumentView
from builder_app.workflow.contents import Contents
from builder_app.workflow.fragment import corner_of, fragment_of, insertion
from builder_app.workflow.geometry import Point
from builder_app.workflow.snapshot import Snapshot

CLIP_MIME = "application/x-workflow-builder-clip"
"""A fragment with its sample rows, for the windows of this program; the plain text has none."""
_BESIDE = 48.0


class ClipboardController(QObject):
    """Each command is one undo step. Text that can't be pasted changes nothing and says why."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def copy(self, view: DocumentView) -> None:
        """Put the selected blocks, frames and notes on the clipboard, as text too."""
        fragment = _chosen(view)
        if fragment is None:
            view.say(self.tr("Select what to copy first."))
            return
        data = QMimeData()
        data.setText(clip_text(fragment, include_samples=False))
        data.setData(CLIP_MIME, clip_text(fragment, include_samples=True).encode())
        QGuiApplication.clipboard().setMimeData(data)
        count = len(fragment.blocks)
        view.say(self.tr("%n block(s) copied; as text they go without sample rows.", "", count))

    def cut(self, view: DocumentView) -> None:
        """Copy, then delete."""
        if _chosen(view) is not None:
            self.copy(view)
        view.canvas.delete_selection()

    def paste(self, view: DocumentView, *, linked: bool = False) -> None:
        """Put in what the clipboard holds, at the cursor, and select it.

        ``linked`` also brings the rows that the originals get from blocks that were not copied.
        """
        data = QGuiApplication.clipboard().mimeData()
        own = bytes(data.data(CLIP_MIME).data()) if data.hasFormat(CLIP_MIME) else b""
        text = own.decode("utf-8", "replace") if own else data.text()
        try:
            fragment = read_clip(text, self._catalogue)
        except (FileRefused, DefinitionUnreadable) as refusal:
            view.say(refusal.message.text())
            return
        workflow = view.session.workflow if linked else None
        canvas = view.canvas
        self._insert(view, fragment, place_under(canvas, cursor_over(canvas)), workflow)

    def duplicate(self, view: DocumentView) -> None:
        """Put a copy beside the selection, inner links kept."""
        fragment = _chosen(view)
        if fragment is not None:
            at = corner_of(fragment).moved(_BESIDE, _BESIDE)
            self._insert(view, fragment, at, None)

    def _insert(
        self, view: DocumentView, fragment: Snapshot, at: Point, links_into: Contents | None
    ) -> None:
        edit, blocks = insertion(fragment, at, links_into)
        if edit.edits and view.session.perform(edit, self.tr("Paste")):
            view.session.selection.select(blocks=blocks)
            view.canvas.setFocus()
            if blocks:
                view.canvas.reveal(blocks[0])


def _chosen(view: DocumentView) -> Snapshot | None:
    chosen = view.session.selection
    if not (chosen.blocks or chosen.frames or chosen.notes):
        return None
    return fragment_of(view.session.workflow, chosen.blocks, chosen.frames, chosen.notes)
