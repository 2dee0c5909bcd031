"""The configuration model of maximum entropy: degrees in expectation, every pair by itself."""

from __future__ import annotations

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.kernels.newton import Likelihood
from clusternet.kernels.rewire import Kinds, numbered
from clusternet.typing import Floats, Ints


class Configuration:
    """Random graphs in which every node has its degrees in expectation, and kinds their links.

    Of all such models the one of largest entropy (Squartini and Garlaschelli 2011): pair (i, j) is linked
    with the chance x_i y_j / (1 + x_i y_j), whatever the other pairs; undirected, x_i x_j / (1 + x_i x_j).
    Links between two nodes of one of the two kinds have a factor more, by which their number is that of the
    data in expectation; pairs of kinds that no link of the data joins have none. A node with links in both
    kinds has its degrees in each, and a pair one link at most, see
    :class:`clusternet.kernels.newton.Likelihood`. Self-loops of the data stay where they are. Nodes of the
    same degrees share x and y, so the equations are solved over the distinct ones.

    Parameters
    ----------
    source, target : ndarray of int64, shape (m,)
        Distinct pairs of the nodes 0 ... n-1.
    n
        Number of nodes.
    kinds : tuple of ndarray of shape (m,), optional
        Kind of the source and of the target of each link, at most two different ones.
    directed
        Whether pairs are ordered.
    seed
        Of the graphs.

    Attributes
    ----------
    group : ndarray of int64, shape (n,)
        The type of each node: nodes of like degrees.
    size : ndarray of int64, shape (types,)
        Nodes of each type.
    pairs : ndarray of int64, shape (types, types)
        Ordered pairs of different nodes.
    chance : ndarray of float64, shape (types, types)
        Chance that a node of one type is linked to another node of another.

    Raises
    ------
    ClusternetError
        If the equations cannot be solved.

    Examples
    --------
    >>> import numpy as np
    >>> model = Configuration(np.array([0, 1, 2]), np.array([1, 2, 0]), 3)
    >>> model.chance.round(3).tolist()                      # one type; two others to be linked to
    [[0.5]]
    """

    def __init__(
        self,
        source: Ints,
        target: Ints,
        n: int,
        *,
        kinds: Kinds | None = None,
        directed: bool = True,
        seed: int = 0,
    ) -> None:
        if not 0 <= seed < 2**64:
            raise ClusternetError.of("seed_number", seed=seed)
        proper = source != target
        self.n, self.seed, self.directed, self.loops = n, seed, directed, source[~proper]
        ends = [source[proper], target[proper]]
        kind = [each[proper] for each in numbered(kinds, source.shape)]
        if not directed:  # every link in both directions: x and y are then alike
            ends, kind = ([np.concatenate(each), np.concatenate(each[::-1])] for each in (ends, kind))
        out, into = (
            np.bincount(2 * end + of, minlength=2 * n).reshape(-1, 2)
            for end, of in zip(ends, kind, strict=True)
        )
        first = (out[:, 0] + into[:, 0] > 0).astype(np.int64)
        types, self.group, self.size = np.unique(
            np.column_stack((first, out.sum(axis=1), into.sum(axis=1), out, into)),
            axis=0,
            return_inverse=True,
            return_counts=True,
        )
        self.group = self.group.ravel()
        self.pairs = np.outer(self.size, self.size) - np.diag(self.size)
        joined = np.bincount(2 * kind[0] + kind[1], minlength=4).reshape(2, 2)
        self.chance = self._solved(types[:, 3:5], types[:, 5:], joined)
        self._members = np.argsort(self.group, kind="stable")
        self._first = np.concatenate(([0], np.cumsum(self.size)))

    def _solved(self, out: Ints, into: Ints, joined: Ints) -> Floats:
        """Return the chances with which every type has its links in expectation."""
        tail, head = np.argwhere(out), np.argwhere(into)
        chance = np.zeros(self.pairs.shape)
        if not tail.size:
            return chance
        model = Likelihood(self.pairs, tail, head, joined > 0)
        nodes = self.size[tail[:, 0]], self.size[head[:, 0]]
        links = out[tuple(tail.T)] * nodes[0], into[tuple(head.T)] * nodes[1]
        found = model.solve(*links, int(joined[1, 1]), np.concatenate(nodes))
        np.add.at(chance, (tail[:, :1], head[:, 0]), found)
        np.minimum(chance, 1.0, out=chance)  # of a pair that is linked for sure the kinds add up to 1 + 1e-12
        return chance if self.directed else (chance + chance.T) / 2

    def null(self, number: int) -> tuple[Ints, Ints]:
        """Return source and target of one random graph, sorted; may be called by several threads at once."""
        rng = np.random.default_rng([self.seed, number])
        one, two = np.nonzero(self.chance if self.directed else np.triu(self.chance))
        pairs = self.pairs[one, two] // np.where(self.directed | (one != two), 1, 2)
        links = rng.binomial(pairs, self.chance[one, two])
        some = links > 0
        key = self._drawn(one[some], two[some], pairs[some], links[some], rng)
        key = np.sort(np.concatenate((key, self.loops * (self.n + 1))))
        return key // max(self.n, 1), key % max(self.n, 1)

    def expected(self, place: Ints, places: int) -> tuple[Floats, Floats]:
        """Return the expected links between places and their variances, each of shape (places, places).

        Undirected links stand above the diagonal, once.

        Parameters
        ----------
        place : ndarray of int64, shape (n,)
            Place of each node, 0 ... places-1; other numbers are left out. Self-loops do not count.
        """
        where = (place >= 0) & (place < places)
        here = np.zeros((self.size.size, places))
        np.add.at(here, (self.group[where], place[where]), 1)
        found = []
        for chance in (self.chance, self.chance * (1 - self.chance)):
            among = here.T @ chance @ here
            among[np.diag_indices(places)] -= np.diag(chance) @ here
            found.append(among if self.directed else np.triu(among) - np.diag(np.diag(among)) / 2)
        return found[0], found[1]

    def _drawn(self, one: Ints, two: Ints, pairs: Ints, links: Ints, rng: np.random.Generator) -> Ints:
        """Return as many different pairs of two types as are wanted, as source * n + target."""
        full = 2 * links > pairs
        found = [self._from_all(one[full], two[full], pairs[full], links[full], rng)]
        one, two, pairs, links = (each[~full] for each in (one, two, pairs, links))
        block = np.repeat(np.arange(one.size), links)
        known = np.empty(0, dtype=np.int64)
        while block.size:  # what is drawn twice is drawn again: every set is as likely as another
            cell = rng.integers(0, pairs[block])
            key = self._key(one[block], two[block], cell)
            _, first = np.unique(np.concatenate((known, key)), return_index=True)
            fresh = np.zeros(known.size + key.size, dtype=bool)
            fresh[first] = True
            fresh = fresh[known.size :]
            known, block = np.concatenate((known, key[fresh])), block[~fresh]
        return np.concatenate((*found, known))

    def _from_all(self, one: Ints, two: Ints, pairs: Ints, links: Ints, rng: np.random.Generator) -> Ints:
        """Put all pairs in a random order and take the first."""
        block = np.repeat(np.arange(one.size), pairs)
        start = np.concatenate(([0], np.cumsum(pairs)))[:-1]
        rank = np.arange(block.size) - start[block]
        cell = rank[np.lexsort((rng.random(block.size), block))]
        taken = rank < links[block]
        return self._key(one[block[taken]], two[block[taken]], cell[taken])

    def _key(self, one: Ints, two: Ints, cell: Ints) -> Ints:
        """Return pair number `cell` of those from type `one` to type `two`."""
        same = one == two
        if self.directed:
            width = self.size[two] - same
            row, column = cell // width, cell % width
            column += same & (column >= row)
        else:  # below the diagonal where the types are the same
            row = np.where(same, ((np.sqrt(8 * cell + 1.0) + 1) / 2).astype(np.int64), cell // self.size[two])
            row -= same & (row * (row - 1) // 2 > cell)
            column = np.where(same, cell - row * (row - 1) // 2, cell % self.size[two])
        ends = self._members[self._first[one] + row], self._members[self._first[two] + column]
        if not self.directed:
            ends = np.minimum(*ends), np.maximum(*ends)
        return np.asarray(ends[0] * self.n + ends[1])
