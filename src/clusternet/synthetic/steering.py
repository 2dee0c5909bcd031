"""Bring path length and diameter to their targets with the last ties of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from clusternet.kernels import libraries, paths_plain
from clusternet.network.links import Links
from clusternet.synthetic.ledger import CORE, RIM, Ledger
from clusternet.typing import Ints

_SOURCES = 768
_CLOSE_ENOUGH = 0.003
_FAR = 0.03
_TRIES = 500
_PAIRS_A_ROUND = 40


@dataclass(frozen=True)
class Aim:
    """What the ties kept back should bring about."""

    path_length: float
    diameter: int


@dataclass
class Rims:
    """Nodes near the rim, by direction of a new tie.

    Attributes
    ----------
    ends
        Partner nodes some hops from the hub: ties of nodes that are cut off make long paths with them.
    cut_off
        Firms without a path to (True) or from (False) the hub.
    remote
        Firms whose path to or from the hub is long.
    """

    ends: dict[bool, list[int]]
    cut_off: dict[bool, list[int]]
    remote: dict[bool, list[int]]


_NOWHERE: dict[bool, list[int]] = {True: [], False: []}
_NONE = Rims(_NOWHERE, _NOWHERE, _NOWHERE)
_REMOTE = 4


def steer(book: Ledger, layer: int, n: int, aim: Aim, owners: list[int]) -> None:
    """Make `n` ties of the given owners, chosen to meet the aim.

    Ties that cross from the rim to the core shorten paths; ties that make far nodes reachable lengthen
    the average; ties back to a partner that is well connected change little.
    """
    used = repair(book, layer, n, aim.diameter, owners)
    last, spare = max(4, n // 6), max(3, n // 30)
    while used < n - spare:
        gap = mean_hops(book, layer) / aim.path_length - 1
        left = n - spare - used
        mode = _mode(gap, growing=used < n - last)
        step = min(left, max(2, n // 16, left // (4 if abs(gap) > _FAR else 8)))
        rims = _rims(book, owners, aim.diameter) if layer == RIM else _NONE
        for _ in range(step):
            _tie(book, layer, owners, mode, rims)
        used += step
    used += repair(book, layer, n - used, aim.diameter, owners)
    rims = _rims(book, owners, aim.diameter) if layer == RIM else _NONE
    for _ in range(n - used):
        _tie(book, layer, owners, "shorten", rims)


def _mode(gap: float, *, growing: bool) -> str:
    if gap > _CLOSE_ENOUGH:
        return "shorten"
    return "lengthen" if gap < -_CLOSE_ENOUGH and growing else "keep"


def mean_hops(book: Ledger, layer: int) -> float:
    """Average path length, from a sample of sources."""
    ends, ids = _numbered(book, layer)
    source, target = ends
    sources = np.unique(source)
    if len(sources) > _SOURCES:
        sources = np.sort(book.dice.rng.choice(sources, _SOURCES, replace=False))
    backwards = Links(len(ids), target, source, np.ones(source.size))
    pairs = paths_plain.search(*backwards.rows, sources)[0]
    return float((pairs @ np.arange(pairs.size)) / pairs.sum())


def _numbered(book: Ledger, layer: int) -> tuple[Ints, Ints]:
    """Return the ends of the ties, shape (2, ties), as places in the nodes that have one, and those nodes."""
    ids, place = np.unique(np.stack(book.arrays(layer)), return_inverse=True)
    return place, ids


def _graph(book: Ledger, layer: int) -> tuple[Any, Ints, int]:
    """Return the ties as a graph, its nodes' numbers in the ledger, and the place of the hub."""
    (source, target), ids = _numbered(book, layer)
    graph = libraries.igraph_graph(len(ids), source, target, directed=True)
    return graph, ids, int(np.searchsorted(ids, 0))


def _hops(graph: Any, root: int, mode: Literal["in", "out"]) -> Ints:
    """Return the distance of every node to (in) or from (out) one of them; -1 where there is no path."""
    found = np.array(graph.distances(root, mode=mode)[0])
    return np.where(np.isinf(found), -1, found).astype(np.int64)


def _tie(book: Ledger, layer: int, owners: list[int], mode: str, rims: Rims) -> None:
    for attempt in range(_TRIES):
        owner = book.dice.pick(owners)
        outward = book.dice.uniform() < 0.5
        other: int | None
        if mode == "shorten":
            if rims.remote[outward] and attempt < 100:
                owner = book.dice.pick(rims.remote[outward])
            other = _across(book, layer, owner, outward, owners, strict=attempt < 100)
        elif mode == "lengthen" and attempt < 100 and rims.ends[outward] and rims.cut_off[outward]:
            owner = book.dice.pick(rims.cut_off[outward])
            other = book.dice.pick(rims.ends[outward])
        elif layer == CORE:
            other = book.dice.pick(book.core_partners)
            if attempt < 100 and book.closes(owner, other, CORE):
                continue
        else:
            other = _known(book, owner) if book.out[owner] and book.inn[owner] else None
        if other is None or other in book.blocked:
            continue
        if book.link(owner, outward, other, layer):
            return
    raise RuntimeError(f"no tie found to steer the network of {book.year}")


