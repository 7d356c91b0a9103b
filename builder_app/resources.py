"""Where the bundled files are: in the wheel, in the frozen program, or in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root() -> Path:
    """Return the folder that holds the program's own data files.

    A wheel and the frozen program carry them as ``builder_app/_resources``; a checkout has them in
    ``resources/`` beside the package. Raises ``FileNotFoundError`` naming both places.
    """
    installed = _PACKAGE / "_resources"
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent / "resources"
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout
    raise FileNotFoundError(f"resources are in neither {installed} nor {checkout}")
