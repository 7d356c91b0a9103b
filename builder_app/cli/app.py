"""The command line: ``validate``, ``import``, ``export`` and ``publish``.

Data goes to standard output, sentences to standard error. Exit codes: ``exit_codes``.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from builder_app import __version__
from builder_app.cli import exit_codes
from builder_app.cli.failure import CommandFailed
from builder_app.messages import Message
from builder_app.messages import cli as say

Result = tuple[int, tuple[Message, ...]]
Command = Callable[[argparse.Namespace], Result]

_EPILOG = """exit codes: 0 done, 1 problems found, 2 wrong usage or unreadable file,
3 refused by the service, 4 service not reachable, 130 interrupted.
environment: SIXTYFOUR_API_KEY, SIXTYFOUR_API_ENDPOINT (they win over the stored connection)."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    # a log line is no sentence for a person: without this Python would print it beside ours
    logging.basicConfig(handlers=[logging.NullHandler()])
    command: Command = options.command
    try:
        code, said = command(options)
        sys.stdout.flush()
    except CommandFailed as failure:
        code, said = failure.exit_code, (failure.message,)
    except BrokenPipeError:
        # whoever read the data has seen enough (`… | head`): nothing more may be flushed to them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.DONE
    except KeyboardInterrupt:
        code, said = exit_codes.INTERRUPTED, (say.INTERRUPTED(),)
    for message in said:
        sys.stderr.write(message.text() + "\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workflow-builder",
        description="Draw, check and publish Sixtyfour workflows. Without a command: the window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"workflow-builder {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="check a workflow file, offline")
    validate.add_argument("file", type=Path, metavar="FILE")
    validate.add_argument("--json", action="store_true", help="print the problems as JSON")
    validate.set_defaults(command=_validate)

    reading = commands.add_parser("import", help="make a workflow file from a definition")
    reading.add_argument("definition", type=Path, metavar="DEFINITION")
    reading.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    reading.add_argument("--force", action="store_true", help="replace FILE when it exists")
    reading.set_defaults(command=_import)

    writing = commands.add_parser("export", help="write the definition that publishing sends")
    writing.add_argument("file", type=Path, metavar="FILE")
    writing.add_argument("--format", choices=("json", "curl", "python"), default="json")
    writing.add_argument("-o", "--output", type=Path, metavar="OUT")
    writing.add_argument("--without-samples", action="store_true", help="leave sample rows out")
    writing.set_defaults(command=_export)

    publishing = commands.add_parser("publish", help="create or update the workflow")
    publishing.add_argument("file", type=Path, metavar="FILE")
    publishing.add_argument("--endpoint", metavar="URL", help="another service address")
    publishing.add_argument("--dry-run", action="store_true", help="print what would be sent")
    publishing.add_argument("--overwrite", action="store_true", help="replace a changed cloud copy")
    publishing.add_argument("--json", action="store_true", help="print the answer as JSON")
    publishing.set_defaults(command=_publish)
    return parser


def _validate(options: argparse.Namespace) -> Result:
    from builder_app.cli.validate import validate

    return validate(options.file, as_json=options.json)


def _import(options: argparse.Namespace) -> Result:
    from builder_app.cli.definitions import import_definition

    return import_definition(options.definition, options.output, force=options.force)


def _export(options: argparse.Namespace) -> Result:
    from builder_app.cli.definitions import export_definition

    return export_definition(
        options.file,
        options.format,
        options.output,
        include_samples=not options.without_samples,
    )


def _publish(options: argparse.Namespace) -> Result:
    from builder_app.cli.publish import PublishOptions, publish_file

    return publish_file(
        options.file,
        PublishOptions(
            endpoint=options.endpoint,
            dry_run=options.dry_run,
            overwrite=options.overwrite,
            as_json=options.json,
        ),
    )
