"""What a press of the left button can become: a click that selects, or a drag."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from typing_extensions import override

from builder_app.ui.canvas.gestures.base import Gesture, Pointer, Surface
from builder_app.ui.canvas.gestures.connect import ConnectGesture
from builder_app.ui.canvas.gestures.marquee import MarqueeGesture
from builder_app.ui.canvas.gestures.move import MoveGesture
from builder_app.ui.canvas.hits import BlockHit, EdgeHit, FrameHit, Hit, NoteHit, PortHit
from builder_app.ui.selection import Selection

Press = tuple[Gesture, Callable[[], None]]


def press_on(surface: Surface, hit: Hit | None, keys: Qt.KeyboardModifier) -> Press:
    """Return the gesture that begins when the mouse moves, and what a mere click does."""
    selection = surface.session.selection
    match hit:
        case None:
            return MarqueeGesture(surface), lambda: None if _adds(keys) else selection.select()
        case PortHit():
            return ConnectGesture(surface, hit), lambda: pick(selection, hit, keys)
        case EdgeHit():
            return MarqueeGesture(surface), lambda: pick(selection, hit, keys)
        case BlockHit() | FrameHit() | NoteHit():
            return _MoveWithPick(surface, hit, keys), lambda: pick(selection, hit, keys)


def pick(selection: Selection, hit: Hit, keys: Qt.KeyboardModifier) -> None:
    """Select what was clicked: alone, with Mod in or out, with Shift added."""
    block = (hit.block_id,) if isinstance(hit, PortHit | BlockHit) else ()
    edge = (hit.edge_id,) if isinstance(hit, EdgeHit) else ()
    frame = (hit.frame_id,) if isinstance(hit, FrameHit) else ()
    note = (hit.note_id,) if isinstance(hit, NoteHit) else ()
    if keys & Qt.KeyboardModifier.ControlModifier:
        selection.select(
            selection.blocks.symmetric_difference(block),
            selection.edges.symmetric_difference(edge),
            selection.frames.symmetric_difference(frame),
            selection.notes.symmetric_difference(note),
        )
    elif keys & Qt.KeyboardModifier.ShiftModifier:
        selection.select(
            selection.blocks.union(block),
            selection.edges.union(edge),
            selection.frames.union(frame),
            selection.notes.union(note),
        )
    else:
        selection.select(block, edge, frame, note)


def _adds(keys: Qt.KeyboardModifier) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return bool(keys & both)


def _is_selected(selection: Selection, hit: BlockHit | FrameHit | NoteHit) -> bool:
    match hit:
        case BlockHit(block_id):
            return block_id in selection.blocks
        case FrameHit(frame_id):
            return frame_id in selection.frames
        case NoteHit(note_id):
            return note_id in selection.notes


class _MoveWithPick(MoveGesture):
    """A drag of something not selected selects it first; giving up selects as before."""

    def __init__(
        self, surface: Surface, hit: BlockHit | FrameHit | NoteHit, keys: Qt.KeyboardModifier
    ) -> None:
        super().__init__(surface)
        self._hit = hit
        self._pick_keys = Qt.KeyboardModifier.ShiftModifier if _adds(keys) else keys
        chosen = surface.session.selection
        self._before = (chosen.blocks, chosen.edges, chosen.frames, chosen.notes)

    @override
    def start(self, at: Pointer) -> None:
        """Select what was pressed, unless it is selected already."""
        selection = self._surface.session.selection
        if not _is_selected(selection, self._hit):
            pick(selection, self._hit, self._pick_keys)
        super().start(at)

    @override
    def cancel(self) -> None:
        """Put everything back, the selection too."""
        super().cancel()
        self._surface.session.selection.select(*self._before)
