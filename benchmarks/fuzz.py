"""Hold the kernels against the slow and obvious ones on random graphs.

python benchmarks/fuzz.py [GRAPHS] [SEED]      500 graphs from seed 0

Loops, parallel ties, separate parts, both directions, every processor level, 1 and 2 threads.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import numpy as np

import oracles
from clusternet.kernels import compiled, cores, paths, rewire, triangles
from clusternet.network.links import Links
from kernels.test_compiled import random_graph


def same(found: object, wanted: object, names: tuple[str, ...]) -> None:
    for name in names:
        np.testing.assert_allclose(getattr(found, name), getattr(wanted, name), rtol=1e-10, err_msg=name)


def check(seed: int) -> None:
    links = random_graph(seed)
    wanted = oracles.paths(links.n, *links.rows)
    for level in compiled.levels():
        for threads in ("1", "2"):
            os.environ |= {"CLUSTERNET_KERNELS": level, "CLUSTERNET_THREADS": threads}
            same(
                paths.all_pairs(*links.rows),
                wanted,
                ("histogram", "reached", "total", "eccentricity", "harmonic"),
            )
            same(paths.lengths(*links.rows), wanted, ("histogram",))
            found, eccentricity = paths.eccentricities(*links.rows)
            same(found, wanted, ("histogram",))
            np.testing.assert_array_equal(eccentricity, wanted.eccentricity)
    same(
        triangles.count(links.n, links.source, links.target),
        oracles.triangles(links.n, links.source, links.target),
        ("neighbours", "triangles", "links"),
    )
    np.testing.assert_array_equal(
        cores.cores(links.n, links.source, links.target), oracles.cores(links.n, links.source, links.target)
    )
    check_rewiring(seed, links)


def check_rewiring(seed: int, links: Links) -> None:
    """The same graphs from both kernels, with the degrees, the frame and the loops of the data."""
    kind = np.random.default_rng(seed).integers(0, 2, links.n)
    wanted = oracles.fixed(links.n, links.source, links.target, kind.tolist())
    made = []
    for kernels, threads in (
        *((level, threads) for level in compiled.levels() for threads in "12"),
        ("pure", "1"),
    ):
        os.environ |= {"CLUSTERNET_KERNELS": kernels, "CLUSTERNET_THREADS": threads}
        nulls = list(
            rewire.nulls(
                links.source,
                links.target,
                links.n,
                replicates=2,
                kinds=(kind[links.source], kind[links.target]),
                sweeps=2,
                seed=seed,
            )
        )
        made.append([np.stack(null) for null in nulls])
        np.testing.assert_array_equal(made[-1], made[0])
    for null in made[0]:
        found = oracles.fixed(links.n, *null, kind.tolist())
        assert found == wanted, seed


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    graphs, first = [*given, *(500, 0)[len(given) :]]
    for seed in range(first, first + graphs):
        check(seed)
    print(f"{graphs} graphs, levels {', '.join(compiled.levels())}, 1 and 2 threads: all equal")


if __name__ == "__main__":
    main()
