"""``workflow-builder import`` and ``export``."""

from pathlib import Path

from builder_app.catalogue.seed import seed_catalogue
from builder_app.cli import exit_codes
from builder_app.cli.failure import CommandFailed
from builder_app.cli.project import load, write_text
from builder_app.definition.formats import as_curl, as_json_text, as_python
from builder_app.definition.model import Definition
from builder_app.definition.projection import published_graph
from builder_app.definition.reader import DefinitionUnreadable, read_definition
from builder_app.messages import Message
from builder_app.messages import cli as say
from builder_app.storage.json_file import read_json
from builder_app.storage.project_file import FileRefused, Project, write_project

_FORMATS = {"json": as_json_text, "curl": as_curl, "python": as_python}


def import_definition(
    definition: Path, output: Path, *, force: bool
) -> tuple[int, tuple[Message, ...]]:
    """Make a project file from a definition. Raises :class:`CommandFailed`."""
    if output.exists() and not force:
        raise CommandFailed(say.EXISTS(name=str(output)))
    try:
        read = read_definition(read_json(definition), seed_catalogue())
        write_project(Project(snapshot=read.snapshot), output)
    except (FileRefused, DefinitionUnreadable) as refusal:
        raise CommandFailed(refusal.message) from refusal
    counts = say.IMPORTED(
        name=str(output), blocks=len(read.snapshot.blocks), edges=len(read.snapshot.edges)
    )
    return exit_codes.DONE, (*read.remarks, counts)


def export_definition(
    path: Path, format_name: str, output: Path | None, *, include_samples: bool
) -> tuple[int, tuple[Message, ...]]:
    """Write what publishing would send. Raises :class:`CommandFailed`."""
    snapshot = load(path).snapshot
    graph = published_graph(snapshot, seed_catalogue(), include_samples=include_samples)
    definition = Definition(snapshot.name, snapshot.description, graph)
    write_text(_FORMATS[format_name](definition), output)
    return exit_codes.DONE, ()
