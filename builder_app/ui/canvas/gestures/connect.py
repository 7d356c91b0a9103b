"""Drag a wire from port to port, in either direction."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QGraphicsPathItem
from typing_extensions import override

from builder_app.analysis.problems import block_name, link_refusal
from builder_app.messages import Message
from builder_app.messages import document as say
from builder_app.ui.canvas.card_painter import has_output
from builder_app.ui.canvas.edge_item import ghost_color, wire_pen
from builder_app.ui.canvas.gestures.base import Gesture, Pointer, Surface
from builder_app.ui.canvas.hits import PortHit, block_at, port_near
from builder_app.ui.canvas.metrics import SNAP_PX
from builder_app.ui.canvas.routing import loose_wire
from builder_app.ui.session import EditorSession
from builder_app.workflow import edits as e
from builder_app.workflow.parts import BlockId, Edge, new_edge_id

_GHOST_WIDTH = 2.0


@dataclass(frozen=True, slots=True)
class _Target:
    block_id: BlockId
    refusal: Message | None


class ConnectGesture(Gesture):
    """Links the block of the pressed port with the one where the wire is let go."""

    def __init__(self, surface: Surface, port: PortHit) -> None:
        self._surface = surface
        self._session = surface.session
        self._scene = surface.canvas_scene
        self._port = port
        self._target: _Target | None = None
        self._ghost = QGraphicsPathItem()

    @override
    def start(self, at: Pointer) -> None:
        """Show the wire, and where it could go."""
        self._scene.add_overlay(self._ghost)
        possible = possible_targets(self._session, self._port)
        for block_id, item in self._scene.block_items.items():
            can = block_id in possible
            lit_input, lit_output = can and self._port.is_output, can and not self._port.is_output
            item.show_lit(input_lit=lit_input, output_lit=lit_output)
            item.show_dimmed(dimmed=not can and block_id != self._port.block_id)
        self.update(at)

    @override
    def update(self, at: Pointer) -> None:
        """Lead the wire to the mouse or into the port near it; say why a place won't do."""
        self._target = self._target_at(at)
        refusal = self._target.refusal if self._target else None
        tokens = self._scene.theme.tokens
        color = ghost_color(tokens, refused=refusal is not None)
        style = Qt.PenStyle.SolidLine if self._target else Qt.PenStyle.DashLine
        self._ghost.setPen(wire_pen(color, _GHOST_WIDTH * self._scene.pen_scale, style))
        fixed, loose = self._fixed_end(), self._loose_end(at)
        ends = (fixed, loose) if self._port.is_output else (loose, fixed)
        self._ghost.setPath(loose_wire(*ends))
        self._surface.say_near(at.view, refusal.text() if refusal else "")
        shape = Qt.CursorShape.ForbiddenCursor if refusal else Qt.CursorShape.CrossCursor
        self._surface.show_cursor(shape)

    @override
    def finish(self, at: Pointer) -> None:
        """Link, or say why not; nothing happens over empty paper."""
        self._target = self._target_at(at)
        target = self._target
        self.cancel()
        if target is None:
            return
        if target.refusal:
            self._session.rejected.emit(target.refusal)
            return
        edge = Edge(new_edge_id(), *self._ordered(target.block_id))
        self._session.perform(
            e.AddEdge(edge), QCoreApplication.translate("ConnectGesture", "Link blocks")
        )

    @override
    def cancel(self) -> None:
        """Take the wire and every mark away."""
        self._scene.remove_overlay(self._ghost)
        for item in self._scene.block_items.values():
            item.show_lit(input_lit=False, output_lit=False)
            item.show_dimmed(dimmed=False)
        self._surface.say_near(QPointF(), "")
        self._surface.show_cursor(None)

    def _ordered(self, other: BlockId) -> tuple[BlockId, BlockId]:
        mine = self._port.block_id
        return (mine, other) if self._port.is_output else (other, mine)

    def _target_at(self, at: Pointer) -> _Target | None:
        port = port_near(self._scene, at.scene, SNAP_PX / self._surface.zoom())
        over = block_at(self._scene, at.scene)
        if port and port.is_output != self._port.is_output:
            over = port.block_id
        if over is None:
            return None
        if over == self._port.block_id and port == self._port:
            return None  # the wire has not left its own port yet
        return _Target(over, refusal_between(self._session, *self._ordered(over)))

    def _fixed_end(self) -> QPointF:
        item = self._scene.block_items[self._port.block_id]
        return item.output_point() if self._port.is_output else item.input_point()

    def _loose_end(self, at: Pointer) -> QPointF:
        if self._target is None or self._target.refusal:
            return at.scene
        item = self._scene.block_items[self._target.block_id]
        return item.input_point() if self._port.is_output else item.output_point()


def refusal_between(
    session: EditorSession, from_block: BlockId, to_block: BlockId
) -> Message | None:
    """Say why a wire can't be drawn by hand, None when it can."""
    source = session.workflow.block(from_block)
    if from_block != to_block and not has_output(session.catalogue.kind(source.kind)):
        return say.OUT_OF_SINK(block=block_name(source, session.catalogue))
    return link_refusal(session.workflow, session.catalogue, from_block, to_block)


def possible_targets(session: EditorSession, port: PortHit) -> frozenset[BlockId]:
    """Return the blocks that a wire from ``port`` may go to, in linear time."""
    workflow, catalogue = session.workflow, session.catalogue
    closing = _closing(session, port)
    linked = {
        edge.to_block if port.is_output else edge.from_block
        for edge in (
            workflow.edges_out_of(port.block_id)
            if port.is_output
            else workflow.edges_into(port.block_id)
        )
    }
    found = set()
    for block in workflow.blocks:
        kind = catalogue.kind(block.kind)
        fits = kind.takes_input if port.is_output else has_output(kind)
        if fits and block.id not in closing and block.id not in linked:
            found.add(block.id)
    return frozenset(found)


def _closing(session: EditorSession, port: PortHit) -> set[BlockId]:
    """Return the block itself and all that a wire to would close a loop."""
    workflow = session.workflow
    closing, waiting = {port.block_id}, [port.block_id]
    while waiting:
        block_id = waiting.pop()
        neighbours = (
            [edge.from_block for edge in workflow.edges_into(block_id)]
            if port.is_output
            else [edge.to_block for edge in workflow.edges_out_of(block_id)]
        )
        for neighbour in neighbours:
            if neighbour not in closing:
                closing.add(neighbour)
                waiting.append(neighbour)
    return closing
