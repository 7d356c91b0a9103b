"""A person installs the program somewhere awkward, and it finds all that it brought along."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from builder_app import __version__

pytestmark = pytest.mark.packaging

PROBE = """
from pathlib import Path
import builder_app
from builder_app.catalogue.seed import seed_catalogue
from builder_app.resources import resource_root
root = resource_root()
assert Path(builder_app.__file__).parent in root.parents, root
webhook = next(kind for kind in seed_catalogue().kinds() if kind.name == "webhook")
assert "/workflows/run" in webhook.description, webhook
print((root / "icons" / "app" / "workflow-builder.svg").read_text(encoding="utf-8"))
"""


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a fresh environment, in a folder with a space and letters beyond ASCII."""
    home = tmp_path_factory.mktemp("Mes programmes äöü 工作") / "venv"
    venv.create(home, with_pip=True, symlinks=True)
    (wheel,) = built.glob("*.whl")
    python = home / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
        timeout=100,
    )
    # The dependencies come from the environment that runs the tests, which is quick. Added as a
    # plain path and not as a site folder: its own .pth leads to the checkout.
    site = home / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_installed_command_says_its_version_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    done = _run(installed / "bin" / "workflow-builder", "--version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert __version__ in done.stdout


def test_the_installed_command_explains_itself(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "bin" / "workflow-builder", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: workflow-builder")
    for command in ("validate", "import", "export", "publish"):
        assert command in done.stdout


def test_the_installed_program_reads_its_own_resources(
    installed: Path, tmp_path: Path, checkout: Path
) -> None:
    done = _run(installed / "bin" / "python", "-c", PROBE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    icon = checkout / "resources" / "icons" / "app" / "workflow-builder.svg"
    assert done.stdout.strip() == icon.read_text(encoding="utf-8").strip()


def test_the_wheel_holds_every_resource(built: Path, checkout: Path) -> None:
    (wheel,) = built.glob("*.whl")
    resources = checkout / "resources"
    expected = {
        f"builder_app/_resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file()
    }
    assert expected
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


def test_the_source_archive_holds_the_resources_the_tests_and_the_locks(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    for needed in (
        "resources/icons/app/workflow-builder.svg",
        "requirements.lock",
        "requirements-dev.lock",
        "Makefile",
        "packaging/bootstrap.sh",
        "tests/conftest.py",
    ):
        assert needed in names


def test_a_wheel_made_from_the_source_archive_is_the_same(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again"],
        cwd=source, check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    (again,) = (tmp_path / "again").iterdir()
    (wheel,) = built.glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_command_line_starts_without_qt(tmp_path: Path, checkout: Path) -> None:
    code = (
        "import sys, pkgutil, importlib, builder_app.cli as cli, builder_app.services\n"
        "for m in pkgutil.walk_packages(cli.__path__, 'builder_app.cli.'):\n"
        "    importlib.import_module(m.name)\n"
        "bad = [n for n in sys.modules if n.split('.')[0] in ('PySide6', 'shiboken6')]\n"
        "assert not bad, bad\n"
    )
    env = dict(os.environ, PYTHONPATH=str(checkout))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
