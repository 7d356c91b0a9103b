"""Text without secrets: the last gate before the log and what a person copies for support."""

import base64
import re
import threading
from typing import Final

from builder_app.api_key import ApiKey

_HIDDEN: Final = "[hidden]"
_SHORTEST_KEY: Final = 4
_VALUE: Final = r"""(?:b?(["']))?(?:(?:bearer|basic)\s+)?[^\s"',;)}\]]+"""
_NAMED: Final = re.compile(
    r"""(?ix)
    ( (?: api[_-]?key | authorization | signing[_-]?secret | password | passwd ) ["']? )
    ( \s{0,4}(?:=>|[:=,])\s{0,4} )
    """
    + _VALUE
)
_PREFIXED: Final = re.compile(r"\bsk[_-][\w-]{6,}")
_IN_ADDRESS: Final = re.compile(r"(?<=://)[^\s/@\"']+(?=@)")


class Redactor:
    """Knows the keys of this run and takes them, and all that looks like one, out of a text.

    Safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._patterns: tuple[re.Pattern[str], ...] = ()

    def redact(self, key: ApiKey) -> None:
        """Never let ``key`` through from now on, in none of the spellings it may be met in."""
        text = key.reveal()
        if len(text) < _SHORTEST_KEY:
            return
        data = text.encode("utf-8", "surrogatepass")
        others = (
            data.hex(),
            base64.b64encode(data).decode("ascii").rstrip("="),
            base64.urlsafe_b64encode(data).decode("ascii").rstrip("="),
        )
        patterns = ["".join(map(_spelled, text)), *map(re.escape, others)]
        made = re.compile("|".join(patterns))
        with self._lock:
            if made not in self._patterns:
                self._patterns = (*self._patterns, made)

    def clean(self, text: str) -> str:
        """Return ``text`` with every secret replaced by ``[hidden]``."""
        for pattern in self._patterns:
            text = pattern.sub(_HIDDEN, text)
        text = _NAMED.sub(rf"\1\2{_HIDDEN}", text)
        text = _PREFIXED.sub(_HIDDEN, text)
        return _IN_ADDRESS.sub(_HIDDEN, text)


def _spelled(character: str) -> str:
    """Return a pattern for one character as it is, in repr, JSON (nested too) and addresses."""
    data = character.encode("utf-8", "surrogatepass")
    ways = [re.escape(character), "(?i:" + "".join(f"%{byte:02x}" for byte in data) + ")"]
    if ord(character) > 0x7F:
        ways.append("(?i:" + "".join(rf"\\+x{byte:02x}" for byte in data) + ")")
        ways.append(rf"(?i:\\+(?:x{ord(character):02x}|u{ord(character):04x}))")
    return rf"\\*(?:{'|'.join(ways)})"


KEYS: Final = Redactor()
"""The one of this process; the log and the diagnostics use it."""


def redact(key: ApiKey) -> None:
    """Never let ``key`` into the log or the diagnostics of this process."""
    KEYS.redact(key)
