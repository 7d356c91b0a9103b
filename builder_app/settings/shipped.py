"""Everything that is shipped with the program, with its licence: asked of what is installed.

Also true of a frozen program, which carries the metadata of every package that it holds.
"""

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

PROGRAM: Final = "workflow-builder"
SYSTEM: Final = "System libraries"
_SYSTEM_WORDS: Final = (
    "Copied unchanged from the system that this program was built on. The package of each there "
    "names its licence and holds its source; on Debian in /usr/share/doc/PACKAGE/copyright.\n"
)
_NOT_THE_SYSTEMS: Final = ("libQt6", "libpyside", "libshiboken", "libpython", "_")
_QT_FOR_PYTHON: Final = frozenset({"pyside6-essentials", "shiboken6"})
_REQUIREMENT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE: Final = re.compile(r"(?i)^(licen[cs]e|copying|notice)")
_SHORT: Final = ("License-Expression", "License")
_COMMON_LICENCES: Final = Path("/usr/share/common-licenses")
_LGPL_TEXTS: Final = ("LGPL-3", "GPL-3")


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that is shipped. ``licence`` is its short name."""

    name: str
    version: str
    licence: str


def components() -> tuple[Component, ...]:
    """Return the program, Python, and every package below them, by name."""
    python = Component("Python", platform.python_version(), "PSF-2.0")
    packages = [_component(each) for each in _distributions()]
    system = [Component(SYSTEM, "", "LGPL, MIT, BSD and others")] if _system_libraries() else []
    return tuple(sorted([python, *packages, *system], key=lambda each: each.name.casefold()))


def licence_text(name: str) -> str:
    """Return the licence of a component in full, as far as it came with one. Reads files."""
    if name == "Python":
        return f"{sys.copyright}\n\nhttps://docs.python.org/3/license.html"
    if name == SYSTEM:
        return "\n".join((_SYSTEM_WORDS, *_system_libraries()))
    found = metadata.distribution(name)
    files = [each for each in found.files or () if _is_licence(each)]
    texts = [Path(str(each.locate())).read_text("utf-8", errors="replace") for each in files]
    if canonical(name) in _QT_FOR_PYTHON:
        texts.extend(_lgpl())
    return "\n\n".join(texts) or _address(found)


def canonical(name: str) -> str:
    """Return a package's name in the one spelling that compares."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _distributions() -> Iterator[metadata.Distribution]:
    """The program and what it needs, directly or not; what another platform needs is absent."""
    waiting, seen = [PROGRAM], set[str]()
    while waiting:
        name = waiting.pop()
        if canonical(name) in seen:
            continue
        seen.add(canonical(name))
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        yield found
        for requirement in found.requires or ():
            named, _, condition = requirement.partition(";")
            if "extra" not in condition and (match := _REQUIREMENT.match(named.strip())):
                waiting.append(match[0])


def _component(found: metadata.Distribution) -> Component:
    said = found.metadata
    short = next((said[key] for key in _SHORT if key in said), "")
    if not short or "\n" in short or len(short) > 80:
        classes = said.get_all("Classifier") or []
        named = [each.rpartition(" :: ")[2] for each in classes if each.startswith("License ::")]
        short = ", ".join(named) or "see its licence text"
    if canonical(said["Name"]) in _QT_FOR_PYTHON:
        short = "LGPL-3.0-only"
    return Component(said["Name"], found.version, short)


def _is_licence(path: metadata.PackagePath) -> bool:
    in_metadata = any(part.endswith(".dist-info") for part in path.parts)
    return in_metadata and _LICENCE_FILE.match(path.name) is not None


def _lgpl() -> Iterator[str]:
    """The LGPL and the GPL that it builds on; Debian has their texts on every machine."""
    for name in _LGPL_TEXTS:
        try:
            yield (_COMMON_LICENCES / name).read_text("utf-8")
        except OSError:
            yield f"https://www.gnu.org/licenses/{name.lower()}.0.html"


def _address(found: metadata.Distribution) -> str:
    links = found.metadata.get_all("Project-URL") or []
    return next((each.rpartition(", ")[2] for each in links), "")


def _system_libraries() -> tuple[str, ...]:
    """The libraries of the system that a frozen program carries; none in any other."""
    folder = getattr(sys, "_MEIPASS", None)
    if folder is None:
        return ()
    found = (each.name for each in Path(folder).glob("*.so*"))
    return tuple(sorted(each for each in found if not each.startswith(_NOT_THE_SYSTEMS)))
