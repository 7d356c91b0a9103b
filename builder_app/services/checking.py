"""Checking a key with a call that costs nothing: the list of workflows (API facts, section 1)."""

import logging

from builder_app.api import errors
from builder_app.api.client import WorkflowsClient
from builder_app.services.outcomes import (
    CheckOutcome,
    Declined,
    KeyAccepted,
    KeyNeeded,
    NotReached,
)

logger = logging.getLogger(__name__)


async def check_key(client: WorkflowsClient) -> CheckOutcome:
    """Ask for the workflows and say whether the key was accepted."""
    try:
        workflows = await client.list_workflows()
    except errors.KeyRefused as error:
        return KeyNeeded(error.message)
    except (errors.Unreachable, errors.Misunderstood) as error:
        logger.warning("the key could not be checked: %s", type(error).__name__)
        return NotReached(error.message, error.detail)
    except errors.ApiError as error:
        logger.warning("the key could not be checked: %s", type(error).__name__)
        return Declined(error.message, error.detail)
    organisations = {workflow.org_id for workflow in workflows if workflow.org_id}
    return KeyAccepted(organisations.pop() if len(organisations) == 1 else None, len(workflows))
