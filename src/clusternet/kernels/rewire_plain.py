"""Degree-preserving rewiring without the compiled kernel: the same graphs, far slower."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_GOLDEN = 0x9E3779B97F4A7C15
_WORD = (1 << 64) - 1
_HALF = (1 << 32) - 1
_WALKS = 8
_DRAWN = 1 << 14


def run(
    n: int, source: Ints, target: Ints, kind: Ints, steps: int, seed: int, number: int, ring: Ints
) -> Ints:
    """Return the targets of one null; links sorted by source, then target. `ring`: empty, or a lattice."""
    key = _mixed((_mixed(seed) + _GOLDEN * (number + 1)) & _WORD)
    tails, heads = source.tolist(), target.tolist()
    m = len(tails)
    begin = np.concatenate(([0], np.bincount(source, minlength=n).cumsum())).tolist()
    linked = set(zip(tails, heads, strict=True))
    classes = kind.tolist()
    allowed = {(classes[a], classes[b]) for a, b in linked}
    words = _words(key)
    places = ring.tolist()

    def free(a: int, b: int) -> bool:
        return a != b and (classes[a], classes[b]) in allowed and (a, b) not in linked

    def apart(a: int, b: int) -> int:
        way: int = abs(places[a] - places[b])
        return min(way, n - way)

    def turn(place: int, other: int) -> None:
        linked.remove((tails[place], heads[place]))
        heads[place] = other
        linked.add((tails[place], other))

    for _ in range(steps if m > 1 else 0):
        bits = next(words)
        e = ((bits >> 32) * m) >> 32
        if places or bits % _WALKS:
            f = ((bits & _HALF) * m) >> 32
            (a, b), (c, d) = (tails[e], heads[e]), (tails[f], heads[f])
            nearer = not places or apart(a, d) + apart(c, b) < apart(a, b) + apart(c, d)
            if b != d and nearer and free(a, d) and free(c, b):
                turn(e, d)
                turn(f, b)
            continue
        more = _mixed(bits)
        p, s = tails[e], heads[e]
        if begin[s] == begin[s + 1]:
            continue
        f = begin[s] + (((more >> 32) * (begin[s + 1] - begin[s])) >> 32)
        t = heads[f]
        if begin[t] == begin[t + 1]:
            continue
        g = begin[t] + (((more & _HALF) * (begin[t + 1] - begin[t])) >> 32)
        q = heads[g]
        if free(p, t) and free(t, s) and free(s, q):
            turn(e, t)
            turn(g, s)
            turn(f, q)
    moved = np.array(heads, dtype=np.int64)
    return moved[np.lexsort((moved, source))]


def _words(key: int) -> Iterator[int]:
    """Yield SplitMix64's stream from a key."""
    golden = np.uint64(_GOLDEN)
    places = np.arange(1, _DRAWN + 1, dtype=np.uint64) * golden
    start = np.array([key], dtype=np.uint64)
    while True:
        z = start + places
        start = z[-1:]
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        yield from (z ^ (z >> np.uint64(31))).tolist()


def _mixed(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
    return z ^ (z >> 31)
