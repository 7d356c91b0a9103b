"""What the clipboard holds: plain text that is a project file, and everything that can be pasted.

A fragment is written as a project, so that it can go into a chat, into a file, and back. Text that
is no project may be a definition, or a cURL command of create_workflow as the service's pages and
our own export show it.
"""

import json
import shlex
from itertools import pairwise

from builder_app.catalogue.catalogue import Catalogue
from builder_app.definition.reader import read_definition
from builder_app.messages import definition as say
from builder_app.storage.json_file import parse_json
from builder_app.storage.project_file import (
    FORMAT,
    Project,
    project_from_json,
    project_to_json,
)
from builder_app.storage.refusal import FileRefused
from builder_app.workflow.snapshot import Snapshot

_MOST_CHARACTERS = 50_000_000
_DATA_FLAGS = ("--data", "--data-raw", "--data-binary", "--json", "-d")
_NAME = "The clipboard"


def clip_text(fragment: Snapshot, *, include_samples: bool) -> str:
    """Return a fragment as text. Sample rows are personal data: a chat gets none of them."""
    data = project_to_json(Project(fragment), include_samples=include_samples)
    return json.dumps(data, indent=2, ensure_ascii=False)


def read_clip(text: str, catalogue: Catalogue) -> Snapshot:
    """Return what the text holds, laid out.

    Raises ``FileRefused`` or ``DefinitionUnreadable``, each with the sentence that says why.
    """
    if len(text) > _MOST_CHARACTERS:
        raise FileRefused(say.NOT_TO_PASTE())
    text = text.strip()
    if text.startswith("curl"):
        text = _body_of_curl(text)
    if not text.startswith("{"):
        raise FileRefused(say.NOT_TO_PASTE())
    data = parse_json(text.encode("utf-8", "replace"), _NAME)
    if isinstance(data, dict) and data.get("format") == FORMAT:
        return project_from_json(data, _NAME).snapshot
    return read_definition(data, catalogue).snapshot


def _body_of_curl(text: str) -> str:
    try:
        words = shlex.split(text.replace("\\\r\n", " ").replace("\\\n", " "))
    except ValueError as error:
        raise FileRefused(say.NOT_TO_PASTE()) from error
    for flag, body in pairwise(words):
        if flag in _DATA_FLAGS:
            return body.strip()
    raise FileRefused(say.NOT_TO_PASTE())
