"""The commands as a script meets them: a real process, its output and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.commands import ROOT, STARTERS, command_environment, run_command


@pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.stem)
def test_a_starter_has_no_problems_and_comes_out_as_it_went_in(
    starter: Path, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.wfb")
    assert run_command(tmp_path, "import", str(starter), "-o", file).returncode == 0
    checked = run_command(tmp_path, "validate", file, "--json")
    assert checked.returncode == 0, checked.stderr
    exported = run_command(tmp_path, "export", file)
    given = json.loads(starter.read_text(encoding="utf-8"))
    assert json.loads(exported.stdout)["workflow_name"] == given["workflow_name"]
    dry = run_command(tmp_path, "publish", file, "--dry-run")
    sent = json.loads(dry.stdout)
    assert {name: sent[name] for name in given} == json.loads(exported.stdout)


def test_a_file_that_is_not_there_is_said_on_standard_error(tmp_path: Path) -> None:
    answer = run_command(tmp_path, "validate", str(tmp_path / "none.wfb"))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


def test_a_service_that_is_not_reached_ends_with_four(tmp_path: Path) -> None:
    file = str(tmp_path / "a.wfb")
    run_command(tmp_path, "import", str(STARTERS[0]), "-o", file)
    answer = run_command(
        tmp_path, "publish", file, "--endpoint", "http://127.0.0.1:1", SIXTYFOUR_API_KEY="sk-none"
    )
    assert (answer.returncode, answer.stdout) == (4, ""), answer.stderr
    assert "sk-none" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    project = tmp_path / "a.wfb"
    starter = STARTERS[0]
    command = f'"{sys.executable}" -m builder_app'
    script = (
        f'set -o pipefail; {command} import "{starter}" -o "{project}" && '
        f'{command} export "{project}" | true'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_no_command_loads_qt(tmp_path: Path) -> None:
    file, answer = tmp_path / "a.wfb", tmp_path / "out.json"
    program = (
        "import pkgutil, sys, builder_app.cli\n"
        "from builder_app.cli.app import run\n"
        "for module in pkgutil.iter_modules(builder_app.cli.__path__, 'builder_app.cli.'):\n"
        "    __import__(module.name)\n"
        f"assert run(['import', {str(STARTERS[0])!r}, '-o', {str(file)!r}]) == 0\n"
        f"assert run(['validate', {str(file)!r}]) == 0\n"
        f"assert run(['export', {str(file)!r}, '-o', {str(answer)!r}]) == 0\n"
        f"assert run(['publish', {str(file)!r}, '--endpoint', 'http://127.0.0.1:1']) == 4\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in "
        "('PySide6', 'shiboken6')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=command_environment(tmp_path, SIXTYFOUR_API_KEY="sk_none_0123456789"),
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_an_import_never_replaces_a_file_unless_it_is_told_to(tmp_path: Path) -> None:
    file = tmp_path / "a.wfb"
    file.write_text("mine", encoding="utf-8")
    arguments = ("import", str(STARTERS[0]), "-o", str(file))
    refused = run_command(tmp_path, *arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--force" in refused.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert run_command(tmp_path, *arguments, "--force").returncode == 0
    assert run_command(tmp_path, "validate", str(file)).returncode == 0


def test_an_output_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    file = str(tmp_path / "a.wfb")
    run_command(tmp_path, "import", str(STARTERS[0]), "-o", file)
    answer = run_command(tmp_path, "export", file, "-o", str(tmp_path / "none" / "a.json"))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "can’t be written" in answer.stderr
