"""Plain twin of the rewiring kernel: the same graphs from the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from clusternet.typing import Ints

_GOLDEN = 0x9E3779B97F4A7C15

_WORD = (1 << 64) - 1

_HALF = (1 << 32) - 1

_WALKS = 8

_PATIENCE = 4

_DRAWN = 1 << 14


class Graph:
    """Links in rows by source, ready to be rewired; an end is 2 v + k, node v in its kind k.

    Parameters
    ----------
    n
        Number of nodes.
    ends : ndarray of int64, shape (2 m,)
        Source and target of one link after the other.
    gates, home, directed
        As in :class:`clusternet.kernels.rewire.Rewiring`.
    """

    def __init__(self, n: int, ends: Ints, gates: Ints, home: int, directed: bool) -> None:
        self.n, self.ends, self.gates = n, ends.tolist(), gates.tolist()
        self.home, self.directed = home, directed
        rows = np.bincount(ends[::2] >> 1, minlength=n)
        self.begin = np.concatenate(([0], rows.cumsum())).tolist()

    def run(self, ring: Ints, steps: int, seed: int, first: int, count: int, threads: int) -> list[Ints]:
        """Return the links of the nulls ``first``, ... as the compiled kernel does, in one thread."""
        return [self._one(ring.tolist(), steps, seed, number) for number in range(first, first + count)]

    def _one(self, ring: list[int], steps: int, seed: int, number: int) -> Ints:
        chain = _Chain(self, ring)
        m = len(chain.ends) // 2
        words = _words(_mixed((_mixed(seed) + _GOLDEN * (number + 1)) & _WORD))
        done = 0
        while m > 1 and done < steps:
            bits = next(words)
            e = ((bits >> 32) * m) >> 32
            if self.directed and not ring and bits % _WALKS == 0:
                chain.turn(_mixed(bits), e)
            else:
                f = ((bits & _HALF) * m) >> 32
                chain.swap(bits, 2 * e + 1, 2 * f + (1 if self.directed else bits & 1))
            chain.settle()
            done += chain.level == self.home
        ends = np.array(chain.ends, dtype=np.int64).reshape(-1, 2) >> 1
        if not self.directed:
            ends.sort(axis=1)
        ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
        return ends[:, 1].copy() if self.directed else ends.T.ravel()


class _Chain:
    """A graph on its way; see ``rewire.cpp``."""

    def __init__(self, graph: Graph, ring: list[int]) -> None:
        self.graph, self.ring, self.ends, self.level = graph, ring, list(graph.ends), graph.home
        self.linked = self._pairs()
        self.away, self.patience = False, 0
        self.undone: list[tuple[int, int]] = []

    def swap(self, bits: int, x: int, y: int) -> None:
        a, b, c, d = self.ends[x ^ 1], self.ends[x], self.ends[y ^ 1], self.ends[y]
        same = a >> 1 == c >> 1 or b >> 1 == d >> 1
        if (a == c or b == d) if same else not (self._free(a, d) and self._free(c, b)):
            return
        change = ((a & 1) - (c & 1)) * ((d & 1) - (b & 1))
        if self.ring:
            apart = self._apart
            if change or apart(a, d) + apart(c, b) >= apart(a, b) + apart(c, d):
                return
        if self._passes(change, lambda: _mixed(bits)):
            self._put(x, d, not same)
            self._put(y, b, not same)

    def turn(self, more: int, e: int) -> None:
        ends, begin = self.ends, self.graph.begin
        p, s = ends[2 * e : 2 * e + 2]
        first, last = begin[s >> 1], begin[(s >> 1) + 1]
        if first == last:
            return
        f = first + (((more >> 32) * (last - first)) >> 32)
        z, t = ends[2 * f : 2 * f + 2]
        first, last = begin[t >> 1], begin[(t >> 1) + 1]
        if first == last:
            return
        g = first + (((more & _HALF) * (last - first)) >> 32)
        u, q = ends[2 * g : 2 * g + 2]
        if not (self._free(p, t) and self._free(t, s) and self._free(s, q)):
            return
        change = (p & t & 1) + (u & s & 1) + (z & q & 1) - (p & s & 1) - (z & t & 1) - (u & q & 1)
        if self._passes(change, lambda: _mixed(more)):
            self._put(2 * e + 1, t, True)
            self._put(2 * g + 1, s, True)
            self._put(2 * f + 1, q, True)

    def settle(self) -> None:
        if not self.away:
            return
        if self.level != self.graph.home:
            self.patience -= 1
            if self.patience >= 0:
                return
            for place, end in reversed(self.undone):
                self.ends[place] = end
            self.linked, self.level = self._pairs(), self.graph.home
        self.away = False

    def _free(self, a: int, b: int) -> bool:
        return a >> 1 != b >> 1 and self._pair(a, b) not in self.linked

    def _pair(self, a: int, b: int) -> tuple[int, int]:
        a, b = a >> 1, b >> 1
        return (a, b) if self.graph.directed or a < b else (b, a)

    def _pairs(self) -> set[tuple[int, int]]:
        return {self._pair(a, b) for a, b in zip(self.ends[::2], self.ends[1::2], strict=True)}

    def _apart(self, a: int, b: int) -> int:
        way = abs(self.ring[a >> 1] - self.ring[b >> 1])
        return min(way, self.graph.n - way)

    def _passes(self, change: int, word: Callable[[], int]) -> bool:
        if not change:
            return True
        home = self.graph.home
        if self.level >= home if change > 0 else self.level <= home:
            gate = self.level if change > 0 else self.level - 1
            if not 0 <= gate < len(self.graph.gates) or word() >> 32 >= self.graph.gates[gate]:
                return False
            if self.level == home:
                more = _mixed(word())
                doublings = min((more & -more).bit_length() - 1, 28) if more else 28
                self.away, self.undone = True, []
                self.patience = (_PATIENCE * (len(self.ends) // 2)) << doublings
        self.level += change
        return True

    def _put(self, place: int, end: int, renewed: bool) -> None:
        if self.away:
            self.undone.append((place, self.ends[place]))
        even = place & ~1
        if renewed:
            self.linked.remove(self._pair(*self.ends[even : even + 2]))
        self.ends[place] = end
        if renewed:
            self.linked.add(self._pair(*self.ends[even : even + 2]))


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
