"""Edits as JSON: one line of the crash journal each."""

from collections.abc import Callable
from typing import assert_never

from builder_app.workflow import edits as e
from builder_app.workflow import part_json as p
from builder_app.workflow.geometry import Rect
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.part_json import Reader, WrongPart
from builder_app.workflow.parts import BlockId, EdgeId, FrameId, NoteId


def edit_to_json(edit: e.Edit) -> JsonObject:  # noqa: C901, PLR0912 - one line an edit
    """Return the edit as JSON; ``edit_from_json`` gives it back equal."""
    match edit:
        case e.AddBlock():
            at = p.point_to_json(edit.at)
            return _named(edit, block=p.block_to_json(edit.block), at=at, rank=edit.rank)
        case e.RemoveBlock():
            return _named(edit, block_id=edit.block_id)
        case e.SetSpecs():
            return _named(edit, block_id=edit.block_id, specs=edit.specs)
        case e.SetTitle():
            return _named(edit, block_id=edit.block_id, title=edit.title)
        case e.SetEnabled():
            return _named(edit, block_id=edit.block_id, enabled=edit.enabled)
        case e.MoveBlocks():
            return _named(edit, positions=p.positions_to_json(edit.positions))
        case e.AddEdge():
            return _named(edit, edge=p.edge_to_json(edit.edge), rank=edit.rank)
        case e.RemoveEdge():
            return _named(edit, edge_id=edit.edge_id)
        case e.SetCondition():
            return _named(edit, edge_id=edit.edge_id, condition=edit.condition)
        case e.AddFrame():
            return _named(edit, frame=p.frame_to_json(edit.frame), rank=edit.rank)
        case e.RemoveFrame():
            return _named(edit, frame_id=edit.frame_id)
        case e.ChangeFrame():
            area = p.rect_to_json(edit.area)
            return _named(edit, frame_id=edit.frame_id, title=edit.title, area=area)
        case e.AddNote():
            return _named(edit, note=p.note_to_json(edit.note), rank=edit.rank)
        case e.RemoveNote():
            return _named(edit, note_id=edit.note_id)
        case e.ChangeNote():
            area = p.rect_to_json(edit.area)
            return _named(edit, note_id=edit.note_id, text=edit.text, area=area)
        case e.SetName():
            return _named(edit, name=edit.name)
        case e.SetDescription():
            return _named(edit, description=edit.description)
        case e.SetExtra():
            return _named(edit, extra=edit.extra)
        case e.Batch():
            return _named(edit, edits=[edit_to_json(single) for single in edit.edits])
        case _:
            assert_never(edit)


def edit_from_json(value: JsonValue) -> e.Edit:
    """Read an edit. Raises :class:`WrongPart`, a ``ValueError``."""
    read = Reader(value, "")
    reader = _READERS.get(read.text("edit"))
    if reader is None:
        raise WrongPart("edit", "an edit that this version knows")
    return reader(read)


def _named(edit: e.Edit, **values: JsonValue) -> JsonObject:
    return {"edit": type(edit).__name__, **values}


def _rank(read: Reader) -> int | None:
    rank = read.value.get("rank")
    if rank is not None and (isinstance(rank, bool) or not isinstance(rank, int)):
        raise WrongPart("rank", "a whole number or null")
    return rank


def _block_id(read: Reader) -> BlockId:
    return BlockId(read.text("block_id"))


def _area(read: Reader) -> Rect:
    return p.rect_from_json(read.value.get("area"), "area")


_READERS: dict[str, Callable[[Reader], e.Edit]] = {
    "AddBlock": lambda r: e.AddBlock(
        p.block_from_json(r.value.get("block"), "block"),
        p.point_from_json(r.value.get("at"), "at"),
        _rank(r),
    ),
    "RemoveBlock": lambda r: e.RemoveBlock(_block_id(r)),
    "SetSpecs": lambda r: e.SetSpecs(_block_id(r), r.object("specs")),
    "SetTitle": lambda r: e.SetTitle(_block_id(r), r.text("title")),
    "SetEnabled": lambda r: e.SetEnabled(_block_id(r), r.flag("enabled", default=True)),
    "MoveBlocks": lambda r: e.MoveBlocks(p.positions_from_json(r.object("positions"), "positions")),
    "AddEdge": lambda r: e.AddEdge(p.edge_from_json(r.value.get("edge"), "edge"), _rank(r)),
    "RemoveEdge": lambda r: e.RemoveEdge(EdgeId(r.text("edge_id"))),
    "SetCondition": lambda r: e.SetCondition(
        EdgeId(r.text("edge_id")), r.text_or_none("condition")
    ),
    "AddFrame": lambda r: e.AddFrame(p.frame_from_json(r.value.get("frame"), "frame"), _rank(r)),
    "RemoveFrame": lambda r: e.RemoveFrame(FrameId(r.text("frame_id"))),
    "ChangeFrame": lambda r: e.ChangeFrame(FrameId(r.text("frame_id")), r.text("title"), _area(r)),
    "AddNote": lambda r: e.AddNote(p.note_from_json(r.value.get("note"), "note"), _rank(r)),
    "RemoveNote": lambda r: e.RemoveNote(NoteId(r.text("note_id"))),
    "ChangeNote": lambda r: e.ChangeNote(NoteId(r.text("note_id")), r.text("text"), _area(r)),
    "SetName": lambda r: e.SetName(r.text("name")),
    "SetDescription": lambda r: e.SetDescription(r.text("description")),
    "SetExtra": lambda r: e.SetExtra(r.object("extra")),
    "Batch": lambda r: e.Batch(tuple(edit_from_json(single) for single in r.items("edits"))),
}
