"""Random graphs in a frame, held against all there are: every one must come up, and as often as another.

    python benchmarks/frames.py [DRAWS]

All directed graphs on four nodes and all undirected ones on five, two of them partner nodes, in sets of the
same degrees and numbers of links between kinds; and up to six links whose ends may have been of another kind
when they were recorded. The rewired graphs of each set are counted, DRAWS (200) for each graph there is.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import oracles  # the tests' own references
from clusternet.kernels import rewire

Arcs = tuple[tuple[int, int], ...]


def sets(n: int, kind: list[int], directed: bool) -> list[list[Arcs]]:
    """Return the graphs on n nodes in sets of the same degrees and the same frame, those of two and more."""
    pairs = [
        pair for pair in product(range(n), repeat=2) if pair[0] < pair[1] or (directed and pair[0] > pair[1])
    ]
    found = defaultdict(list)
    for size in range(2, len(pairs) + 1):
        for arcs in combinations(pairs, size):
            inside = sum(kind[a] and kind[b] for a, b in arcs)
            ends = [tuple(a for a, _ in arcs), tuple(b for _, b in arcs)]
            ends = ends if directed else [ends[0] + ends[1]]
            found[inside, *(tuple(np.bincount(end, minlength=n)) for end in ends)].append(arcs)
    return [graphs for graphs in found.values() if len(graphs) > 1]


def apart(graphs: list[Arcs]) -> bool:
    """Whether swaps and reversed triangles that keep the frame do not join all graphs of a set."""
    known, seen, front = {frozenset(each) for each in graphs}, set(), [frozenset(graphs[0])]
    while front:
        here = front.pop()
        if here in seen or here not in known:
            continue
        seen.add(here)
        for (a, b), (c, d) in combinations(here, 2):
            front.append(here - {(a, b), (c, d)} | {(a, d), (c, b)})
        for (p, s), (t, q) in product(here, repeat=2):
            if p == q and (s, t) in here:
                front.append(here - {(p, s), (s, t), (t, p)} | {(p, t), (t, s), (s, p)})
    return len(seen) < len(known)


def chi_square(
    arcs: Arcs, kinds: np.ndarray, wanted: Counter[frozenset[tuple[int, int]]], **options: Any
) -> float:
    """Return the statistic of evenness over all graphs with the degrees and the frame of one."""
    source, target = np.array(arcs).T.copy()
    n, draws = int(max(source.max(), target.max())) + 1, options.pop("draws")
    nulls = rewire.nulls(
        source, target, n, kinds=tuple(kinds.T), sweeps=10, replicates=draws * wanted.total(), **options
    )
    made = Counter(frozenset(zip(*(end.tolist() for end in null), strict=True)) for null in nulls)
    assert set(made) == set(wanted), (arcs, kinds.tolist())
    expected = np.array(list(wanted.values())) * draws
    return float(stats.chisquare([made[each] for each in wanted], expected).statistic)


def counted(every: list[list[Arcs]], kind: list[int], *, turned: bool, **options: Any) -> str:
    """Rewire a graph of each set, and say how even the counts are."""
    rng = np.random.default_rng(0)
    total, free, done = 0.0, 0, 0
    for seed, graphs in enumerate(every):
        arcs = graphs[0]
        kinds = np.array(kind)[np.array(arcs)]
        wanted = Counter(map(frozenset, graphs))
        if turned:
            if len(arcs) > 6:  # too many orders of the ends
                continue
            kinds ^= rng.random(kinds.shape) < 0.2
            wanted = oracles.realisations(arcs, [tuple(each) for each in kinds.tolist()], options["directed"])
        total += chi_square(arcs, kinds, wanted, seed=10_000 + seed, **options)
        free, done = free + len(wanted) - 1, done + 1
    p = stats.chi2.sf(total, free)
    return f"{done} sets, all graphs met; chi square {total:,.0f} of {free:,} degrees of freedom, p {p:.2g}"


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for n, kind, directed in ((4, [0, 0, 1, 1], True), (5, [0, 0, 0, 1, 1], False)):
        every = sets(n, kind, directed)
        name = f"{n} nodes, {'directed' if directed else 'undirected'}"
        for turned in (False, True):
            found = counted(every, kind, turned=turned, directed=directed, draws=draws)
            print(f"{name}{', ties of either kind' if turned else ''}: {found}", flush=True)
        if directed:
            fall = sum(map(apart, every))
            print(f"{name}, swaps and reversed triangles within the frame: {fall} sets fall apart")


if __name__ == "__main__":
    main()
