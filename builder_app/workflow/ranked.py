"""A mapping ordered by ranks, so that taking an entry out and putting it back is cheap."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Ranked(Generic[K, V]):
    """Entries by key, in the order of their ranks.

    A rank is never given twice by itself, so an entry that was removed can come back to its place.
    """

    def __init__(self) -> None:
        self._entries: dict[K, V] = {}
        self._ranks: dict[K, int] = {}
        self._next_rank = 0

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, key: K) -> V:
        return self._entries[key]

    def get(self, key: K) -> V | None:
        """Return the entry, or None."""
        return self._entries.get(key)

    def add(self, key: K, entry: V, rank: int | None) -> None:
        """Put a new entry at its rank, ``None`` for the last place."""
        place = self._next_rank if rank is None else rank
        self._next_rank = max(self._next_rank, place + 1)
        self._entries[key] = entry
        self._ranks[key] = place

    def replace(self, key: K, entry: V) -> V:
        """Put another entry in place of one and return the old one. Raises ``KeyError``."""
        old = self._entries[key]
        self._entries[key] = entry
        return old

    def pop(self, key: K) -> tuple[V, int]:
        """Take an entry out; return it with its rank. Raises ``KeyError``."""
        return self._entries.pop(key), self._ranks.pop(key)

    def in_order(self) -> tuple[V, ...]:
        """Return the entries by rank."""
        return tuple(
            self._entries[key] for key in sorted(self._entries, key=self._ranks.__getitem__)
        )
