"""The list of gestures: every line whose owner is done has a test named after its number."""

import re
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parents[1]
# the owners that are done; a line of another owner gets its test when that owner is
_DONE = {"main job": (1, 4, 8, 9, 15, 21, 22, 32, 51, 54, 63, 70, 88, 92)}
# these differ between real and synthetic events, so they are also done by a real mouse
_BY_HAND = (1, 4, 21, 32)


def named(folder: str) -> set[int]:
    return {
        int(number)
        for path in (_TESTS / folder).glob("test_*.py")
        for number in re.findall(r"gesture_(\d{3})", path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("owner", sorted(_DONE))
def test_every_gesture_of_a_finished_owner_has_a_test(owner: str) -> None:
    assert set(_DONE[owner]) <= named("widget")


def test_gestures_that_need_a_real_mouse_are_done_in_a_real_window() -> None:
    assert set(_BY_HAND) <= named("e2e")
