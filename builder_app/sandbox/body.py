"""Reading a request's body: a stranger's bytes, so every limit is checked before it is trusted."""

import json
from math import isfinite

from starlette.requests import Request

from builder_app.messages import sandbox as say
from builder_app.sandbox.limits import MAX_BODY_BYTES, MAX_DEPTH
from builder_app.sandbox.problem import BodyTooLarge, RequestInvalid, problem

_BODY = ("body",)


async def read_body(request: Request) -> bytes:
    """Return the body. Raises :class:`BodyTooLarge` as soon as the limit is passed.

    Raises :class:`RequestInvalid` when the content type does not say JSON, as FastAPI does.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MAX_BODY_BYTES:
        raise BodyTooLarge
    parts = bytearray()
    async for chunk in request.stream():
        parts += chunk
        if len(parts) > MAX_BODY_BYTES:
            raise BodyTooLarge
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if parts and media_type != "application/json":
        raise RequestInvalid((problem(_BODY, say.NOT_JSON_TYPE(), media_type),))
    return bytes(parts)


def parse_body(body: bytes) -> object:
    """Return the JSON in ``body``. Raises :class:`RequestInvalid` for anything that is none.

    Refused as well: nesting beyond the limit, NaN, numbers beyond what JSON readers hold, and half
    surrogates, none of which could be sent back in an answer.
    """
    if not body:
        raise RequestInvalid((problem(_BODY, say.MISSING()),))
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise _not_json(_reason(error)) from error
    _check(document)
    return document


def _check(document: object) -> None:
    level = [document]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for value in level:
            _check_plain(value)
            if isinstance(value, dict):
                below.extend(value.keys())
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        if not below:
            return
        level = below
    raise _too_deep()


def _check_plain(value: object) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise _not_json("a number is too large")
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise _not_json("a text holds half a character") from error


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _reason(error: ValueError) -> str:
    match error:
        case json.JSONDecodeError():
            return f"{error.msg} in line {error.lineno}, column {error.colno}"
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case _:
            return str(error).partition(":")[0].partition(";")[0]


def _not_json(reason: str) -> RequestInvalid:
    return RequestInvalid((problem(_BODY, say.NOT_JSON(reason=reason)),))


def _too_deep() -> RequestInvalid:
    return RequestInvalid((problem(_BODY, say.BODY_TOO_DEEP(levels=MAX_DEPTH)),))
