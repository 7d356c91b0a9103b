"""Whether there is a display: without one Qt aborts, and its advice misleads."""

import os
import sys
from pathlib import Path

_NEEDS_NONE = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_display() -> bool:
    """Say whether a window can be opened here; asks the X server that DISPLAY names."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(_NEEDS_NONE):
        return True
    return _wayland_is_there() or (bool(os.environ.get("DISPLAY")) and _x_server_answers())


def _wayland_is_there() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), str(name)).is_socket()


def _x_server_answers() -> bool:
    """Connect once, as Qt will: one that is gone, or refuses this user, is no display."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt looks in more places, and says what it misses
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return refused == 0
