"""What is logged before the log file is open: opening it costs the first window its start."""

import logging

from typing_extensions import override


class EarlyLog(logging.Handler):
    """Keeps records, most of a start's worth, until :meth:`hand_over`."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._records: list[logging.LogRecord] = []
        logging.getLogger().addHandler(self)

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def hand_over(self) -> None:
        """Give everything to the handlers that are there by now, and stop listening."""
        root = logging.getLogger()
        root.removeHandler(self)
        for record in self._records:
            root.handle(record)
        self._records.clear()
