"""What stands behind `make run` makes an environment that is whole, or says what is missing.

A tiny project with an empty lock stands for ours: what is tried is the bootstrap, not the packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NO_NETWORK = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",  # the discard port: nobody listens
    "PIP_RETRIES": "0",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
}
SOMETHING = "something-that-is-missing==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.fixture
def project(checkout: Path, tmp_path: Path) -> Path:
    """A checkout in a folder with a space and letters beyond ASCII."""
    folder = tmp_path / "Mein Ordner äöü 工作"
    (folder / "packaging").mkdir(parents=True)
    (folder / "builder_app").mkdir()
    for name in ("bootstrap.sh", "system_needs.py"):
        shutil.copyfile(checkout / "packaging" / name, folder / "packaging" / name)
    (folder / "builder_app" / "__main__.py").write_text("import sys; print(sys.argv[1:])\n")
    (folder / "pyproject.toml").write_text("")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text("# nothing\n")
    return folder


@pytest.fixture
def stub(tmp_path: Path) -> str:
    """An interpreter that makes no environment: seconds saved where only the wish is looked at."""
    path = tmp_path / "stub"
    path.write_text(f'#!/bin/sh\n[ "$2" != venv ] || exit 7\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return str(path)


def _run(
    project: Path, *arguments: str, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    settings = {"NO_APT": "1", "PYTHON": python, "LC_ALL": "C.UTF-8"} | NO_NETWORK
    return subprocess.run(
        ["sh", project / "packaging" / "bootstrap.sh", "run", *arguments],
        cwd="/", env=os.environ | settings, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def test_an_environment_is_made_once_and_anew_when_it_is_not_whole(
    project: Path, stub: str
) -> None:
    lock = project / "requirements.lock"
    lock.write_text(SOMETHING)
    stopped = _run(project)
    assert stopped.returncode == 1
    assert "[setup] The packages of requirements.lock could not be installed" in stopped.stderr
    assert "network" in stopped.stderr.splitlines()[-1]
    assert stopped.stdout == ""
    half = project / ".venv" / "half-installed"
    half.touch()

    lock.write_text("# nothing\n")
    whole = _run(project, "a file.wfb", "--flag")
    assert whole.returncode == 0, whole.stderr
    assert whole.stdout.splitlines()[-1] == "['a file.wfb', '--flag']"
    assert "creating .venv" in whole.stderr
    assert not half.exists()
    assert _run(project, python=stub).stderr == ""

    moved = _run(project.rename(project.with_name("moved")), python=stub)
    assert (moved.returncode, moved.stderr) == (7, "[setup] creating .venv\n")


def test_a_folder_from_an_older_interpreter_is_no_environment(project: Path, stub: str) -> None:
    old = project / ".venv" / "bin" / "python"
    old.parent.mkdir(parents=True)
    old.write_text("#!/bin/sh\necho Python 3.9.2\nexit 1\n")
    old.chmod(0o755)
    done = _run(project, python=stub)
    assert (done.returncode, done.stderr) == (7, "[setup] creating .venv\n")
