"""What the cards on the canvas show of the specs."""

from builder_app.analysis.cards import card_size, summary_lines
from builder_app.catalogue.seed import seed_catalogue
from tests.helpers.definitions import block


def test_a_card_shows_three_short_lines_and_no_sample_rows() -> None:
    webhook = block(
        "in",
        "webhook",
        webhook_input='[{"email": "ada@example.org"}]',
        dataframe_type="LEAD",
        a="x" * 500,
        b=True,
        c=3,
    )
    lines = summary_lines(webhook, seed_catalogue().kind("webhook"))
    assert len(lines) == 3
    assert "ada@example.org" not in str(lines)
    assert all(len(value) <= 60 for _, value in lines)


def test_a_filter_s_card_reads_as_conditions() -> None:
    kept = block("f", "filter", filters=[{"column": "size", "operator": "greater", "value": 10}])
    assert summary_lines(kept, seed_catalogue().kind("filter")) == (("size", "greater 10"),)


def test_a_condition_that_is_still_empty_takes_no_room() -> None:
    kept = block("f", "filter", filters=[{}, {"column": "size", "operator": "is_empty"}])
    assert summary_lines(kept, seed_catalogue().kind("filter")) == (("size", "is_empty"),)


def test_a_card_grows_by_one_line_each() -> None:
    assert [card_size(lines).height for lines in range(3)] == [58, 88, 104]
