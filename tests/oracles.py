"""The kernels once more, slow and obvious."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

import numpy as np

from clusternet.kernels.paths import Paths
from clusternet.kernels.triangles import Triangles
from clusternet.network.links import Links


def distances(neighbours: Sequence[Sequence[int]], start: int) -> dict[int, int]:
    found, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other in neighbours[node]:
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return {node: steps for node, steps in found.items() if node != start}


def paths(n: int, indptr: np.ndarray, indices: np.ndarray) -> Paths:
    neighbours = [indices[indptr[v] : indptr[v + 1]].tolist() for v in range(n)]
    rows = [list(distances(neighbours, v).values()) for v in range(n)]
    counted = Counter(steps for row in rows for steps in row)
    return Paths(
        np.array([counted[steps] for steps in range(max(counted, default=0) + 1)]),
        np.array([len(row) for row in rows]),
        np.array([sum(row) for row in rows]),
        np.array([max(row, default=0) for row in rows]),
        np.array([sum(1 / steps for steps in row) for row in rows], dtype=float),
    )


def triangles(n: int, source: np.ndarray, target: np.ndarray) -> Triangles:
    arcs = set(zip(source.tolist(), target.tolist(), strict=True))
    around: list[set[int]] = [set() for _ in range(n)]
    for a, b in arcs:
        if a != b:
            around[a].add(b)
            around[b].add(a)
    closing = [
        [((a, b) in arcs) + ((b, a) in arcs) for a, b in combinations(sorted(around[v]), 2)] for v in range(n)
    ]
    return Triangles(
        np.array([len(each) for each in around]),
        np.array([sum(count > 0 for count in each) for each in closing]),
        np.array([sum(each) for each in closing]),
    )


def brokerage(links: Links, group: Sequence[int]) -> np.ndarray:
    """Each path a -> v -> b that no link a -> b closes, one by one."""
    arcs = set(zip(links.source.tolist(), links.target.tolist(), strict=True))
    arcs |= set() if links.directed else {(b, a) for a, b in arcs}
    counts = np.zeros((links.n, 5), dtype=np.int64)
    for a, v, b in permutations(range(links.n), 3):
        if (a, v) not in arcs or (v, b) not in arcs or (a, b) in arcs:
            continue
        if min(group[a], group[v], group[b]) >= 0:
            letters = {}
            pattern = "".join(letters.setdefault(group[each], "ABC"[len(letters)]) for each in (a, v, b))
            counts[v, ["AAA", "ABA", "ABB", "AAB", "ABC"].index(pattern)] += 1
    return counts


def constraint(links: Links) -> np.ndarray:
    """Burt's formula as it is written."""
    ties = np.zeros((links.n, links.n))
    ties[links.source, links.target] = 1
    ties = ties + ties.T if links.directed else np.maximum(ties, ties.T)
    np.fill_diagonal(ties, 0)
    found = np.full(links.n, np.nan)
    share = [row / row.sum() if row.sum() else row for row in ties]
    for i in range(links.n):
        others = np.flatnonzero(ties[i])
        if others.size:
            found[i] = sum(
                (share[i][j] + sum(share[i][q] * share[q][j] for q in range(links.n) if q not in (i, j))) ** 2
                for j in others
            )
    return found


def modularity(
    n: int, source: np.ndarray, target: np.ndarray, weight: np.ndarray, label: Sequence[int], gamma: float = 1
) -> float:
    total = weight.sum()
    inside: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for a, b, w in zip(source.tolist(), target.tolist(), weight.tolist(), strict=True):
        ends[label[a]] += w
        ends[label[b]] += w
        if label[a] == label[b]:
            inside[label[a]] += w
    return sum(inside[c] / total - gamma * (ends[c] / (2 * total)) ** 2 for c in set(label))


def best_modularity(
    n: int, source: np.ndarray, target: np.ndarray, weight: np.ndarray, gamma: float = 1
) -> float:
    """Look at every partition."""

    def partitions(labels: list[int]) -> Iterator[list[int]]:
        if len(labels) == n:
            yield labels
            return
        for label in range(max(labels, default=-1) + 2):
            yield from partitions([*labels, label])

    return max(modularity(n, source, target, weight, label, gamma) for label in partitions([]))


def fixed(
    n: int, source: np.ndarray, target: np.ndarray, kind: Sequence[int]
) -> tuple[list[int], list[int], Counter[tuple[int, int]], bool, set[int]]:
    """What rewiring keeps: degrees out and in, links from kind to kind, distinct links, loops."""
    arcs = list(zip(source.tolist(), target.tolist(), strict=True))
    return (
        [sum(a == v for a, _ in arcs) for v in range(n)],
        [sum(b == v for _, b in arcs) for v in range(n)],
        Counter((kind[a], kind[b]) for a, b in arcs if a != b),
        len(set(arcs)) == len(arcs),
        {a for a, b in arcs if a == b},
    )


Arc = tuple[int, int]


def realisations(arcs: Sequence[Arc], kinds: Sequence[Arc], directed: bool = True) -> Counter[frozenset[Arc]]:
    """Every graph with the degrees of this one in each kind, and as many links from kind to kind.

    A node in its kind is a node of its own but for loops and parallel links. A graph counts as often as there
    are ways to say which of its links are of which kind. By all orders of the ends, so for a few links only.
    """
    ends = [tuple(zip(*both, strict=True)) for both in zip(arcs, kinds, strict=True)]

    def valid(links: Sequence[tuple[Arc, Arc]]) -> bool:
        pairs = [frozenset((a[0], b[0])) if not directed else (a[0], b[0]) for a, b in links]
        return all(a[0] != b[0] for a, b in links) and len(set(pairs)) == len(links)

    def inside(links: Sequence[tuple[Arc, Arc]]) -> int:
        return sum(a[1] and b[1] for a, b in links)

    if directed:
        tails, heads = zip(*ends, strict=True)
        every = (tuple(zip(tails, order, strict=True)) for order in permutations(heads))
    else:
        every = _matched([end for link in ends for end in link])
    states = {
        frozenset(links if directed else (tuple(sorted(link)) for link in links))
        for links in every
        if valid(links) and inside(links) == inside(ends)
    }
    return Counter(
        frozenset((a[0], b[0]) if directed else (min(a[0], b[0]), max(a[0], b[0])) for a, b in state)
        for state in states
    )


def _matched(ends: list[Arc]) -> Iterator[tuple[tuple[Arc, Arc], ...]]:
    """Every way to join ends by twos."""
    if not ends:
        yield ()
    for place in range(1, len(ends)):
        for rest in _matched(ends[1:place] + ends[place + 1 :]):
            yield ((ends[0], ends[place]), *rest)


def cores(n: int, source: np.ndarray, target: np.ndarray) -> list[int]:
    """Take away nodes of degree under k until none is left, for k = 1, 2, ...; a self-loop adds 2."""
    arcs = list(zip(source.tolist(), target.tolist(), strict=True))
    found, left, k = [0] * n, set(range(n)), 0
    while left:
        k += 1
        while True:
            inner = [arc for arc in arcs if arc[0] in left and arc[1] in left]
            degree = Counter(end for arc in inner for end in arc)
            weak = {v for v in left if degree[v] < k}
            if not weak:
                break
            for v in weak:
                found[v] = k - 1
            left -= weak
    return found
