"""Links that stand out by their weight: the disparity filter and the noise-corrected backbone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.kernels.families import adjusted
from clusternet.kernels.independence import completed
from clusternet.network.links import Links
from clusternet.typing import Floats

__all__ = ["ALIKE", "Filtered", "alike", "disparity", "filtered", "noise_corrected"]

ALIKE = 0.9
"""Share of links of one weight from which on weights say nothing."""


@dataclass(frozen=True, eq=False)
class Filtered:
    """How links stand out.

    Attributes
    ----------
    expected : ndarray of float64, shape (m,)
        The weight of each that chance would give; NaN where the test has none.
    p, holm, q : ndarray of float64, shape (m,)
        Of each link; ``holm`` and ``q`` adjusted for ``tests``.
    tests
        How many tests the family has.

    Examples
    --------
    >>> one = np.array([0.01])
    >>> Filtered(one, one, one, one, 1).tests
    1
    """

    expected: Floats
    p: Floats
    holm: Floats
    q: Floats
    tests: int


def disparity(links: Links) -> Filtered:
    """Return the disparity filter's p of each link.

    A node of k links spreads its strength s over them at random: its link is of weight w or more with the
    chance (1 - w/s)^(k-1). A directed link is tested among the links that its source sends and among those
    that its target receives, an undirected one at both ends; the smaller p counts (Serrano, Boguñá and
    Vespignani 2009). A node with one link tests nothing.

    Parameters
    ----------
    links
        Without self-loops, weights above 0.

    Returns
    -------
    Filtered
        ``holm`` and ``q`` are the smaller of those of both ends, over the tests at either.

    Raises
    ------
    ClusternetError
        If nearly all weights are alike.

    Examples
    --------
    >>> links = Links(4, np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([8.0, 1.0, 1.0]))
    >>> disparity(links).p.round(4).tolist(), disparity(links).tests      # (1 - 0.8)^2, (1 - 0.1)^2
    ([0.04, 0.81, 0.81], 3)
    """
    _telling(links, "disparity")
    incoming, outgoing = links.weighted_degree()
    ends = []
    for end, strength, degree in (
        (links.source, outgoing, links.out_degree),
        (links.target, incoming, links.in_degree),
    ):
        k = degree[end]
        share = np.minimum(links.weight / strength[end], 1.0)
        ends.append(np.where(k > 1, (1.0 - share) ** np.maximum(k - 1, 0), np.nan))
    both = np.array(ends)
    holm, q = (each.reshape(both.shape) for each in adjusted(both.ravel()))
    p, holm, q = (np.fmin(*each) for each in (both, holm, q))
    tests, none = int((~np.isnan(both)).sum()), np.full(links.size, np.nan)
    p, holm, q = (np.where(np.isnan(each), 1.0, each) for each in (p, holm, q))
    return Filtered(none, p, holm, q, tests)


def noise_corrected(links: Links) -> Filtered:
    """Return the noise-corrected p of each link.

    The weight of a link from i to j is binomial out of all n with a chance whose prior is a beta
    distribution, with the mean s_i s_j / n^2 and the variance of the hypergeometric distribution over n^2.
    The link stands out by L = (k w - 1) / (k w + 1) with k = n / (s_i s_j), w over what its ends would give,
    between -1 and 1; its variance follows by the delta method, k moving with w; p is the upper tail of the
    normal distribution (Coscia and Neffke 2017). Two things differ. There are no links from a node to itself,
    so s and n are those of the table whose diagonal is filled by the same rule (quasi-independence, Goodman
    1968): else links between large nodes would seem heavy. And the variance vanishes where a link is nearly
    all that its end has, so p is never below the tail of the binomial distribution.

    Parameters
    ----------
    links
        Without self-loops; weights are counts.

    Returns
    -------
    Filtered
        The family is all pairs of a node that sends and another one that receives.

    Raises
    ------
    ClusternetError
        If nearly all weights are alike, or one is no whole number: p would depend on the unit.

    Examples
    --------
    >>> links = Links(3, np.array([0, 0, 1, 1]), np.array([1, 2, 0, 2]), np.array([30.0, 5.0, 5.0, 9.0]))
    >>> noise_corrected(links).expected.round(1).tolist()           # 14 go to 2, and must come from 0 or 1
    [30.0, 5.0, 5.0, 9.0]
    """
    from scipy.special import bdtrc, ndtr

    _telling(links, "noise")
    if (odd := links.weight[links.weight != np.floor(links.weight)]).size:
        raise ClusternetError.of("noise_counts", weight=f"{odd[0]:g}")
    incoming, outgoing = links.weighted_degree()
    total = int(links.weight.sum()) * (1 if links.directed else 2)
    itself = np.arange(links.n)
    full, high, whole = completed(outgoing[:, None], incoming[:, None], (itself, itself))
    n, w = float(whole[0]), links.weight
    sent, received = full[links.source, 0], high[links.target, 0]
    expected = sent * received / n
    p = np.maximum(ndtr(-_over(w, sent, received, n)), bdtrc(w - 1, total, np.minimum(expected / total, 1.0)))
    sends, receives = outgoing > 0, incoming > 0
    pairs = int(sends.sum()) * int(receives.sum()) - int((sends & receives).sum())
    return filtered(expected, p, pairs if links.directed else pairs // 2)


def _over(w: Floats, sent: Floats, received: Floats, n: float) -> Floats:
    """Return how many standard deviations the lift of each link lies above 0; 0 where it has none."""
    ends = sent * received
    mean = ends / n**2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = ends * (n - sent) * (n - received) / (n**4 * (n - 1))
        size = mean * (1 - mean) / variance - 1  # of the beta distribution: the sum of its parameters
        chance = np.where(np.isfinite(size), (mean * size + w) / (size + n), mean)
        lift = n / ends
        moved = 1 / ends - n * (sent + received) / ends**2
        slope = 2 * (lift + w * moved) / (lift * w + 1) ** 2
        spread = np.sqrt(n * chance * (1 - chance)) * np.abs(slope)
        return np.where(spread > 0, (lift * w - 1) / (lift * w + 1) / spread, 0.0)


def filtered(expected: Floats, p: Floats, pairs: int) -> Filtered:
    """Return p with those adjusted for all pairs that could have a link: those without one have p = 1.

    Parameters
    ----------
    expected, p : ndarray of float64, shape (m,)
        Of the links.
    pairs
        How many could have one.

    Examples
    --------
    >>> filtered(np.array([1.0]), np.array([0.01]), 10).q.tolist()
    [0.1]
    """
    holm, q = adjusted(p, family=pairs)
    return Filtered(expected, p, holm, q, max(pairs, p.size))


def alike(links: Links) -> float:
    """Return the share of the links that have the most frequent weight; 1 where there is no link.

    Parameters
    ----------
    links
        The links.

    Examples
    --------
    >>> alike(Links(3, np.array([0, 0]), np.array([1, 2]), np.array([1.0, 2.0])))
    0.5
    """
    return float(np.unique(links.weight, return_counts=True)[1].max() / links.size) if links.size else 1.0


def _telling(links: Links, method: str) -> None:
    """Refuse weights that say nothing."""
    if (share := alike(links)) >= ALIKE:
        number = f"{links.size:,}"
        raise ClusternetError.of("weights_alike", method=method, share=f"{share:.1%}", links=number)
