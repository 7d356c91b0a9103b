"""Gather the licence texts of all that is frozen into the program, into its folder ``licences``.

``licences.py FOLDER LIST``: the frozen folder, and a file that names where each of its libraries
came from, one a line. Three kinds are shipped: packages from the lock (their texts lie in
``*.dist-info``), Python itself, and libraries of the machine that PyInstaller found (on Debian the
texts lie under ``/usr/share/doc``). Qt is used under the LGPL, which asks for its text and for the
GPL's with it.
"""

import argparse
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

OWN = Path(__file__).resolve().parent.parent / "LICENSE"
COMMON = Path("/usr/share/common-licenses")
LGPL = ("LGPL-3", "GPL-3")
NOTICE = """\
Workflow Builder is used under the MIT licence (workflow-builder.txt).

Qt, the libraries below _internal/PySide6/Qt, is used under the GNU Lesser General Public License,
version 3 (LGPL-3.txt, GPL-3.txt). They are files of their own: replace them by a compatible build
of yours, and the program uses it. The sources are at https://download.qt.io/official_releases/
(qt for Qt, QtForPython for PySide6 and shiboken6).

The other texts are those of the packages and libraries that the program carries with it.
"""


def _package_texts(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        package = metadata.PathDistribution(folder)
        named = "; ".join(
            package.metadata[key]
            for key in ("License-Expression", "License")
            if key in package.metadata
        )
        texts = [f"{package.name} {package.version}\n{named}\n"]
        texts += [
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))
        ]
        yield package.name, "\n".join(texts)


def _debian_package(library: Path) -> str | None:
    """Return the package that a file of this machine came with; None where dpkg does not know."""
    if not shutil.which("dpkg-query"):
        return None
    path = str(library.resolve())
    for name in (path, path.removeprefix("/usr")):  # either may be the registered one
        done = subprocess.run(
            ["dpkg-query", "--search", name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    return None


def _library_texts(libraries: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield what is not from the environment: Python's own parts, and libraries of the machine."""
    own = Path(sys.prefix).resolve()
    python = Path(sys.base_prefix).resolve()
    done: set[str] = set()
    for library in sorted(set(libraries)):
        if own in library.parents:
            continue
        package = _debian_package(library)
        if package:
            text = Path("/usr/share/doc") / package / "copyright"
        elif python in library.resolve().parents:
            package, text = "python", Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
        else:
            raise LookupError(f"whose licence is it? {library}")
        if package not in done:
            done.add(package)
            yield package, text.read_text(encoding="utf-8", errors="replace")


def gather(frozen: Path, libraries: Iterable[Path]) -> None:
    """Write one text a package or library, and the common ones that these refer to."""
    into = frozen / "licences"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    texts = [("workflow-builder", OWN.read_text(encoding="utf-8"))]
    texts += _package_texts(sorted(frozen.glob("_internal/*.dist-info")))
    texts += _library_texts(libraries)
    for name, text in texts:
        (into / f"{name}.txt").write_text(text, encoding="utf-8")
    (into / "README.txt").write_text(NOTICE, encoding="utf-8")
    if not COMMON.is_dir():
        print(f"[package] add the texts of {', '.join(LGPL)} to {into} before giving it away")
        return
    referred = re.findall(rf"{COMMON}/([\w.-]*\w)", "\n".join(text for _, text in texts))
    for name in {*LGPL, *referred}:
        if (COMMON / name).is_file():
            shutil.copyfile(COMMON / name, into / f"{name}.txt")


def main() -> int:
    """Gather for the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frozen", type=Path)
    parser.add_argument("list", type=Path)
    options = parser.parse_args()
    gather(options.frozen, map(Path, options.list.read_text(encoding="utf-8").splitlines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
