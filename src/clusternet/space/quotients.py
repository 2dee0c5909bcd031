"""Quotients of a cross table (location quotients, expected ratios), and how sure they are.

The relations of a firm are not independent: a firm that holds half of a place's relations makes its
quotients. So standard errors are of firms drawn again, and p values that take every relation for a draw of
its own stand apart, under another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from clusternet.kernels.independence import completed
from clusternet.network.resampling import counts
from clusternet.typing import Floats, Ints, Marks

__all__ = [
    "FEWEST",
    "LEAST",
    "Tally",
    "exact",
    "halves",
    "halves_of_counts",
    "intervals",
    "reliability",
]

LEAST = 5
"""Relations that a cell has at least for a test."""
FEWEST = 5
"""Effective firms that a cell has at least for a test."""
_SPLITS = 20
_CHUNK = 64


@dataclass(frozen=True, eq=False)
class Tally:
    """What is counted in a cross table, one entry each, and the firms it belongs to.

    Attributes
    ----------
    row, column : ndarray of int64, shape (counted,)
        The cell of each.
    amount : ndarray of float64, shape (counted,)
    source, target : ndarray of int64, shape (counted,)
        The nodes it belongs to; twice the same where there is one.
    firm : ndarray of bool, shape (nodes,)
        Which nodes are drawn.
    shape : tuple of int
        Rows and columns of the table.
    observed : ndarray of bool, shape (rows, columns), optional
        Cells that can be; all if None. Quotients are over quasi-independence where some cannot.

    Examples
    --------
    >>> each = np.arange(4)
    >>> found = Tally(each % 2, each // 2, np.ones(4), each, each, np.ones(4, dtype=bool), (2, 2))
    >>> values = found.values(np.empty((0, 4)))
    >>> values.tolist(), found.quotients(values).tolist()
    ([[1.0, 1.0, 1.0, 1.0]], [[1.0, 1.0, 1.0, 1.0]])
    """

    row: Ints
    column: Ints
    amount: Floats
    source: Ints
    target: Ints
    firm: Marks
    shape: tuple[int, int]
    observed: Marks | None = None

    @cached_property
    def _keys(self) -> tuple[Ints, Ints]:
        found, place = np.unique(self.row * self.shape[1] + self.column, return_inverse=True)
        return found, place

    @property
    def cells(self) -> tuple[Ints, Ints]:
        """Row and column of every cell that is not 0, in the order of the table."""
        return self._keys[0] // self.shape[1], self._keys[0] % self.shape[1]

    def values(self, drawn: Floats) -> Floats:
        """Return the cells, first as they are, then with firms drawn; shape (1 + replicates, cells)."""
        from scipy.sparse import csr_array

        size, place = len(self._keys[0]), self._keys[1]
        found = np.empty((1 + len(drawn), size))
        found[0] = np.bincount(place, self.amount, size)
        for start in range(0, len(drawn), _CHUNK):
            some = drawn[start : start + _CHUNK]
            counted, row = counts(some, self.source, self.target)
            sums = csr_array((self.amount, (place, row)), shape=(size, len(counted)))
            found[1 + start : 1 + start + len(some)] = (sums @ counted).T
        return found

    def quotients(self, values: Floats) -> Floats:
        """Return the quotients of what :meth:`values` returns; NaN where a margin is 0."""
        (row, column), (rows, columns) = self.cells, (np.zeros((size, len(values))) for size in self.shape)
        np.add.at(rows, row, values.T)
        np.add.at(columns, column, values.T)
        total = values.sum(axis=1)
        if self.observed is not None:
            rows, columns, total = completed(rows, columns, np.nonzero(~self.observed))
        with np.errstate(invalid="ignore", divide="ignore"):
            found = values * total[:, None] / (rows[row] * columns[column]).T
        return np.asarray(found)

    @property
    def effective(self) -> Floats:
        """Effective firms of every cell: (sum x)^2 / sum x^2 over the firms (Kish 1965)."""
        place, firms = self._keys[1], int(self.firm.size)
        apart = self.source != self.target
        end = np.concatenate([self.source, self.target[apart]])
        cell = np.concatenate([place, place[apart]])
        held = np.concatenate([self.amount, self.amount[apart]])
        kept = self.firm[end]
        key, at = np.unique(cell[kept] * firms + end[kept], return_inverse=True)
        each = np.bincount(at, held[kept])
        total = np.bincount(key // firms, each, len(self._keys[0]))
        squares = np.bincount(key // firms, each**2, len(self._keys[0]))
        return np.divide(total**2, squares, out=np.zeros_like(total), where=squares > 0)


def intervals(tally: Tally, values: Floats, *, least: float = LEAST) -> pd.DataFrame:
    """Return how sure the quotient of every cell is when firms are drawn again.

    Parameters
    ----------
    tally
        What is counted.
    values : ndarray of float64, shape (1 + replicates, cells)
        What :meth:`Tally.values` returns of firms drawn by :func:`clusternet.network.resampling.draws_of`.
    least
        What a cell holds at least for a test.

    Returns
    -------
    DataFrame
        One row per cell of :attr:`Tally.cells`: ``low``, ``high`` (95 percent, about the population of
        firms), ``p`` (two-sided, of a quotient of 1), ``effective_firms`` and ``p_exact`` (:func:`exact`).

    Notes
    -----
    log(quotient) +- t standard deviations of its replicates, t with one degree of freedom fewer than the
    cell has effective firms, widened by sqrt(n / (n - 1)). Blank for cells of fewer than ``least`` or of
    fewer than 5 effective firms: there the replicates are those of a handful of firms. Without specialisation
    p is below 0.05 in 1 to 5 percent of cells, with firms of few fields and of heavy-tailed activity, where
    ``p_exact`` is in 36 to 44 percent.
    """
    from scipy.special import stdtr, stdtrit

    found, firms, value = tally.quotients(values), tally.effective, values[0]
    known = (value >= least) & (firms >= FEWEST) & (len(values) > 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.log(found)
        size[~np.isfinite(size)] = np.nan
        none = np.isnan(size[1:]).mean(axis=0) > 0.05  # the cell is empty in them
    known &= ~none
    error, low, high, p = np.full((4, value.size), np.nan)
    degrees = firms[known] - 1
    error[known] = np.nanstd(size[1:, known], axis=0, ddof=1) * np.sqrt(firms[known] / degrees)
    half = stdtrit(degrees, 0.975) * error[known]
    low[known], high[known] = np.exp(size[0, known] - half), np.exp(size[0, known] + half)
    sure = known & (error > 0)
    p[sure] = 2 * stdtr(firms[sure] - 1, -np.abs(size[0, sure]) / error[sure])
    return pd.DataFrame({"low": low, "high": high, "p": p, "effective_firms": firms, "p_exact": exact(tally)})


def exact(tally: Tally) -> Floats:
    """Return p values of the cells as if every relation were independent of every other.

    Twice the smaller tail of the hypergeometric distribution with the margins of the table, 1 at most
    (Fisher's exact test of the cell against the rest). Blank where amounts are no counts.

    Parameters
    ----------
    tally
        What is counted.

    Returns
    -------
    ndarray of float64, shape (cells,)

    Examples
    --------
    >>> each = np.arange(40)
    >>> same = Tally(each % 2, each % 2, np.ones(40), each, each, np.ones(40, dtype=bool), (2, 2))
    >>> exact(same).round(9).tolist()
    [0.0, 0.0]
    """
    from scipy.stats import hypergeom

    row, column = tally.cells
    value = tally.values(np.empty((0, tally.firm.size)))[0]
    if (tally.amount != np.floor(tally.amount)).any():
        return np.full(value.size, np.nan)
    rows, columns = np.bincount(row, value), np.bincount(column, value)
    given = (value.sum(), rows[row], columns[column])
    tails = np.minimum(hypergeom.cdf(value, *given), hypergeom.sf(value - 1, *given))
    return np.asarray(np.minimum(2 * tails, 1.0))


def halves(tally: Tally, seed: int = 0) -> tuple[Floats, Floats]:
    """Return the table of one random half of the firms and of the other, 20 times; shape (20, rows, columns).

    Parameters
    ----------
    tally
        What is counted. What two firms share goes with the one that supplies.
    seed
        Of the halves.
    """
    from scipy.sparse import csr_array

    random, (rows, columns) = np.random.default_rng([seed, 3]), tally.shape
    owner = np.where(tally.firm[tally.source], tally.source, tally.target)
    half = (random.random((tally.firm.size, _SPLITS)) < 0.5)[owner].astype(float)
    at = (tally.row * columns + tally.column, np.arange(tally.row.size))
    sums = csr_array((tally.amount, at), shape=(rows * columns, tally.row.size))
    one, other = ((sums @ part).T.reshape(_SPLITS, rows, columns) for part in (half, 1 - half))
    return one, other


def halves_of_counts(values: Floats, seed: int = 0) -> tuple[Floats, Floats]:
    """Return what is counted in the cells of a table in random halves, each count by itself, 20 times.

    Parameters
    ----------
    values : ndarray of float64, shape (rows, columns)
        Whole numbers.
    seed
        Of the halves.
    """
    one = np.random.default_rng([seed, 3]).binomial(values.astype(np.int64), 0.5, (_SPLITS, *values.shape))
    return one.astype(float), values - one


def reliability(values: Floats, pairs: tuple[Floats, Floats], *, least: float = LEAST) -> float:
    """Return how far the quotients of one half are those of the other.

    Parameters
    ----------
    values : ndarray of float64, shape (rows, columns)
    pairs
        What :func:`halves` or :func:`halves_of_counts` returns.
    least
        What a cell is expected to hold at least to be compared.

    Returns
    -------
    float
        The correlation of log((value + 0.5) / (expected + 0.5)) between the halves, each cell weighing what
        is expected in it, averaged over the halves and stepped up to the whole (Spearman 1910, Brown 1910:
        2 r / (1 + r)). About 0 where there is nothing but chance, 1 without any. NaN where there are fewer
        than three such cells, or none varies.

    Examples
    --------
    >>> told = np.array([[400.0, 100, 50], [100, 400, 50], [50, 50, 400]])
    >>> round(reliability(told, halves_of_counts(told)), 1)
    1.0
    """
    expected = np.outer(values.sum(axis=1), values.sum(axis=0)) / max(values.sum(), 1)
    kept = expected >= least
    if kept.sum() < 3:
        return float("nan")
    found = [
        _correlation(_excess(one)[kept], _excess(other)[kept], expected[kept])
        for one, other in zip(*pairs, strict=True)
    ]
    mean = float(np.mean(found))
    return 2 * mean / (1 + mean) if mean > 0 else mean


def _excess(cells: Floats) -> Floats:
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / max(cells.sum(), 1e-300)
    return np.asarray(np.log((cells + 0.5) / (expected + 0.5)))


def _correlation(a: Floats, b: Floats, weight: Floats) -> float:
    a, b = (each - np.average(each, weights=weight) for each in (a, b))
    spread = float((weight * a * a).sum() * (weight * b * b).sum()) ** 0.5
    return float((weight * a * b).sum()) / spread if spread else float("nan")
