"""A machine that lacks something is told exactly what to install."""

import os
import subprocess
import sys
from pathlib import Path


def _needs(checkout: Path, target: str, **env: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, checkout / "packaging" / "system_needs.py", target],
        capture_output=True, text=True, check=True, env={**os.environ, **env},
    )  # fmt: skip
    return done.stdout.split()


def test_the_missing_tools_of_the_tests_are_named_as_debian_packages(
    checkout: Path, tmp_path: Path
) -> None:
    missing = _needs(checkout, "test", PATH=str(tmp_path))
    assert {"xvfb", "xdotool", "openbox", "dbus", "gnome-keyring", "imagemagick"} <= set(missing)
    assert len(missing) == len(set(missing))


def test_a_run_asks_for_no_tool_of_the_tests(checkout: Path, tmp_path: Path) -> None:
    assert "xvfb" not in _needs(checkout, "run", PATH=str(tmp_path))


def test_a_machine_without_certificates_is_told_so(checkout: Path, tmp_path: Path) -> None:
    nothing = {"SSL_CERT_FILE": str(tmp_path / "none"), "SSL_CERT_DIR": str(tmp_path)}
    assert "ca-certificates" in _needs(checkout, "run", **nothing)


def test_without_apt_the_bootstrap_names_the_packages_and_changes_nothing(
    checkout: Path, tmp_path: Path
) -> None:
    copy, empty = tmp_path / "copy", tmp_path / "empty"
    (copy / "packaging").mkdir(parents=True)
    empty.mkdir()
    for name in ("bootstrap.sh", "system_needs.py"):
        (copy / "packaging" / name).write_bytes((checkout / "packaging" / name).read_bytes())
    settings = {"NO_APT": "1", "PYTHON": sys.executable}
    settings |= {"SSL_CERT_FILE": str(empty / "none"), "SSL_CERT_DIR": str(empty)}
    done = subprocess.run(
        ["sh", "packaging/bootstrap.sh", "run"],
        cwd=copy,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ca-certificates" in done.stderr
    assert not (copy / ".venv").exists()
