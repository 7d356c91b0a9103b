"""The project file ``.wfb``: what is in it, reading and writing it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from builder_app.catalogue.seed import seed_catalogue
from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import files as say
from builder_app.storage.atomic import write_atomically
from builder_app.storage.json_file import FileStamp, parse_json, read_bytes, stamp_of
from builder_app.storage.key_order import key_orders, with_key_orders
from builder_app.storage.migrations import VERSION, migrated
from builder_app.storage.record_json import record_from_json, record_to_json
from builder_app.storage.refusal import FileRefused
from builder_app.workflow import part_json as p
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.part_json import Reader, WrongPart
from builder_app.workflow.parts import Block
from builder_app.workflow.rules import EditRejected
from builder_app.workflow.snapshot import Snapshot
from builder_app.workflow.workflow import Workflow

__all__ = [
    "FileRefused",
    "FileStamp",
    "Project",
    "ViewState",
    "parse_project",
    "project_from_json",
    "project_to_json",
    "read_project",
    "write_project",
    "write_publish_records",
]

T = TypeVar("T")
FORMAT = "sixtyfour-workflow-builder"
_TOP = frozenset({"format", "version", "workflow", "layout", "samples", "publish"})
_WORKFLOW = frozenset({"name", "description", "blocks", "edges"})
_LAYOUT = frozenset({"positions", "frames", "notes", "view", "key_order"})


@dataclass(frozen=True, slots=True)
class ViewState:
    """Where the canvas looks: the scene point in its middle, and the zoom (1.0 is 100 %)."""

    x: float
    y: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Project:
    """Everything in a project file. The extras hold keys that this version does not know."""

    snapshot: Snapshot
    publish_records: tuple[PublishRecord, ...] = ()
    view: ViewState | None = None
    extra: JsonObject = field(default_factory=dict)
    layout_extra: JsonObject = field(default_factory=dict)


def read_project(path: Path) -> Project:
    """Read a project file. Raises :class:`FileRefused` with one sentence that names the place."""
    return parse_project(read_bytes(path), path.name)


def parse_project(data: bytes, name: str) -> Project:
    """Return the project in the bytes of a file. Raises :class:`FileRefused`."""
    return project_from_json(parse_json(data, name), name)


def project_from_json(data: JsonValue, name: str) -> Project:
    """Return the project that :func:`project_to_json` wrote. Raises :class:`FileRefused`."""
    try:
        return _project(data, name)
    except WrongPart as wrong:
        message = say.WRONG_INSIDE(name=name, place=wrong.place, wanted=wrong.wanted)
        raise FileRefused(message) from wrong
    except EditRejected as refusal:
        reason = refusal.message.text()
        raise FileRefused(say.LINKS_WRONG(name=name, reason=reason)) from refusal


def write_project(project: Project, path: Path, *, include_samples: bool = True) -> FileStamp:
    """Write a project file, whole or not at all. Raises :class:`FileRefused`."""
    data = project_bytes(project, include_samples=include_samples)
    write_atomically(path, data)
    return stamp_of(data)


def write_publish_records(
    records: tuple[PublishRecord, ...], path: Path
) -> tuple[FileStamp, FileStamp]:
    """Put the records into the file that is there, and leave all else in it as it is.

    Unsaved work is not in them and does not get into the file by this. Return what the file held
    before and what it holds now. Raises ``FileRefused``.
    """
    data = read_bytes(path)
    on_disk = parse_project(data, path.name)
    return stamp_of(data), write_project(replace(on_disk, publish_records=records), path)


def project_bytes(project: Project, *, include_samples: bool = True) -> bytes:
    """Return the file's content: sorted keys, two spaces, UTF-8, a line feed at the end."""
    data = project_to_json(project, include_samples=include_samples)
    text = json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    # half a surrogate pair is no UTF-8: the escape that Python writes is JSON's own
    return f"{text}\n".encode("utf-8", "backslashreplace")


