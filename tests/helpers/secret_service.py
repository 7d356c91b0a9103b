"""A real Secret Service of a test's own: private session bus, gnome-keyring, no display.

``with SecretService.running() as service:`` for code in this process and, with ``service.env``, for
programs started by the test. Needs the system packages dbus and gnome-keyring.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    Proxy,
    open_dbus_connection,
)

_SECRETS = "org.freedesktop.secrets"
_OPENS = "opens-the-test-keyring"
# no <servicedir>: nothing is started by itself, so nothing of the machine leaks in
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class SecretService:
    """A session bus under ``root`` (a short path: a socket's address has about 107 bytes)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        runtime = root / "run"
        home = root / "home"
        runtime.mkdir(mode=0o700)
        home.mkdir(mode=0o700)
        self._socket = runtime / "bus"
        self.variables: Mapping[str, str] = {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._socket}",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        self._bus: subprocess.Popen[bytes] | None = None
        self._daemon: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def running(cls, *, daemon: bool = True) -> Iterator["SecretService"]:
        """A bus, with an unlocked keyring on it unless ``daemon`` is False."""
        for program in ("dbus-daemon", "gnome-keyring-daemon"):
            assert shutil.which(program), "apt-get install dbus gnome-keyring"
        root = Path(tempfile.mkdtemp(prefix="wb-"))
        service = cls(root)
        try:
            service._start_bus()
            if daemon:
                service.start_daemon()
            yield service
        finally:
            service._stop()
            shutil.rmtree(root, ignore_errors=True)

    @property
    def env(self) -> dict[str, str]:
        """The environment for a program that shall use this keyring. Holds no display."""
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "PYTHON_KEYRING_BACKEND"}
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        return kept | dict(self.variables)

    def start_daemon(self) -> None:
        """Start gnome-keyring, unlocked, and wait until it is on the bus."""
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.env,
        )
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(_OPENS.encode())  # up to the end of file; no newline
        self._daemon.stdin.close()
        self._wait_for_name()

    def freeze(self) -> None:
        """Stop the daemon where it stands: it keeps its name on the bus and answers nothing."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen daemon go on."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGCONT)

    @property
    def is_frozen(self) -> bool:
        """Whether the daemon is stopped right now, as the kernel says."""
        assert self._daemon is not None
        stat = Path(f"/proc/{self._daemon.pid}/stat").read_text(encoding="ascii")
        return stat.rpartition(")")[2].split()[0] == "T"

    def lock(self) -> None:
        """Lock the default collection, as a desktop does when the screen is locked."""
        address = DBusAddress(
            "/org/freedesktop/secrets",
            bus_name=_SECRETS,
            interface="org.freedesktop.Secret.Service",
        )
        collection = "/org/freedesktop/secrets/collection/login"
        with open_dbus_connection(self.variables["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            reply = bus.send_and_get_reply(
                new_method_call(address, "Lock", "ao", ([collection],)), timeout=10
            )
        assert collection in reply.body[0], reply.body

    def restart_daemon(self) -> None:
        """Come back unlocked, with what was stored on disk."""
        self._end(self._daemon)
        self.start_daemon()

    def files(self) -> Iterator[bytes]:
        """The content of every file below the root: what is on disk."""
        for path in self.root.rglob("*"):
            if path.is_file():
                yield path.read_bytes()

    def _start_bus(self) -> None:
        config = self.root / "bus.conf"
        config.write_text(_BUS_CONFIG.format(socket=self._socket), encoding="utf-8")
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.env,
        )
        assert self._bus.stdout is not None
        assert self._bus.stdout.readline(), "dbus-daemon did not start"

    def _wait_for_name(self) -> None:
        with open_dbus_connection(self.variables["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            rule = MatchRule(
                type="signal",
                interface=message_bus.interface,
                member="NameOwnerChanged",
                path=message_bus.object_path,
            )
            rule.add_arg_condition(0, _SECRETS)
            proxy = Proxy(message_bus, bus)
            proxy.AddMatch(rule)
            with bus.filter(rule) as appeared:
                if not proxy.NameHasOwner(_SECRETS)[0]:
                    bus.recv_until_filtered(appeared, timeout=20)

    def _stop(self) -> None:
        self._end(self._daemon)
        self._end(self._bus)

    @staticmethod
    def _end(process: "subprocess.Popen[bytes] | None") -> None:
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            last_resort = Timer(5, process.kill)
            last_resort.start()
            process.wait()
            last_resort.cancel()
        if process.stdout is not None:
            process.stdout.close()
