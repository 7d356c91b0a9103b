"""What is logged before there is a log file must be in it all the same."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder_app.settings.early_log import EarlyLog
from builder_app.settings.log import Log, start_log
from builder_app.settings.places import Places


@pytest.fixture
def early() -> Iterator[EarlyLog]:
    handler = EarlyLog()
    yield handler
    logging.getLogger().removeHandler(handler)


def test_early_lines_are_in_the_log_once_it_is_open(early: EarlyLog, tmp_path: Path) -> None:
    logging.getLogger("builder_app.x").warning("the %s is damaged", "settings file")
    here = Places(tmp_path / "config", tmp_path / "data", tmp_path / "log")
    log = start_log(here)
    assert isinstance(log, Log)
    early.hand_over()
    logging.getLogger("builder_app.x").warning("later")
    log.close()
    lines = here.log_file.read_text().splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["the settings file is damaged", "later"]
    assert early not in logging.getLogger().handlers
