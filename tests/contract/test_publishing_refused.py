"""What the service refuses over real HTTP: the block, field or edge that it names is found."""

import json
from dataclasses import replace

import pytest

from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    PlaceNamed,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.workflow.json_value import JsonObject, JsonValue
from builder_app.workflow.parts import Block, BlockId
from builder_app.workflow.snapshot import Snapshot
from tests.helpers.definitions import block, link
from tests.helpers.fake_service import FakeService
from tests.helpers.publishing import KEY, A, B, E, plan_for, send, snapshot

CREATE, UPDATE = "/workflows/create_workflow", "/workflows/update_workflow"


def item(*location: str | int, msg: str = "not good", graph: bool = True) -> JsonObject:
    start = ["body", "workflow_definition"] if graph else ["body"]
    return {"loc": [*start, *location], "msg": msg, "type": "x"}


def refused(service: FakeService, detail: JsonValue, of: Snapshot | None = None) -> Refused:
    service.answer_next(422, {"detail": detail})
    outcome = send(plan_for(service, of=of))
    assert isinstance(outcome, Refused)
    return outcome


@pytest.mark.parametrize(
    ("detail", "place"),
    [
        (
            item("blocks", 1, "specs", "mode"),
            PlaceNamed("mode: not good", B, ("mode",), reason="not good"),
        ),
        (
            item("blocks", 1, "specs", "a", 0),
            PlaceNamed("a.0: not good", B, ("a", 0), reason="not good"),
        ),
        (item("blocks", 0), PlaceNamed("not good", A)),
        (item("blocks", 0, "block_name"), PlaceNamed("block_name: not good", A)),
        (item("edges", 0, "to_block_id"), PlaceNamed("to_block_id: not good", edge_id=E)),
        (item("edges", 0), PlaceNamed("not good", edge_id=E)),
        (item("blocks", 7), PlaceNamed("workflow_definition.blocks.7: not good")),
        (item("edges", 7), PlaceNamed("workflow_definition.edges.7: not good")),
        (
            item("workflow_name", msg="too long", graph=False),
            PlaceNamed("workflow_name: too long"),
        ),
        (
            item(msg="Block block-second takes no rows", graph=False),
            PlaceNamed("Block block-second takes no rows", B),
        ),
    ],
)
def test_an_item_of_a_422_names_its_block_field_or_edge(
    detail: JsonObject, place: PlaceNamed
) -> None:
    with FakeService(key=KEY) as service:
        outcome = refused(service, [detail])
    assert outcome.places == (place,)
    assert outcome.detail == ""


@pytest.mark.parametrize(
    ("sentence", "blocks"),
    [
        ("Block 'block-second' can not follow 'block-first'", (A, B)),
        ("find_email needs LEAD rows", (B,)),
        ("Invalid configuration for find_email.", (B,)),
        ("Workflow is too large", ()),
        ("find_email_now is unknown", ()),
        ("block-secondary is unknown", ()),
    ],
)
def test_a_plain_sentence_names_blocks_by_id_or_else_by_kind(
    sentence: str, blocks: tuple[BlockId, ...]
) -> None:
    with FakeService(key=KEY) as service:
        outcome = refused(service, sentence)
    assert tuple(place.block_id for place in outcome.places) == blocks
    assert outcome.detail == sentence


def test_a_short_id_is_a_name_only_in_quotation_marks() -> None:
    workflow = Snapshot(
        blocks=(block("a", "webhook", dataframe_type="LEAD"), block("b", "find_email")),
        edges=(link("a", "b"),),
    )
    with FakeService(key=KEY) as service:
        loose = refused(service, "a b c of it", workflow)
        quoted = refused(service, 'block "b" is wrong', workflow)
    assert loose.places == ()
    assert [place.block_id for place in quoted.places] == ["b"]


def test_the_id_that_the_service_gave_names_the_block_too() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        mapped = replace(plan.record, id_map={B: "0b0e7bb2-0000-4000-8000-000000000001"})
        service.answer_next(422, {"detail": "0b0e7bb2-0000-4000-8000-000000000001 is wrong"})
        outcome = send(replace(plan, record=mapped))
    assert isinstance(outcome, Refused)
    assert [place.block_id for place in outcome.places] == [B]


def test_an_edge_around_a_disabled_block_is_the_documents_edge_that_it_begins_with() -> None:
    workflow = Snapshot(
        blocks=(
            block("first", "webhook", dataframe_type="LEAD"),
            block("off", "filter", enabled=False),
            block("last", "find_email"),
        ),
        edges=(link("first", "off"), link("off", "last")),
    )
    with FakeService(key=KEY) as service:
        outcome = refused(service, [item("edges", 0)], workflow)
    assert [place.edge_id for place in outcome.places] == ["first->off"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(401, KeyNeeded), (402, Declined), (403, Declined), (409, Declined), (400, Refused)],
)
def test_each_refusal_says_what_can_be_done(status: int, outcome: type[PublishOutcome]) -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(status, {"detail": "no"})
        assert isinstance(send(plan_for(service)), outcome)


