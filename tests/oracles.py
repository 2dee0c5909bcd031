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
) -> tuple[list[int], list[int], set[tuple[int, int]], bool, set[int]]:
    """What rewiring keeps: degrees out and in, joined classes, distinct links, nodes with a self-loop."""
    arcs = list(zip(source.tolist(), target.tolist(), strict=True))
    return (
        [sum(a == v for a, _ in arcs) for v in range(n)],
        [sum(b == v for _, b in arcs) for v in range(n)],
        {(kind[a], kind[b]) for a, b in arcs if a != b},
        len(set(arcs)) == len(arcs),
        {a for a, b in arcs if a == b},
    )


def realisations(
    n: int, source: np.ndarray, target: np.ndarray, kind: Sequence[int]
) -> set[frozenset[tuple[int, int]]]:
    """Every graph without loops that has the degrees and the frame of this one."""
    joined = {(kind[a], kind[b]) for a, b in zip(source.tolist(), target.tolist(), strict=True)}
    out = np.bincount(source, minlength=n).tolist()

    def grow(v: int, left: tuple[int, ...]) -> Iterator[frozenset[tuple[int, int]]]:
        if v == n:
            if not any(left):
                yield frozenset()
            return
        may = [w for w in range(n) if w != v and left[w] and (kind[v], kind[w]) in joined]
        for chosen in combinations(may, out[v]):
            less = tuple(each - (w in chosen) for w, each in enumerate(left))
            for rest in grow(v + 1, less):
                yield rest | {(v, w) for w in chosen}

    return set(grow(0, tuple(np.bincount(target, minlength=n).tolist())))


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
