"""A file that hangs whoever opens it, as one on a dead network disk does: a lease held on it.

The kernel lets an ``open`` wait until the holder lets go, for at most /proc/sys/fs/lease-break-time
(45 s); the holder here only lets go at the end.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_HOLDER = """
import fcntl, os, signal, sys
signal.signal(signal.SIGIO, signal.SIG_IGN)
fcntl.fcntl(os.open(sys.argv[1], os.O_RDWR), fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def hanging(path: Path) -> Iterator[None]:
    """Let whoever opens the file wait until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        if holder.stdout.readline() != b"held\n":
            pytest.skip("this file system knows no leases")
        try:
            yield
        finally:
            holder.kill()
