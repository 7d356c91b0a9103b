"""The shapes of the requests, checked with pydantic so that a 422 names the place that is wrong.

Stricter than FastAPI's own reading in one way: a number written as text is refused, because a
client should find that out here. Keys that the API does not know are ignored, as the service does.
"""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from builder_app.messages import sandbox as say
from builder_app.sandbox.definition import (
    CreateRequest,
    Definition,
    SentBlock,
    SentEdge,
    UpdateRequest,
    as_uuid,
)
from builder_app.sandbox.limits import (
    MAX_BLOCKS,
    MAX_CONDITION,
    MAX_DESCRIPTION,
    MAX_EDGES,
    MAX_ID,
    MAX_NAME,
    MAX_PROBLEMS,
)
from builder_app.sandbox.problem import Problem, RequestInvalid, clipped, problem, short

_Name = Annotated[str, Field(max_length=MAX_NAME)]
_Description = Annotated[str, Field(max_length=MAX_DESCRIPTION)]
_Id = Annotated[str, Field(max_length=MAX_ID)]
_Shape = TypeVar("_Shape", bound="_Strict")


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class BlockShape(_Strict):
    """``Block`` of the OpenAPI document."""

    sequence_number: int
    block_type: _Name
    block_name: _Name
    specs: dict[str, object]
    block_id: _Id | None = None


class EdgeShape(_Strict):
    """``WorkflowEdge`` of the OpenAPI document."""

    from_block_id: _Id
    to_block_id: _Id
    condition: Annotated[str, Field(max_length=MAX_CONDITION)] | None = None


class GraphShape(_Strict):
    """``WorkflowGraph`` of the OpenAPI document."""

    blocks: Annotated[list[BlockShape], Field(max_length=MAX_BLOCKS)]
    edges: Annotated[list[EdgeShape], Field(max_length=MAX_EDGES)]

    def definition(self) -> Definition:
        """Return the graph as plain values."""
        return Definition(
            tuple(
                SentBlock(
                    block.sequence_number,
                    block.block_type,
                    block.block_name,
                    block.specs,
                    block.block_id,
                )
                for block in self.blocks
            ),
            tuple(
                SentEdge(edge.from_block_id, edge.to_block_id, edge.condition)
                for edge in self.edges
            ),
        )


class CreateShape(_Strict):
    """``CreateWorkflowRequest`` of the OpenAPI document."""

    workflow_name: _Name
    workflow_description: _Description
    workflow_definition: GraphShape
    id: _Id | None = None


class UpdateShape(_Strict):
    """``UpdateWorkflowRequest`` of the OpenAPI document."""

    workflow_name: _Name | None = None
    workflow_description: _Description | None = None
    workflow_definition: GraphShape | None = None


def read_create(document: object) -> CreateRequest:
    """Return the request that ``document`` spells. Raises :class:`RequestInvalid`.

    An ``id`` that is no UUID is refused: ``GET /workflows/{id}`` takes UUIDs only, so the workflow
    could never be read again (API facts, section 19, 8).
    """
    shape = _read(CreateShape, document)
    own = None if shape.id is None else as_uuid(shape.id)
    if shape.id is not None and own is None:
        message = say.NOT_A_UUID(value=clipped(shape.id))
        raise RequestInvalid((problem(("body", "id"), message, shape.id),))
    return CreateRequest(
        shape.workflow_name,
        shape.workflow_description,
        shape.workflow_definition.definition(),
        own,
    )


def read_update(document: object) -> UpdateRequest:
    """Return the request that ``document`` spells. Raises :class:`RequestInvalid`."""
    shape = _read(UpdateShape, document)
    graph = shape.workflow_definition
    return UpdateRequest(
        shape.workflow_name,
        shape.workflow_description,
        None if graph is None else graph.definition(),
    )


def _read(shape: type[_Shape], document: object) -> _Shape:
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        raise RequestInvalid(_problems(error)) from error


def _problems(error: ValidationError) -> tuple[Problem, ...]:
    items = error.errors(include_url=False, include_context=False)[:MAX_PROBLEMS]
    return tuple(
        Problem(("body", *item["loc"]), clipped(item["msg"]), item["type"], short(item["input"]))
        for item in items
    )