def _across(
    book: Ledger, layer: int, owner: int, outward: bool, owners: list[int], *, strict: bool
) -> int | None:
    """The other end of a tie between rim and core (in the core: between two platforms)."""
    if layer == CORE:
        other = book.dice.pick(owners)
        return None if strict and book.closes(owner, other, CORE) else other
    if owner < book.layout.n_platforms:
        return None
    other = book.dice.pick(book.core_partners)
    if not (book.out[other] and book.inn[other]) or (strict and book.closes(owner, other, RIM)):
        return None
    return other


def _known(book: Ledger, owner: int) -> int | None:
    """A partner of the owner's outside the core that both supplies and receives already."""
    around = [
        x
        for x in book.near[RIM][owner]
        if x >= book.layout.n_samples
        and not book.in_core[x]
        and book.out[x]
        and book.inn[x]
        and not book.layout.is_named(x)
    ]
    return book.dice.pick(sorted(around)) if around else None


def _rims(book: Ledger, owners: list[int], diameter: int) -> Rims:
    where = book.layout
    graph, ids, hub = _graph(book, RIM)
    after = np.full(where.n_nodes, -1)
    before = after.copy()
    after[ids] = _hops(graph, hub, "out")
    before[ids] = _hops(graph, hub, "in")
    cap = (diameter - 1) // 2 - 1
    off = [x for x in where.partners(book.year) if not book.in_core[x] and x not in book.blocked]
    firms = [x for x in owners if x >= where.n_platforms]
    return Rims(
        ends={
            True: [x for x in off if 3 <= before[x] <= cap],
            False: [x for x in off if 3 <= after[x] <= cap],
        },
        cut_off={
            True: [x for x in firms if before[x] < 0],
            False: [x for x in firms if after[x] < 0],
        },
        remote={
            True: [x for x in firms if before[x] >= _REMOTE],
            False: [x for x in firms if after[x] >= _REMOTE],
        },
    )


def repair(book: Ledger, layer: int, n: int, diameter: int, owners: list[int]) -> int:
    """Cut distances longer than the diameter with at most `n` ties; returns how many it took."""
    used = 0
    may_own = set(owners)
    for _ in range(60):
        paths = _too_long(book, layer, diameter) if used < n else []
        if not paths:
            break
        for path in paths[: max(1, (n - used) // 2)]:
            used += _cut(book, layer, path, may_own)
            if used >= n:
                break
    return used


def _cut(book: Ledger, layer: int, path: list[int], owners: set[int]) -> bool:
    def fits(tail: int, head: int) -> bool:
        plain = [
            x not in book.blocked and (x in owners or book.layout.is_plain_partner(x)) for x in (tail, head)
        ]
        return all(plain) and (tail in owners or head in owners)

    spans = [
        (i, j)
        for i in range(len(path))
        for j in range(i + 3, min(len(path), i + 7))
        if fits(path[i], path[j])
    ]
    spans.sort(key=lambda s: (book.closes(path[s[0]], path[s[1]], RIM), s[0] - s[1]))
    return any(book.link(path[i], True, path[j], layer) for i, j in spans[:6])


def _too_long(book: Ledger, layer: int, diameter: int) -> list[list[int]]:
    """One shortest path for each far source; a bound through the hub spares most searches."""
    graph, ids, hub = _graph(book, layer)
    before, reach = _hops(graph, hub, "in"), int(_hops(graph, hub, "out").max())
    sources = np.flatnonzero(((before < 0) | (before + reach > diameter)) & (np.array(graph.outdegree()) > 0))
    if not sources.size:
        return []
    longest = np.array(graph.eccentricity(sources, mode="out"))
    far = [pair for tail in sources[longest > diameter] for pair in _farther(graph, int(tail), diameter)]
    far.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    seen: set[int] = set()
    paths: list[list[int]] = []
    for tail, head, _ in far:
        if tail in seen or head in seen or len(paths) == _PAIRS_A_ROUND:
            continue
        seen.update((tail, head))
        paths.append([int(ids[x]) for x in _shortest_path(graph, tail, head)])
    return paths


def _farther(graph: Any, tail: int, diameter: int) -> list[tuple[int, int, int]]:
    """Return (tail, head, distance) of the nodes beyond the diameter."""
    hops = _hops(graph, tail, "out")
    return [(tail, head, int(hops[head])) for head in np.flatnonzero(hops > diameter).tolist()]


def _shortest_path(graph: Any, tail: int, head: int) -> list[int]:
    """Return the nodes of the shortest path whose nodes come first, both ends included."""
    left = _hops(graph, head, "in")
    path = [tail]
    while path[-1] != head:
        path.append(min(x for x in graph.successors(path[-1]) if left[x] == left[path[-1]] - 1))
    return path
