"""Name the Debian packages that this machine lacks for one of the make targets.

The loader and PATH are asked, not the package manager, so the answer is right on any distribution.
Usage: ``system_needs.py run|test|lint|bench|package``. Prints one Debian package a line, each once;
prints nothing when all is there. Runs on the system's Python before the environment exists, so it
uses the standard library only.
"""

import ctypes
import importlib.util
import shutil
import ssl
import sys
import sysconfig
from pathlib import Path

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "import": "imagemagick",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
}

PACKAGE_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "objdump": "binutils",
    "dpkg-deb": "dpkg",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
}

BENCH_PROGRAMS = {"Xvfb": "xvfb"}

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
TEST_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
AT_SPI_BUS = tuple(
    Path(folder) / "at-spi-bus-launcher"
    for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib")
)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_certificates() -> bool:
    """TLS trusts the system's store (truststore); a minimal Debian has none."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile:
        return True
    return bool(paths.capath) and any(Path(paths.capath).iterdir())


def _has_fonts() -> bool:
    return any(
        next(folder.rglob(f"*.{kind}"), None) is not None
        for folder in FONT_FOLDERS
        for kind in ("ttf", "otf", "ttc")
    )


def _has_shared_python() -> bool:
    """PyInstaller copies libpython; Debian's own interpreter does without it."""
    name = str(sysconfig.get_config_var("INSTSONAME"))
    folder = Path(str(sysconfig.get_config_var("LIBDIR")))
    return ".so" in name and (_loads(name) or (folder / name).exists())


def _to_run() -> list[str]:
    packages = [package for library, package in QT_LIBRARIES.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if not _has_certificates():
        packages.append("ca-certificates")
    if not _has_fonts():
        packages.append("fonts-dejavu-core")
    return packages


def _programs(table: dict[str, str]) -> list[str]:
    return [package for program, package in table.items() if not shutil.which(program)]


def missing_packages(target: str) -> list[str]:
    """Return the Debian packages that ``target`` still needs, each once, in a stable order."""
    packages = _to_run()
    if target == "test":
        packages += _programs(TEST_PROGRAMS)
        if not any(path.exists() for path in AT_SPI_BUS):
            packages.append("at-spi2-core")
        if not TEST_FONT.exists():  # pictures of the looks are compared in this font
            packages.append("fonts-dejavu-core")
    elif target == "bench":
        packages += _programs(BENCH_PROGRAMS)
    elif target == "package":
        packages += _programs(PACKAGE_PROGRAMS)
        if not _has_shared_python():
            packages.append(f"libpython{sys.version_info.major}.{sys.version_info.minor}")
    return list(dict.fromkeys(packages))


if __name__ == "__main__":
    print("\n".join(missing_packages(sys.argv[1])))
