"""What can go wrong with the service, named for what the person can do (API facts, section 2).

No error holds the API key: what the service says is freed of it before it gets here.
"""

from dataclasses import dataclass
from enum import Enum

from builder_app.messages import Message
from builder_app.messages import service as say
from builder_app.messages.message import Sentence


class ApiError(Exception):
    """A call did not succeed.

    ``message`` is the sentence for the person; ``status`` the HTTP status, when there was one;
    ``detail`` the service's own words as plain text, capped, "" when it said nothing.
    """

    def __init__(self, message: Message, *, status: int | None = None, detail: str = "") -> None:
        super().__init__(message.text())
        self.message = message
        self.status = status
        self.detail = detail


class KeyRefused(ApiError):
    """401, or a key that cannot be sent: ask for a key."""


class CreditsMissing(ApiError):
    """402: the balance does not cover it."""


class FeatureNotEnabled(ApiError):
    """403: the organisation may not do this."""


class NotThere(ApiError):
    """404 or 410: unknown, deleted, or of another organisation."""


class Conflicting(ApiError):
    """409: look again before repeating."""


class Refused(ApiError):
    """Any other status of the 400s."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One complaint of a 422, at a ``location`` such as ``("body", "workflow_name")``."""

    location: tuple[str | int, ...]
    text: str


class BodyRefused(ApiError):
    """400 or 422: the request is wrong; ``problems`` name the places, as far as they were named."""

    def __init__(
        self,
        message: Message,
        *,
        status: int | None = None,
        detail: str = "",
        problems: tuple[FieldProblem, ...] = (),
    ) -> None:
        super().__init__(message, status=status, detail=detail)
        self.problems = problems


class WaitAndRepeat(ApiError):
    """It may go better later; ``retry_after_s`` is the wait that the service asks for, or None."""

    def __init__(
        self,
        message: Message,
        *,
        status: int | None = None,
        detail: str = "",
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, status=status, detail=detail)
        self.retry_after_s = retry_after_s


class TooManyRequests(WaitAndRepeat):
    """429: the request was not processed."""


class ServiceFault(WaitAndRepeat):
    """500 and above: whether the request was processed is not known."""


class Unreached(Enum):
    """Why the service could not be reached; the value is the sentence about it."""

    DNS = say.UNREACHABLE_DNS
    REFUSED = say.UNREACHABLE_REFUSED
    TLS = say.UNREACHABLE_TLS
    NOT_SECURE = say.UNREACHABLE_NOT_SECURE
    TIMEOUT = say.UNREACHABLE_TIMEOUT
    RESET = say.UNREACHABLE_RESET
    PROXY = say.UNREACHABLE_PROXY
    OTHER = say.UNREACHABLE_OTHER


class Unreachable(ApiError):
    """No answer. ``sent``: whether the request may have reached the service and been processed."""

    def __init__(self, reason: Unreached, *, host: str, sent: bool, detail: str = "") -> None:
        super().__init__(reason.value(host=host), detail=detail)
        self.reason = reason
        self.sent = sent


class Unread(Enum):
    """Why an answer was not understood; the value is the sentence about it."""

    NOT_JSON = say.ANSWER_NOT_JSON
    WEB_PAGE = say.ANSWER_WEB_PAGE
    WRONG_SHAPE = say.ANSWER_WRONG_SHAPE
    CUT_OFF = say.ANSWER_CUT_OFF
    EMPTY = say.ANSWER_EMPTY
    TOO_LARGE = say.ANSWER_TOO_LARGE
    ELSEWHERE = say.ANSWER_ELSEWHERE
    NOT_HTTP = say.ANSWER_NOT_HTTP


class Misunderstood(ApiError):
    """There was an answer, but not one that could be read: the request may have been processed."""

    def __init__(
        self, reason: Unread, message: Message, *, status: int | None = None, detail: str = ""
    ) -> None:
        super().__init__(message, status=status, detail=detail)
        self.reason = reason


def misunderstood(
    reason: Unread, *, host: str, status: int | None = None, detail: str = "", limit_bytes: int = 0
) -> Misunderstood:
    """Return the error with the sentence of its reason."""
    sentence: Sentence = reason.value
    message = (
        sentence(host=host, megabytes=limit_bytes // (1024 * 1024))
        if reason is Unread.TOO_LARGE
        else sentence(host=host)
    )
    return Misunderstood(reason, message, status=status, detail=detail)
