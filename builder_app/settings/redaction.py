"""Text without secrets: the last gate before the log and what a person copies for support."""

import base64
import json
import re
import threading
from typing import Final
from urllib.parse import quote

from builder_app.api_key import ApiKey

_HIDDEN: Final = "[hidden]"
_SHORTEST_KEY: Final = 4
_VALUE: Final = r"""(?:b?(["']))?(?:(?:bearer|basic)\s+)?[^\s"',;)}\]]+"""
_NAMED: Final = re.compile(
    r"""(?ix)
    ( [\w-]* (?: api[_-]?key | authorization | signing[_-]?secret | password | passwd ) ["']? )
    ( \s*(?:=>|[:=,])\s* )
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
        self._forms: tuple[str, ...] = ()

    def redact(self, key: ApiKey) -> None:
        """Never let ``key`` through from now on, in none of the spellings it may be met in."""
        text = key.reveal()
        if len(text) < _SHORTEST_KEY:
            return
        data = text.encode("utf-8", "surrogatepass")
        forms = {
            text,
            repr(text)[1:-1],
            ascii(text)[1:-1],
            repr(data)[2:-1],
            json.dumps(text)[1:-1],
            json.dumps(text, ensure_ascii=False)[1:-1],
            quote(data, safe=""),
            quote(data),
            data.hex(),
            base64.b64encode(data).decode("ascii").rstrip("="),
            base64.urlsafe_b64encode(data).decode("ascii").rstrip("="),
        }
        with self._lock:
            # the longest first, or a short form would leave the tail of a longer one standing
            self._forms = tuple(sorted({*self._forms, *forms}, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """Return ``text`` with every secret replaced by ``[hidden]``."""
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        text = _NAMED.sub(rf"\1\2{re.escape(_HIDDEN)}", text)
        text = _PREFIXED.sub(_HIDDEN, text)
        return _IN_ADDRESS.sub(_HIDDEN, text)


KEYS: Final = Redactor()
"""The one of this process; the log and the diagnostics use it."""


def redact(key: ApiKey) -> None:
    """Never let ``key`` into the log or the diagnostics of this process."""
    KEYS.redact(key)
