"""From the files of older versions to today's: one function a step."""

from collections.abc import Callable

from builder_app.workflow.json_value import JsonObject

VERSION = 1

MIGRATIONS: dict[int, Callable[[JsonObject], JsonObject]] = {}
"""By the version that a function starts from; it returns the data as the next version has it."""


def migrated(
    data: JsonObject,
    version: int,
    steps: dict[int, Callable[[JsonObject], JsonObject]] | None = None,
    newest: int = VERSION,
) -> JsonObject:
    """Return the data of a file of ``version`` as the newest version has it."""
    table = MIGRATIONS if steps is None else steps
    while version < newest:
        data = {**table[version](data), "version": version + 1}
        version += 1
    return data
