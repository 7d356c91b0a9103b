"""How long and how much: the bounds of one call to the service."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one call; times in seconds.

    ``deadline_s`` covers the whole call, repeats and waits included: httpx's own time-outs start
    afresh with every byte, so an answer that drips would otherwise never end.
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    write_s: float = 30.0
    pool_s: float = 10.0
    deadline_s: float = 60.0
    answer_bytes: int = 16 * MIB
    answer_depth: int = 100
    attempts: int = 4
    backoff_s: float = 0.5
    backoff_cap_s: float = 8.0
    redirects: int = 3
