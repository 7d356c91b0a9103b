"""A loopback server that misbehaves as the test says."""

from collections.abc import Callable, Iterator

import pytest

from tests.helpers.fault_server import FaultServer, Handler


@pytest.fixture
def misbehaving() -> Iterator[Callable[[Handler], FaultServer]]:
    running: list[FaultServer] = []

    def start(handler: Handler) -> FaultServer:
        server = FaultServer(anything=handler)
        running.append(server.__enter__())
        return server

    yield start
    for server in running:
        server.__exit__()
