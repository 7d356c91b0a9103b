"""``workflow-builder validate FILE``."""

import json
from pathlib import Path

from builder_app.analysis.problems import Problem, problems
from builder_app.catalogue.seed import seed_catalogue
from builder_app.cli import exit_codes
from builder_app.cli.project import load, write_text
from builder_app.messages import cli as say
from builder_app.messages.message import Message


def validate(path: Path, *, as_json: bool) -> tuple[int, tuple[Message, ...]]:
    """Check a project file. Return the exit code and what to say.

    Warnings are told but do not fail: the exit code is 1 only for errors.
    """
    project = load(path)
    found = problems(project.snapshot, seed_catalogue())
    if as_json:
        listed = [as_data(problem) for problem in found]
        write_text(json.dumps({"problems": listed}, indent=2, ensure_ascii=False), None)
        said: tuple[Message, ...] = ()
    else:
        said = tuple(problem.message for problem in found) or (say.NO_PROBLEMS(name=path.name),)
    failed = any(problem.severity == "error" for problem in found)
    return (exit_codes.PROBLEMS if failed else exit_codes.DONE), said


def as_data(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON for scripts; ``code`` is stable."""
    return {
        "severity": problem.severity,
        "code": problem.message.code,
        "message": problem.message.text(),
        "block_id": problem.block_id,
        "edge_id": problem.edge_id,
        "spec_path": list(problem.spec_path),
    }
