"""Breadth-first search in bulk: distances from many sources at once, held as bit sets."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_LONGEST = 256


@dataclass
class HopCount:
    """Ordered reachable pairs by distance, and the pairs farther apart than asked."""

    pairs: Ints
    far: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Average path length over reachable ordered pairs."""
        hops = np.arange(len(self.pairs))
        return float((self.pairs * hops).sum() / self.pairs.sum())

    @property
    def longest(self) -> int:
        """Diameter: the longest finite distance."""
        return int(self.pairs.nonzero()[0].max())


def compact(src: Ints, dst: Ints) -> tuple[Ints, Ints, Ints]:
    """Renumber the ends of edges to 0..n-1; the third array gives the old numbers."""
    ids, inverse = np.unique(np.concatenate([src, dst]), return_inverse=True)
    return inverse[: len(src)], inverse[len(src) :], ids


def count_hops(
    src: Ints,
    dst: Ints,
    n: int,
    sources: Ints | None = None,
    *,
    beyond: int | None = None,
    words: int = 4,
) -> HopCount:
    """Count ordered pairs by directed distance.

    Sources are taken 64 * `words` at a time; every node holds one bit a source, and one sweep over
    the edges moves all of them one hop on.

    Parameters
    ----------
    src, dst
        Ends of the edges, numbered 0..n-1.
    n
        Number of nodes.
    sources
        Nodes to start from; left out, every node with an out-edge.
    beyond
        Also list the pairs (source, target, distance) farther apart than this.
    """
    order = np.argsort(dst, kind="stable")
    tails, sorted_heads = src[order], dst[order]
    first = np.flatnonzero(np.r_[True, sorted_heads[1:] != sorted_heads[:-1]])
    heads = sorted_heads[first]
    result = HopCount(np.zeros(_LONGEST, dtype=np.int64))
    start = np.unique(src) if sources is None else sources
    width = 64 * words
    for lo in range(0, len(start), width):
        block = start[lo : lo + width]
        seen = _first_bits(block, n)
        front = seen.copy()
        hop = 0
        while True:
            hop += 1
            new = np.zeros_like(seen)
            new[heads] = np.bitwise_or.reduceat(front[tails], first, axis=0)
            new &= ~seen
            found = int(np.bitwise_count(new).sum())
            if not found:
                break
            result.pairs[hop] += found
            seen |= new
            front = new
            if beyond is not None and hop > beyond:
                result.far += _decode(new, block, hop)
    return result


def _first_bits(block: Ints, n: int) -> npt.NDArray[np.uint64]:
    k = np.arange(len(block))
    bits = np.zeros((n, (len(block) + 63) // 64), dtype=np.uint64)
    bits[block, k // 64] |= np.uint64(1) << (k % 64).astype(np.uint64)
    return bits


def _decode(bits: npt.NDArray[np.uint64], block: Ints, hop: int) -> list[tuple[int, int, int]]:
    pairs = []
    for node, word in zip(*np.nonzero(bits), strict=True):
        value = int(bits[node, word])
        while value:
            low = value & -value
            pairs.append((int(block[int(word) * 64 + low.bit_length() - 1]), int(node), hop))
            value ^= low
    return pairs


def hops_from(src: Ints, dst: Ints, n: int, root: int) -> Ints:
    """Directed distance from one node to every node; -1 where there is no path."""
    order = np.argsort(src, kind="stable")
    heads = dst[order]
    pointer = np.searchsorted(src[order], np.arange(n + 1))
    dist = np.full(n, -1, dtype=np.int64)
    dist[root] = 0
    front = np.array([root], dtype=np.int64)
    hop = 0
    while len(front):
        hop += 1
        reached = np.unique(np.concatenate([heads[pointer[x] : pointer[x + 1]] for x in front]))
        front = reached[dist[reached] < 0]
        dist[front] = hop
    return dist


def shortest_path(src: Ints, dst: Ints, n: int, root: int, goal: int) -> list[int]:
    """Nodes of one shortest directed path, both ends included."""
    back = hops_from(dst, src, n, goal)
    order = np.argsort(src, kind="stable")
    heads = dst[order]
    pointer = np.searchsorted(src[order], np.arange(n + 1))
    path = [root]
    while path[-1] != goal:
        here = path[-1]
        nxt = heads[pointer[here] : pointer[here + 1]]
        nxt = nxt[(back[nxt] >= 0) & (back[nxt] == back[here] - 1)]
        path.append(int(nxt.min()))
    return path


def clustering_sum(src: Ints, dst: Ints, n: int) -> float:
    """Sum over nodes of L / (k (k - 1)): k union neighbours, L directed links among them."""
    return float(clustering(src, dst, n).sum())


def clustering(src: Ints, dst: Ints, n: int) -> npt.NDArray[np.float64]:
    """Directed local clustering of every node, 0 where it has fewer than two neighbours."""
    from scipy import sparse

    adjacency = sparse.csr_matrix((np.ones(len(src), dtype=np.int64), (src, dst)), shape=(n, n))
    union = ((adjacency + adjacency.T) > 0).astype(np.int64).tocsr()
    # Triangles need two ends that are linked: one product over the links keeps hubs affordable.
    links = np.asarray((union @ adjacency).multiply(union).sum(axis=1)).ravel()
    k = np.asarray(union.sum(axis=1)).ravel().astype(float)
    out = np.zeros(n)
    many = k > 1
    out[many] = links[many] / (k[many] * (k[many] - 1))
    return out
