"""What the sandbox needs to know of a block kind."""

from collections.abc import Mapping, Set
from enum import Enum
from typing import Protocol


class BlockKindLike(Protocol):
    """The part of a catalogue's block kind that decides what the sandbox refuses."""

    @property
    def name(self) -> str:
        """The registered name, the ``block_name`` of the API."""

    @property
    def accepts(self) -> Set[Enum]:
        """The row types that may come in: members named LEAD and COMPANY; empty for a source."""

    @property
    def emits(self) -> Enum:
        """LEAD, COMPANY, SAME, BY_SPEC, ANY or NONE."""

    @property
    def emits_spec_field(self) -> str | None:
        """The spec that names the row type when ``emits`` is BY_SPEC."""

    @property
    def is_source(self) -> bool | None:
        """Whether the block starts a workflow; None when nobody knows."""

    @property
    def specs_schema(self) -> Mapping[str, object]:
        """JSON Schema 2020-12 of the specs."""

    @property
    def typing_documented(self) -> bool:
        """Whether a source says what goes in and out; guesses never refuse anything."""

    @property
    def known(self) -> bool:
        """Whether the catalogue has this kind at all."""


class CatalogueLike(Protocol):
    """Where block kinds come from."""

    def kind(self, name: str, /) -> BlockKindLike:
        """Return the kind, or one with ``known`` False for a name that is not there."""

    def kinds(self) -> tuple[BlockKindLike, ...]:
        """Return every known kind."""
