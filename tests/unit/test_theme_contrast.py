"""Both themes can be read: text 4.5:1 on its ground, marks 3:1 (WCAG 2.2)."""

import pytest

from builder_app.catalogue.seed import seed_catalogue
from builder_app.ui.theme.tokens import DARK, LIGHT, Tokens, category_color

_THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
_GROUNDS = ("panel", "canvas", "card", "field", "window", "hover")
_TINT = 0.16  # of an icon's tile, and more than that of a frame


def rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))


def luminance(color: tuple[float, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tinted(color: str, ground: str) -> tuple[float, ...]:
    return tuple(_TINT * c + (1 - _TINT) * g for c, g in zip(rgb(color), rgb(ground), strict=True))


def of(tokens: Tokens, name: str) -> tuple[float, ...]:
    value = getattr(tokens, name)
    assert isinstance(value, str)
    return rgb(value)


@_THEMES
@pytest.mark.parametrize("ground", _GROUNDS)
@pytest.mark.parametrize("text", ["text", "dim", "faint", "accent", "error", "warning", "ok"])
def test_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(of(tokens, text), of(tokens, ground)) >= 4.5


@_THEMES
@pytest.mark.parametrize(("text", "ground"), [("accent_text", "accent"), ("note_text", "note")])
def test_text_on_a_colour_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(of(tokens, text), of(tokens, ground)) >= 4.5


@_THEMES
@pytest.mark.parametrize(
    ("mark", "ground"),
    [(mark, ground) for mark in ("wire", "lead", "company") for ground in ("canvas", "card")]
    + [("field_line", "field"), ("field_line", "panel"), ("accent", "canvas")],
)
def test_marks_can_be_seen(tokens: Tokens, mark: str, ground: str) -> None:
    assert contrast(of(tokens, mark), of(tokens, ground)) >= 3


@_THEMES
@pytest.mark.parametrize("category", [*seed_catalogue().categories(), "made up tomorrow"])
def test_a_category_s_colour_can_be_seen_and_read(tokens: Tokens, category: str) -> None:
    color = category_color(category, tokens)
    for ground in (tokens.card, tokens.panel):
        assert contrast(rgb(color), tinted(color, ground)) >= 3, "the icon on its tile"
    assert contrast(rgb(color), rgb(tokens.canvas)) >= 4.5, "the title of a frame"
