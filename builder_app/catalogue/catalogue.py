"""All block kinds that are known, in the order in which they are offered."""

from collections.abc import Iterable

from builder_app.catalogue.kinds import BlockKind, unknown_kind
from builder_app.matching import Matcher, Words


class Catalogue:
    """Block kinds by name. Immutable; any thread."""

    def __init__(self, kinds: Iterable[BlockKind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._matcher = Matcher((kind, kind_words(kind)) for kind in self.offered())

    def kind(self, name: str) -> BlockKind:
        """Return the kind; a name nobody told us about gives one with ``known=False``."""
        return self._kinds.get(name) or unknown_kind(name)

    def kinds(self) -> tuple[BlockKind, ...]:
        """Return all kinds in their order."""
        return tuple(self._kinds.values())

    def categories(self) -> tuple[str, ...]:
        """Return the categories in the order of their first kind."""
        return tuple(dict.fromkeys(kind.category for kind in self._kinds.values()))

    def offered(self) -> tuple[BlockKind, ...]:
        """Return the kinds that a person can add: all but old names of others."""
        return tuple(kind for kind in self._kinds.values() if kind.legacy_alias_of is None)

    def search(self, text: str) -> tuple[BlockKind, ...]:
        """Return the offered kinds that every word of ``text`` matches, the best first."""
        return self._matcher.find(text)


def kind_words(kind: BlockKind) -> Words:
    """Return what a kind is found by."""
    return Words(kind.title, (kind.name, *kind.synonyms, kind.category), kind.description)
