"""The canvas beside the limit, on the same graphs, one process after the other.

``make bench ARGS='canvas --sizes 100,1000,5000,10000 --runs 3'``. Offscreen, full
repaints of 1600 × 1000 pixels but for the drag. It judges nothing; it prints medians and ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIDES = {"limit": "tests.bench.canvas_limit", "ours": "tests.bench.canvas_ours"}
LONGEST_S = 300


def run(module: str, size: int) -> dict[str, float]:
    """Run one side once, in a process and a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "WORKFLOW_BUILDER_PROFILE": profile,
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, "-m", module, str(size)],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST_S, check=False,
        )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"{module} with {size} blocks ended early:\n{done.stderr}")
    found: dict[str, float] = json.loads(lines[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000,5000,10000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for size in (int(word) for word in options.sizes.split(",")):
        results: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
        for _ in range(options.runs):
            for side, module in SIDES.items():
                results[side].append(run(module, size))
        print(f"\n{size} blocks{'':24}limit      ours   ratio", flush=True)
        for phase in results["limit"][0]:
            limit, ours = (
                statistics.median(found[phase] for found in results[side]) for side in SIDES
            )
            ratio = ours / limit if limit > 0 else float("nan")
            print(f"{phase:34}{limit:8.1f}  {ours:8.1f}  {ratio:6.2f}", flush=True)


if __name__ == "__main__":
    main()
