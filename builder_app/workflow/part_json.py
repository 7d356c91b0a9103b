"""Parts of a document as JSON, and back. Reading raises :class:`WrongPart` naming the place."""

from collections.abc import Mapping
from typing import NoReturn

from builder_app.workflow.geometry import Point, Rect
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import (
    Block,
    BlockId,
    Edge,
    EdgeId,
    Frame,
    FrameId,
    Note,
    NoteId,
)
from builder_app.workflow.snapshot import Snapshot

_BLOCK = frozenset({"id", "kind", "specs", "title", "enabled", "block_type"})
_EDGE = frozenset({"id", "from", "to", "condition"})
_FRAME = frozenset({"id", "title", "area"})
_NOTE = frozenset({"id", "text", "area"})


class WrongPart(ValueError):
    """``place`` is not ``wanted``: ``blocks[3].kind`` must be text."""

    def __init__(self, place: str, wanted: str) -> None:
        super().__init__(f"{place} must be {wanted}")
        self.place = place
        self.wanted = wanted


class Reader:
    """One JSON object being read: each getter checks, and names the place when it is wrong."""

    def __init__(self, value: JsonValue, place: str) -> None:
        if not isinstance(value, dict):
            raise WrongPart(place, "an object")
        self.value = value
        self.place = place

    def text(self, name: str, default: str | None = None) -> str:
        """Return text; without a default it must be there."""
        value = self.value.get(name, default)
        return value if isinstance(value, str) else self._wrong(name, "text")

    def text_or_none(self, name: str) -> str | None:
        """Return text, or None when it is null or missing."""
        value = self.value.get(name)
        if value is None or isinstance(value, str):
            return value
        return self._wrong(name, "text or null")

    def number(self, name: str) -> float:
        """Return a finite number."""
        value = self.value.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e9:
            return self._wrong(name, "a number of at most a billion")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.value.get(name, default)
        return value if isinstance(value, bool) else self._wrong(name, "true or false")

    def object(self, name: str, default: JsonObject | None = None) -> JsonObject:
        """Return an object; without a default it must be there."""
        value = self.value.get(name, default)
        return value if isinstance(value, dict) else self._wrong(name, "an object")

    def items(self, name: str) -> list[JsonValue]:
        """Return a list, empty when it is missing."""
        value = self.value.get(name, [])
        return value if isinstance(value, list) else self._wrong(name, "a list")

    def unknown(self, known: frozenset[str]) -> JsonObject:
        """Return the keys that are not known, to be kept."""
        return {name: value for name, value in self.value.items() if name not in known}

    def _wrong(self, name: str, wanted: str) -> NoReturn:
        raise WrongPart(f"{self.place}.{name}" if self.place else name, wanted)


def block_to_json(block: Block) -> JsonObject:
    """Return a block; what is as usual is left out."""
    data: JsonObject = {**block.extra, "id": block.id, "kind": block.kind, "specs": block.specs}
    if block.title:
        data["title"] = block.title
    if not block.enabled:
        data["enabled"] = False
    if block.block_type is not None:
        data["block_type"] = block.block_type
    return data


def block_from_json(value: JsonValue, place: str) -> Block:
    """Read a block. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    return Block(
        id=BlockId(read.text("id")),
        kind=read.text("kind"),
        specs=read.object("specs", {}),
        title=read.text("title", ""),
        enabled=read.flag("enabled", default=True),
        block_type=read.text_or_none("block_type"),
        extra=read.unknown(_BLOCK),
    )


def edge_to_json(edge: Edge) -> JsonObject:
    """Return an edge; no condition is left out."""
    data: JsonObject = {
        **edge.extra,
        "id": edge.id,
        "from": edge.from_block,
        "to": edge.to_block,
    }
    if edge.condition is not None:
        data["condition"] = edge.condition
    return data


def edge_from_json(value: JsonValue, place: str) -> Edge:
    """Read an edge. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    return Edge(
        EdgeId(read.text("id")),
        BlockId(read.text("from")),
        BlockId(read.text("to")),
        read.text_or_none("condition"),
        read.unknown(_EDGE),
    )


def frame_to_json(frame: Frame) -> JsonObject:
    """Return a frame."""
    return {**frame.extra, "id": frame.id, "title": frame.title, "area": rect_to_json(frame.area)}


def frame_from_json(value: JsonValue, place: str) -> Frame:
    """Read a frame. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    area = rect_from_json(read.value.get("area"), f"{place}.area")
    return Frame(FrameId(read.text("id")), read.text("title", ""), area, read.unknown(_FRAME))


def note_to_json(note: Note) -> JsonObject:
    """Return a note."""
    return {**note.extra, "id": note.id, "text": note.text, "area": rect_to_json(note.area)}


def note_from_json(value: JsonValue, place: str) -> Note:
    """Read a note. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    area = rect_from_json(read.value.get("area"), f"{place}.area")
    return Note(NoteId(read.text("id")), read.text("text", ""), area, read.unknown(_NOTE))


def point_to_json(point: Point) -> JsonObject:
    """Return a place."""
    return {"x": point.x, "y": point.y}


def point_from_json(value: JsonValue, place: str) -> Point:
    """Read a place. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    return Point(read.number("x"), read.number("y"))


def positions_to_json(positions: Mapping[BlockId, Point]) -> JsonObject:
    """Return places by block id."""
    return {block: point_to_json(point) for block, point in positions.items()}


def positions_from_json(value: JsonObject, place: str) -> dict[BlockId, Point]:
    """Read places by block id. Raises :class:`WrongPart`."""
    return {
        BlockId(block): point_from_json(point, f"{place}.{block}") for block, point in value.items()
    }


def rect_to_json(rect: Rect) -> JsonObject:
    """Return an area."""
    return {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}


def rect_from_json(value: JsonValue, place: str) -> Rect:
    """Read an area. Raises :class:`WrongPart`."""
    read = Reader(value, place)
    return Rect(read.number("x"), read.number("y"), read.number("width"), read.number("height"))


def snapshot_to_json(snapshot: Snapshot) -> JsonObject:
    """Return a whole document, to be compared part by part."""
    return {
        "name": snapshot.name,
        "description": snapshot.description,
        "blocks": [block_to_json(block) for block in snapshot.blocks],
        "edges": [edge_to_json(edge) for edge in snapshot.edges],
        "frames": [frame_to_json(frame) for frame in snapshot.frames],
        "notes": [note_to_json(note) for note in snapshot.notes],
        "positions": positions_to_json(snapshot.positions),
        "extra": snapshot.extra,
    }
