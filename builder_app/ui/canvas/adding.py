"""Adding a block: where it goes, as one edit."""

import copy

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDropEvent

from builder_app.analysis.cards import block_size
from builder_app.analysis.layout import GAP_X, GAP_Y
from builder_app.catalogue.kinds import BlockKind
from builder_app.ui.canvas.scene import CanvasScene
from builder_app.ui.mime import BLOCK_KIND_MIME
from builder_app.workflow import edits as e
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, new_block_id, new_edge_id


def dragged_kind(event: QDropEvent) -> str:
    """Return the name of the kind that is dragged out of the palette, "" when it is no kind."""
    data = event.mimeData().data(BLOCK_KIND_MIME).data()
    return bytes(data).decode("utf-8", errors="replace")


def add_block(
    scene: CanvasScene, kind_name: str, at: Point | None, middle: Point
) -> BlockId | None:
    """Add a block of a kind and select it; None when the document refused it.

    Without ``at`` it goes right of the one selected block, linked to it where it can be, else
    around ``middle``; there it covers no other block.
    """
    session = scene.session
    kind = session.catalogue.kind(kind_name)
    block = Block(new_block_id(), kind_name, specs=copy.deepcopy(kind.default_specs))
    place = at if at is not None else _free_place(scene, block, middle)
    edits: list[e.Edit] = [e.AddBlock(block, place)]
    if at is None and (before := _block_before(scene, kind)) is not None:
        edits.append(e.AddEdge(Edge(new_edge_id(), before, block.id)))
    edit = edits[0] if len(edits) == 1 else e.Batch(tuple(edits))
    words = QCoreApplication.translate("CanvasView", "Add {0}").format(kind.title)
    if not session.perform(edit, words):
        return None
    session.selection.select(blocks=(block.id,))
    return block.id


def _block_before(scene: CanvasScene, kind: BlockKind) -> BlockId | None:
    """Return the one selected block when rows can flow from it into this kind."""
    session = scene.session
    if len(session.selection.blocks) != 1 or not kind.takes_input:
        return None
    (selected,) = session.selection.blocks
    before = session.catalogue.kind(session.workflow.block(selected).kind)
    return None if before.is_sink else selected


def _free_place(scene: CanvasScene, block: Block, middle: Point) -> Point:
    session = scene.session
    size = block_size(block, session.catalogue.kind(block.kind))
    if len(session.selection.blocks) == 1:
        (selected,) = session.selection.blocks
        width = scene.block_items[selected].card_rect().width()
        wanted = session.workflow.position(selected).moved(width + GAP_X, 0)
    else:
        wanted = middle.moved(-round(size.width / 2), -round(size.height / 2))
    return scene.free_place(wanted, size.width, size.height, Point(0, GAP_Y))
