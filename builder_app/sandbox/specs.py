"""The specs of every block against the JSON Schema of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder_app.analysis.spec_check import missing_field, validator_of
from builder_app.messages import sandbox as say
from builder_app.sandbox.graph import Graph, block_problem
from builder_app.sandbox.problem import Loc, Problem, clipped

if TYPE_CHECKING:  # jsonschema loads with the first workflow that is checked, not with the program
    from jsonschema.exceptions import ValidationError


def invalid_specs(graph: Graph) -> Iterator[Problem]:
    """Specs that the schema of the block's kind refuses; ``loc`` names the field."""
    for position, kind in enumerate(graph.kinds):
        if kind.known:
            for error in validator_of(kind).iter_errors(dict(graph.blocks[position].specs)):
                yield from _problems(position, kind.name, error)


def _problems(position: int, name: str, error: ValidationError) -> Iterator[Problem]:
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - see above

    told = best_match([error]) or error
    loc: Loc = ("specs", *told.absolute_path)
    if told.validator == "required":
        # jsonschema tells of the object; a form marks the field that is missing in it
        for field in missing_field(told):
            yield block_problem(position, (*loc, field), say.MISSING())
    else:
        message = say.SPECS_INVALID(name=name, reason=clipped(told.message))
        yield block_problem(position, loc, message, told.instance)
