"""The sandbox as a client meets it, held against the service's own OpenAPI document."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from typing_extensions import override

from builder_app.api.endpoint import Endpoint
from builder_app.catalogue.catalogue import Catalogue
from builder_app.catalogue.kinds import BlockKind, RowType
from builder_app.catalogue.seed import seed_catalogue
from builder_app.sandbox.limits import MAX_BODY_BYTES
from builder_app.sandbox.transport import sandbox_transport
from tests.helpers.openapi import load
from tests.helpers.sandbox import SMALL_CATALOGUE, Sandbox, create_body

SHARED = Path(__file__).parents[2].parent / "shared"
ENDPOINT = Endpoint("https://sandbox.invalid")


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path / "sandbox.sqlite3")


def made(sandbox: Sandbox, **changed: object) -> dict[str, Any]:
    answer = sandbox.create(create_body(**changed))
    assert answer.status_code == 200, answer.text
    record: dict[str, Any] = answer.json()
    return record


def places(answer: httpx.Response) -> list[list[str | int]]:
    assert answer.status_code == 422, answer.text
    return [item["loc"] for item in answer.json()["detail"]]


def test_what_was_created_can_be_read_listed_and_is_whole(sandbox: Sandbox) -> None:
    body = create_body()
    created = sandbox.create(body).json()
    assert created == sandbox.get(f"/workflows/{body['id']}").json()
    assert {key: created[key] for key in created if not key.endswith("_at")} == {
        "id": body["id"],
        "user_uuid": None,
        "org_id": "sandbox",
        "name": "Inbound leads",
        "description": "",
        "status": "ready",
        "step": "completed",
        "last_run_date": None,
        "workflow_definition": created["workflow_definition"],
    }
    (listed,) = sandbox.get("/workflows").json()
    assert listed == {**created, "workflow_definition": None}


def test_times_are_iso_8601_with_z(sandbox: Sandbox) -> None:
    created = made(sandbox)
    for name in ("created_at", "updated_at"):
        assert created[name].endswith("Z")
        moment = datetime.fromisoformat(created[name])
        assert moment.utcoffset() is not None


def test_blocks_and_edges_come_back_as_sent_with_uuids_for_ids(sandbox: Sandbox) -> None:
    body = create_body()
    sent = body["workflow_definition"]
    kept = sandbox.create(body).json()["workflow_definition"]
    pairs = list(zip(sent["blocks"], kept["blocks"], strict=True))
    ids = {old["block_id"]: new["block_id"] for old, new in pairs}
    assert [UUID(block_id).version for block_id in ids.values()] == [5, 5]
    for old, new in pairs:
        assert new == {**old, "block_id": ids[old["block_id"]]}
    assert kept["edges"] == [
        {"from_block_id": ids["input"], "to_block_id": ids["emails"], "condition": "a == 1"}
    ]


def test_block_ids_that_are_uuids_stay(sandbox: Sandbox) -> None:
    body = create_body()
    first, second = str(uuid4()), str(uuid4())
    graph = json.loads(
        json.dumps(body["workflow_definition"])
        .replace('"input"', f'"{first}"')
        .replace('"emails"', f'"{second}"')
    )
    kept = made(sandbox, workflow_definition=graph)["workflow_definition"]
    assert kept == graph


def test_publishing_the_same_names_again_gives_the_same_ids(sandbox: Sandbox) -> None:
    body = create_body()
    created = sandbox.create(body).json()
    graph = {"workflow_definition": body["workflow_definition"]}
    updated = sandbox.update(body["id"], graph).json()
    assert updated["workflow_definition"] == created["workflow_definition"]
    assert updated["updated_at"] > created["updated_at"]
    assert updated["created_at"] == created["created_at"]


def test_without_an_id_the_sandbox_makes_one(sandbox: Sandbox) -> None:
    body = create_body()
    del body["id"]
    created = sandbox.create(body).json()
    assert UUID(created["id"]).version == 4


def test_creating_twice_is_a_conflict_and_overwrites_nothing(sandbox: Sandbox) -> None:
    created = made(sandbox)
    answer = sandbox.create(create_body(id=created["id"].upper(), workflow_name="Other"))
    assert answer.status_code == 409
    assert created["id"] in answer.json()["detail"]
    assert sandbox.get(f"/workflows/{created['id']}").json() == created


def test_an_update_replaces_only_what_it_names(sandbox: Sandbox) -> None:
    created = made(sandbox)
    answer = sandbox.update(created["id"], {"workflow_name": "New", "workflow_description": None})
    assert answer.status_code == 200
    moved = answer.json()
    assert moved["name"] == "New"
    assert {**moved, "name": 0, "updated_at": 0} == {**created, "name": 0, "updated_at": 0}


def test_an_update_of_an_unknown_id_creates_it(sandbox: Sandbox) -> None:
    body = create_body()
    workflow_id = body.pop("id")
    answer = sandbox.update(workflow_id, body)
    assert answer.status_code == 200
    assert answer.json() == sandbox.get(f"/workflows/{workflow_id}").json()


def test_an_update_that_would_create_half_a_workflow_names_what_is_missing(
    sandbox: Sandbox,
) -> None:
    answer = sandbox.update(str(uuid4()), {"workflow_description": "only this"})
    assert places(answer) == [["body", "workflow_name"], ["body", "workflow_definition"]]


def test_an_update_with_nothing_in_it_is_refused(sandbox: Sandbox) -> None:
    assert places(sandbox.update(made(sandbox)["id"], {"workflow_name": None})) == [["body"]]


def test_an_invalid_update_is_refused_like_a_creation_and_changes_nothing(
    sandbox: Sandbox,
) -> None:
    created = made(sandbox)
    answer = sandbox.update(created["id"], {"workflow_definition": {"blocks": [], "edges": []}})
    assert places(answer) == [["body", "workflow_definition", "blocks"]]
    assert sandbox.get(f"/workflows/{created['id']}").json() == created


def test_an_invalid_workflow_is_not_kept(sandbox: Sandbox) -> None:
    body = create_body()
    body["workflow_definition"]["blocks"][0]["specs"]["dataframe_type"] = "PEOPLE"
    answer = sandbox.create(body)
    where = ["body", "workflow_definition", "blocks", 0, "specs", "dataframe_type"]
    assert places(answer) == [where]
    assert answer.json()["detail"][0]["input"] == "PEOPLE"
    assert sandbox.get("/workflows").json() == []


def test_a_deleted_workflow_is_told_once_more_and_then_gone(sandbox: Sandbox) -> None:
    created = made(sandbox)
    assert sandbox.delete(created["id"]).json() == created
    for answer in (
        sandbox.delete(created["id"]),
        sandbox.get(f"/workflows/{created['id']}"),
        sandbox.delete("sixtyfour-demo-leads"),
    ):
        assert answer.status_code == 404
        assert isinstance(answer.json()["detail"], str)


def test_an_id_in_a_path_must_be_a_uuid(sandbox: Sandbox) -> None:
    answer = sandbox.get("/workflows/wf_abc123")
    assert places(answer) == [["path", "workflow_id"]]
    (item,) = answer.json()["detail"]
    assert item.keys() >= {"loc", "msg", "type"}


@pytest.mark.parametrize("call", ["update_workflow", "delete_workflow"])
def test_the_query_must_name_a_workflow(sandbox: Sandbox, call: str) -> None:
    answer = sandbox.send("POST", f"/workflows/{call}", json={"workflow_name": "New"})
    assert places(answer) == [["query", "workflow_id"]]


def test_an_update_cannot_make_what_could_never_be_read(sandbox: Sandbox) -> None:
    body = create_body()
    assert places(sandbox.update("my-flow", body)) == [["query", "workflow_id"]]


def test_the_block_kinds_are_names_and_schemas(sandbox: Sandbox) -> None:
    kinds = sandbox.get("/workflows/blocks").json()
    assert [kind.keys() for kind in kinds] == [{"block_name", "specs_schema"}] * len(kinds)
    assert "webhook" in {kind["block_name"] for kind in kinds}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/workflows/", 404),
        ("GET", "/workflows/a/b", 404),
        ("POST", "/workflows", 405),
        ("GET", "/workflows/create_workflow/x", 404),
        ("DELETE", f"/workflows/{uuid4()}", 405),
        ("GET", "/workflows/..%2f..%2fetc", 404),
    ],
)
def test_other_paths_and_methods_are_refused_as_by_fastapi(
    sandbox: Sandbox, method: str, path: str, status: int
) -> None:
    answer = sandbox.send(method, path)
    assert answer.status_code == status
    assert answer.json() == {"detail": "Not Found" if status == 404 else "Method Not Allowed"}


def test_a_body_that_is_not_said_to_be_json_is_refused(sandbox: Sandbox) -> None:
    body = json.dumps(create_body())
    headers = {"content-type": "text/plain"}
    path = "/workflows/create_workflow"
    assert places(sandbox.send("POST", path, content=body, headers=headers)) == [["body"]]
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert sandbox.send("POST", path, content=body, headers=headers).status_code == 200


def test_a_body_beyond_the_limit_is_refused_by_its_length(sandbox: Sandbox) -> None:
    answer = sandbox.send("POST", "/workflows/create_workflow", content=b" " * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert "10 MB" in answer.json()["detail"]


def test_a_body_without_a_length_is_not_read_to_its_end(sandbox: Sandbox) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 1024 * 1024

    answer = sandbox.send("POST", "/workflows/create_workflow", content=endless())
    assert answer.status_code == 413
    assert sent == 11

    sent, length = 0, {"content-length": str(MAX_BODY_BYTES + 1)}
    answer = sandbox.send("POST", "/workflows/create_workflow", content=endless(), headers=length)
    assert (answer.status_code, sent) == (413, 0)


def test_no_key_is_needed_and_none_is_kept(sandbox: Sandbox) -> None:
    headers = {"x-api-key": "sk_live_never_keep_this"}
    sandbox.send("POST", "/workflows/create_workflow", json=create_body(), headers=headers)
    assert b"never_keep" not in sandbox.database.read_bytes()


def test_a_file_that_cannot_be_used_is_a_sentence_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    answer = Sandbox(tmp_path / "state" / "sandbox.sqlite3").get("/workflows")
    assert answer.status_code == 503
    assert "sandbox.sqlite3" in answer.json()["detail"]


class BrokenCatalogue(Catalogue):
    @override
    def kinds(self) -> tuple[BlockKind, ...]:
        raise LookupError("a mistake of ours")


def test_a_mistake_of_the_sandbox_is_a_500_and_stands_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Sandbox(tmp_path / "a.sqlite3", BrokenCatalogue(())).get("/workflows/blocks")
    assert answer.status_code == 500
    assert "a mistake of ours" not in answer.text
    assert "a mistake of ours" in caplog.text


def test_many_requests_at_once_do_not_get_in_each_others_way(sandbox: Sandbox) -> None:
    async def burst() -> list[int]:
        transport = sandbox_transport(sandbox.database, SMALL_CATALOGUE)
        async with httpx.AsyncClient(
            transport=transport, base_url="https://sandbox.invalid"
        ) as client:
            calls = [
                client.post("/workflows/create_workflow", json=create_body()) for _ in range(40)
            ]
            return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert asyncio.run(burst()) == [200] * 40
    assert len(sandbox.get("/workflows").json()) == 40
    assert stat.S_IMODE(sandbox.database.stat().st_mode) == 0o600


def real_definitions() -> list[Any]:
    found = sorted((SHARED / "examples").glob("*.json"))
    missing = pytest.param(None, marks=pytest.mark.skip(reason="the examples are not here"))
    return [pytest.param(path, id=path.stem) for path in found] or [missing]


@pytest.mark.parametrize("path", real_definitions())
def test_definitions_of_the_services_own_people_are_accepted(tmp_path: Path, path: Path) -> None:
    sandbox = Sandbox(tmp_path / "a.sqlite3", seed_catalogue())
    body = json.loads(path.read_text(encoding="utf-8"))
    answer = sandbox.create(body)
    assert answer.status_code == 200, answer.text
    sent = body["workflow_definition"]["blocks"]
    kept = answer.json()["workflow_definition"]["blocks"]
    assert [{**item, "block_id": 0} for item in kept] == [{**item, "block_id": 0} for item in sent]


@pytest.mark.parametrize("kind", seed_catalogue().kinds(), ids=lambda kind: kind.name)
def test_every_shipped_kind_can_stand_in_a_workflow(tmp_path: Path, kind: BlockKind) -> None:
    sandbox = Sandbox(tmp_path / "a.sqlite3", seed_catalogue())
    company = kind.accepts == {RowType.COMPANY}
    source = {"dataframe_type": "COMPANY" if company else "LEAD"}
    blocks = [
        {"block_name": "webhook", "block_id": "in", "specs": source},
        {"block_name": kind.name, "block_id": "it", "specs": kind.example or kind.default_specs},
    ]
    alone = kind.is_source is True
    graph = {
        "blocks": [
            {"sequence_number": number, "block_type": "any", **item}
            for number, item in enumerate(blocks[1:] if alone else blocks, start=1)
        ],
        "edges": [] if alone else [{"from_block_id": "in", "to_block_id": "it"}],
    }
    answer = sandbox.create(create_body(workflow_definition=graph))
    assert answer.status_code == 200, answer.text


def test_the_shipped_kinds_are_offered_with_their_schemas(tmp_path: Path) -> None:
    kinds = Sandbox(tmp_path / "a.sqlite3", seed_catalogue()).get("/workflows/blocks").json()
    assert {item["block_name"]: item["specs_schema"] for item in kinds} == {
        kind.name: kind.specs_schema for kind in seed_catalogue().kinds()
    }


def test_every_field_of_the_openapi_document_is_answered(sandbox: Sandbox) -> None:
    fields = load()["components"]["schemas"]["WorkflowResponse"]["properties"].keys()  # type: ignore[index,call-overload,union-attr]
    created = made(sandbox)
    answers = [
        created,
        *sandbox.get("/workflows").json(),
        sandbox.update(created["id"], {"workflow_name": "New"}).json(),
        sandbox.delete(created["id"]).json(),
    ]
    assert [answer.keys() for answer in answers] == [fields] * 4


def test_an_answer_after_damage_says_where_the_damaged_file_is(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "sandbox.sqlite3")
    assert "sandbox_notice" not in sandbox.create(create_body()).json()
    sandbox.database.write_bytes(b"not a database at all" * 100)
    (notice,) = {sandbox.create(create_body()).json()["sandbox_notice"]}
    (kept,) = tmp_path.glob("*.damaged-*")
    assert kept.name in notice
    assert "sandbox_notice" not in sandbox.create(create_body()).json()
