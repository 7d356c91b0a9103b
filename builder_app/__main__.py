"""``python -m builder_app`` and ``workflow-builder``: the window, or a command without one."""

import sys

_COMMANDS = frozenset({"validate", "import", "export", "publish"})


def main() -> int:
    """Run what the command line says and return the exit code."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in _COMMANDS or arguments[0] in {"-h", "--help", "--version"}):
        from builder_app.cli.app import run

        return run(arguments)
    from builder_app.bootstrap import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
