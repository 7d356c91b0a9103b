"""``--selfcheck``: one line a check, for the smoke test of a packaged program."""

import sys
import tempfile
from pathlib import Path


def selfcheck() -> int:
    """Open a window, read resources, find the keyring's backend, publish to a sandbox."""
    from PySide6.QtWidgets import QApplication

    from builder_app.catalogue.seed import seed_catalogue
    from builder_app.ui.main_window import MainWindow
    from builder_app.ui.theme.theme import Theme

    app = QApplication(["workflow-builder"])
    catalogue = seed_catalogue()
    _report("resources", f"{len(catalogue.kinds())} block kinds")
    window = MainWindow(Theme(), ())
    window.show()
    app.sendPostedEvents()
    _report("window", f"{window.width()} × {window.height()} on {app.platformName()}")
    window.close()
    from builder_app.credentials.key_store import KeyStore

    _report("keyring", KeyStore().backend_name().result())
    return 0 if _sandbox_publish() else 1


def _sandbox_publish() -> bool:
    from builder_app.background.io_loop import IoLoop
    from builder_app.catalogue.seed import seed_catalogue
    from builder_app.services.gateway import Gateway
    from builder_app.services.outcomes import Published
    from builder_app.services.plan import plan_publish
    from builder_app.services.target import Target
    from builder_app.workflow.parts import Block, new_block_id
    from builder_app.workflow.snapshot import Snapshot

    block = Block(new_block_id(), "webhook", {"dataframe_type": "LEAD"})
    target = Target("sandbox", "Sandbox", None, None)
    plan = plan_publish(Snapshot("Self check", "", (block,)), (), target, seed_catalogue())
    loop = IoLoop()
    loop.start()
    with tempfile.TemporaryDirectory() as folder:
        gateway = Gateway(loop, seed_catalogue(), Path(folder) / "sandbox.sqlite3")
        outcome = gateway.publish(plan).result(timeout=30)
        loop.close()
    _report("sandbox", outcome.message.text())
    return isinstance(outcome, Published)


def _report(check: str, found: str) -> None:
    sys.stdout.write(f"{check}: {found}\n")
