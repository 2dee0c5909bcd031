"""Whether `formation` finds the odds by which networks grew, and how often its intervals hold them.

    python benchmarks/formation.py [--runs 100]

Networks of 100 firms and 200 others grow for four years by known choices (tests/choosing.py). Per number of
alternatives: the mean of the estimates, and the share of the 95 percent intervals that hold the truth.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from choosing import KNOWN, grown
from clusternet.change.formation import formation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    runs = parser.parse_args().runs
    truth = np.array([*KNOWN.values()])
    for alternatives in (5, 20, 1000):
        found, held = [], np.zeros(truth.size)
        for seed in range(runs):
            table = formation(grown(seed, firms=100, others=200), alternatives=alternatives, seed=seed).table
            found.append(table["estimate"].to_numpy())
            held += (np.log(table["low"]) <= truth) & (truth <= np.log(table["high"]))
        print(f"{alternatives} alternatives, {runs} networks")
        for name, true, mean, share in zip(KNOWN, truth, np.mean(found, axis=0), held / runs, strict=True):
            print(f"  {name:16} {true:5.2f} {mean:7.3f}  {share:.1%}")


if __name__ == "__main__":
    main()
