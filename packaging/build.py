"""``make package``: freeze the program, prove that it starts, and on Debian wrap it as a .deb.

Writes ``dist/workflow-builder/`` and ``dist/workflow-builder_VERSION_ARCH.deb``. Ends with the
frozen program's own ``--selfcheck``; ``--no-selfcheck`` leaves that out. Build on the oldest Debian
that is to be served: the frozen program needs at least the C library that it was built with.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUILD = ROOT / "build"
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "packaging" / "icons.py"
LICENCES = ROOT / "packaging" / "licences.py"
ICON = ROOT / "resources" / "icons" / "app" / "workflow-builder.svg"
NAME = "workflow-builder"
APP_ID = "ai.sixtyfour.WorkflowBuilder"

# the password of a keyring that lives as long as the check
WITH_KEYRING = """\
printf opens-the-test-keyring | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$0" --selfcheck
"""

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The Workflow Builder authors <noreply@localhost>
Installed-Size: {kilobytes}
Depends: libc6 (>= {libc}), libgl1, libegl1, fontconfig-config, ca-certificates,
 fonts-dejavu-core | fonts-freefont-ttf
Recommends: gnome-keyring | kwalletmanager
Section: devel
Priority: optional
Description: draw, check and publish Sixtyfour workflows
 A desktop editor in which a workflow is drawn as blocks and links, checked before a
 credit is spent, and published to a Sixtyfour account. A sandbox inside the program
 lets everything be tried with no account and no network.
"""


def _run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    print("[package]", *command, flush=True)
    subprocess.run([str(word) for word in command], check=True, cwd=ROOT, env=env)


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def freeze() -> Path:
    """Build the one-folder program and return its executable."""
    BUILD.mkdir(exist_ok=True)
    ico, icns = BUILD / f"{NAME}.ico", BUILD / f"{NAME}.icns"
    _run(sys.executable, ICONS, ICON, "--ico", ico, "--icns", icns)
    folders = ("--distpath", DIST, "--workpath", BUILD)
    spec = ROOT / "packaging" / f"{NAME}.spec"
    _run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders, spec)
    _run(sys.executable, LICENCES, DIST / NAME, BUILD / "libraries.txt")
    if not list((DIST / NAME / "_internal" / "PySide6").rglob("*Qt6Core*")):
        raise SystemExit("Qt's libraries are not files of their own, as the LGPL wants them")
    return DIST / NAME / (NAME + (".exe" if sys.platform == "win32" else ""))


def selfcheck(program: Path) -> None:
    """Start the frozen program with an empty profile, from a folder of its own.

    On Linux in a real window with a real Secret Service, which it has to find; elsewhere offscreen.
    """
    with tempfile.TemporaryDirectory() as home:
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SIXTYFOUR_", "PYTHON", "XDG_CONFIG", "XDG_DATA", "XDG_STATE"))
        }
        env |= {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        command: list[str | Path] = [program, "--selfcheck"]
        expected = ["resources: ", "window: ", "sandbox: "]
        if sys.platform == "linux":
            env["QT_QPA_PLATFORM"] = "xcb"
            command = [
                "xvfb-run",
                "-a",
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                WITH_KEYRING,
                program,
            ]
            expected += ["on xcb", "keyring: SecretService"]
        print("[package]", program, "--selfcheck", flush=True)
        done = subprocess.run(
            command, check=True, cwd=home, env=env, timeout=120, stdout=subprocess.PIPE, text=True
        )
        print(done.stdout, end="")
    if missing := [words for words in expected if words not in done.stdout]:
        raise SystemExit(f"the self check did not say: {', '.join(missing)}")


def _lay_out(tree: Path) -> None:
    """Arrange the files as they will lie on the person's disk."""
    share = tree / "usr" / "share"
    program = tree / "usr" / "lib" / NAME
    shutil.copytree(DIST / NAME, program, symlinks=True)
    command = tree / "usr" / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{NAME}/{NAME}")
    for source, folder in (
        (LINUX / f"{APP_ID}.desktop", share / "applications"),
        (LINUX / f"{APP_ID}.metainfo.xml", share / "metainfo"),
        (LINUX / f"{NAME}.xml", share / "mime" / "packages"),
    ):
        folder.mkdir(parents=True)
        shutil.copyfile(source, folder / source.name)
    _run(sys.executable, ICONS, ICON, "--hicolor", share / "icons")
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    notice = (program / "licences" / "README.txt").read_text(encoding="utf-8")
    (documents / "copyright").write_text(
        f"{notice}\nAll of it is in /usr/lib/{NAME}.\n", encoding="utf-8"
    )


def build_deb() -> Path:
    """Wrap ``dist/workflow-builder/`` and return the package; its parts are validated first."""
    version = metadata.version(NAME)
    architecture = _output("dpkg", "--print-architecture")
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        _lay_out(tree)
        _run("desktop-file-validate", tree / f"usr/share/applications/{APP_ID}.desktop")
        metainfo = tree / f"usr/share/metainfo/{APP_ID}.metainfo.xml"
        _run("appstreamcli", "validate", "--no-net", metainfo)
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        kilobytes = sum(p.lstat().st_size for p in tree.rglob("*") if p.is_file()) // 1024
        control.write_text(
            CONTROL.format(
                name=NAME,
                version=version,
                architecture=architecture,
                kilobytes=kilobytes,
                libc=_output("getconf", "GNU_LIBC_VERSION").split()[-1],
            ),
            encoding="utf-8",
        )
        for path in (tree, *tree.rglob("*")):  # whatever umask this was built under
            if not path.is_symlink():
                executable = path.is_dir() or bool(path.stat().st_mode & 0o100)
                path.chmod(0o755 if executable else 0o644)
        deb = DIST / f"{NAME}_{version}_{architecture}.deb"
        # zstd: seconds where xz takes minutes, for a fifth more bytes
        _run("dpkg-deb", "-Zzstd", "--root-owner-group", "--build", tree, deb)
    return deb


def main() -> int:
    """Build all of it; any failing step ends the run with its own message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-selfcheck", action="store_true", help="do not start the program")
    options = parser.parse_args()
    program = freeze()
    if not options.no_selfcheck:
        selfcheck(program)
    if shutil.which("dpkg-deb"):
        print("[package] made", build_deb())
    return 0


if __name__ == "__main__":
    sys.exit(main())
