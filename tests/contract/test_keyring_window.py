"""A real window with a keyring that never answers: nothing freezes, and quitting ends it."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from builder_app.settings.places import Places
from builder_app.settings.store import SettingsStore
from builder_app.settings.values import Connection
from tests.helpers.secret_service import SecretService

_DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog
from builder_app.bootstrap import run_window
from builder_app.ui.workbench import Workbench
begin = Workbench.start
def start(self, *rest):
    begin(self, *rest)
    self.accounts.target(lambda target: None)
    timer = QTimer(self)
    def look():
        box = QApplication.activeModalWidget()
        if isinstance(box, QProgressDialog):
            timer.stop()
            box.cancel()
            print("quitting", flush=True)
            self.window.close()
    timer.timeout.connect(look)
    timer.start(20)
Workbench.start = start
sys.exit(run_window([]))
"""


def test_a_window_that_waits_for_a_frozen_keyring_can_be_quit(tmp_path: Path) -> None:
    here = Places(tmp_path / "config", tmp_path / "data", tmp_path / "log")
    settings = SettingsStore(here.settings_file)
    account = Connection("work", "Work", "https://api.sixtyfour.ai")
    settings.change(lambda old: old.with_connection(account))
    settings.change(lambda old: replace(old, active_connection_id="work"))
    assert settings.flush(30) is None
    with SecretService.running() as service:
        service.freeze()
        program = subprocess.Popen(
            [sys.executable, "-c", _DRIVER],
            env=service.env
            | {"WORKFLOW_BUILDER_PROFILE": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert program.stdout is not None
        assert program.stdout.readline() == "quitting\n"
        begun = time.monotonic()
        # the keyring's own deadline is 10 s, its freeze lasts for ever
        assert program.wait(60) == 0
        print(f"ended after {time.monotonic() - begun:.2f} s")
        assert service.is_frozen
        program.stdout.close()
