"""About names everything that the lock file ships, each with a licence."""

import re
from pathlib import Path

from packaging.markers import Marker

from builder_app.settings.shipped import PROGRAM, canonical, components, licence_text

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"


def locked() -> set[str]:
    """The packages of the lock file that belong on this platform."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    matches = (re.match(r"([A-Za-z0-9._-]+)==[^ ]+(?: ; (.*?))? *\\?$", line) for line in lines)
    wanted = (m for m in matches if m and (m[2] is None or Marker(m[2]).evaluate()))
    return {canonical(each[1]) for each in wanted}


def test_everything_in_the_lock_is_named_and_nothing_else() -> None:
    named = {canonical(each.name) for each in components()}
    assert {"httpcore", "h11", "jeepney", "pyside6-essentials"} <= named
    assert named == locked() | {PROGRAM, "python"}


def test_every_component_has_a_licence_and_its_text() -> None:
    for each in components():
        assert each.licence
        assert len(licence_text(each.name)) > 100, each.name


def test_qt_comes_with_the_text_of_its_licence() -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence_text("PySide6_Essentials").upper() or (
        "gnu.org/licenses/lgpl-3" in licence_text("PySide6_Essentials")
    )
