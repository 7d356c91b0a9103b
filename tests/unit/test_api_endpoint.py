"""The address of a service is checked before a key goes there."""

import subprocess
import sys

import pytest

from builder_app.api.endpoint import DEFAULT_ENDPOINT, Endpoint, EndpointRefused


@pytest.mark.parametrize(
    ("text", "base_url", "host"),
    [
        ("https://api.sixtyfour.ai", "https://api.sixtyfour.ai", "api.sixtyfour.ai"),
        ("  HTTPS://API.Sixtyfour.ai:443/ ", "https://api.sixtyfour.ai", "api.sixtyfour.ai"),
        ("https://gw.example:8443/a/b/", "https://gw.example:8443/a/b", "gw.example:8443"),
        ("http://localhost:8000", "http://localhost:8000", "localhost:8000"),
        ("http://127.0.0.1:80", "http://127.0.0.1", "127.0.0.1"),
        ("http://[::1]:9", "http://[::1]:9", "[::1]:9"),
        ("https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
    ],
)
def test_a_good_address_is_normalised(text: str, base_url: str, host: str) -> None:
    endpoint = Endpoint(text)
    assert (endpoint.base_url, endpoint.host) == (base_url, host)
    assert Endpoint(endpoint.base_url) == endpoint
    assert endpoint.url("/workflows") == base_url + "/workflows"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "endpoint.malformed"),
        ("api.sixtyfour.ai", "endpoint.malformed"),
        ("ftp://x.example", "endpoint.malformed"),
        ("https://", "endpoint.malformed"),
        ("https://a b.example", "endpoint.malformed"),
        ("https://a\\b.example", "endpoint.malformed"),
        ("https://a\nb.example", "endpoint.malformed"),
        ("https://x.example:0", "endpoint.malformed"),
        ("https://x.example:99999", "endpoint.malformed"),
        ("https://[::1", "endpoint.malformed"),
        ("https://[zz::1]", "endpoint.malformed"),
        ("https://a..b", "endpoint.malformed"),
        ("https://-a.example", "endpoint.malformed"),
        ("https://" + "a" * 64 + ".example", "endpoint.malformed"),
        ("https://" + "ü" * 64 + ".example", "endpoint.malformed"),
        ("https://" + "a." * 130 + "example", "endpoint.malformed"),
        ("https://me:secret@x.example", "endpoint.with_password"),
        ("https://secret@x.example", "endpoint.with_password"),
        ("https://x.example?key=secret", "endpoint.with_query"),
        ("https://x.example/#secret", "endpoint.with_query"),
        ("https://x.example/a/../b", "endpoint.with_query"),
        ("http://x.example", "endpoint.not_secure"),
        ("http://127.1", "endpoint.not_secure"),
        ("http://localhost.example", "endpoint.not_secure"),
        ("http://192.168.0.1", "endpoint.not_secure"),
    ],
)
def test_a_bad_address_is_refused_without_repeating_a_secret(text: str, code: str) -> None:
    with pytest.raises(EndpointRefused) as refused:
        Endpoint(text)
    assert refused.value.message.code == code
    assert "secret" not in str(refused.value)


def test_only_this_machine_is_loopback() -> None:
    assert Endpoint("http://localhost").is_loopback
    assert Endpoint("https://127.0.0.2").is_loopback
    assert not DEFAULT_ENDPOINT.is_loopback


def test_the_window_may_import_the_values_cheaply() -> None:
    script = (
        "import sys\n"
        "import builder_app.api.endpoint, builder_app.api.errors, builder_app.api.limits\n"
        "import builder_app.api.records, builder_app.background\n"
        "heavy = {'httpx', 'pydantic', 'asyncio', 'tenacity', 'PySide6', 'ssl'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
