"""Sample firms drawn again: how much a result hangs on which firms are in the sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Floats, Ints, Marks

__all__ = [
    "FEWEST",
    "Effective",
    "Resampling",
    "draws",
    "draws_of",
    "effective",
    "firms_of",
    "halves",
    "margin",
    "times",
]

FEWEST = 10
"""Effective firms below which no interval is given."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How firms are resampled for the intervals.

    Attributes
    ----------
    replicates
        Number of them; 0 for no intervals.
    seed
        Of the random numbers.

    Examples
    --------
    >>> Resampling(replicates=999, seed=7).replicates
    999
    """

    replicates: int = 199
    seed: int = 0

    def __post_init__(self) -> None:
        if self.replicates < 0 or self.seed < 0:
            raise ClusternetError.of("replicates", replicates=self.replicates, seed=self.seed)


def draws(net: ValueNetwork, resampling: Resampling) -> Floats:
    """Return how often each node is drawn, NaN for nodes that are no firm; shape (replicates, nodes).

    Firms are the sample nodes, drawn with replacement, as many as there are; all nodes where the data name no
    kinds.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> drawn = draws(net, Resampling(replicates=4))
    >>> drawn.shape, drawn.sum(axis=1).tolist()
    ((4, 3), [3.0, 3.0, 3.0, 3.0])
    """
    return draws_of(firms_of(net), resampling)


def draws_of(firm: Marks, resampling: Resampling) -> Floats:
    """Return how often each of the marked is drawn, NaN for all others; shape (replicates, marks).

    >>> draws_of(np.array([True, False]), Resampling(2)).tolist()
    [[1.0, nan], [1.0, nan]]
    """
    firms = np.flatnonzero(firm)
    drawn = np.full((resampling.replicates, firm.size), np.nan)
    random = np.random.default_rng(resampling.seed)
    if firms.size:
        drawn[:, firms] = random.multinomial(firms.size, np.full(firms.size, 1 / firms.size), len(drawn))
    return drawn


def halves(net: ValueNetwork, resampling: Resampling) -> Floats:
    """Return random halves of the firms, each twice: 1 for the nodes in it, NaN for nodes that are no firm.

    A half varies about the whole as much as the whole about the population (half-sampling, McCarthy 1969),
    and holds no firm twice.

    Returns
    -------
    ndarray of float64, shape (replicates, nodes)
        Replicates are an even number, one less than asked for where that is odd.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> halves(net, Resampling(replicates=5)).sum(axis=1).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    firms = np.flatnonzero(firms_of(net))
    random = np.random.default_rng([resampling.seed, 1])
    order = random.random((max(resampling.replicates // 2, 1), firms.size)).argsort(axis=1)
    kept = np.full((len(order), len(net.nodes)), np.nan)
    kept[:, firms] = order < firms.size // 2
    return kept.repeat(2, axis=0)


def firms_of(net: ValueNetwork) -> Marks:
    """Mark the nodes that are firms: sample nodes, all where the data name no kinds."""
    kinds = net.kinds
    if kinds is None:
        return np.ones(len(net.nodes), dtype=bool)
    return np.asarray(kinds.eq("sample").fillna(False), dtype=bool)


def times(drawn: Floats, source: Ints, target: Ints) -> Floats:
    """Return how often each relation counts when firms are drawn: the product over the firms at its ends.

    A relation between two firms depends on both draws; with their product the variance of a sum is that of
    the firms and at least that of the relations (the pigeonhole bootstrap: Owen 2007, *Annals of Applied
    Statistics* 1; Davezies, D'Haultfoeuille and Guyonvarch 2021, *Annals of Statistics* 49). Their mean
    would halve the standard error. One without a firm counts once.

    Parameters
    ----------
    drawn : ndarray of float64, shape (replicates, nodes)
        What :func:`draws` or :func:`halves` returns.
    source, target : ndarray of int64, shape (relations,)
        Nodes at the ends.

    Returns
    -------
    ndarray of float64, shape (relations, replicates)

    Examples
    --------
    >>> drawn = np.array([[2.0, 3.0, np.nan]])
    >>> times(drawn, np.array([0, 0, 2, 1]), np.array([1, 2, 2, 1])).ravel().tolist()
    [6.0, 2.0, 1.0, 3.0]
    """
    counted, row = counts(drawn, source, target)
    return counted[row]


def counts(drawn: Floats, source: Ints, target: Ints) -> tuple[Floats, Ints]:
    """Return :func:`times` by what it is the same for: a firm that is drawn alone, or one relation of two.

    Parameters
    ----------
    drawn, source, target
        As in :func:`times`.

    Returns
    -------
    counted : ndarray of float64, shape (firms + 1 + relations of two firms, replicates)
    row : ndarray of int64, shape (relations,)
        Of ``counted``, for each relation.

    Examples
    --------
    >>> counted, row = counts(np.array([[2.0, 3.0, np.nan]]), np.array([0, 0, 2, 1]), np.array([1, 2, 2, 1]))
    >>> counted.ravel().tolist(), row.tolist()
    ([2.0, 3.0, 1.0, 6.0], [3, 0, 2, 1])
    """
    firms = np.flatnonzero(~np.isnan(drawn[0])) if len(drawn) else np.empty(0, dtype=np.int64)
    each = np.ones((firms.size + 1, len(drawn)))
    each[:-1] = drawn[:, firms].T
    place = np.full(drawn.shape[1], firms.size)
    place[firms] = np.arange(firms.size)
    one, other = place[source], np.where(source == target, firms.size, place[target])
    both = np.flatnonzero((one < firms.size) & (other < firms.size))
    row = np.minimum(one, other)  # of a pair with but one firm
    row[both] = firms.size + 1 + np.arange(both.size)
    return np.concatenate((each, each[one[both]] * each[other[both]])), row


class Effective(NamedTuple):
    """What unequal firms are worth.

    Attributes
    ----------
    firms
        As many of equal size hold as much: (sum x)^2 / sum x^2, x what each holds (Kish 1965).
    degrees
        Degrees of freedom of a variance over them, (sum x^2)^2 / sum x^4 (Satterthwaite 1946): few where some
        firms hold most, whose being drawn or not makes the variance.
    """

    firms: float
    degrees: float


def effective(firm: Marks, source: Ints, target: Ints, amount: Floats) -> Effective:
    """Return what the firms at the ends of relations are worth.

    Parameters
    ----------
    firm : ndarray of bool, shape (nodes,)
        Which nodes are firms.
    source, target : ndarray of int64, shape (relations,)
    amount : ndarray of float64, shape (relations,)
        What each relation counts.

    Returns
    -------
    Effective
        0 where there is no firm.

    Examples
    --------
    >>> firm = np.array([True, True, False])
    >>> effective(firm, np.array([0, 1, 1]), np.array([2, 2, 2]), np.ones(3)).firms
    1.8
    """
    held = (np.bincount(source, amount, firm.size) + np.bincount(target, amount, firm.size))[firm]
    squares, fourth = float((held**2).sum()), float((held**4).sum())
    return Effective(float(held.sum()) ** 2 / squares, squares**2 / fourth) if fourth else Effective(0.0, 0.0)


def margin(own: Effective, level: float = 0.975) -> float:
    """Return how many standard deviations of the replicates reach to the end of an interval.

    Student's t with the effective degrees of freedom, widened by sqrt(n / (n - 1)), n the effective firms:
    resampling n firms falls short of the variance by that much.

    Parameters
    ----------
    own
        See :func:`effective`.
    level
        The quantile.

    Returns
    -------
    float
        NaN below :data:`FEWEST` firms.

    Examples
    --------
    >>> round(margin(Effective(1e9, 1e9)), 3), round(margin(Effective(20, 10)), 3)
    (1.96, 2.286)
    >>> margin(Effective(5, 5))
    nan
    """
    from scipy.special import stdtrit

    if own.firms < FEWEST:
        return float("nan")
    return float(stdtrit(own.degrees, level) * (own.firms / (own.firms - 1)) ** 0.5)
