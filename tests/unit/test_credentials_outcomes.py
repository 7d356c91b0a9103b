"""What the environment says, and what importing the package costs."""

import subprocess
import sys

from builder_app.api_key import ApiKey
from builder_app.credentials.environment import EnvironmentAccess, environment_access
from builder_app.credentials.outcomes import KeyFound


def test_the_services_own_variables_give_key_and_address() -> None:
    access = environment_access(
        {"SIXTYFOUR_API_KEY": " abc-123\n", "SIXTYFOUR_API_ENDPOINT": "https://eu.example.org"}
    )
    assert access == EnvironmentAccess(ApiKey("abc-123"), "https://eu.example.org")


def test_empty_variables_count_as_not_set() -> None:
    assert environment_access({"SIXTYFOUR_API_KEY": "  ", "SIXTYFOUR_API_ENDPOINT": ""}) == (
        EnvironmentAccess(None, None)
    )
    assert environment_access() == EnvironmentAccess(None, None)


def test_no_value_shows_the_key_when_printed() -> None:
    key = ApiKey("sk_live_0123456789abcdef")
    for value in (EnvironmentAccess(key, None), KeyFound(key)):
        assert "0123456789ab" not in f"{value!r} {value}"


def test_importing_the_key_store_and_the_settings_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "import builder_app.credentials.key_store, builder_app.credentials.environment\n"
        "import builder_app.settings.store, builder_app.settings.places\n"
        "heavy = {'keyring', 'pydantic', 'httpx', 'asyncio', 'PySide6', 'filelock', 'starlette'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.strip() == "[]"
