"""Publishing over real HTTP: one workflow, whatever gets lost on the way."""

from dataclasses import replace

import pytest

from builder_app.api.endpoint import Endpoint
from builder_app.api_key import ApiKey
from builder_app.catalogue.seed import seed_catalogue
from builder_app.services.outcomes import CloudChanged, Declined, NotReached, Published
from builder_app.services.plan import plan_publish, with_record
from builder_app.services.target import Target
from builder_app.workflow.json_value import JsonValue
from tests.helpers.asking import GOOD
from tests.helpers.fake_service import FakeService
from tests.helpers.publishing import KEY, plan_for, send, snapshot

UPDATE = "/workflows/update_workflow"


def test_the_first_publish_creates_and_the_next_updates_the_same_workflow() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        second = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(second, Published)
        assert list(service.workflows) == [first.record.workflow_id]
        assert len(service.sent_to("/workflows/create_workflow")) == 1
        assert len(service.sent_to("/workflows/update_workflow")) == 1


def test_a_lost_answer_never_makes_a_second_workflow() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        service.lose_next_answer()
        outcome = send(plan)
        assert isinstance(outcome, Published)
        assert outcome.message.code == "publish.found"
        assert list(service.workflows) == [plan.record.workflow_id]
        assert len(service.sent_to("/workflows/create_workflow")) == 1


def test_a_repeat_of_a_try_whose_answer_nobody_saw_finds_what_had_arrived() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        assert isinstance(send(plan), Published)  # as if the program had ended before this answer
        again = send(plan_for(service, (plan.record,)))
        assert isinstance(again, Published)
        assert again.message.code == "publish.found"
        assert list(service.workflows) == [plan.record.workflow_id]


def test_a_copy_changed_elsewhere_stops_the_update_until_it_is_overwritten() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        elsewhere: JsonValue = {"blocks": [], "edges": []}
        service.change_in_cloud(first.record.workflow_id, workflow_definition=elsewhere)
        plan = plan_for(service, (first.record,), mode="PERSONAL")
        assert isinstance(send(plan), CloudChanged)
        assert service.sent_to("/workflows/update_workflow") == []
        assert isinstance(send(plan, overwrite=True), Published)


def test_another_organisation_on_the_same_host_is_another_place() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        target = Target("c", "Other", Endpoint(service.url), ApiKey(KEY), org_id="another-org")
        plan = plan_publish(snapshot(), (first.record,), target, seed_catalogue())
        assert plan.record.workflow_id != first.record.workflow_id


def test_an_update_whose_answer_is_lost_is_found_and_not_sent_twice() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        service.lose_next_answer()
        second = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(second, Published)
        assert second.message.code == "publish.found"
        assert len(service.sent_to(UPDATE)) == 1


def test_an_update_that_arrived_unnoticed_is_no_change_by_somebody_else() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        plan = plan_for(service, (first.record,), mode="PERSONAL")
        assert isinstance(send(plan), Published)  # as if the program had ended before this answer
        assert isinstance(send(plan), Published)


@pytest.mark.parametrize("mode", ["PROFESSIONAL", "PERSONAL"])
def test_a_change_after_a_lost_first_answer_goes_into_the_same_workflow(mode: str) -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        assert isinstance(send(plan), Published)  # as if the program had ended before this answer
        renamed = snapshot(mode, name="Renamed")
        again = send(plan_for(service, (plan.record,), of=renamed))
        assert isinstance(again, Published)
        assert again.message.code == "publish.updated"
        assert service.workflows.keys() == {plan.record.workflow_id}
        assert service.workflows[plan.record.workflow_id]["name"] == "Renamed"


def test_such_a_workflow_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        assert isinstance(send(plan), Published)
        service.change_in_cloud(plan.record.workflow_id, name="Theirs")
        assert isinstance(send(plan_for(service, (plan.record,), mode="PERSONAL")), CloudChanged)
        assert service.sent_to(UPDATE) == []


def test_a_name_or_description_changed_elsewhere_is_a_change_too() -> None:
    for field in ("name", "description"):
        with FakeService(key=KEY) as service:
            first = send(plan_for(service))
            assert isinstance(first, Published)
            service.change_in_cloud(first.record.workflow_id, **{field: "Theirs"})
            outcome = send(plan_for(service, (first.record,), mode="PERSONAL"))
            assert isinstance(outcome, CloudChanged), field


def test_a_touched_time_alone_is_no_change() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        service.change_in_cloud(first.record.workflow_id)
        assert isinstance(send(plan_for(service, (first.record,), mode="PERSONAL")), Published)


def test_what_was_deleted_in_the_cloud_is_made_again_under_its_id() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        service.workflows.clear()
        again = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(again, Published)
        assert again.message.code == "publish.created"
        assert list(service.workflows) == [first.record.workflow_id]


def test_what_was_tried_in_the_sandbox_is_a_new_workflow_for_the_account() -> None:
    with FakeService(key=KEY) as service:
        sandbox = plan_publish(snapshot(), (), Target("s", "Sandbox", None, None), seed_catalogue())
        tried = replace(sandbox.record, org_id="sandbox", published_at="2026-01-01T00:00:00Z")
        plan = plan_for(service, (tried,))
        assert not plan.is_update
        assert plan.record.workflow_id != tried.workflow_id
        assert isinstance(send(plan), Published)
        assert service.sent_to(UPDATE) == []


def test_an_id_that_the_service_chose_itself_is_kept_and_updated() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        theirs = "0b0e7bb2-0000-4000-8000-00000000000a"
        service.answer_next(200, {**GOOD, "id": theirs, "workflow_definition": plan.graph})
        first = send(plan)
        assert isinstance(first, Published)
        records = with_record((plan.record,), first.record)
        again = plan_for(service, records)
        assert again.is_update
        assert again.record.workflow_id == theirs
        assert records == (first.record,)


def test_a_service_that_is_not_there_is_not_asked_what_arrived() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
    outcome = send(plan)
    assert isinstance(outcome, NotReached)
    assert outcome.message.code == "service.unreachable_refused"


def test_when_nobody_can_say_what_arrived_it_is_told_as_it_was() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        for _ in range(3):  # the creation, and the look, which is tried twice
            service.answer_next(502, {"detail": "down"})
        outcome = send(plan)
        assert isinstance(outcome, Declined)
        assert outcome.detail == "down"
        assert [request.method for request in service.requests] == ["POST", "GET", "GET"]
        assert service.workflows == {}


def test_an_update_that_did_not_arrive_is_told_and_changes_nothing() -> None:
    with FakeService(key=KEY) as service:
        first = send(plan_for(service))
        assert isinstance(first, Published)
        before = dict(service.workflows)
        service.answer_next(200, service.workflows[first.record.workflow_id])
        service.answer_next(502, {"detail": "down"})
        outcome = send(plan_for(service, (first.record,), mode="PERSONAL"))
        assert isinstance(outcome, Declined)
        assert service.workflows == before


def test_an_answer_without_the_definition_is_read_once_more() -> None:
    with FakeService(key=KEY) as service:
        plan = plan_for(service)
        known = send(plan)
        assert isinstance(known, Published)
        bare = {**service.workflows[plan.record.workflow_id], "workflow_definition": None}
        service.answer_next(200, bare)
        again = send(plan)
        assert isinstance(again, Published)
        assert again.workflow.workflow_definition is not None
        assert service.requests[-1].method == "GET"
