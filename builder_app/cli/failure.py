"""How a command ends early."""

from builder_app.cli import exit_codes
from builder_app.messages import Message


class CommandFailed(Exception):
    """A command can't go on; ``message`` was not yet said."""

    def __init__(self, message: Message, exit_code: int = exit_codes.USAGE) -> None:
        super().__init__(message.code)
        self.message = message
        self.exit_code = exit_code
