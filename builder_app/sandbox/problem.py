"""One thing that is wrong with a request, and the refusals that carry them."""

from dataclasses import dataclass

from builder_app.messages import Message
from builder_app.sandbox.limits import MAX_ECHO
from builder_app.workflow.json_value import JsonObject

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """An item of FastAPI's 422 body (``ValidationError`` in the OpenAPI document).

    ``loc`` starts with ``body``, ``query`` or ``path``. ``given`` is what stood there, when it is
    a short plain value.
    """

    loc: Loc
    msg: str
    type: str
    given: str | int | float | bool | None = None

    def as_json(self) -> JsonObject:
        """Return the item as it goes over the wire."""
        item: JsonObject = {"loc": list(self.loc), "msg": self.msg, "type": self.type}
        return item if self.given is None else {**item, "input": self.given}


class RequestInvalid(Exception):
    """The request is refused with 422; ``problems`` has at least one entry."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class BodyTooLarge(Exception):
    """The request is refused with 413, before the rest of it is read."""


def problem(loc: Loc, message: Message, given: object = None) -> Problem:
    """Return a problem that says ``message``; its type is the message's code."""
    return Problem(loc, str(message), message.code, short(given))


def short(value: object) -> str | int | float | bool | None:
    """Return ``value`` when it is plain and short enough to be repeated in an answer, else None."""
    match value:
        case bool() | float():
            return value
        case int() if abs(value) < 2**53:
            return value
        case str() if len(value) <= MAX_ECHO:
            return value
        case _:
            return None


def clipped(text: str) -> str:
    """Return ``text`` cut to what a sentence may repeat."""
    return text if len(text) <= MAX_ECHO else f"{text[: MAX_ECHO - 1]}…"
