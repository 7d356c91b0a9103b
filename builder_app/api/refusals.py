"""From a refusing status and its body to the error that says what to do (API facts, section 2)."""

import json
import math
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from builder_app.api import errors
from builder_app.api.errors import ApiError, FieldProblem
from builder_app.messages import Message
from builder_app.messages import service as say
from builder_app.workflow.json_value import JsonValue

DETAIL_CAP: Final = 1000
PROBLEMS_CAP: Final = 200
LONGEST_WAIT_S: Final = 24 * 3600.0


def refusal(
    status: int, headers: Mapping[str, str], body: bytes, *, host: str, secret: str = ""
) -> ApiError:
    """Return the error for ``status`` (400 and above); never fails, whatever the body is.

    ``headers`` have lower-case names. ``secret`` is taken out of everything that the service says.
    """
    text = body.decode("utf-8", "replace")
    value = _parsed(text)
    detail = plain(_words(value) if value is not None else _visible(text), secret)
    named: dict[int, tuple[type[ApiError], Message]] = {
        401: (errors.KeyRefused, say.KEY_REFUSED(host=host)),
        402: (errors.CreditsMissing, say.CREDITS_MISSING(host=host)),
        403: (errors.FeatureNotEnabled, say.FEATURE_NOT_ENABLED(host=host)),
        404: (errors.NotThere, say.NOT_THERE(host=host)),
        410: (errors.NotThere, say.NOT_THERE(host=host)),
        409: (errors.Conflicting, say.CONFLICTING(host=host)),
    }
    if status in named:
        kind, message = named[status]
        return kind(message, status=status, detail=detail)
    if status in {400, 422}:
        return errors.BodyRefused(
            say.BODY_REFUSED(host=host),
            status=status,
            detail=detail,
            problems=_field_problems(value, secret),
        )
    if status == 429 or status >= 500:
        return _later(status, detail, retry_after_s(headers), host)
    return errors.Refused(say.REFUSED(host=host, status=status), status=status, detail=detail)


def _later(status: int, detail: str, wait_s: float | None, host: str) -> ApiError:
    if status != 429:
        message = say.SERVICE_FAULT(host=host, status=status)
        return errors.ServiceFault(message, status=status, detail=detail, retry_after_s=wait_s)
    message = (
        say.TOO_MANY_REQUESTS(host=host)
        if wait_s is None
        else say.TOO_MANY_REQUESTS_WAIT(host=host, seconds=max(1, math.ceil(wait_s)))
    )
    return errors.TooManyRequests(message, status=status, detail=detail, retry_after_s=wait_s)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Return the wait in seconds that Retry-After asks for, at most a day; None when unreadable.

    A date counts from the answer's own Date, so that a clock that is wrong here does no harm.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return min(float(text), LONGEST_WAIT_S)
    until = _date(text)
    if until is None:
        return None
    now = _date(headers.get("date", "")) or datetime.now(until.tzinfo)
    try:
        wait_s = (until - now).total_seconds()
    except TypeError:  # one of the two names no time zone
        return None
    return min(max(wait_s, 0.0), LONGEST_WAIT_S)


def plain(text: str, secret: str = "") -> str:
    """Return ``text`` as one capped paragraph without control characters and without ``secret``."""
    if len(secret) >= 4:
        text = text.replace(secret, "••••")
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else " " for c in text[: 4 * DETAIL_CAP])
    text = " ".join(text.split())
    return text if len(text) <= DETAIL_CAP else text[: DETAIL_CAP - 1] + "…"


def _parsed(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(value: JsonValue, depth: int = 0) -> str:
    """Return the sentence inside any of the shapes of section 2.1."""
    match value:
        case str():
            return value
        case dict() if depth < 4:
            for name in ("message", "detail", "error", "msg", "title"):
                if words := _words(value.get(name), depth + 1):
                    return words
            return _as_text(value)
        case list() if depth < 4:
            problems = _listed_problems(value, "")
            if problems:
                return "; ".join(_problem_line(problem) for problem in problems[:20])
            return "; ".join(words for item in value[:20] if (words := _words(item, depth + 1)))
        case None:
            return ""
        case _:
            return _as_text(value)


def _as_text(value: JsonValue) -> str:
    if value in ({}, [], None):
        return ""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""


def _problem_line(problem: FieldProblem) -> str:
    where = ".".join(str(step) for step in problem.location)
    return f"{where}: {problem.text}" if where else problem.text


def _field_problems(value: JsonValue, secret: str) -> tuple[FieldProblem, ...]:
    """Find the list of ``{loc, msg, type}`` wherever one of the known shapes holds it."""
    if isinstance(value, list):
        return _listed_problems(value, secret)
    if isinstance(value, dict):
        for name in ("detail", "errors", "error"):
            if found := _field_problems(value.get(name), secret):
                return found
    return ()


def _listed_problems(items: list[JsonValue], secret: str) -> tuple[FieldProblem, ...]:
    problems: list[FieldProblem] = []
    for item in items[:PROBLEMS_CAP]:
        if not isinstance(item, dict):
            continue
        location = item.get("loc")
        words = item.get("msg") or item.get("message") or item.get("type")
        if not isinstance(location, list) or not isinstance(words, str):
            continue
        problems.append(FieldProblem(_steps(location, secret), plain(words, secret)))
    return tuple(problems)


def _steps(location: list[JsonValue], secret: str) -> tuple[str | int, ...]:
    return tuple(
        step if isinstance(step, int) and not isinstance(step, bool) else plain(str(step), secret)
        for step in location[:50]
        if not isinstance(step, list | dict)
    )


def _visible(text: str) -> str:
    """Return what a person would read of a body that is no JSON: a page, or plain text."""
    if "<" not in text:
        return text
    page = _VisibleText()
    page.feed(text[:65536])
    return " ".join(page.parts)


class _VisibleText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in {"script", "style"}

    @override
    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    @override
    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.parts.append(data.strip())