# ---- block_type: the other convention, once


def types_sent(service: FakeService) -> list[list[str]]:
    sent = []
    for request in service.requests:
        if request.path in {CREATE, UPDATE} and isinstance(request.json, dict):
            graph = request.json["workflow_definition"]
            assert isinstance(graph, dict)
            assert isinstance(graph["blocks"], list)
            sent.append([str(b["block_type"]) for b in graph["blocks"] if isinstance(b, dict)])
    return sent


def test_a_refused_block_type_is_tried_once_as_the_category_and_remembered() -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(422, {"detail": [item("blocks", 0, "block_type")]})
        first = send(plan_for(service))
        assert isinstance(first, Published)
        assert [remark.code for remark in first.remarks] == ["publish.other_block_types"]
        again = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(again, Published)
        assert again.remarks == ()
        assert types_sent(service) == [
            ["webhook", "find_email"],
            ["io", "find_email"],
            ["io", "find_email"],
        ]
        assert len(service.workflows) == 1


def test_a_sentence_about_block_type_turns_all_of_them() -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(422, {"detail": "Unknown block_type for this workflow"})
        assert isinstance(send(plan_for(service)), Published)
        assert types_sent(service)[1] == ["io", "enrichment"]


def test_only_a_422_is_a_judgement_of_the_block_type() -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(400, {"detail": "block_type is malformed"})
        assert isinstance(send(plan_for(service)), Refused)
        assert len(service.requests) == 1


def test_the_other_convention_is_tried_only_once_and_the_first_refusal_is_told() -> None:
    with FakeService(key=KEY) as service:
        service.answer_next(422, {"detail": [item("blocks", 0, "block_type", msg="first")]})
        service.answer_next(422, {"detail": [item("blocks", 0, "block_type", msg="second")]})
        outcome = send(plan_for(service))
        assert isinstance(outcome, Refused)
        assert [place.text for place in outcome.places] == ["block_type: first"]
        assert len(service.requests) == 2


def test_the_second_try_may_end_in_any_other_way() -> None:
    about_it: JsonValue = {"detail": [item("blocks", 0, "block_type")]}
    with FakeService(key=KEY) as service:
        service.answer_next(422, about_it)
        service.answer_next(402, {"detail": "no credits"})
        assert isinstance(send(plan_for(service)), Declined)
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        workflow_id = first.record.workflow_id
        service.answer_next(200, dict(service.workflows[workflow_id]))
        service.answer_next(422, about_it)
        service.change_in_cloud(workflow_id, name="Theirs")
        assert isinstance(send(plan_for(service, (first.record,), mode="PERSONAL")), CloudChanged)
        assert service.workflows[workflow_id]["name"] == "Theirs"


def test_what_is_refused_beside_the_block_type_is_told_after_the_second_try() -> None:
    with FakeService(key=KEY) as service:
        mode = item("blocks", 1, "specs", "mode")
        service.answer_next(422, {"detail": [item("blocks", 0, "block_type"), mode]})
        service.answer_next(422, {"detail": [mode]})
        outcome = send(plan_for(service))
        assert isinstance(outcome, Refused)
        assert [place.spec_path for place in outcome.places] == [("mode",)]


def test_a_word_that_was_read_stays_until_it_is_refused_there() -> None:
    first, second = snapshot().blocks
    read = replace(
        snapshot(), blocks=(Block(first.id, first.kind, first.specs, block_type="source"), second)
    )
    with FakeService(key=KEY) as service:
        before = send(plan_for(service, of=read))
        assert isinstance(before, Published)
        service.answer_next(200, service.workflows[before.record.workflow_id])
        service.answer_next(422, {"detail": [item("blocks", 0, "block_type")]})
        after = send(plan_for(service, (before.record,), of=read))
        assert isinstance(after, Published)
        assert isinstance(send(plan_for(service, (after.record,), of=read)), Published)
        assert [types[0] for types in types_sent(service)] == [
            "source",
            "source",
            "webhook",
            "webhook",
        ]


def test_what_the_answers_call_a_kind_is_used_for_new_blocks_of_it() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        stored = json.dumps(service.workflows[first.record.workflow_id]["workflow_definition"])
        in_the_web_editor = stored.replace('"block_type": "find_email"', '"block_type": "enrich"')
        service.change_in_cloud(
            first.record.workflow_id, workflow_definition=json.loads(in_the_web_editor)
        )
        # the look before the second update sees it; the request that was shown is sent all the same
        second = send(plan_for(service, (first.record,)))
        assert isinstance(second, Published)
        assert types_sent(service)[-1] == ["webhook", "find_email"]
        send(plan_for(service, (second.record,), mode="PERSONAL"))
        assert types_sent(service)[-1] == ["webhook", "enrich"]
