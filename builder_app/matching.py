"""Finding things by what a person types: names, initials, synonyms, descriptions, slips of a hand.

One matcher for all that is searched, so that the same letters find the same thing everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_EQUAL, _BEGINS, _WORD_BEGINS, _INITIALS, _INSIDE, _SYNONYM, _DESCRIPTION, _SLIP = range(
    100, 20, -10
)
_NOT = 0
_LEAST_LIKENESS = 75  # of 100; below, a slip of the hand is another word
_SHORTEST_SLIP = 4  # letters: in shorter words any two are alike


@dataclass(frozen=True, slots=True)
class Words:
    """What something is found by: its name first, then other names, then what is said about it."""

    name: str
    synonyms: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    found: T
    name: str
    parts: tuple[str, ...]
    initials: str
    synonyms: tuple[str, ...]
    description: str


class Matcher(Generic[T]):
    """Searches one list of things. Immutable; any thread."""

    def __init__(self, things: Iterable[tuple[T, Words]]) -> None:
        self._entries = tuple(_entry(thing, words) for thing, words in things)

    def find(self, text: str, limit: int | None = None) -> tuple[T, ...]:
        """Return what every word of ``text`` matches, the best first; all of it for no text.

        Equals keep their order. A word that nothing matches is tried once more with a slip of the
        hand in it.
        """
        ranks = [0] * len(self._entries)
        for word in text.casefold().split():
            found = [_rank(entry, word) if rank >= 0 else _NOT for entry, rank in self._with(ranks)]
            if not any(found) and len(word) >= _SHORTEST_SLIP:
                found = self._with_a_slip(word)
            ranks = [
                rank + score if rank >= 0 and score else -1
                for rank, score in zip(ranks, found, strict=True)
            ]
        order = sorted(
            (index for index, rank in enumerate(ranks) if rank >= 0), key=lambda at: -ranks[at]
        )
        return tuple(self._entries[index].found for index in order[:limit])

    def _with(self, ranks: list[int]) -> Iterable[tuple[_Entry[T], int]]:
        return zip(self._entries, ranks, strict=True)

    def _with_a_slip(self, word: str) -> list[int]:
        from rapidfuzz import fuzz, process

        likeness = [_NOT] * len(self._entries)
        names = [entry.name for entry in self._entries]
        for _, score, index in process.extract(
            word, names, scorer=fuzz.partial_ratio, score_cutoff=_LEAST_LIKENESS, limit=None
        ):
            likeness[index] = max(1, round(_SLIP * score / 100))
        return likeness


def _entry(thing: T, words: Words) -> _Entry[T]:
    name = words.name.casefold()
    parts = tuple(name.replace("_", " ").replace("-", " ").split())
    return _Entry(
        thing,
        name,
        parts,
        "".join(part[0] for part in parts),
        tuple(synonym.casefold() for synonym in words.synonyms),
        words.description.casefold(),
    )


def _rank(entry: _Entry[T], word: str) -> int:
    if word == entry.name:
        return _EQUAL
    if entry.name.startswith(word):
        return _BEGINS
    if any(part.startswith(word) for part in entry.parts):
        return _WORD_BEGINS
    if len(word) > 1 and entry.initials.startswith(word):
        return _INITIALS
    if word in entry.name:
        return _INSIDE
    if any(word in synonym for synonym in entry.synonyms):
        return _SYNONYM
    return _DESCRIPTION if word in entry.description else _NOT
