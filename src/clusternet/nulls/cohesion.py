"""Whether each community holds together more than those that random networks have too."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import UndefinedError
from clusternet.kernels.families import with_adjusted
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.ensemble import ensemble
from clusternet.structure import communities
from clusternet.structure.community import Partition, Search, of_links
from clusternet.typing import Floats, Ints, Progress
from clusternet.words.bases import Base, based, marked

__all__ = ["FEWEST", "NULLS", "Cohesion", "cohesion", "table"]

NULLS = 99
FEWEST = 3
"""Nodes of a community below which it is not tested."""
_LIKE = 2.0
"""How many times as many ends a community of like size has at most, or at least the reverse."""
COLUMNS = (
    "community", "nodes", "top_members", "pairs", "density", "inside_share", "contribution", "excess",
    "null_mean", "null_high", "p", "p_holm", "q", "nulls", "seeds", "seed", "base", "base_n",
)  # fmt: skip
"""Columns of :func:`table`."""


class Cohesion(NamedTuple):
    """What links communities have inside.

    Attributes
    ----------
    pairs : ndarray of int64, shape (k,)
        Links inside.
    ends : ndarray of int64, shape (k,)
        Sum of the degrees of the members.
    inside : ndarray of float64, shape (k,)
        Share of those ends whose link stays inside: 2 pairs / ends.
    excess : ndarray of float64, shape (k,)
        ``inside`` less what degrees alone would give, ends / 2m, m all links. Times ends / 2m it is what the
        community contributes to modularity.
    """

    pairs: Ints
    ends: Ints
    inside: Floats
    excess: Floats


def cohesion(links: Links, membership: Ints) -> Cohesion:
    """Return what links each community has inside, every link of weight 1.

    Parameters
    ----------
    links
        Undirected, each pair once, without self-loops.
    membership : ndarray of int64, shape (n,)
        Community of each node, numbered from 0.

    Returns
    -------
    Cohesion

    Examples
    --------
    >>> links = Links(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.ones(3), directed=False)
    >>> found = cohesion(links, np.array([0, 0, 1, 1]))
    >>> found.pairs.tolist(), found.inside.round(3).tolist(), found.excess.round(3).tolist()
    ([1, 1], [0.667, 0.667], [0.167, 0.167])
    """
    k = int(membership.max(initial=-1)) + 1
    home = membership[links.source]
    pairs = np.bincount(home[home == membership[links.target]], minlength=k)
    ends = np.bincount(membership, weights=links.degree, minlength=k).astype(np.int64)
    inside = np.divide(2 * pairs, ends, out=np.full(k, np.nan), where=ends > 0)
    return Cohesion(pairs, ends, inside, inside - ends / max(2 * links.size, 1))


def table(
    net: ValueNetwork,
    *,
    replicates: int = NULLS,
    convention: Convention = GEPHI,
    search: Search | None = None,
    framed: bool = True,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Test each community against those that are found in random networks with the same degrees.

    A partition is what makes links inside most: the same nodes have fewer in any random network, however
    random the data are. So each random network is searched anew, as the data are (algorithm, resolution,
    seeds, the best run), and a community of the data is compared with the best of each among communities of
    like size: of half to twice as many ends of links, or the nearest where there is none.

    Parameters
    ----------
    net
        The network. Weights and directions are left out, in the data as in the random networks.
    replicates
        Random networks.
    convention, search
        As in :func:`clusternet.structure.community.detect`.
    framed
        Whether the nulls keep the frame, see :func:`clusternet.nulls.ensemble.ensemble`.
    progress
        Called with the share that is done and the seconds that are left at this pace.

    Returns
    -------
    DataFrame
        One row per community of :data:`FEWEST` nodes or more, the largest first: ``pairs`` inside,
        ``density`` (over all pairs of members), ``inside_share``, ``excess`` and ``contribution`` to
        modularity (see :class:`Cohesion`); ``null_mean`` and ``null_high``, mean and 95 percent quantile of
        the largest excess of a like community in each random network; ``p`` (1 + random networks with one as
        large) / (replicates + 1), ``p_holm`` and ``q`` over the communities.

    Raises
    ------
    UndefinedError
        If there is no community to test.

    Notes
    -----
    Of the tests of communities that search the null (Lancichinetti, Radicchi and Ramasco 2010, on single
    communities) this one takes no asymptotics and any algorithm. It is conservative: the best of several
    communities is harder to beat than one.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = table(net, replicates=9, search=Search(seeds=2))
    >>> bool(found["p"].between(0.1, 1).all())
    True
    """
    search, algorithm = search or Search(), convention.communities
    view = net.links(convention).pairs()
    found = of_links(view, search=search, algorithm=algorithm)
    own = cohesion(view, found.membership)
    tested = np.flatnonzero((np.bincount(found.membership) >= FEWEST) & (own.ends > 0))
    if not tested.size:
        raise UndefinedError.of("no_community", fewest=FEWEST)
    nulls = ensemble(net, replicates=replicates, seed=search.seed, framed=framed)

    def best(number: int) -> Floats:
        links = nulls.links(number).pairs()
        run = of_links(links, search=search, algorithm=algorithm)
        return _best(cohesion(links, run.membership), own.ends[tested])

    drawn = np.array(nulls.over(best, progress=progress))
    frame = _described(net, found, own, tested, convention, view.size)
    frame = frame.assign(
        null_mean=drawn.mean(axis=0),
        null_high=np.quantile(drawn, 0.95, axis=0),
        p=(1 + (drawn >= own.excess[tested] - 1e-12).sum(axis=0)) / (replicates + 1),
    )
    frame = with_adjusted(frame).assign(nulls=replicates, seeds=search.seeds, seed=search.seed)
    frame = based(frame, Base("pairs"), view.size)[list(COLUMNS)]
    return marked(frame, net.about.synthetic)


def _best(null: Cohesion, ends: Ints) -> Floats:
    """Return the largest excess among communities of like size, for each number of ends."""
    size, excess = null.ends[null.ends > 0], null.excess[null.ends > 0]
    apart = np.abs(np.log(size[:, None] / ends))
    like = apart <= np.maximum(np.log(_LIKE), apart.min(axis=0)) + 1e-12
    return np.asarray(np.where(like, excess[:, None], -np.inf).max(axis=0))


def _described(
    net: ValueNetwork, found: Partition, own: Cohesion, tested: Ints, convention: Convention, links: int
) -> pd.DataFrame:
    named = communities.table(net, found, convention=convention).iloc[tested].reset_index(drop=True)
    nodes = named["nodes"].to_numpy(dtype=float)
    return named[["community", "nodes", "top_members"]].assign(
        pairs=own.pairs[tested],
        density=own.pairs[tested] / (nodes * (nodes - 1) / 2),
        inside_share=own.inside[tested],
        contribution=own.excess[tested] * own.ends[tested] / (2 * links),
        excess=own.excess[tested],
    )
