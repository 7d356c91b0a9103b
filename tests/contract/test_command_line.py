"""The commands as a script meets them: a real process, its output and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTERS = sorted((ROOT / "resources" / "starters").glob("*.json"))


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "SIXTYFOUR" not in name}
    homes = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return subprocess.run(
        [sys.executable, "-m", "builder_app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**kept, **homes, **environment},
    )


@pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.stem)
def test_a_starter_has_no_problems_and_comes_out_as_it_went_in(
    starter: Path, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.wfb")
    assert _run(tmp_path, "import", str(starter), "-o", file).returncode == 0
    checked = _run(tmp_path, "validate", file, "--json")
    assert checked.returncode == 0, checked.stderr
    exported = _run(tmp_path, "export", file)
    given = json.loads(starter.read_text(encoding="utf-8"))
    assert json.loads(exported.stdout)["workflow_name"] == given["workflow_name"]
    dry = _run(tmp_path, "publish", file, "--dry-run")
    sent = json.loads(dry.stdout)
    assert {name: sent[name] for name in given} == json.loads(exported.stdout)


def test_a_file_that_is_not_there_is_said_on_standard_error(tmp_path: Path) -> None:
    answer = _run(tmp_path, "validate", str(tmp_path / "none.wfb"))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


def test_a_service_that_is_not_reached_ends_with_four(tmp_path: Path) -> None:
    file = str(tmp_path / "a.wfb")
    _run(tmp_path, "import", str(STARTERS[0]), "-o", file)
    answer = _run(
        tmp_path, "publish", file, "--endpoint", "http://127.0.0.1:1", SIXTYFOUR_API_KEY="sk-none"
    )
    assert (answer.returncode, answer.stdout) == (4, ""), answer.stderr
    assert "sk-none" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    project = tmp_path / "a.wfb"
    starter = next((Path(__file__).parents[2] / "resources" / "starters").glob("*.json"))
    command = f'"{sys.executable}" -m builder_app'
    script = (
        f'set -o pipefail; {command} import "{starter}" -o "{project}" && '
        f'{command} export "{project}" | true'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
