"""Pictures of widgets against pictures that were looked at: one font, no hinting, no screen.

``pytest tests/visual --update-baselines`` makes the pictures anew; look at each before it is
committed. A comparison that fails leaves ``…-actual.png`` and ``…-difference.png`` in tests/out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from builder_app.resources import resource_root
from builder_app.ui.theme.stylesheet import style_sheet
from builder_app.ui.theme.theme import Theme

_TESTS = Path(__file__).resolve().parents[1]
_BASELINES = _TESTS / "data" / "baselines"
_OUT = _TESTS / "out"
_FONTS = Path("/usr/share/fonts/truetype/dejavu")  # fonts-dejavu-core: packaging/system_needs.py
_SAME = 24  # so much may a channel differ, of 255
MOST_DIFFERENT = 60  # channels in the whole picture: less than a port of another colour

LooksAs = Callable[[str, QWidget], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-baselines", action="store_true", help="make the pictures anew")


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    """Dress the program in one theme and in the one font that is everywhere the same."""
    before = (QApplication.font(), qapp.styleSheet(), QGuiApplication.palette())
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        assert QFontDatabase.addApplicationFont(str(_FONTS / name)) >= 0, f"{name} is missing"
    font = QFont("DejaVu Sans")
    font.setPixelSize(12)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QDir.setSearchPaths("res", [str(resource_root())])
    theme = Theme(request.param)
    QApplication.setFont(font)
    QApplication.setPalette(theme.palette())
    qapp.setStyleSheet(style_sheet(theme.tokens))
    yield theme
    qapp.setStyleSheet(before[1])
    QApplication.setFont(before[0])
    QApplication.setPalette(before[2])


@pytest.fixture
def looks_as(request: pytest.FixtureRequest) -> LooksAs:
    """Compare a widget with the picture of that name."""
    update = bool(request.config.getoption("--update-baselines", default=False))

    def compare(name: str, widget: QWidget) -> None:
        actual = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        path = _BASELINES / f"{name}.png"
        if update:
            _BASELINES.mkdir(exist_ok=True)
            assert actual.convertToFormat(QImage.Format.Format_RGB888).save(str(path), None, 0)
            return
        expected = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        assert not expected.isNull(), f"{path.name} is missing: make it with --update-baselines"
        count = different(expected, actual)
        if count > MOST_DIFFERENT:
            _OUT.mkdir(exist_ok=True)
            actual.save(str(_OUT / f"{name}-actual.png"))
            difference(expected, actual).save(str(_OUT / f"{name}-difference.png"))
            pytest.fail(
                f"{name} looks otherwise in {count} channels: see {name}-*.png in tests/out"
            )

    return compare


def different(expected: QImage, actual: QImage) -> int:
    """Return how many channels differ visibly; all of them when the sizes differ."""
    if expected.size() != actual.size():
        return actual.sizeInBytes()
    apart = difference(expected, actual)  # named: its bytes go with it
    channels = bytes(apart.constBits())
    visibly = channels.translate(None, delete=bytes(range(_SAME + 1)))
    return len(visibly) - len(channels) // 4  # every pixel's fourth byte is 255


def difference(expected: QImage, actual: QImage) -> QImage:
    """Return where and how much two pictures differ: black is the same."""
    result = actual.copy()
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, expected)
    painter.end()
    return result
