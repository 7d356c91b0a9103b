"""The shipped catalogue: every known kind, findable, with what is documented told apart."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from builder_app.catalogue.kinds import BlockKind, RowType
from builder_app.catalogue.seed import seed_catalogue

CATALOGUE = seed_catalogue()
FACTS = Path(__file__).resolve().parents[3] / "shared" / "api" / "blocks.json"
LEAD_ONLY = {
    "find_email", "find_phone", "lead_enrichment", "verify_email", "reverse_email", "reverse_phone",
}  # fmt: skip


def test_all_38_kinds_are_there_with_ten_categories() -> None:
    assert len(CATALOGUE.kinds()) == 38
    assert len(CATALOGUE.categories()) == 10


@pytest.mark.skipif(not FACTS.exists(), reason="the collected facts are not beside this checkout")
def test_nothing_known_got_lost() -> None:
    for fact in json.loads(FACTS.read_text(encoding="utf-8")):
        kind = CATALOGUE.kind(fact["block_name"])
        accepts = set(RowType) if "any" in fact["accepts"] else set(fact["accepts"]) - {"none"}
        assert kind.known
        assert set(kind.accepts) == accepts
        assert kind.block_type == fact["block_type"]
        assert (kind.is_source, kind.is_sink) == (fact["is_source"], fact["is_sink"])
        assert kind.typing_documented == (fact["typing_confidence"] == "documented")
        assert kind.specs_documented == (fact["specs_confidence"] == "documented")
        assert kind.existence_documented == (fact["existence_confidence"] == "documented")
        assert list(kind.required_inferred) == fact["required_inferred"]
        assert properties(kind).keys() >= fact["specs_schema"]["properties"].keys()
        assert kind.specs_schema.get("required", []) == fact["specs_schema"]["required"]


def properties(kind: BlockKind) -> dict[str, object]:
    found = kind.specs_schema.get("properties", {})
    assert isinstance(found, dict)
    return dict(found)


@pytest.mark.parametrize("kind", CATALOGUE.kinds(), ids=lambda kind: kind.name)
def test_a_kind_can_be_shown_and_its_schema_holds_its_own_example(kind: BlockKind) -> None:
    assert kind.title
    assert kind.description
    Draft202012Validator.check_schema(kind.specs_schema)
    check = Draft202012Validator(kind.specs_schema)
    if kind.example is not None:
        check.validate(kind.example)
    assert kind.default_specs.keys() <= properties(kind).keys()
    for name, field in properties(kind).items():
        assert isinstance(field, dict), name
        assert field.get("title"), name


def test_blocks_for_people_and_for_companies_are_told_apart() -> None:
    for name in LEAD_ONLY:
        assert CATALOGUE.kind(name).accepts == {RowType.LEAD}
    assert CATALOGUE.kind("company_enrichment").accepts == {RowType.COMPANY}


def test_a_new_search_does_not_spend_credits_by_being_published() -> None:
    assert CATALOGUE.kind("search").default_specs["auto_execute"] is False
    assert CATALOGUE.kind("webhook").default_specs == {"dataframe_type": "LEAD"}
    assert CATALOGUE.kind("find_email").default_specs == {"mode": "PROFESSIONAL"}


def test_a_kind_nobody_told_us_about_is_unknown_and_keeps_its_name() -> None:
    kind = CATALOGUE.kind("made_up_tomorrow")
    assert not kind.known
    assert (kind.title, kind.block_type) == ("made_up_tomorrow", "made_up_tomorrow")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mail", "find_email"),
        ("FIND em", "find_email"),
        ("csv", "read_csv"),
        ("slack", "send_slack_message"),
        ("unique", "deduplicate"),
        ("webhook out", "outgoing_webhook"),
    ],
)
def test_search_finds_by_title_name_and_synonym(typed: str, first: str) -> None:
    assert CATALOGUE.search(typed)[0].name == first


def test_search_offers_no_old_names_and_nothing_for_nonsense() -> None:
    assert all(kind.legacy_alias_of is None for kind in CATALOGUE.search("enrich"))
    assert CATALOGUE.search("zzzz") == ()
