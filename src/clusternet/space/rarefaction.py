"""Two years compared at equal size: as many firms, and as many relations, in one as in the other.

Few flows look concentrated: they fill few cells, and one firm's share one place. So a year of 400 relations
has a higher Gini coefficient, and less entropy, than one of 2,400 from the same distribution. Rarefaction
(Hurlbert 1971, *Ecology* 52; by sampling unit as in Gotelli and Colwell 2001, *Ecology Letters* 4) compares
subsamples of one size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.network.resampling import Effective, Resampling, margin
from clusternet.space.concentration import SIDES, Part
from clusternet.typing import Floats

__all__ = ["Equal", "Judged", "difference", "equal", "judged"]

_HALF = 0.5
_STEPS = 60
_CLOSE = 1e-3
_DEFINED = 0.95
"""Share of the replicates in which a measure must be defined."""
_NORMAL = 1.959963984540054
_LEAST_OUTER = 0.1
"""Share of the variance that is left at least to the firms."""


@dataclass(frozen=True, slots=True)
class Equal:
    """What is kept of two years so that they are of one size.

    Attributes
    ----------
    firms, relations : tuple of float
        Shares kept in the first and in the last year.
    left_firms, left_relations : float
        How many active firms and relations that leaves, on average, in either year, of all firms.
    """

    firms: tuple[float, float]
    relations: tuple[float, float]
    left_firms: float
    left_relations: float


def equal(first: Part, last: Part) -> Equal:
    """Return the shares that leave two years as many active firms, with as many relations each.

    Relations are thinned in the year that has more of them per active firm, then firms left out of the year
    that has more: either alone would leave one year's relations in fewer hands. In half the firms, where
    they are compared, sizes are equal on average.

    Parameters
    ----------
    first, last
        Of the same network.

    Returns
    -------
    Equal

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.space.flows import places_of
    >>> from clusternet.space.concentration import parts
    >>> years = ((2020, 2), (2021, 4))
    >>> rows = [(f"s{i}", f"p{j}", year) for year, n in years for i in range(9) for j in range(n)]
    >>> ids = [f"s{i}" for i in range(9)] + [f"p{j}" for j in range(4)]
    >>> nodes = pd.DataFrame({"id": ids, "kind": ["sample"] * 9 + ["partner"] * 4, "province": "北京市"})
    >>> net = from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]), nodes)
    >>> where = places_of(net, level="province", region_map="")
    >>> one, other, *_ = parts(net, level="province", poles=None, count="relations", places=where)
    >>> [round(share, 1) for share in equal(one, other).relations]
    [1.0, 0.5]
    """
    shares = np.ones((2, 2))  # of firms, of relations; first and last
    for _ in range(_STEPS):
        sizes = np.array([_size(part, *kept) for part, kept in zip((first, last), shares.T, strict=True)])
        if not sizes.all():
            break
        active, left = sizes.T
        off = active[0] / active[1], left[0] / active[0] * active[1] / left[1]
        for row, ratio in enumerate(off):
            shares[row, 0 if ratio > 1 else 1] *= min(ratio, 1 / ratio)
        shares /= shares.max(axis=1, keepdims=True)
        if max(abs(np.log(off))) < _CLOSE:
            break
    firms, relations = shares.tolist()
    size = _size(last, firms[1], relations[1], half=1.0)
    return Equal((firms[0], firms[1]), (relations[0], relations[1]), *size)


def _size(part: Part, firms: float, relations: float, half: float = _HALF) -> tuple[float, float]:
    """Return how many active firms and relations are left, on average, in a share of the firms."""
    kept = firms * half
    apart = part.source != part.target
    ends = part.firm[part.source] + (part.firm[part.target] & apart).astype(np.int64)
    lost = np.log1p(-np.minimum(relations * kept ** np.maximum(ends - 1.0, 0), 1 - _CLOSE**4))
    n = part.firm.size
    gone = np.bincount(part.source, lost, n) + np.bincount(part.target, lost * apart, n)
    active = kept * (1 - np.exp(gone[part.firm])).sum()
    return float(active), float((relations * kept**ends).sum())


def difference(
    first: Part, last: Part, sizes: Equal, halved: Floats, resampling: Resampling
) -> dict[str, Floats]:
    """Return, of each side, every measure of the last year less the first, in subsamples of one size.

    Parameters
    ----------
    first, last, sizes
        The years, and what :func:`equal` returns.
    halved : ndarray of float64, shape (replicates, nodes)
        What :func:`clusternet.network.resampling.halves` returns: the same firms in both years.
    resampling
        Its seed is used.

    Returns
    -------
    dict of ndarray of float64, shape (replicates, measures)
    """
    found = []
    for place, part in enumerate((first, last)):
        seed = (resampling.seed, 2, place)
        kept, share = halved, sizes.firms[place]
        if share < 1:
            stay = np.random.default_rng([*seed, 1]).random(halved.shape) < share
            kept = np.where(np.isnan(halved), np.nan, halved * stay)
        found.append(part.cells(kept, kept=sizes.relations[place], seed=seed))
    return {side: (found[1].measures(side) - found[0].measures(side))[1:] for side in SIDES}


@dataclass(frozen=True, slots=True)
class Judged:
    """A change, and what can be said of it.

    Attributes
    ----------
    change, low, high, p
        The interval covers 95 percent; ``p`` is two-sided.
    """

    change: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    p: float = float("nan")

    @property
    def verdict(self) -> str:
        """``rises`` or ``falls`` where the interval lies on one side of 0."""
        return "rises" if self.low > 0 else "falls" if self.high < 0 else "undetermined"


def judged(found: Floats, own: Effective, observed: float | None = None) -> Judged:
    """Return what replicates say of a change.

    Parameters
    ----------
    found : ndarray of float64, shape (replicates,)
        Of resampled firms with ``observed``; without it of :func:`difference`, every two of the same half.
        What the two differ by is chance of the thinning, which is taken out of the variance.
    own
        What the firms are worth.
    observed
        The change as observed.

    Returns
    -------
    Judged
        The interval holds both the change +- t standard deviations and, without ``observed``, the quantiles
        of the replicates. Nothing but the change where there are too few firms, or the measure is undefined
        in more than 5 percent of the replicates.

    Examples
    --------
    >>> judged(np.array([0.2, 0.3, 0.25, 0.25]), Effective(50, 40)).verdict
    'rises'
    """
    from scipy.special import stdtr

    halves = found.reshape(-1, 2 if observed is None else 1)
    kept = halves[np.isfinite(halves).all(axis=1)]
    change = observed if observed is not None else float(kept.mean()) if kept.size else float("nan")
    reach = margin(own)
    if np.isnan(change) or np.isnan(reach) or kept.size < max(2, _DEFINED * found.size):
        return Judged(change)
    spread = float(kept.var(ddof=1))
    within = float((np.diff(kept, axis=1) ** 2).mean() / 2) if observed is None else 0.0
    left = max(spread - within, _LEAST_OUTER * spread)
    left += spread / len(kept) if observed is None else 0.0  # the mean of the replicates is one of many
    half = reach * left**0.5
    low, high = change - half, change + half
    if observed is None and spread:
        ends = np.quantile(kept, (0.025, 0.975)) - change
        least, most = change + ends * (left / spread) ** 0.5 * reach / _NORMAL
        low, high = min(low, float(least)), max(high, float(most))
    error = (left * own.firms / (own.firms - 1)) ** 0.5
    p = 2 * float(stdtr(own.degrees, -abs(change) / error)) if error else float("nan")
    return Judged(change, low, high, p)
