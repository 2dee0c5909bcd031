"""Time the reading of a large edge file against ``pandas.read_csv`` of the same file.

    python benchmarks/reading.py                    one million rows
    python benchmarks/reading.py --rows 10000000    about half a minute, a file of 240 MB, 1.3 GB of memory

The file is made from a seed in a temporary folder. Each reader runs in a process of its own, so that the peak
of memory is its own too. The ratio says what checking and joining cost, on any machine: pandas parses the
cells and does nothing else.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

READERS = {
    "pandas.read_csv": "import pandas; pandas.read_csv(path)",
    "clusternet.read": "import clusternet; clusternet.read(path)",
}
PROBE = """
import resource, sys, time
path = sys.argv[1]
start = time.perf_counter()
{read}
used = resource.getrusage(resource.RUSAGE_SELF)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, peak)
"""


def write_edges(path: Path, rows: int, names: int, seed: int) -> None:
    """Write ``rows`` relations between at most ``names`` nodes: source, target, year, weight."""
    rng = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("source,target,year,weight\n")
        for start in range(0, rows, 1_000_000):
            size = min(1_000_000, rows - start)
            ends = rng.integers(names, size=(size, 2))
            years, weights = rng.integers(2014, 2024, size), rng.integers(1, 10, size)
            cells = zip(
                ends[:, 0].tolist(), ends[:, 1].tolist(), years.tolist(), weights.tolist(), strict=True
            )
            file.writelines(f"n{a:07d},n{b:07d},{year},{weight}\n" for a, b, year, weight in cells)


def measure(read: str, path: Path) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and the peak of memory in bytes."""
    command = [sys.executable, "-c", PROBE.format(read=read), str(path)]
    wall, cpu, peak = map(float, subprocess.run(command, capture_output=True, check=True).stdout.split())
    return wall, cpu, peak


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edges.csv"
        write_edges(path, options.rows, options.names, options.seed)
        print(f"{options.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
        walls = []
        for name, read in READERS.items():
            wall, cpu, peak = measure(read, path)
            walls.append(wall)
            print(f"{name:16} {wall:6.1f} s wall  {cpu:6.1f} s CPU  {peak / 1e9:5.2f} GB")
        print(f"ratio            {walls[1] / walls[0]:6.1f}")


if __name__ == "__main__":
    main()
