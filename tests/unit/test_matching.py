"""The same letters find the same thing everywhere, also when a finger slipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder_app.matching import Matcher, Words

_THINGS = Matcher(
    (
        ("email", Words("Find email", ("e-mail", "address"), "Looks for a work address")),
        ("phone", Words("Find phone", ("mobile", "number"), "Looks for a phone number")),
        ("enrich", Words("Enrich companies", ("research",), "AI research on each company")),
        ("filter", Words("Filter", ("where", "only"), "Keeps the rows that match")),
        ("verify", Words("Verify email", (), "Says whether an address takes mail")),
    )
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("filter", ("filter",)),
        ("find", ("email", "phone")),
        ("email", ("email", "verify")),
        ("email find", ("email",)),
        ("fe", ("email",)),
        ("ec", ("enrich",)),
        ("mobile", ("phone",)),
        ("WORK address", ("email",)),
        ("filtre", ("filter",)),
        ("comapnies", ("enrich",)),
        ("zzzz", ()),
        ("find zzzz", ()),
    ],
)
def test_what_is_typed_finds(typed: str, found: tuple[str, ...]) -> None:
    assert _THINGS.find(typed) == found


def test_no_text_finds_everything_in_order() -> None:
    assert _THINGS.find("  ") == ("email", "phone", "enrich", "filter", "verify")
    assert _THINGS.find("", limit=2) == ("email", "phone")


@given(st.text(max_size=40))
def test_any_text_gives_a_part_of_what_is_there(typed: str) -> None:
    found = _THINGS.find(typed)
    assert len(set(found)) == len(found)
    assert set(found) <= set(_THINGS.find(""))
