"""The equations of a configuration model, solved by Newton's method on its concave likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.typing import Floats, Ints

TOLERANCE = 1e-6
"""Largest difference that is left between a degree and its expectation, in links."""

_STEPS = 200


class Likelihood:
    """Chances of links between nodes in their kinds, at most one from node to node.

    A node of type T in kind a is linked to one of type U in kind b with weight x_Ta y_Ub, times z if both
    kinds are 1 and all kinds are linked with all; the chance is that weight over 1 + the weights of T and U
    in any kinds. The parameters are the logarithms of x, y and z.

    Parameters
    ----------
    pairs : ndarray of int64, shape (types, types)
        Ordered pairs of different nodes of each two types.
    tail, head : ndarray of int64, shape (rows, 2) and (columns, 2)
        Type and kind of those that have links out, and in; sorted.
    joined : ndarray of bool, shape (2, 2)
        Which kinds are linked with which.
    """

    def __init__(self, pairs: Ints, tail: Ints, head: Ints, joined: NDArray[np.bool_]) -> None:
        types, self.first, self.row = np.unique(tail[:, 0], return_index=True, return_inverse=True)
        others, self.start, self.column = np.unique(head[:, 0], return_index=True, return_inverse=True)
        self.pairs = pairs[np.ix_(types, others)].astype(float)
        self.plain = types.size == len(tail) and others.size == len(head)  # no node has links in both kinds
        self.cells = self._spread(self.pairs)
        kinds = np.ix_(tail[:, 1], head[:, 1])
        self.barred = ~joined[kinds]
        self.both: Floats = np.zeros_like(self.barred, dtype=float)
        if joined.all():
            self.both[:] = kinds[0] & kinds[1]

    def solve(self, out: Ints, into: Ints, inside: int, each: Ints) -> Floats:
        """Return the chance of every row and column.

        Parameters
        ----------
        out, into
            Links wanted of each row and column, over all its nodes.
        inside
            Links wanted inside kind 1.
        each
            Nodes of each row, then of each column.

        Raises
        ------
        ClusternetError
            If they are not found.
        """
        r, ends = out.size, np.concatenate((out, into))
        start = np.log(ends / each) - 0.5 * np.log(out.sum())
        extra = int(self.both.any())
        wanted = np.concatenate((ends, [inside] * extra)).astype(float)
        allowed = TOLERANCE * np.concatenate((each, [1] * extra))
        at = np.concatenate((start, [0.0] * extra))
        likelihood, chance = self._likelihood(at, wanted, r)
        damping = 1e-9
        for _ in range(_STEPS):
            missing = wanted - self._expected(chance, extra)
            if (np.abs(missing) < allowed).all():
                return np.where(self.cells > 0, chance, 0.0)
            matrix = self._curvature(chance, extra)
            diagonal = np.diagonal(matrix).copy()
            while True:
                np.fill_diagonal(matrix, diagonal * (1 + damping) + 1e-12)
                step = np.clip(np.linalg.solve(matrix, missing), -3, 3)
                following = np.clip(at + step, -300, 300)
                gained, there = self._likelihood(following, wanted, r)
                if gained >= likelihood - 1e-12 * abs(likelihood) or damping > 1e9:
                    break
                damping *= 10
            at, likelihood, chance = following, gained, there
            damping = max(damping / 10, 1e-12)
        raise ClusternetError.of("no_convergence")

    def _likelihood(self, at: Floats, wanted: Floats, r: int) -> tuple[float, Floats]:
        end = r + self.both.shape[1]
        total = at[:r, None] + at[r:end]
        if at.size > end:
            total = total + at[-1] * self.both
        total[self.barred] = -np.inf
        top = np.maximum(self._over(np.maximum, total), 0)
        weight = np.exp(total - self._spread(top))
        whole = np.exp(-top) + self._over(np.add, weight)
        value = at @ wanted - (self.pairs * (top + np.log(whole))).sum()
        return float(value), weight / self._spread(whole)

    def _over(self, rule: np.ufunc, values: Floats) -> Floats:
        """Return the sum, or another rule's result, over the kinds of each two types."""
        if self.plain:
            return values
        return np.asarray(rule.reduceat(rule.reduceat(values, self.first, axis=0), self.start, axis=1))

    def _spread(self, values: Floats) -> Floats:
        """Return what two types have for each of their kinds."""
        return values if self.plain else np.asarray(values[np.ix_(self.row, self.column)])

    def _expected(self, chance: Floats, extra: int) -> Floats:
        links = self.cells * chance
        inside = [(links * self.both).sum()] * extra
        return np.concatenate((links.sum(axis=1), links.sum(axis=0), inside))

    def _curvature(self, chance: Floats, extra: int) -> Floats:
        """Return the covariances of the numbers of links, of rows, of columns and inside kind 1."""
        links = self.cells * chance
        r, c = links.shape
        to = chance if self.plain else np.add.reduceat(chance, self.start, axis=1)  # of a row, to each type
        of = chance if self.plain else np.add.reduceat(chance, self.first, axis=0)
        matrix = np.zeros((r + c + extra, r + c + extra))
        matrix[:r, :r] = _within(links.sum(axis=1), to, self.pairs[self.row], self.row)
        matrix[r : r + c, r : r + c] = _within(
            links.sum(axis=0), of.T, self.pairs.T[self.column], self.column
        )
        across = links * (1 - chance)
        if not self.plain:
            across = links - self.cells * to[:, self.column] * of[self.row]
        matrix[:r, r : r + c], matrix[r : r + c, :r] = across, across.T
        if extra:
            inside = self._over(np.add, chance * self.both)
            own = links * self.both
            rows = own.sum(axis=1) - (self.pairs[self.row] * to * inside[self.row]).sum(axis=1)
            columns = own.sum(axis=0) - (self.pairs[:, self.column] * of * inside[:, self.column]).sum(axis=0)
            matrix[-1, :-1] = matrix[:-1, -1] = np.concatenate((rows, columns))
            matrix[-1, -1] = (self.pairs * inside * (1 - inside)).sum()
        return matrix


def _within(links: Floats, chance: Floats, pairs: Floats, types: Ints) -> Floats:
    """Return the covariances of the links of rows: those of one type exclude each other."""
    found = np.diag(links - (pairs * chance**2).sum(axis=1))
    place = np.flatnonzero(types[1:] == types[:-1])
    shared = -(pairs[place] * chance[place] * chance[place + 1]).sum(axis=1)
    found[place, place + 1] = found[place + 1, place] = shared
    return found
