"""All block kinds that are known, in the order in which they are offered."""

from collections.abc import Iterable

from builder_app.catalogue.kinds import BlockKind, unknown_kind

_NAME_STARTS, _WORD_STARTS, _NAME_HAS, _SYNONYM, _DESCRIPTION, _NO_MATCH = range(6)


class Catalogue:
    """Block kinds by name. Immutable; any thread."""

    def __init__(self, kinds: Iterable[BlockKind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def kind(self, name: str) -> BlockKind:
        """Return the kind; a name nobody told us about gives one with ``known=False``."""
        return self._kinds.get(name) or unknown_kind(name)

    def kinds(self) -> tuple[BlockKind, ...]:
        """Return all kinds in their order."""
        return tuple(self._kinds.values())

    def categories(self) -> tuple[str, ...]:
        """Return the categories in the order of their first kind."""
        return tuple(dict.fromkeys(kind.category for kind in self._kinds.values()))

    def search(self, text: str) -> tuple[BlockKind, ...]:
        """Return the kinds that every word of ``text`` matches, the best first."""
        words = text.casefold().split()
        ranked = [
            (max((_rank(kind, word) for word in words), default=_NO_MATCH), index, kind)
            for index, kind in enumerate(self._kinds.values())
            if kind.legacy_alias_of is None
        ]
        return tuple(kind for rank, _, kind in sorted(ranked, key=_order) if rank < _NO_MATCH)


def _order(entry: tuple[int, int, BlockKind]) -> tuple[int, int]:
    return entry[:2]


def _rank(kind: BlockKind, word: str) -> int:
    title, name = kind.title.casefold(), kind.name.casefold()
    if title.startswith(word) or name.startswith(word):
        return _NAME_STARTS
    if any(part.startswith(word) for part in (*title.split(), *name.split("_"))):
        return _WORD_STARTS
    if word in title or word in name:
        return _NAME_HAS
    if any(word in synonym.casefold() for synonym in (*kind.synonyms, kind.category)):
        return _SYNONYM
    return _DESCRIPTION if word in kind.description.casefold() else _NO_MATCH
