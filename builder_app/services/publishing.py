"""Publishing: create once, update after that, and never make a second workflow by accident."""

import logging
from dataclasses import replace

from builder_app.api import errors
from builder_app.api.client import WorkflowsClient
from builder_app.api.records import WorkflowRecord
from builder_app.definition.comparison import same_graph
from builder_app.definition.id_map import learned_ids
from builder_app.messages import publishing as say
from builder_app.messages.message import Sentence
from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    NotReached,
    PlaceNamed,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.services.plan import PublishPlan, now
from builder_app.workflow.parts import BlockId

logger = logging.getLogger(__name__)

_LOST = (errors.Unreachable, errors.Misunderstood, errors.ServiceFault, errors.Conflicting)


async def publish(
    client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool = False
) -> PublishOutcome:
    """Carry out ``plan`` and say what came of it. ``overwrite`` skips the look at the cloud's copy.

    After a lost answer the service is asked whether the workflow is there before anything is
    repeated (API facts, section 12).
    """
    try:
        if plan.is_update:
            return await _update(client, plan, overwrite=overwrite)
        return await _create(client, plan, overwrite=overwrite)
    except errors.ApiError as error:
        logger.warning("publishing failed: %s %s", type(error).__name__, error.status)
        return outcome_of(error, plan)


async def _create(client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
    if plan.tried_before and (there := await _look(client, plan)):
        return await _take_over(client, plan, there, overwrite=overwrite)
    try:
        made = await client.create_workflow(plan.creation())
    except _LOST as error:
        if isinstance(error, errors.Unreachable) and not error.sent:
            raise
        there = await _look_quietly(client, plan)
        if there is None:
            raise
        logger.info("the answer was lost, the workflow is there")
        return await _take_over(client, plan, there, overwrite=overwrite)
    return await _published(client, plan, made, say.CREATED)


async def _take_over(
    client: WorkflowsClient, plan: PublishPlan, there: WorkflowRecord, *, overwrite: bool
) -> PublishOutcome:
    ids = learned_ids(plan.graph, there.workflow_definition)
    if same_graph(plan.graph, there.workflow_definition or {}, ids):
        return await _published(client, plan, there, say.FOUND)
    if overwrite:
        changed = await client.update_workflow(plan.record.workflow_id, plan.change())
        return await _published(client, plan, changed, say.UPDATED)
    return _cloud_changed(plan, there)


async def _update(client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
    if not overwrite:
        there = await _look(client, plan)
        if there is None:
            made = await client.create_workflow(plan.creation())
            return await _published(client, plan, made, say.CREATED)
        if _changed_elsewhere(plan, there):
            return _cloud_changed(plan, there)
    changed = await client.update_workflow(plan.record.workflow_id, plan.change())
    return await _published(client, plan, changed, say.UPDATED)


def _changed_elsewhere(plan: PublishPlan, there: WorkflowRecord) -> bool:
    if there.updated_at == plan.record.base_updated_at:
        return False
    # a touched time alone is no change: what counts is whether the graph is another
    return not same_graph(plan.record.base or {}, there.workflow_definition or {}, {})


async def _look(client: WorkflowsClient, plan: PublishPlan) -> WorkflowRecord | None:
    try:
        return await client.get_workflow(plan.record.workflow_id)
    except errors.NotThere:
        return None


async def _look_quietly(client: WorkflowsClient, plan: PublishPlan) -> WorkflowRecord | None:
    try:
        return await _look(client, plan)
    except errors.ApiError:
        logger.info("the service could not be asked whether the workflow is there")
        return None


async def _published(
    client: WorkflowsClient, plan: PublishPlan, answer: WorkflowRecord, sentence: Sentence
) -> Published:
    full = answer if answer.workflow_definition else (await _look_quietly(client, plan) or answer)
    record = replace(
        plan.record,
        org_id=full.org_id or plan.record.org_id,
        workflow_id=full.id,
        id_map={**plan.record.id_map, **learned_ids(plan.graph, full.workflow_definition)},
        base=full.workflow_definition or plan.sent_graph(),
        base_updated_at=full.updated_at,
        published_at=now(),
    )
    return Published(full, record, sentence(name=plan.name, place=plan.target.label))


def _cloud_changed(plan: PublishPlan, there: WorkflowRecord) -> CloudChanged:
    return CloudChanged(there, say.CLOUD_CHANGED(name=plan.name, place=plan.target.label))


def outcome_of(error: errors.ApiError, plan: PublishPlan) -> PublishOutcome:
    """Translate what went wrong into what the person can do."""
    match error:
        case errors.KeyRefused():
            return KeyNeeded(error.message)
        case errors.BodyRefused():
            places = tuple(_place(problem, plan) for problem in error.problems)
            return Refused(error.message, places, error.detail)
        case errors.Unreachable() | errors.Misunderstood():
            return NotReached(error.message, error.detail)
        case _:
            return Declined(error.message, error.detail)


def _place(problem: errors.FieldProblem, plan: PublishPlan) -> PlaceNamed:
    """Find the block that ``("body", "workflow_definition", "blocks", 2, "specs", …)`` names."""
    match problem.location:
        case ("body", "workflow_definition", "blocks", int() as index, *rest):
            blocks = plan.graph.get("blocks")
            if isinstance(blocks, list) and 0 <= index < len(blocks):
                block = blocks[index]
                block_id = block.get("block_id") if isinstance(block, dict) else None
                if isinstance(block_id, str):
                    path = tuple(rest[1:]) if rest[:1] == ["specs"] else ()
                    return PlaceNamed(problem.text, BlockId(block_id), path)
        case _:
            pass
    where = ".".join(str(step) for step in problem.location[1:])
    return PlaceNamed(f"{where}: {problem.text}" if where else problem.text)