def project_to_json(project: Project, *, include_samples: bool = True) -> JsonObject:
    """Return the project as the file has it, keys not sorted yet."""
    snapshot = project.snapshot
    blocks, samples = _without_samples(snapshot.blocks)
    layout: JsonObject = {
        **project.layout_extra,
        "positions": p.positions_to_json(snapshot.positions),
        "frames": [p.frame_to_json(frame) for frame in snapshot.frames],
        "notes": [p.note_to_json(note) for note in snapshot.notes],
    }
    # keys inside sample rows can be personal data too
    if orders := key_orders(snapshot.blocks if include_samples else blocks):
        layout["key_order"] = orders
    if project.view:
        layout["view"] = {"x": project.view.x, "y": project.view.y, "zoom": project.view.zoom}
    data: JsonObject = {
        **project.extra,
        "format": FORMAT,
        "version": VERSION,
        "workflow": {
            **snapshot.extra,
            "name": snapshot.name,
            "description": snapshot.description,
            "blocks": [p.block_to_json(block) for block in blocks],
            "edges": [p.edge_to_json(edge) for edge in snapshot.edges],
        },
        "layout": layout,
    }
    if samples and include_samples:
        data["samples"] = samples
    if project.publish_records:
        data["publish"] = [
            record_to_json(record, include_samples=include_samples)
            for record in project.publish_records
        ]
    return data


def _without_samples(blocks: tuple[Block, ...]) -> tuple[list[Block], JsonObject]:
    """Take the specs that hold sample rows out: personal data stands in a section of its own."""
    catalogue = seed_catalogue()
    bare: list[Block] = []
    samples: JsonObject = {}
    for block in blocks:
        names = [name for name in catalogue.kind(block.kind).sample_specs if name in block.specs]
        if names:
            samples[block.id] = {name: block.specs[name] for name in names}
            kept = {name: spec for name, spec in block.specs.items() if name not in names}
            bare.append(replace(block, specs=kept))
        else:
            bare.append(block)
    return bare, samples


def _project(data: JsonValue, name: str) -> Project:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileRefused(say.NOT_OURS(name=name))
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise WrongPart("version", "a whole number from 1 on")
    if version > VERSION:
        raise FileRefused(say.NEWER(name=name, version=version))
    top = Reader(migrated(data, version), "")
    workflow = Reader(top.value.get("workflow"), "workflow")
    layout = Reader(top.object("layout", {}), "layout")
    samples = top.object("samples", {})
    snapshot = Snapshot(
        name=workflow.text("name", ""),
        description=workflow.text("description", ""),
        blocks=_blocks(workflow, samples, layout, name),
        edges=_each(workflow, "edges", p.edge_from_json),
        frames=_each(layout, "frames", p.frame_from_json),
        notes=_each(layout, "notes", p.note_from_json),
        positions=p.positions_from_json(layout.object("positions", {}), "layout.positions"),
        extra=workflow.unknown(_WORKFLOW),
    )
    whole = Workflow.from_snapshot(snapshot).snapshot()
    return Project(
        snapshot=whole,
        publish_records=_each(top, "publish", record_from_json),
        view=_view(layout),
        extra=top.unknown(_TOP),
        layout_extra=layout.unknown(_LAYOUT),
    )


def _blocks(workflow: Reader, samples: JsonObject, layout: Reader, name: str) -> tuple[Block, ...]:
    blocks = _each(workflow, "blocks", p.block_from_json)
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if block.id in seen:
            place = f"workflow.blocks[{index}]"
            raise FileRefused(say.DOUBLE_BLOCK(name=name, place=place))
        seen.add(block.id)
    merged = []
    for block in blocks:
        rows = Reader(samples.get(block.id, {}), f"samples.{block.id}").value
        # sorted, as they would stand in one object: any other order is noted under key_order
        specs = dict(sorted({**block.specs, **rows}.items())) if rows else block.specs
        merged.append(replace(block, specs=specs))
    return with_key_orders(merged, layout.object("key_order", {}))


def _view(layout: Reader) -> ViewState | None:
    if "view" not in layout.value:
        return None
    read = Reader(layout.value["view"], "layout.view")
    return ViewState(read.number("x"), read.number("y"), read.number("zoom"))


def _each(read: Reader, name: str, parse: Callable[[JsonValue, str], T]) -> tuple[T, ...]:
    place = f"{read.place}.{name}" if read.place else name
    return tuple(parse(item, f"{place}[{i}]") for i, item in enumerate(read.items(name)))
