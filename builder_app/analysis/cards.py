"""The face of a block on the canvas: the lines that sum up its specs, and the size they need."""

from builder_app.catalogue.kinds import BlockKind
from builder_app.workflow.geometry import Size
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block

CARD_WIDTH = 224.0
PORT_Y = 29.0
_HEAD_HEIGHT = 58.0
_LINES_MARGIN = 14.0
_LINE_HEIGHT = 16.0
_MOST_LINES = 3
_LONGEST = 60

SummaryLine = tuple[str, str]


def summary_lines(block: Block, kind: BlockKind) -> tuple[SummaryLine, ...]:
    """Return up to three (label, value) lines of plain text for the specs that are set."""
    lines: list[SummaryLine] = []
    for name, value in block.specs.items():
        if name == "filters" and isinstance(value, list):
            lines.extend(_condition(entry) for entry in value if isinstance(entry, dict) and entry)
        elif name not in kind.sample_specs and value not in (None, "", [], {}):
            lines.append((_label(name, kind), _short(value)))
    return tuple(lines[:_MOST_LINES])


def card_size(line_count: int) -> Size:
    """Return the size of a card with that many summary lines."""
    extra = _LINES_MARGIN + _LINE_HEIGHT * line_count if line_count else 0.0
    return Size(CARD_WIDTH, _HEAD_HEIGHT + extra)


def block_size(block: Block, kind: BlockKind) -> Size:
    """Return the size of a block's card."""
    return card_size(len(summary_lines(block, kind)))


def _label(name: str, kind: BlockKind) -> str:
    return (kind.spec_title(name) or name.replace("_", " ")).lower()


def _condition(entry: JsonObject) -> SummaryLine:
    words = [_short(entry[part]) for part in ("operator", "value") if part in entry]
    return (_short(entry.get("column", "")), " ".join(words))


def _short(value: JsonValue) -> str:
    match value:
        case bool():
            text = "yes" if value else "no"
        case None:
            text = ""
        case dict():
            text = ", ".join(value)
        case list():
            text = ", ".join(_short(entry) for entry in value[:6])
        case _:
            text = str(value)
    text = " ".join(text[: _LONGEST * 2].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
