"""What every test gets: no inherited key, endpoint or proxy, and an isolated profile."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_LEAKY = (
    "SIXTYFOUR_API_KEY",
    "SIXTYFOUR_API_ENDPOINT",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
)

# how long an example takes says how busy the machine is, not whether the program is right
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")

# before any session fixture makes the application
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point the profile at a folder of the test's own and forget the machine's settings."""
    for name in _LEAKY:
        monkeypatch.delenv(name, raising=False)
    profile = tmp_path / "profile"
    monkeypatch.setenv("HOME", str(profile))
    for name, folder in (
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(name, str(profile / folder))
