"""The specs of every block against the JSON Schema of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder_app.messages import sandbox as say
from builder_app.sandbox.graph import Graph, block_problem
from builder_app.sandbox.problem import Loc, Problem, clipped

if TYPE_CHECKING:  # jsonschema loads with the first workflow that is checked, not with the program
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def invalid_specs(graph: Graph) -> Iterator[Problem]:
    """Specs that the schema of the block's kind refuses; ``loc`` names the field."""
    validators: dict[str, Draft202012Validator] = {}
    for position, kind in enumerate(graph.kinds):
        if not kind.known:
            continue
        if kind.name not in validators:
            validators[kind.name] = _validator(kind.specs_schema)
        specs = dict(graph.blocks[position].specs)
        for error in validators[kind.name].iter_errors(specs):
            yield from _problems(position, kind.name, error)


def _validator(schema: object) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above
    from referencing import Registry  # noqa: PLC0415 - see above

    # an empty registry: a reference in a schema is never fetched from anywhere
    return Draft202012Validator(schema, registry=Registry())  # type: ignore[arg-type]


def _problems(position: int, name: str, error: ValidationError) -> Iterator[Problem]:
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - see above

    told = best_match([error]) or error
    loc: Loc = ("specs", *told.absolute_path)
    if told.validator == "required":
        # jsonschema tells of the object; a form marks the field that is missing in it
        for field in _missing(told):
            yield block_problem(position, (*loc, field), say.MISSING())
    else:
        message = say.SPECS_INVALID(name=name, reason=clipped(told.message))
        yield block_problem(position, loc, message, told.instance)


def _missing(error: ValidationError) -> Iterator[str]:
    # one error comes for every missing field; each repeats the whole list of required ones
    required = error.validator_value
    if isinstance(required, list):
        yield from (field for field in required if error.message.startswith(f"{field!r} "))
