"""Whatever is sent, the sandbox answers in the service's shapes: it accepts or says why not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.sandbox import SMALL_CATALOGUE, Sandbox, create_body

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
IDS = st.sampled_from(["a", "b", "c", "6f1d6e0c-6f0b-4f0e-9d5b-0c1d5a1f2b3c"])
NAMES = st.sampled_from([kind.name for kind in SMALL_CATALOGUE.kinds()] + ["telepathy"])
SPECS = st.fixed_dictionaries(
    {}, optional={"dataframe_type": st.sampled_from(["LEAD", "COMPANY", "X"]), "url": PLAIN}
)
BLOCKS = st.fixed_dictionaries(
    {"sequence_number": st.integers(), "block_type": st.just(""), "block_name": NAMES},
    optional={"block_id": IDS | st.none(), "specs": SPECS | JSON},
)
EDGES = st.fixed_dictionaries(
    {"from_block_id": IDS, "to_block_id": IDS}, optional={"condition": st.none() | st.text()}
)
ANY_GRAPHS = st.fixed_dictionaries(
    {"blocks": st.lists(BLOCKS, max_size=4), "edges": st.lists(EDGES, max_size=5)}
)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
GOOD_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXT
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def good_graphs(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a source with filters behind it, each fed by one or more blocks before it."""
    ids = draw(st.lists(TEXT | st.uuids().map(str), min_size=1, max_size=6, unique=True))
    blocks, edges = [], []
    for position, block_id in enumerate(ids):
        blocks.append(
            {
                "sequence_number": draw(st.integers()),
                "block_type": draw(TEXT),
                "block_name": "filter" if position else "people",
                "specs": draw(st.dictionaries(TEXT, GOOD_JSON, max_size=3)),
                "block_id": block_id,
            }
        )
        earlier = st.sampled_from(ids[:position]) if position else st.nothing()
        feeding = draw(st.lists(earlier, min_size=1, unique=True)) if position else []
        edges += [
            {
                "from_block_id": start,
                "to_block_id": block_id,
                "condition": draw(st.none() | TEXT),
            }
            for start in feeding
        ]
    return {"blocks": blocks, "edges": draw(st.permutations(edges))}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    return Sandbox(folder / "sandbox.sqlite3")


def send(sandbox: Sandbox, body: object) -> Any:
    """Send what a careless client may send: NaN, half surrogates and all."""
    content = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    path = "/workflows/create_workflow"
    answer = sandbox.send("POST", path, content=content, headers=headers)
    assert answer.status_code in {200, 422}, answer.text
    told = answer.json()
    if answer.status_code == 422:
        assert told["detail"]
        for item in told["detail"]:
            assert item["loc"][0] == "body"
            assert item["msg"]
            assert item["type"]
        return None
    assert sandbox.get(f"/workflows/{told['id']}").json() == told
    return told["workflow_definition"]


@given(graph=good_graphs())
@settings(max_examples=60, deadline=None)
def test_any_good_graph_is_kept_as_it_is(sandbox: Sandbox, graph: dict[str, Any]) -> None:
    kept = send(sandbox, create_body(workflow_definition=graph))
    assert kept is not None
    ids = {
        old["block_id"]: new["block_id"]
        for old, new in zip(graph["blocks"], kept["blocks"], strict=True)
    }
    assert kept["blocks"] == [{**old, "block_id": ids[old["block_id"]]} for old in graph["blocks"]]
    assert kept["edges"] == [
        {
            "from_block_id": ids[old["from_block_id"]],
            "to_block_id": ids[old["to_block_id"]],
            "condition": old["condition"],
        }
        for old in graph["edges"]
    ]


@given(graph=ANY_GRAPHS)
@settings(max_examples=60, deadline=None)
def test_any_graph_is_kept_or_refused_with_reasons(sandbox: Sandbox, graph: object) -> None:
    send(sandbox, create_body(workflow_definition=graph))


@given(body=JSON | st.builds(lambda graph: create_body(workflow_definition=graph), JSON))
@settings(max_examples=60, deadline=None)
def test_any_json_gets_an_answer_and_never_a_crash(sandbox: Sandbox, body: object) -> None:
    send(sandbox, body)
