"""The directed configuration model of maximum entropy: degrees in expectation, every link by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.typing import Floats, Ints

TOLERANCE = 1e-6
"""Largest difference that is left between a degree and its expectation, in links."""

_STEPS = 200


class Configuration:
    """Random directed graphs in which every node has its out- and in-degree in expectation.

    Of all such models the one of largest entropy (Squartini and Garlaschelli 2011): pair (i, j) is linked
    with the chance x_i y_j / (1 + x_i y_j), whatever the other pairs. Self-pairs, and pairs of classes that
    no link of the data joins, have none (the frame); self-loops of the data stay where they are. Nodes of the
    same class and degrees share x and y, so the equations are solved over the distinct ones, by Newton's
    method on the concave likelihood.

    Parameters
    ----------
    source, target : ndarray of int64, shape (m,)
        Distinct ordered pairs of the nodes 0 ... n-1.
    kind : ndarray, shape (n,), optional
        Class of each node.
    seed
        Of the graphs.
    n
        Number of nodes.

    Attributes
    ----------
    group : ndarray of int64, shape (n,)
        The type of each node: nodes of like class, out- and in-degree.
    size : ndarray of int64, shape (types,)
        Nodes of each type.
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
        self, source: Ints, target: Ints, n: int, *, kind: NDArray[Any] | None = None, seed: int = 0
    ) -> None:
        if not 0 <= seed < 2**64:
            raise ClusternetError(f"seed {seed}; a whole number from 0 on")
        proper = source != target
        tails, heads = source[proper], target[proper]
        self.n, self.seed, self.loops = n, seed, source[~proper]
        label = np.zeros(n, dtype=np.int64) if kind is None else np.unique(kind, return_inverse=True)[1]
        out, into = (np.bincount(end, minlength=n) for end in (tails, heads))
        types, self.group, self.size = np.unique(
            np.column_stack((label, out, into)), axis=0, return_inverse=True, return_counts=True
        )
        self.group = self.group.ravel()
        classes = int(label.max(initial=0)) + 1
        joined = np.zeros((classes, classes), dtype=bool)
        joined[label[tails], label[heads]] = True
        self.pairs = np.outer(self.size, self.size) - np.diag(self.size)
        self.pairs *= joined[np.ix_(types[:, 0], types[:, 0])]
        self.chance = _solved(self.pairs, self.size * types[:, 1], self.size * types[:, 2], self.size)
        self._members = np.argsort(self.group, kind="stable")
        self._first = np.concatenate(([0], np.cumsum(self.size)))

    def null(self, number: int) -> tuple[Ints, Ints]:
        """Return source and target of one random graph, sorted; may be called by several threads at once."""
        rng = np.random.default_rng([self.seed, number])
        one, two = np.nonzero(self.chance)
        pairs = self.pairs[one, two]
        links = rng.binomial(pairs, self.chance[one, two])
        some = links > 0
        key = self._drawn(one[some], two[some], pairs[some], links[some], rng)
        key = np.sort(np.concatenate((key, self.loops * (self.n + 1))))
        return key // max(self.n, 1), key % max(self.n, 1)

    def expected(self, place: Ints, places: int) -> tuple[Floats, Floats]:
        """Return the expected links between places and their variances, each of shape (places, places).

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
            found.append(among)
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
        width = self.size[two] - same
        row, column = cell // width, cell % width
        column += same & (column >= row)
        return np.asarray(
            self._members[self._first[one] + row] * self.n + self._members[self._first[two] + column]
        )


def _solved(pairs: Ints, out: Ints, into: Ints, size: Ints) -> Floats:
    """Return the chances with which every type has its links in expectation."""
    rows, columns = out > 0, into > 0
    chance = np.zeros(pairs.shape)
    if not rows.any():
        return chance
    cells = pairs[np.ix_(rows, columns)].astype(float)
    wanted = np.concatenate((out[rows], into[columns])).astype(float)
    each = np.concatenate((size[rows], size[columns])).astype(float)
    chance[np.ix_(rows, columns)] = _newton(cells, wanted, each)
    return chance


def _newton(cells: Floats, wanted: Floats, each: Floats) -> Floats:
    """Climb the likelihood; `each` nodes share one of the `wanted` sums."""
    r = cells.shape[0]
    at = np.log(wanted / each) - 0.5 * np.log(wanted[:r].sum())
    likelihood, chance = _likelihood(at, cells, wanted)
    damping = 1e-9
    for _ in range(_STEPS):
        expected = cells * chance
        missing = wanted - np.concatenate((expected.sum(axis=1), expected.sum(axis=0)))
        if (np.abs(missing) < TOLERANCE * each).all():
            return np.where(cells > 0, chance, 0.0)
        curve = expected * (1 - chance)
        diagonal = np.concatenate((curve.sum(axis=1), curve.sum(axis=0)))
        matrix = np.zeros((wanted.size, wanted.size))
        matrix[:r, r:], matrix[r:, :r] = curve, curve.T
        while True:
            np.fill_diagonal(matrix, diagonal * (1 + damping) + 1e-12)
            step = np.clip(np.linalg.solve(matrix, missing), -3, 3)
            following = np.clip(at + step, -300, 300)
            gained, there = _likelihood(following, cells, wanted)
            if gained >= likelihood - 1e-12 * abs(likelihood) or damping > 1e9:
                break
            damping *= 10
        at, likelihood, chance = following, gained, there
        damping = max(damping / 10, 1e-12)
    raise ClusternetError("the configuration model does not converge on these degrees; try --null swap")


def _likelihood(at: Floats, cells: Floats, wanted: Floats) -> tuple[float, Floats]:
    r = cells.shape[0]
    total = at[:r, None] + at[r:]
    value = at @ wanted - (cells * np.logaddexp(0, total)).sum()
    return float(value), 1 / (1 + np.exp(-total))
