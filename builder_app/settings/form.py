"""Settings to and from JSON, by hand: the file is small, and reading it must cost next to nothing.

Reading is tolerant: a value that is wrong or of a newer version counts as not set.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar, get_args

from builder_app.settings.values import (
    DEFAULT_PANES,
    MOST_OPEN_FILES,
    MOST_RECENT_FILES,
    MOST_VIEWS,
    SYSTEM_PROXY,
    CanvasPlace,
    Connection,
    Settings,
    Theme,
    Wheel,
)

Json = dict[str, object]
T = TypeVar("T")

FORMAT: Final = "workflow-builder-settings"
VERSION: Final = 1
_DIRECT: Final = "none"
_FAR: Final = 1e9  # as in a project file


def from_json(data: Mapping[str, object]) -> Settings:
    """Return the settings in ``data``, with the default for all that is missing or wrong."""
    return Settings(
        connections=tuple(_connections(data.get("connections"))),
        active_connection_id=_text(data.get("active_connection_id")),
        theme=_one_of(get_args(Theme), data.get("theme"), "system"),
        wheel=_one_of(get_args(Wheel), data.get("wheel"), "automatic"),
        proxy=_proxy(data.get("proxy")),
        recent_files=_texts(data.get("recent_files"))[:MOST_RECENT_FILES],
        open_files=_texts(data.get("open_files"))[:MOST_OPEN_FILES],
        front_file=_text(data.get("front_file")),
        views=_views(data.get("views")),
        window_geometry=_text(data.get("window_geometry")),
        panes=_panes(data.get("panes")),
        welcome_done=data.get("welcome_done") is True,
    )


def to_json(settings: Settings) -> Json:
    """Return every setting as JSON values; ``from_json`` gives the same settings back."""
    return {
        "connections": [
            {
                "id": each.id,
                "label": each.label,
                "endpoint": each.endpoint,
                "org_id": each.org_id,
            }
            for each in settings.connections
        ],
        "active_connection_id": settings.active_connection_id,
        "theme": settings.theme,
        "wheel": settings.wheel,
        "proxy": _DIRECT if settings.proxy is None else settings.proxy,
        "recent_files": list(settings.recent_files),
        "open_files": list(settings.open_files),
        "front_file": settings.front_file,
        "views": {path: list(place) for path, place in settings.views.items()},
        "window_geometry": settings.window_geometry,
        "panes": dict(settings.panes),
        "welcome_done": settings.welcome_done,
    }


def merged(data: Mapping[str, object], before: Json, now: Json) -> Json:
    """Return ``data`` with what changed from ``before`` to ``now``, and nothing else touched.

    ``data`` is what the file says at this moment: another window may have written it since, and it
    may hold keys of a newer version. Connections and recent files merge entry by entry.
    """
    result: Json = {"format": FORMAT, "version": VERSION, **data}
    for name, value in now.items():
        if value != before[name]:
            merge = _MERGES.get(name, _replace)
            result[name] = merge(data.get(name), before[name], value)
    return result


def _replace(theirs: object, before: object, now: object) -> object:  # noqa: ARG001 - one of three
    return now


def _merge_connections(theirs: object, before: object, now: object) -> object:
    mine, base = _by_id(now), _by_id(before)
    result: list[object] = []
    seen = set[str]()
    for entry in theirs if isinstance(theirs, list) else []:
        name = _id_of(entry)
        if name is None or (name not in mine and name not in base):
            result.append(entry)
        elif name in mine:
            seen.add(name)
            changed = mine[name] != base.get(name)
            result.append({**entry, **mine[name]} if changed else entry)
    added = [mine[name] for name in mine if name not in seen and mine[name] != base.get(name)]
    return [*result, *added]


def _merge_recent(theirs: object, before: object, now: object) -> object:
    mine, base = _texts(now), _texts(before)
    others = [path for path in _texts(theirs) if path not in base and path not in mine]
    return [*mine, *others][:MOST_RECENT_FILES]


_MERGES: Final[dict[str, Callable[[object, object, object], object]]] = {
    "connections": _merge_connections,
    "recent_files": _merge_recent,
}


def _by_id(entries: object) -> dict[str, Json]:
    listed = entries if isinstance(entries, list) else []
    return {name: entry for entry in listed if (name := _id_of(entry)) is not None}


def _id_of(entry: object) -> str | None:
    return _text(entry.get("id")) if isinstance(entry, dict) else None


def _connections(value: object) -> Iterable[Connection]:
    for name, entry in _by_id(value).items():
        label, endpoint = _text(entry.get("label")), _text(entry.get("endpoint"))
        if label is not None and endpoint is not None:
            yield Connection(name, label, endpoint, _text(entry.get("org_id")))


def _panes(value: object) -> Mapping[str, int]:
    read = value if isinstance(value, dict) else {}
    sizes = {name: read.get(name) for name in DEFAULT_PANES}
    right = {name: size for name, size in sizes.items() if type(size) is int and 0 < size < 10_000}
    return MappingProxyType(dict(DEFAULT_PANES) | right)


def _views(value: object) -> Mapping[str, CanvasPlace]:
    read = value if isinstance(value, dict) else {}
    places = {name: place for name, each in read.items() if (place := _place(each)) is not None}
    return dict(list(places.items())[-MOST_VIEWS:])


def _place(value: object) -> CanvasPlace | None:
    match value:
        case [int() | float() as x, int() | float() as y, int() | float() as zoom]:
            inside = all(abs(each) <= _FAR for each in (x, y, zoom)) and zoom > 0
            return (float(x), float(y), float(zoom)) if inside else None
        case _:
            return None


def _proxy(value: object) -> str | None:
    text = _text(value)
    return None if text == _DIRECT else text or SYSTEM_PROXY


def _one_of(allowed: tuple[T, ...], value: object, otherwise: T) -> T:
    return next((each for each in allowed if each == value), otherwise)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str) and each))
