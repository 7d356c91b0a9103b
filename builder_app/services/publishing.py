"""Publishing: create once, update after that, and never make a second workflow by accident."""

import logging
from dataclasses import replace

from builder_app.api import errors
from builder_app.api.client import WorkflowsClient
from builder_app.api.records import WorkflowRecord
from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.block_types import in_the_other_convention
from builder_app.definition.comparison import same_graph
from builder_app.definition.id_map import learned_ids
from builder_app.definition.publish_record import PublishRecord
from builder_app.messages import publishing as say
from builder_app.messages.message import Sentence
from builder_app.services.outcomes import (
    CloudChanged,
    Declined,
    KeyNeeded,
    NotReached,
    Published,
    PublishOutcome,
    Refused,
)
from builder_app.services.places import block_type_positions, places_of
from builder_app.services.plan import PublishPlan, now

logger = logging.getLogger(__name__)

_LOST = (errors.Unreachable, errors.Misunderstood, errors.ServiceFault, errors.Conflicting)


async def publish(
    client: WorkflowsClient, plan: PublishPlan, catalogue: Catalogue, *, overwrite: bool = False
) -> PublishOutcome:
    """Carry out ``plan`` and say what came of it. ``overwrite`` skips the look at the cloud's copy.

    After a lost answer the service is asked whether the workflow is there before anything is
    repeated (API facts, section 12). A 422 about ``block_type`` is answered once with the other
    convention (section 7); what is taken then is remembered.
    """
    try:
        return await _carried_out(client, plan, overwrite=overwrite)
    except errors.BodyRefused as refusal:
        refused = _failed(refusal, plan)
        positions = block_type_positions(refusal)
        if positions is None:
            return refused
    except errors.ApiError as error:
        return _failed(error, plan)
    logger.info("block_type was refused: trying the other convention")
    other = _in_the_other_convention(plan, catalogue, positions)
    return await _again(client, other, refused, overwrite=overwrite)


def _in_the_other_convention(
    plan: PublishPlan, catalogue: Catalogue, positions: frozenset[int]
) -> PublishPlan:
    graph = in_the_other_convention(plan.graph, catalogue, positions)
    types = plan.record.types.after_refusal(plan.graph, graph)
    return replace(plan, graph=graph, record=replace(plan.record, types=types))


async def _again(
    client: WorkflowsClient, plan: PublishPlan, refused: PublishOutcome, *, overwrite: bool
) -> PublishOutcome:
    """Carry out the second plan; ``refused`` is told when its ``block_type`` is no better."""
    try:
        outcome = await _carried_out(client, plan, overwrite=overwrite)
    except errors.BodyRefused as error:
        return _failed(error, plan) if block_type_positions(error) is None else refused
    except errors.ApiError as error:
        return _failed(error, plan)
    if isinstance(outcome, Published):
        return replace(outcome, remarks=(say.OTHER_BLOCK_TYPES(place=plan.target.label),))
    return outcome


async def _carried_out(
    client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool
) -> PublishOutcome:
    if plan.is_update:
        return await _update(client, plan, overwrite=overwrite)
    return await _create(client, plan, overwrite=overwrite)


