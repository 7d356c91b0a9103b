"""One call to the service: what is asked, and how far the asking got."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Call:
    """What is asked, and how far the asking got.

    ``sent`` stays False until the head of the request is written; ``answered`` until the head of an
    answer came; ``proxied`` says that a proxy stands between.
    """

    method: str
    path: str
    body: bytes | None = None
    query: dict[str, str] = field(default_factory=dict)
    sent: bool = False
    answered: bool = False
    proxied: bool = False

    @property
    def repeatable(self) -> bool:
        """Whether asking twice is the same as asking once."""
        return self.method == "GET"
