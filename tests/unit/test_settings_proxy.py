"""Which proxies the preferences take, and that an API key can't be written out by accident."""

from dataclasses import asdict

import pytest

from builder_app.api_key import ApiKey
from builder_app.services.target import Target
from builder_app.settings.proxy import proxy_trouble


@pytest.mark.parametrize("address", ["http://proxy.example:3128", "https://10.0.0.1", "http://a/"])
def test_the_address_of_a_proxy_is_taken(address: str) -> None:
    assert proxy_trouble(address) is None


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "malformed"),
        ("nonsense", "malformed"),
        ("http://", "malformed"),
        ("http://a:99999", "malformed"),
        ("http://a b", "malformed"),
        ("http://a/path", "malformed"),
        ("ftp://a", "malformed"),
        ("socks5://a:1080", "socks"),
        ("http://me:pass-word@a:3128", "with_password"),
        ("http://a/sk_live_0123456789", "with_password"),
    ],
)
def test_what_is_no_proxy_is_refused_without_repeating_it(address: str, code: str) -> None:
    trouble = proxy_trouble(address)
    assert trouble is not None
    assert trouble.code == f"settings.proxy_{code}"
    assert "pass-word" not in trouble.text()


def test_a_key_is_not_written_out_along_with_what_holds_it() -> None:
    target = Target("a", "A", None, ApiKey("sk_live_0123456789abcdef"))
    assert "0123456789" not in str(target)
    with pytest.raises(TypeError, match="not written anywhere"):
        asdict(target)
