"""The key and address that the environment gives, as the service's own tools use them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from builder_app.api_key import ApiKey

KEY_VARIABLE = "SIXTYFOUR_API_KEY"
ENDPOINT_VARIABLE = "SIXTYFOUR_API_ENDPOINT"


@dataclass(frozen=True, slots=True)
class EnvironmentAccess:
    """What the environment says; an empty variable counts as not set."""

    key: ApiKey | None
    endpoint: str | None


def environment_access(environment: Mapping[str, str] | None = None) -> EnvironmentAccess:
    """Read ``SIXTYFOUR_API_KEY`` and ``SIXTYFOUR_API_ENDPOINT``; the address is not checked."""
    variables = os.environ if environment is None else environment
    key = variables.get(KEY_VARIABLE, "").strip()
    endpoint = variables.get(ENDPOINT_VARIABLE, "").strip()
    return EnvironmentAccess(ApiKey(key) if key else None, endpoint or None)
