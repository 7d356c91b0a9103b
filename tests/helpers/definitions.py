"""Definitions for tests: published by the service's own people, our own, and generated ones."""

import json
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from builder_app.resources import resource_root
from builder_app.workflow.json_value import JsonObject, as_json
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot

_ROOT = Path(__file__).resolve().parents[2]
OWN = sorted((_ROOT / "tests" / "data" / "definitions").glob("*.json"))
STARTERS = sorted((resource_root() / "starters").glob("*.json"))
PUBLISHED = sorted((_ROOT.parent / "shared" / "examples").glob("*.json"))


def load(path: Path) -> JsonObject:
    """Return the JSON object in the file."""
    value = as_json(json.loads(path.read_text(encoding="utf-8")))
    if not isinstance(value, dict):
        raise TypeError(path)
    return value


def block(name: str, kind: str, /, *, enabled: bool = True, **specs: object) -> Block:
    """Return a block called ``name`` with these specs."""
    value = as_json(specs)
    return Block(BlockId(name), kind, value if isinstance(value, dict) else {}, enabled=enabled)


def chain(*blocks: Block) -> Snapshot:
    """Return a workflow in which each block takes its rows from the one before."""
    return Snapshot("A chain", "", blocks, tuple(link(a.id, b.id) for a, b in pairwise(blocks)))


def link(before: str, after: str, condition: str | None = None) -> Edge:
    """Return an edge between two blocks."""
    name = EdgeId(f"{before}->{after}")
    return Edge(name, BlockId(before), BlockId(after), condition)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
_KINDS = ["webhook", "filter", "find_email", "outgoing_webhook", "company_to_leads", "of_tomorrow"]


@st.composite
def bodies(draw: st.DrawFn) -> JsonObject:
    """Generate create_workflow bodies without cycles, in any order, with unknown keys."""
    count = draw(st.integers(1, 9))
    ids = draw(
        st.lists(st.text(min_size=1, max_size=9), min_size=count, max_size=count, unique=True)
    )
    blocks = [
        {
            "sequence_number": number,
            "block_id": block_id,
            "block_name": draw(st.sampled_from(_KINDS)),
            "block_type": draw(st.sampled_from(["io", "enrichment", "x", ""])),
            "specs": draw(st.dictionaries(st.text(max_size=6), _JSON, max_size=3)),
            **draw(st.dictionaries(st.sampled_from(["price", "label"]), _JSON, max_size=1)),
        }
        for number, block_id in enumerate(ids, start=1)
    ]
    pairs = [(a, b) for index, a in enumerate(ids) for b in ids[index + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    edges = [
        {
            "from_block_id": a,
            "to_block_id": b,
            "condition": draw(st.none() | st.text(max_size=5)),
        }
        for a, b in chosen
    ]
    body = as_json(
        {
            "workflow_name": draw(st.text(max_size=9)),
            "workflow_description": draw(st.text(max_size=9)),
            "workflow_definition": {"blocks": draw(st.permutations(blocks)), "edges": edges},
        }
    )
    if not isinstance(body, dict):
        raise TypeError(body)
    return body
