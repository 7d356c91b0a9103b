"""The scene: follows the document item by item, and says what is where."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, assert_never

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from builder_app.analysis.problems import Problem
from builder_app.analysis.row_types import RowFlow, row_types
from builder_app.ui.canvas.area_items import FrameItem, NoteItem
from builder_app.ui.canvas.block_item import BlockItem
from builder_app.ui.canvas.card_painter import CardFace, face_of
from builder_app.ui.canvas.edge_item import EdgeItem
from builder_app.ui.canvas.metrics import Z_OVERLAY, to_qt
from builder_app.ui.canvas.overview import Overview
from builder_app.ui.canvas.ways import Ways
from builder_app.ui.session import EditorSession
from builder_app.ui.theme.theme import Theme
from builder_app.workflow.changes import (
    BlockAdded,
    BlockChanged,
    BlockRemoved,
    BlocksMoved,
    Change,
    Changes,
    EdgeAdded,
    EdgeChanged,
    EdgeRemoved,
    FrameChanged,
    HeaderChanged,
    NoteChanged,
)
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, EdgeId, FrameId, NoteId

_REACH = 100_000.0
_MANY = 50
_NO_FLOW = RowFlow(None, None)
_CHANGES_FLOWS = BlockAdded | BlockRemoved | BlockChanged | EdgeAdded | EdgeRemoved


def _placed(changes: Changes) -> set[BlockId]:
    placed: set[BlockId] = set()
    for change in changes:
        match change:
            case BlockAdded() | BlockChanged():
                placed.add(change.block_id)
            case BlocksMoved():
                placed.update(change.block_ids)
            case _:
                pass
    return placed


class _Shown(NamedTuple):
    """What is shown as selected: only what changes has to be told."""

    blocks: frozenset[BlockId] = frozenset()
    edges: frozenset[EdgeId] = frozenset()
    frames: frozenset[FrameId] = frozenset()
    notes: frozenset[NoteId] = frozenset()


class CanvasScene(QGraphicsScene):
    """Items for everything the document holds. It reads the document and never changes it."""

    def __init__(self, session: EditorSession, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.block_items: dict[BlockId, BlockItem] = {}
        self.edge_items: dict[EdgeId, EdgeItem] = {}
        self.frame_items: dict[FrameId, FrameItem] = {}
        self.note_items: dict[NoteId, NoteItem] = {}
        self._shown = _Shown()
        self._faces: dict[BlockId, tuple[Block, CardFace]] = {}
        self._ways = Ways()
        self._overlays: list[QGraphicsItem] = []
        self._problems: dict[BlockId, tuple[Problem, ...]] = {}
        self._focused = False
        self.overview = Overview(self._overview_parts)
        self.pen_scale = 1.0  # device pixels a pixel: cosmetic pens don't know
        self.setSceneRect(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH)
        self._flows_late = QTimer(self)
        self._flows_late.setSingleShot(True)
        self._flows_late.setInterval(0)
        self._flows_late.timeout.connect(self.refresh_flows)
        self._build()
        self._unsubscribe = session.workflow.subscribe(self._follow)
        session.selection.changed.connect(self._on_selection_changed)
        theme.changed.connect(self._on_theme_changed)

    def stop_following(self) -> None:
        """Let go of the document; for when the view goes."""
        self._unsubscribe()

    # ---- what is shown beside the document

    def show_problems(self, found: Iterable[Problem]) -> None:
        """Show problems as pills on their blocks; those without a block are not shown here."""
        by_block: dict[BlockId, list[Problem]] = {}
        for problem in found:
            if problem.block_id is not None:
                by_block.setdefault(problem.block_id, []).append(problem)
        before, self._problems = self._problems, {b: tuple(p) for b, p in by_block.items()}
        for block_id in before.keys() | self._problems.keys():
            if before.get(block_id) != self._problems.get(block_id):
                self._show_problems_of(block_id)

    def show_focus(self, *, focused: bool) -> None:
        """Show whether keys go to the canvas."""
        self._focused = focused
        self._on_selection_changed()

    def set_pen_scale(self, scale: float) -> None:
        """Draw wires as wide on a screen with ``scale`` device pixels a pixel."""
        self.pen_scale = scale
        for item in self.edge_items.values():
            item.show_pen_scale(scale)

    def refresh_flows(self) -> None:
        """Colour ports and wires by what flows through them."""
        flows = row_types(self.session.workflow, self.session.catalogue)
        for block_id, item in self.block_items.items():
            flow = flows.get(block_id, _NO_FLOW)
            if flow == item.flow:
                continue
            item.show_flow(flow)
            for edge in self.session.workflow.edges_out_of(block_id):
                self.edge_items[edge.id].show_flow(flow.emits)
            self.overview.touch(item)

    def preview(self, positions: Mapping[BlockId, QPointF]) -> None:
        """Show blocks elsewhere while they are dragged; the document stays as it is."""
        for block_id, position in positions.items():
            if item := self.block_items.get(block_id):
                item.setPos(position)
                self._ways.cards.put(block_id, item.card_rect())
                self.overview.touch(item)
        self._route_around(positions)

    def show_as_in_document(self, block_ids: Iterable[BlockId]) -> None:
        """Put blocks back to where the document has them."""
        workflow = self.session.workflow
        present = [block_id for block_id in block_ids if workflow.has_block(block_id)]
        self.preview({block_id: to_qt(workflow.position(block_id)) for block_id in present})

    @property
    def overlays(self) -> tuple[QGraphicsItem, ...]:
        """What gestures draw now."""
        return tuple(self._overlays)

    def add_overlay(self, item: QGraphicsItem) -> None:
        """Show what a gesture draws, over everything, until :meth:`remove_overlay`."""
        item.setZValue(Z_OVERLAY)
        self._overlays.append(item)
        self.addItem(item)

    def remove_overlay(self, item: QGraphicsItem) -> None:
        """Take away what a gesture drew."""
        self._overlays.remove(item)
        self.removeItem(item)

    # ---- where things are

    def content_rect(self) -> QRectF:
        """Return the area of all that is drawn, a null rectangle when nothing is."""
        rect = QRectF()
        for block in self.block_items.values():
            rect = rect.united(block.card_rect())
        for item in (*self.frame_items.values(), *self.note_items.values()):
            rect = rect.united(item.area())
        for wire in self.edge_items.values():
            rect = rect.united(wire.path().boundingRect())
        return rect

    def selected_rect(self) -> QRectF:
        """Return the area of what is selected, a null rectangle when nothing is."""
        chosen = self.session.selection
        rect = QRectF()
        for block_id in chosen.blocks:
            rect = rect.united(self.block_items[block_id].card_rect())
        for edge_id in chosen.edges:
            rect = rect.united(self.edge_items[edge_id].sceneBoundingRect())
        for frame_id in chosen.frames & self.frame_items.keys():
            rect = rect.united(self.frame_items[frame_id].area())
        for note_id in chosen.notes & self.note_items.keys():
            rect = rect.united(self.note_items[note_id].area())
        return rect

    def free_place(self, wanted: Point, width: float, height: float, step: Point) -> Point:
        """Return the first place from ``wanted`` on, in steps, where a card covers no other."""
        place = wanted
        while self._ways.cards.within(QRectF(place.x, place.y, width, height)):
            place = place.moved(step.x, step.y)
        return place

    # ---- following the document

    def _build(self) -> None:
        workflow = self.session.workflow
        for frame in workflow.frames:
            self._show_frame(frame.id)
        for block in workflow.blocks:
            self._show_block(block.id)
        for edge in workflow.edges:
            self._show_edge(edge.id)
        for note in workflow.notes:
            self._show_note(note.id)
        self.refresh_flows()

    def _follow(self, changes: Changes) -> None:
        for change in changes:
            self._follow_one(change)
        led = {change.edge_id for change in changes if isinstance(change, EdgeAdded)}
        self._route_under(_placed(changes), led)
        if any(isinstance(change, _CHANGES_FLOWS) for change in changes):
            self._flows_late.start()

    def _follow_one(self, change: Change) -> None:
        # the document is past all changes of the edit: what an early one names may be gone again
        match change:
            case BlockAdded() | BlockChanged():
                self._show_block(change.block_id)
            case BlockRemoved():
                self._remove_block(change.block.id)
            case BlocksMoved():
                self.show_as_in_document(change.block_ids)
            case EdgeAdded() | EdgeChanged():
                self._show_edge(change.edge_id)
            case EdgeRemoved():
                self._remove_edge(change.edge.id)
                if source := self.block_items.get(change.edge.from_block):
                    self.overview.touch(source)
            case FrameChanged():
                self._show_frame(change.frame_id)
            case NoteChanged():
                self._show_note(change.note_id)
            case HeaderChanged():
                pass
            case _:
                assert_never(change)

    def _face(self, block_id: BlockId) -> CardFace:
        block = self.session.workflow.block(block_id)
        kind = self.session.catalogue.kind(block.kind)
        known = self._faces.get(block_id)
        if known and known[0] is block and known[1].kind is kind:
            return known[1]  # undo brings the very same block back
        face = face_of(block, kind, self.tr("unknown kind"))
        self._faces[block_id] = (block, face)
        return face

    def _show_block(self, block_id: BlockId) -> None:
        workflow = self.session.workflow
        if not workflow.has_block(block_id):
            return
        if item := self.block_items.get(block_id):
            size = item.face.rect.size()
            item.show_face(self._face(block_id))
            self.overview.touch(item)
            if item.face.rect.size() != size:
                self._ways.cards.put(block_id, item.card_rect())
                self._route_around((block_id,))
            return
        item = BlockItem(block_id, self._face(block_id), self.theme)
        item.setPos(to_qt(workflow.position(block_id)))
        self.block_items[block_id] = item
        self._ways.cards.put(block_id, item.card_rect())
        self.addItem(item)
        self.overview.touch(item)
        if block_id in self._problems:
            self._show_problems_of(block_id)

    def _remove_block(self, block_id: BlockId) -> None:
        if item := self.block_items.pop(block_id, None):
            self.removeItem(item)
            self._ways.cards.remove(block_id)
            self.overview.forget(block_id)

    def _show_edge(self, edge_id: EdgeId) -> None:
        if not self.session.workflow.has_edge(edge_id):
            return
        if edge_id not in self.edge_items:
            item = EdgeItem(edge_id, self.theme)
            item.show_pen_scale(self.pen_scale)
            self.edge_items[edge_id] = item
            source = self.block_items[self.session.workflow.edge(edge_id).from_block]
            item.show_flow(source.flow.emits)
            self.addItem(item)
            self._route(edge_id)
        self._show_condition(edge_id)

    def _remove_edge(self, edge_id: EdgeId) -> None:
        if item := self.edge_items.pop(edge_id, None):
            item.show_condition(None)
            self.removeItem(item)

    def _show_condition(self, edge_id: EdgeId) -> None:
        edge = self.session.workflow.edge(edge_id)
        self.edge_items[edge_id].show_condition(edge.condition)

    def _route_around(self, block_ids: Iterable[BlockId]) -> None:
        workflow = self.session.workflow
        edges: dict[EdgeId, None] = {}
        for block_id in block_ids:
            for edge in (*workflow.edges_into(block_id), *workflow.edges_out_of(block_id)):
                edges[edge.id] = None
        for edge_id in edges:
            self._route(edge_id)

    def _route(self, edge_id: EdgeId) -> None:
        edge = self.session.workflow.edge(edge_id)
        source = self.block_items.get(edge.from_block)
        target = self.block_items.get(edge.to_block)
        item = self.edge_items.get(edge_id)
        if not (source and target and item):
            return
        way = self._ways.between(edge_id, source, target)
        if item.path() != way.path:
            item.show_route(way)
            self.overview.touch(source)

    def _route_under(self, block_ids: Collection[BlockId], led: Collection[EdgeId]) -> None:
        """Lead wires around cards that were put on them, but for those that were led just now."""
        if len(block_ids) > _MANY:  # then looking at every wire costs less than at every card
            for edge_id in self.edge_items.keys() - led:
                self._route(edge_id)
            return
        for block_id in block_ids:
            if block := self.block_items.get(block_id):
                for item in self.items(block.card_rect()):
                    if isinstance(item, EdgeItem):
                        self._route(item.edge_id)

    def _show_frame(self, frame_id: FrameId) -> None:
        frame = self.session.workflow.frame(frame_id)
        item = self.frame_items.get(frame_id)
        if frame is None:
            if item:
                self.removeItem(self.frame_items.pop(frame_id))
        elif item:
            item.show_frame(frame)
        else:
            self.frame_items[frame_id] = FrameItem(frame, self.theme)
            self.addItem(self.frame_items[frame_id])

    def _show_note(self, note_id: NoteId) -> None:
        note = self.session.workflow.note(note_id)
        item = self.note_items.get(note_id)
        if note is None:
            if item:
                self.removeItem(self.note_items.pop(note_id))
        elif item:
            item.show_note(note)
        else:
            self.note_items[note_id] = NoteItem(note, self.theme)
            self.addItem(self.note_items[note_id])

    def _show_problems_of(self, block_id: BlockId) -> None:
        if item := self.block_items.get(block_id):
            found = self._problems.get(block_id, ())
            words = self.tr("1 problem") if len(found) == 1 else self.tr("{0} problems")
            item.show_problems(found, words.format(len(found)) if found else "")
            self.overview.touch(item)

    def _on_selection_changed(self) -> None:
        chosen, shown = self.session.selection, self._shown
        focused = self._focused
        for block_id in shown.blocks | chosen.blocks:
            if item := self.block_items.get(block_id):
                selected = block_id in chosen.blocks
                item.show_selected(selected=selected, focused=selected and focused)
        for edge_id in shown.edges | chosen.edges:
            if edge_item := self.edge_items.get(edge_id):
                edge_item.show_selected(selected=edge_id in chosen.edges)
        for frame_id in shown.frames | chosen.frames:
            if frame_item := self.frame_items.get(frame_id):
                frame_item.show_selected(selected=frame_id in chosen.frames)
        for note_id in shown.notes | chosen.notes:
            if note_item := self.note_items.get(note_id):
                note_item.show_selected(selected=note_id in chosen.notes)
        self._shown = _Shown(chosen.blocks, chosen.edges, chosen.frames, chosen.notes)

    def _on_theme_changed(self) -> None:
        for edge_item in self.edge_items.values():
            edge_item.refresh()
        self.overview.forget_looks()
        self.update()

    def _overview_parts(self, block_id: BlockId) -> tuple[BlockItem, list[EdgeItem]]:
        edges = self.session.workflow.edges_out_of(block_id)
        wires = [self.edge_items[edge.id] for edge in edges if edge.id in self.edge_items]
        return self.block_items[block_id], wires
