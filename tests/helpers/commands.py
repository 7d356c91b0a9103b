"""The installed command as a script meets it: a real process, its output and its exit code."""

import os
import subprocess
import sys
from pathlib import Path

from builder_app.storage.project_file import Project, write_project
from builder_app.workflow.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]
STARTERS = sorted((ROOT / "resources" / "starters").glob("*.json"))
WAIT_S = 60


def command_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment with the profile in ``folder`` and no key of this machine."""
    kept = {name: value for name, value in os.environ.items() if "SIXTYFOUR" not in name}
    homes = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {**kept, **homes, **more}


def run_command(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "builder_app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=WAIT_S,
        env=command_environment(folder, **environment),
    )


def start_command(folder: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    """Start one command and let it run."""
    return subprocess.Popen(
        [sys.executable, "-m", "builder_app", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=command_environment(folder, **environment),
    )


def project_file(folder: Path, snapshot: Snapshot) -> Path:
    """Write a project file and return its path."""
    path = folder / "leads.wfb"
    write_project(Project(snapshot), path)
    return path
