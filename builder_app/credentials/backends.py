"""Which keyring is used. Imported on the keyring thread only: it loads keyring.

Only the keyrings of the operating systems and desktops are accepted. Others would write the key to
a file of their own, ask for a password on a terminal, or forget it without a word (keyring #541).
"""

import sys
from typing import Final

from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.core import load_config, load_env, load_keyring

_FOR_PLATFORM: Final = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
_FOR_DESKTOPS: Final = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.libsecret.Keyring",
)
ACCEPTED: Final = frozenset(
    {*_FOR_DESKTOPS, *(name for names in _FOR_PLATFORM.values() for name in names)}
)


def find_backend() -> KeyringBackend | None:
    """Return the keyring to use now, or None when there is none that may be used.

    The person's own choice (``PYTHON_KEYRING_BACKEND``, ``keyringrc.cfg``) is followed when it is
    an accepted one. Raises whatever a chosen but unusable backend raises: RuntimeError,
    ImportError, errors of D-Bus.
    """
    chosen = load_env() or load_config()
    if chosen is not None:
        return chosen if _is_accepted(chosen) else None
    names = _FOR_PLATFORM.get(sys.platform, _FOR_DESKTOPS)
    usable = [backend for name in names if (backend := _load(name)) is not None]
    return max(usable, key=lambda backend: float(backend.priority), default=None)


def _load(name: str) -> KeyringBackend | None:
    try:
        return load_keyring(name)
    except Exception:  # noqa: BLE001 - a backend says "not here" with errors of every kind
        return None


def _is_accepted(backend: KeyringBackend) -> bool:
    if isinstance(backend, ChainerBackend):
        links = list(backend.backends)
        return bool(links) and all(_is_accepted(link) for link in links)
    return f"{type(backend).__module__}.{type(backend).__name__}" in ACCEPTED
