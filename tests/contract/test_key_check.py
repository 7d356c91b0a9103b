"""Checking a key over real HTTP: it costs nothing, and each way in which it fails is told apart."""

import asyncio

import pytest

from builder_app.api.client import WorkflowsClient
from builder_app.api.endpoint import Endpoint
from builder_app.api.limits import Limits
from builder_app.api_key import ApiKey
from builder_app.services.checking import check_key
from builder_app.services.outcomes import (
    CheckOutcome,
    Declined,
    KeyAccepted,
    KeyNeeded,
    NotReached,
)
from builder_app.workflow.json_value import JsonObject
from tests.helpers.asking import GOOD
from tests.helpers.fake_service import FakeService


def checked(url: str, key: str) -> CheckOutcome:
    async def check() -> CheckOutcome:
        limits = Limits(deadline_s=10, attempts=1)
        async with WorkflowsClient(Endpoint(url), ApiKey(key), limits=limits) as client:
            return await check_key(client)

    return asyncio.run(check())


def listed(*organisations: str | None) -> dict[str, JsonObject]:
    return {str(n): {**GOOD, "id": str(n), "org_id": org} for n, org in enumerate(organisations)}


@pytest.mark.parametrize(
    ("organisations", "learned"),
    [((), None), (("a", "a"), "a"), ((None, "a"), "a"), (("a", "b"), None)],
)
def test_a_good_key_is_accepted_and_its_organisation_learned_when_there_is_one(
    organisations: tuple[str | None, ...], learned: str | None
) -> None:
    with FakeService() as service:
        service.workflows.update(listed(*organisations))
        assert checked(service.url, service.key) == KeyAccepted(learned, len(organisations))
        assert [(r.method, r.path) for r in service.requests] == [("GET", "/workflows")]


def test_a_wrong_key_is_told() -> None:
    with FakeService() as service:
        assert isinstance(checked(service.url, "sk_wrong_0123456789"), KeyNeeded)


@pytest.mark.parametrize("status", [402, 403, 404, 500])
def test_a_service_that_does_not_answer_the_question_says_why(status: int) -> None:
    with FakeService() as service:
        service.answer_next(status, {"detail": "The words"})
        outcome = checked(service.url, service.key)
    assert isinstance(outcome, Declined)
    assert outcome.detail == "The words"


def test_a_service_that_is_not_there_is_not_reached() -> None:
    with FakeService() as service:
        url = service.url
    assert isinstance(checked(url, "sk_any_0123456789"), NotReached)


def test_a_page_in_place_of_an_answer_is_not_reached() -> None:
    with FakeService() as service:
        service.answer_next(200, b"<html>Sign in to this network</html>")
        assert isinstance(checked(service.url, service.key), NotReached)
