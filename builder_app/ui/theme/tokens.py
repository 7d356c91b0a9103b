"""The colours of the light and the dark theme. Text reaches 4.5:1 on its ground, marks 3:1."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """One theme's colours as ``#rrggbb`` (``#aarrggbb`` for the shadow).

    Each theme is one object, told apart by being it: tokens are part of many cache keys.
    """

    dark: bool
    window: str
    panel: str
    line: str
    text: str
    dim: str
    faint: str
    canvas: str
    dot: str
    card: str
    card_line: str
    field: str
    field_line: str
    accent: str
    accent_text: str
    wire: str
    shadow: str
    hover: str
    error: str
    warning: str
    ok: str
    bar: str
    note: str
    note_text: str
    lead: str
    company: str


LIGHT = Tokens(
    dark=False,
    window="#F3F4F6",
    panel="#FFFFFF",
    line="#E2E5EA",
    text="#16191D",
    dim="#59626F",
    faint="#636C78",
    canvas="#F7F8FA",
    dot="#D0D5DD",
    card="#FFFFFF",
    card_line="#D8DCE3",
    field="#FFFFFF",
    field_line="#8A93A1",
    accent="#4453E0",
    accent_text="#FFFFFF",
    wire="#7C8695",
    shadow="#14000000",
    hover="#EEF0FD",
    error="#C53030",
    warning="#96610F",
    ok="#18794A",
    bar="#E8EAEE",
    note="#F7E7A8",
    note_text="#5C4A00",
    lead="#2F74E8",
    company="#C77700",
)

DARK = Tokens(
    dark=True,
    window="#15171B",
    panel="#1C1F24",
    line="#2B3038",
    text="#E8EAED",
    dim="#9BA4B0",
    faint="#8E97A4",
    canvas="#17191E",
    dot="#2F343D",
    card="#22262C",
    card_line="#3C434E",
    field="#191C21",
    field_line="#69727F",
    accent="#7C89FF",
    accent_text="#0F1115",
    wire="#77818F",
    shadow="#55000000",
    hover="#262B45",
    error="#FF7B7B",
    warning="#F0B429",
    ok="#4CC38A",
    bar="#2B3038",
    note="#4A4222",
    note_text="#F3E3A3",
    lead="#4C8BF5",
    company="#E09B2D",
)

_CATEGORIES = {
    "Input": ("#0B7A6B", "#2CB5A2"),
    "Enrichment": ("#5151CF", "#8C8CF0"),
    "Discovery": ("#A06000", "#E09B2D"),
    "Data ops": ("#566377", "#94A3B8"),
    "AI": ("#8A3FC9", "#B87BE8"),
    "Output": ("#237D47", "#4CC38A"),
    "Web": ("#087088", "#35B1CE"),
    "Social": ("#B8336A", "#EC7BA8"),
    "Integrations": ("#A0490F", "#F0914F"),
    "Specialty": ("#6D5A00", "#CDB43F"),
}
_OTHER = ("#566377", "#94A3B8")


def category_color(category: str, tokens: Tokens) -> str:
    """Return the colour of a block category in this theme; unknown ones get a neutral one."""
    light, dark = _CATEGORIES.get(category, _OTHER)
    return dark if tokens.dark else light
