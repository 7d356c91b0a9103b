"""``make bench``: the cold start, then the canvas; ``ARGS='canvas --sizes 1000'`` runs one."""

import sys

from tests.bench import bench_canvas, bench_start

_BENCHES = {"start": bench_start.main, "canvas": bench_canvas.main}


def main() -> None:
    wanted, rest = sys.argv[1:2], sys.argv[2:]
    if wanted and wanted[0] not in _BENCHES:
        raise SystemExit(f"there is no benchmark {wanted[0]}: {' or '.join(_BENCHES)}")
    for name in wanted or _BENCHES:
        sys.argv = [f"make bench {name}", *rest]
        _BENCHES[name]()


if __name__ == "__main__":
    main()