async def _create(client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
    if plan.tried_before and (there := await _look(client, plan)):
        return await _take_over(client, plan, there, overwrite=overwrite)
    try:
        made = await client.create_workflow(plan.creation())
    except _LOST as error:
        there = await _arrived(client, plan, error)
        return await _take_over(client, plan, there, overwrite=overwrite)
    return await _published(client, plan, made, say.CREATED)


async def _arrived(
    client: WorkflowsClient, plan: PublishPlan, error: errors.ApiError
) -> WorkflowRecord:
    """Return what is there after a lost answer; raises ``error`` when nothing is or can be seen."""
    if isinstance(error, errors.Unreachable) and not error.sent:
        raise error
    there = await _look_quietly(client, plan)
    if there is None:
        raise error
    logger.info("the answer was lost, the workflow is there")
    return there


async def _take_over(
    client: WorkflowsClient, plan: PublishPlan, there: WorkflowRecord, *, overwrite: bool
) -> PublishOutcome:
    if _is_ours(plan, there):
        return await _published(client, plan, there, say.FOUND)
    untouched = there.created_at == there.updated_at != ""  # an earlier try of ours made it
    if overwrite or untouched:
        return await _overwritten(client, plan, there)
    return _cloud_changed(plan, there)


async def _update(client: WorkflowsClient, plan: PublishPlan, *, overwrite: bool) -> PublishOutcome:
    there = None
    if not overwrite:
        there = await _look(client, plan)
        if there is None:
            return await _create(client, replace(plan, tried_before=False), overwrite=False)
        if _changed_elsewhere(plan, there):
            return _cloud_changed(plan, there)
    return await _overwritten(client, plan, there)


async def _overwritten(
    client: WorkflowsClient, plan: PublishPlan, seen: WorkflowRecord | None
) -> PublishOutcome:
    try:
        changed = await client.update_workflow(plan.record.workflow_id, plan.change())
    except _LOST as error:
        there = await _arrived(client, plan, error)
        if not _is_ours(plan, there):
            raise
        return await _published(client, plan, there, say.FOUND)
    return await _published(client, plan, changed, say.UPDATED, seen)


def _changed_elsewhere(plan: PublishPlan, there: WorkflowRecord) -> bool:
    """Whether the service's copy says something that was never published from here.

    A touched time alone is no change, and neither is an update of ours whose answer was lost.
    """
    record = plan.record
    if there.updated_at == record.base_updated_at or _is_ours(plan, there):
        return False
    if not same_graph(record.base or {}, there.workflow_definition or {}, {}):
        return True
    names = ((record.base_name, there.name), (record.base_description, there.description or ""))
    return any(base is not None and base != now_there for base, now_there in names)


def _is_ours(plan: PublishPlan, there: WorkflowRecord) -> bool:
    """Whether the service's copy is what this plan sends."""
    if (there.name, there.description or "") != (plan.name, plan.description):
        return False
    ids = {**plan.record.id_map, **learned_ids(plan.graph, there.workflow_definition)}
    return same_graph(plan.graph, there.workflow_definition or {}, ids)


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
    client: WorkflowsClient,
    plan: PublishPlan,
    answer: WorkflowRecord,
    sentence: Sentence,
    seen: WorkflowRecord | None = None,
) -> Published:
    """Read the answer. Of ``seen``, what was there before, the words count more than our own."""
    full = answer if answer.workflow_definition else (await _look_quietly(client, plan) or answer)
    types = plan.record.types.after_answer(full.workflow_definition)
    if seen is not None:
        types = types.after_answer(seen.workflow_definition)
    ids = {**plan.record.id_map, **learned_ids(plan.graph, full.workflow_definition)}
    record = replace(_record_of(plan, full), id_map=ids, types=types)
    return Published(full, record, sentence(name=plan.name, place=plan.target.label))


def _cloud_changed(plan: PublishPlan, there: WorkflowRecord) -> CloudChanged:
    # a document that is read from there has the service's ids
    types = plan.record.types.after_answer(there.workflow_definition)
    record = replace(_record_of(plan, there), id_map={}, types=types)
    message = say.CLOUD_CHANGED(name=plan.name, place=plan.target.label)
    return CloudChanged(there, record, message)


def _record_of(plan: PublishPlan, there: WorkflowRecord) -> PublishRecord:
    """Return the record with what the service holds as its base."""
    return replace(
        plan.record,
        org_id=there.org_id or plan.record.org_id,
        workflow_id=there.id,
        base=there.workflow_definition or plan.sent_graph(),
        base_updated_at=there.updated_at,
        base_name=there.name,
        base_description=there.description or "",
        published_at=now(),
    )


def _failed(error: errors.ApiError, plan: PublishPlan) -> PublishOutcome:
    logger.warning("publishing failed: %s %s", type(error).__name__, error.status)
    return outcome_of(error, plan)


def outcome_of(error: errors.ApiError, plan: PublishPlan) -> PublishOutcome:
    """Translate what went wrong into what the person can do."""
    match error:
        case errors.KeyRefused():
            return KeyNeeded(error.message)
        case errors.BodyRefused():
            # what the list says need not be said twice
            detail = "" if error.problems else error.detail
            return Refused(error.message, places_of(error, plan), detail)
        case errors.Unreachable() | errors.Misunderstood():
            return NotReached(error.message, error.detail)
        case _:
            return Declined(error.message, error.detail)
