"""The API key as a value that cannot be printed by accident."""

from typing_extensions import override


class ApiKey:
    """A Sixtyfour API key. Its text leaves this object only through :meth:`reveal`.

    ``repr``, ``str``, logging and tracebacks show the masked form: the last four characters of a
    key that is long enough for them to give nothing away. No dataclass, whose ``asdict`` would
    write the text out along with whatever holds the key.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Return the key itself: for the ``x-api-key`` header and the keyring, nowhere else."""
        return self.__text

    @property
    def masked(self) -> str:
        """The key as it may be shown to its owner."""
        return f"••••{self.__text[-4:]}" if len(self.__text) >= 16 else "••••"

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and self.__text == other.__text

    @override
    def __hash__(self) -> int:
        return hash(self.__text)

    @override
    def __repr__(self) -> str:
        return f"ApiKey({self.masked})"

    __str__ = __repr__

    @override
    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("an API key is not written anywhere but into the keyring")
