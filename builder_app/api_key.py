"""The API key as a value that cannot be printed by accident."""

from dataclasses import dataclass, field

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A Sixtyfour API key. Its text leaves this object only through :meth:`reveal`.

    ``repr``, ``str``, logging and tracebacks show the masked form: the last four characters of a
    key that is long enough for them to give nothing away.
    """

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the key itself: for the ``x-api-key`` header and the keyring, nowhere else."""
        return self._text

    @property
    def masked(self) -> str:
        """The key as it may be shown to its owner."""
        return f"••••{self._text[-4:]}" if len(self._text) >= 16 else "••••"

    @override
    def __repr__(self) -> str:
        return f"ApiKey({self.masked})"

    __str__ = __repr__

    @override
    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("an API key is not written anywhere but into the keyring")
