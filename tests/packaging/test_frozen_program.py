"""The frozen program starts and finds what it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging


@pytest.mark.timeout(900)
@pytest.mark.skipif(
    os.environ.get("WORKFLOW_BUILDER_FREEZE") != "1",
    reason="freezing takes minutes and needs binutils; `make package` does the same and more "
    "(set WORKFLOW_BUILDER_FREEZE=1 to have it here)",
)
def test_the_frozen_program_passes_its_own_check_and_becomes_a_package(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, checkout / "packaging" / "build.py"],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((checkout / "dist").glob("workflow-builder_*.deb"))
