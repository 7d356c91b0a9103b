"""What clicks and commands on the canvas do to the document and the selection."""

from PySide6.QtCore import QCoreApplication

from builder_app.analysis.cards import CARD_WIDTH, block_size
from builder_app.ui.board.hits import Hit
from builder_app.ui.board.items import BlockItem, FrameItem, NoteItem, WireItem
from builder_app.ui.session import EditorSession
from builder_app.workflow.edits import AddBlock, AddEdge, Batch, Edit
from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.parts import Block, BlockId, Edge, new_block_id, new_edge_id
from builder_app.workflow.removal import removal_of

_GAP = 54.0
_STEP_DOWN = 24.0


class Editing:
    """Adds, deletes and selects, each as one edit."""

    def __init__(self, session: EditorSession) -> None:
        self._session = session

    def add_kind(self, kind_name: str, at: Point | None, middle: Point) -> None:
        """Add a block at a place; without one, after the one selected block and linked to it."""
        kind = self._session.catalogue.kind(kind_name)
        block = Block(new_block_id(), kind.name, dict(kind.default_specs))
        edits: list[Edit] = []
        if at is None:
            before = self._single_selected()
            at = self._free_place(block, before, middle)
            edits.append(AddBlock(block, at))
            if before and self._can_follow(before, block):
                edits.append(AddEdge(Edge(new_edge_id(), before, block.id)))
        else:
            edits.append(AddBlock(block, at))
        edit = edits[0] if len(edits) == 1 else Batch(tuple(edits))
        if self._session.perform(edit, _tr("Add {name}").format(name=kind.title)):
            self._session.selection.select([block.id])

    def delete_selection(self, *, heal: bool) -> None:
        """Delete what is selected, as one step."""
        selection = self._session.selection
        edit = removal_of(
            self._session.workflow,
            selection.blocks,
            selection.edges,
            selection.frames,
            selection.notes,
            heal=heal,
        )
        if edit.edits:
            self._session.perform(edit, _tr("Delete"))

    def click(self, item: Hit, *, adding: bool, toggling: bool) -> None:
        """Select what was clicked: alone, added, or toggled. A selected one stays so for a drag."""
        selection = self._session.selection
        blocks = {item.block_id} if isinstance(item, BlockItem) else set()
        edges = {item.edge.id} if isinstance(item, WireItem) else set()
        frames = {item.frame_id} if isinstance(item, FrameItem) else set()
        notes = {item.note_id} if isinstance(item, NoteItem) else set()
        if toggling:
            selection.select(
                selection.blocks ^ blocks,
                selection.edges ^ edges,
                selection.frames ^ frames,
                selection.notes ^ notes,
            )
        elif adding:
            selection.select(
                selection.blocks | blocks,
                selection.edges | edges,
                selection.frames | frames,
                selection.notes | notes,
            )
        elif not (
            blocks & selection.blocks
            or edges & selection.edges
            or frames & selection.frames
            or notes & selection.notes
        ):
            selection.select(blocks, edges, frames, notes)

    def _single_selected(self) -> BlockId | None:
        blocks = self._session.selection.blocks
        return next(iter(blocks)) if len(blocks) == 1 else None

    def _can_follow(self, before: BlockId, block: Block) -> bool:
        catalogue, workflow = self._session.catalogue, self._session.workflow
        kind = catalogue.kind(workflow.block(before).kind)
        return catalogue.kind(block.kind).takes_input and not kind.is_sink

    def _free_place(self, block: Block, before: BlockId | None, middle: Point) -> Point:
        workflow, catalogue = self._session.workflow, self._session.catalogue
        place = middle
        if before is not None:
            place = workflow.position(before).moved(CARD_WIDTH + _GAP, 0)
        size = block_size(block, catalogue.kind(block.kind))
        taken = []
        for other in workflow.blocks:
            at, extent = workflow.position(other.id), block_size(other, catalogue.kind(other.kind))
            taken.append(Rect(at.x - 12, at.y - 12, extent.width + 24, extent.height + 24))
        while any(Rect(place.x, place.y, size.width, size.height).overlaps(r) for r in taken):
            place = place.moved(0, _STEP_DOWN)
        return place


def _tr(text: str) -> str:
    return QCoreApplication.translate("Canvas", text)
