"""Which ties or partners may be missing from data, and in which order they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.network.absent import no_years
from clusternet.network.links import Links
from clusternet.network.resampling import firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Floats

__all__ = ["By", "Missing", "orders"]

Missing = Literal["ties", "partners"]
By = Literal["random", "degree", "recorder", "year"]


def orders(
    net: ValueNetwork, links: Links, missing: Missing, by: By
) -> Callable[[np.random.Generator], Floats]:
    """Return a function that gives every link the share of all that is gone when it goes; inf if it stays.

    It is taken at the middle of what goes with it, so that as many are left out of a share as are nearest to
    it; firms of the sample go until it is reached.

    Parameters
    ----------
    net, links
        The network and its links.
    missing, by
        As in :func:`clusternet.structure.sensitivity.sensitivity`.

    Returns
    -------
    callable
        Takes a random generator, returns an ndarray of float64, shape (links,).

    Raises
    ------
    ClusternetError
        If the data lack what the order goes by.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> sorted(orders(net, net.links(), "ties", "random")(np.random.default_rng(0)).tolist())
    [0.25, 0.75]
    """
    if missing not in get_args(Missing) or by not in get_args(By):
        raise ClusternetError.of("missing_choice", missing=missing, by=by, accepted=get_args(By))
    if missing == "partners":
        return _of_partners(net, links, by)
    if by == "recorder":
        return _of_recorders(net, links)
    weight = np.ones(links.size)
    if by == "degree":
        weight = 1 / np.minimum(links.degree[links.source], links.degree[links.target])
    if by == "year":
        weight = _earlier(net, links)
    return lambda rng: _before(rng.exponential(size=weight.size) / weight)


def _of_partners(net: ValueNetwork, links: Links, by: By) -> Callable[[np.random.Generator], Floats]:
    if by not in ("random", "degree"):
        raise ClusternetError.of("missing_by", by=by)
    partner = ~firms_of(net)
    if not partner.any():
        raise ClusternetError.of("missing_partners")
    weight = 1 / np.maximum(links.degree, 1) if by == "degree" else np.ones(links.n)

    def key(rng: np.random.Generator) -> Floats:
        place = np.full(links.n, np.inf)
        some = np.flatnonzero(partner & (links.degree > 0))
        order = np.argsort(rng.exponential(size=some.size) / weight[some])
        place[some[order]] = (np.arange(some.size) + 0.5) / some.size
        return np.asarray(np.minimum(place[links.source], place[links.target]))

    return key


def _of_recorders(net: ValueNetwork, links: Links) -> Callable[[np.random.Generator], Floats]:
    firm = firms_of(net)

    def key(rng: np.random.Generator) -> Floats:
        place = np.full(links.n, -1.0)
        place[np.flatnonzero(firm)] = rng.permutation(int(firm.sum()))
        last = np.maximum(place[links.source], place[links.target])  # a tie stays while one firm records it
        return _before(np.where(last < 0, np.inf, last), part=0.0)

    return key


def _earlier(net: ValueNetwork, links: Links) -> Floats:
    """Return 1 + the years from the first of each link to the last of all; 1 of undated ones."""
    if not net.years:
        raise no_years(net.edges)
    counted = net.edges["weight"].to_numpy(dtype=float) > 0
    source, target = (end[counted] for end in net.ends)
    if not links.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    place = np.searchsorted(links.source * links.n + links.target, source * links.n + target)
    first = np.full(links.size, net.years[-1], dtype=np.int64)
    years = net.edges["year"].fillna(net.years[-1]).to_numpy(dtype=np.int64)[counted]
    known = place < links.size
    np.minimum.at(first, place[known], years[known])
    return np.asarray(1.0 + net.years[-1] - first, dtype=float)


def _before(key: Floats, *, part: float = 0.5) -> Floats:
    """Return which share of all goes before each, and a part of those that go with it; inf stays."""
    finite = np.isfinite(key)
    _, place, count = np.unique(key[finite], return_inverse=True, return_counts=True)
    found = np.full(key.size, np.inf)
    found[finite] = ((np.cumsum(count) - (1 - part) * count) / key.size)[place]
    return found
