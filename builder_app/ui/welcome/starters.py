"""The starter workflows: definitions of our own in ``resources/starters``."""

import json
import logging

from builder_app.resources import resource_root
from builder_app.ui.welcome.page import Starter

logger = logging.getLogger(__name__)


def starters() -> tuple[Starter, ...]:
    """Return the shipped starters in the order of their file names."""
    found = []
    for path in sorted((resource_root() / "starters").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        title, description = data["workflow_name"], data["workflow_description"]
        found.append(Starter(path, title, description))
    return tuple(found)
