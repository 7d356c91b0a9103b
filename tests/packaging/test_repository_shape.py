"""The repository holds what it should, and the checks that guard it can fail."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ALLOWED = {
    "pyproject.toml", "builder_app", "resources", "tests", "packaging", "README.md",
    "CONTRIBUTING.md", "LICENSE", "Makefile", "requirements.lock", "requirements-dev.lock",
    ".gitignore", ".ci",
}  # fmt: skip
LOCKS = ("requirements.lock", "requirements-dev.lock")
# somebody's home; "me" is whom our own examples speak of
PLACE = re.compile(rb"/(?:home|Users)/(?!me/)\w+/|[\"'\s]/root/\w|[A-Z]:\\Users")
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture(scope="module")
def tracked(checkout: Path) -> list[str]:
    """The files that belong to the repository."""
    if not (checkout / ".git").exists():
        pytest.skip("not a git checkout: there is no telling what belongs to it")
    listed = subprocess.run(
        # the folder may belong to somebody else than the tests run as
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=checkout, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return listed.stdout.rstrip("\0").split("\0")


def test_the_top_level_holds_only_what_is_agreed(tracked: list[str]) -> None:
    assert {path.partition("/")[0] for path in tracked} <= ALLOWED


def test_no_file_is_large_or_names_a_place_on_somebodys_machine(
    checkout: Path, tracked: list[str]
) -> None:
    for path in map(checkout.joinpath, tracked):
        if path.is_file():  # one that was removed and not yet committed is none
            content = path.read_bytes()
            assert len(content) < 500_000, path
            assert not PLACE.search(content), path


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry_and_hashes_everything(checkout: Path, lock: str) -> None:
    text = (checkout / lock).read_text(encoding="utf-8")
    assert "://" not in text
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert requirements
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_the_run_lock_is_part_of_the_development_lock(checkout: Path) -> None:
    run, development = (
        set(re.findall(r"^(\S+==\S+)", (checkout / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS
    )
    assert run < development


def test_every_dependency_of_the_project_is_locked(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (checkout / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    for dependency in project["dependencies"]:
        name = re.split(r"[<>=~!;\s\[]", dependency, maxsplit=1)[0]
        assert re.sub(r"[-_.]+", "-", name).lower() in locked


def test_the_desktop_entry_is_valid(checkout: Path) -> None:
    tool = shutil.which("desktop-file-validate")
    if tool is None:
        pytest.skip("desktop-file-validate is not installed")
    entry = checkout / "packaging" / "linux" / "ai.sixtyfour.WorkflowBuilder.desktop"
    done = subprocess.run([tool, entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_store_metadata_is_valid(checkout: Path) -> None:
    tool = shutil.which("appstreamcli")
    if tool is None:
        pytest.skip("appstreamcli is not installed")
    metainfo = checkout / "packaging" / "linux" / "ai.sixtyfour.WorkflowBuilder.metainfo.xml"
    done = subprocess.run(
        [tool, "validate", "--no-net", metainfo], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_file_type_is_the_same_wherever_it_is_named(checkout: Path) -> None:
    linux = checkout / "packaging" / "linux"
    mime = re.search(r'mime-type type="([^"]+)"', (linux / "workflow-builder.xml").read_text())
    assert mime is not None
    for suffix in (".desktop", ".metainfo.xml"):
        text = (linux / f"ai.sixtyfour.WorkflowBuilder{suffix}").read_text(encoding="utf-8")
        assert mime[1] in text


def _lint_a_copy(checkout: Path, folder: Path, planted: dict[str, str]) -> str:
    shutil.copytree(
        checkout / "builder_app",
        folder / "builder_app",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copyfile(checkout / "pyproject.toml", folder / "pyproject.toml")
    for name, text in planted.items():
        (folder / "builder_app" / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {LINT}", "--no-cache"],
        cwd=folder, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


def test_the_layers_hold(checkout: Path, tmp_path: Path) -> None:
    assert _lint_a_copy(checkout, tmp_path, {}).startswith("exit 0")


@pytest.mark.parametrize(
    ("module", "text", "names"),
    [
        ("unplaced.py", "", "unplaced"),
        ("ui/unplaced.py", "", "unplaced"),
        ("workflow/planted.py", "import builder_app.ui\n", "builder_app.workflow"),
        ("services/planted.py", "from PySide6.QtCore import QObject\n", "PySide6"),
        ("services/planted.py", "import httpx\n", "httpx"),
        ("api/planted.py", "import keyring\n", "keyring"),
        ("workflow/planted.py", "import pydantic\n", "pydantic"),
    ],
)
def test_an_import_that_breaks_a_layer_is_found(
    checkout: Path, tmp_path: Path, module: str, text: str, names: str
) -> None:
    said = _lint_a_copy(checkout, tmp_path, {module: text})
    assert said.startswith("exit 1")
    assert "BROKEN" in said or "exhaustive" in said
    assert names in said
