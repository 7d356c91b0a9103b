"""The whole story, by mouse and keyboard, in a real window, a real keyring, over real HTTP."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, desktop, wait_until
from tests.helpers.fake_service import FakeService
from tests.helpers.secret_service import SecretService

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
KEY = "sk_test_0123456789abcdefGHIJ"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    with SecretService.running() as secrets, desktop(tmp_path, dict(secrets.env)) as found:
        try:
            yield found
        finally:
            found.screenshot("last-screen")


def test_a_person_connects_draws_saves_reopens_and_publishes(
    screen: Desktop, tmp_path: Path
) -> None:
    with FakeService(key=KEY) as service:
        screen.start()
        _connect(screen, service.url)
        screen.click(screen.place("QPushButton:New workflow"))
        wait_until(lambda: "Untitled" in screen.seen()["title"], "an empty workflow")
        screen.drag(screen.place("row:Webhook input"), (480, 330))
        wait_until(lambda: "webhook" in screen.seen()["blocks"], "the webhook block")
        screen.drag(screen.place("row:Find email"), (860, 330))
        blocks = wait_until(lambda: _both(screen), "both blocks")
        screen.drag(blocks["webhook"]["out"], blocks["find_email"]["in"])
        wait_until(lambda: screen.seen()["edges"] == 1, "the link")
        screen.click((700, 620))
        screen.click(screen.place("QLineEdit:Workflow name"))
        screen.type("Contact validation")
        screen.screenshot("drawn")

        path = tmp_path / "contact.wfb"
        screen.key("ctrl+s")
        _wait_for_dialog(screen, "Save the workflow")
        screen.type(str(path))
        screen.key("Return")
        wait_until(path.exists, "the file")
        wait_until(lambda: not screen.seen()["dirty"], "the saved state")
        saved = json.loads(path.read_text())
        assert saved["workflow"]["name"] == "Contact validation"
        assert KEY not in path.read_text()

        screen.key("ctrl+q")
        assert screen.wait_for_end() == 0
        screen.start(str(path))
        wait_until(lambda: _both(screen), "the reopened blocks")

        screen.click(screen.place("QPushButton:Publish"))
        wait_until(lambda: _has(screen, "What will be sent"), "the request")
        _wait_for_dialog(screen, "Publish")
        screen.key("Return")
        wait_until(
            lambda: service.sent_to("/workflows/create_workflow"), "the request at the service"
        )
        wait_until(lambda: _has(screen, "Done"), "the answer")
        screen.screenshot("published")

        (request,) = service.sent_to("/workflows/create_workflow")
        assert request.headers["x-api-key"] == KEY
        record = json.loads(path.read_text())["publish"][0]
        first, second = (block["id"] for block in saved["workflow"]["blocks"])
        assert request.json == {
            "id": record["workflow_id"],
            "workflow_name": "Contact validation",
            "workflow_description": "",
            "workflow_definition": {
                "blocks": [
                    {
                        "block_id": first,
                        "block_name": "webhook",
                        "block_type": "webhook",
                        "sequence_number": 1,
                        "specs": {"dataframe_type": "LEAD"},
                    },
                    {
                        "block_id": second,
                        "block_name": "find_email",
                        "block_type": "find_email",
                        "sequence_number": 2,
                        "specs": {"mode": "PROFESSIONAL"},
                    },
                ],
                "edges": [{"from_block_id": first, "to_block_id": second, "condition": None}],
            },
        }


def test_after_a_kill_every_step_is_offered(screen: Desktop) -> None:
    screen.start()
    screen.click(screen.place("QPushButton:New workflow"))
    screen.drag(screen.place("row:Webhook input"), (480, 330))
    wait_until(lambda: "webhook" in screen.seen().get("blocks", {}), "the webhook block")
    screen.drag(screen.place("row:Find email"), (860, 330))
    wait_until(lambda: _both(screen), "both blocks")
    screen.kill()
    screen.start()
    _wait_for_dialog(screen, "Recover unsaved work")
    screen.click(screen.place("QPushButton:Recover"))
    wait_until(lambda: _both(screen), "the recovered blocks")
    screen.screenshot("recovered")


def _connect(screen: Desktop, url: str) -> None:
    screen.click(screen.place("QPushButton:Connect account…"))
    screen.click(screen.place("QLineEdit:API key"))
    screen.type(KEY)
    screen.click(screen.place("QLineEdit:Service address"))
    screen.key("ctrl+a")
    screen.type(url)
    screen.click(screen.place("QPushButton:Check and save"))
    host = url.removeprefix("http://")
    wait_until(lambda: _has(screen, host), "the connection in the header")


def _wait_for_dialog(screen: Desktop, title: str) -> None:
    """Wait until the keys go there: a dialog is seen before the window manager gives it them."""
    wait_until(lambda: screen.seen().get("active") == title, f"“{title}” to have the keys")


def _has(screen: Desktop, words: str) -> bool:
    return any(words in name for name in screen.seen().get("places", {}))


def _both(screen: Desktop) -> dict[str, dict[str, tuple[int, int]]]:
    blocks: dict[str, dict[str, tuple[int, int]]] = screen.seen().get("blocks", {})
    return blocks if {"webhook", "find_email"} <= blocks.keys() else {}
