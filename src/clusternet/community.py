"""Communities and their modularity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.kernels.partition import Algorithm, Library, partitions
from clusternet.links import Links
from clusternet.network import ValueNetwork

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Search:
    """How communities are looked for.

    Attributes
    ----------
    algorithm
        ``louvain`` or ``leiden``; the convention's where None.
    seeds
        Number of runs, with the seeds ``seed``, ``seed + 1``, ...
    seed
        The first seed.
    resolution
        In Gephi's sense: it multiplies the term of the links, so values **below** 1 give more and smaller
        communities. It is 1/gamma of the resolution of networkx and igraph.
    library
        ``igraph`` looks with igraph whether the kernels are compiled or not: the same partitions in both.
    """

    algorithm: Algorithm | None = None
    seeds: int = 10
    seed: int = 0
    resolution: float = 1.0
    library: Library = "own"

    def __post_init__(self) -> None:
        if self.seeds < 1:
            raise ClusternetError(f"seeds = {self.seeds}; at least one run is needed")
        if not 0 < self.resolution < float("inf"):
            raise ClusternetError(f"resolution = {self.resolution}; it must be a number above 0")


@dataclass(frozen=True, slots=True)
class Partition:
    """The communities of one or more runs.

    Attributes
    ----------
    membership : ndarray of int64, shape (n,)
        Community of each node in the best run, numbered from 0 by descending size.
    modularity, median, minimum : float
        Modularity at resolution 1 over the runs: best, median, minimum.
    algorithm : str
    seeds : int
        Number of runs.
    """

    membership: Ints
    modularity: float
    median: float
    minimum: float
    algorithm: str
    seeds: int

    @property
    def communities(self) -> int:
        """Number of communities; isolated nodes are communities of one."""
        return int(self.membership.max(initial=-1)) + 1


def modularity(
    net: ValueNetwork, membership: Ints, *, convention: Convention = GEPHI, resolution: float = 1.0
) -> float:
    """Return the modularity of a given partition, on the undirected view.

    Parameters
    ----------
    net
        The network; weights count.
    membership : ndarray of int64, shape (n,)
        Community of each node, in the order of ``net.nodes``.
    resolution
        In Gephi's sense: multiplies the term of the links.

    Returns
    -------
    float
        Sum over communities of ``resolution * in_c / W - (deg_c / 2W)^2``, W the weight of all links, in_c of
        those inside c, deg_c the weighted degree (Newman 2004); NaN where there are no links.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from clusternet.network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c", "d"], "target": ["b", "a", "d", "c"]})
    >>> modularity(from_frames(ties), np.array([0, 0, 1, 1]))
    0.5
    """
    return partition_quality(_view(net, convention), np.asarray(membership), resolution)


def partition_quality(links: Links, membership: Ints, resolution: float = 1.0) -> float:
    """Return the modularity of a partition of undirected links; see :func:`modularity`."""
    total = float(links.weight.sum())
    if total == 0:
        return float("nan")
    inside = float(links.weight[membership[links.source] == membership[links.target]].sum())
    degree = np.bincount(membership, weights=links.weighted_degree()[0])
    return resolution * inside / total - float(np.sum((degree / (2 * total)) ** 2))


def detect(net: ValueNetwork, *, convention: Convention = GEPHI, search: Search | None = None) -> Partition:
    """Look for communities on the undirected view, once for each seed.

    Parameters
    ----------
    net
        The network; weights count.
    convention
        Decides whether self-loops take part, and the algorithm where ``search`` names none.
    search
        Algorithm, seeds and resolution.

    Notes
    -----
    The partitions are sought at the resolution asked for; their modularity is always that of resolution 1.
    Louvain: Blondel et al. 2008. Leiden: Traag, Waltman and van Eck 2019. See
    :func:`clusternet.kernels.partition.partitions`.
    """
    search = search or Search()
    return of_links(_view(net, convention), search=search, algorithm=convention.communities)


def of_links(links: Links, *, search: Search | None = None, algorithm: Algorithm = "louvain") -> Partition:
    """Look for communities of undirected links, once for each seed; see :func:`detect`.

    Parameters
    ----------
    links
        Undirected, each pair once; weights count.
    search
        Algorithm, seeds and resolution.
    algorithm
        Where ``search`` names none.
    """
    search = search or Search()
    algorithm = search.algorithm or algorithm
    found = partitions(
        links.n,
        links.source,
        links.target,
        links.weight,
        algorithm=algorithm,
        seeds=range(search.seed, search.seed + search.seeds),
        gamma=1 / search.resolution,
        library=search.library,
    )
    runs = [(partition_quality(links, membership), membership) for membership in found]
    qualities = [quality for quality, _ in runs]
    best = int(np.argmax(np.nan_to_num(qualities, nan=-1.0)))
    return Partition(
        membership=by_size(runs[best][1]),
        modularity=qualities[best],
        median=float(np.median(qualities)),
        minimum=float(np.min(qualities)),
        algorithm=algorithm,
        seeds=search.seeds,
    )


def by_size(membership: Ints) -> Ints:
    """Number communities from 0 by descending size, ties by their first member."""
    if not membership.size:
        return membership
    _, first, community, sizes = np.unique(
        membership, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    number = np.empty(order.size, dtype=np.int64)
    number[order] = np.arange(order.size)
    return number[community]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two partitions of the same members agree.

    Attributes
    ----------
    nmi : float
        Normalised mutual information, over the arithmetic mean of the two entropies: 0 to 1.
    ari : float
        Adjusted Rand index (Hubert and Arabie 1985): 1 for equal partitions, 0 on average for random ones.
    """

    nmi: float
    ari: float


def agreement(one: Ints, other: Ints) -> Agreement:
    """Return how far two partitions of the same members agree; NaN where there are no members.

    Both are 1 where neither partition divides the members, or both divide all of them.

    Examples
    --------
    >>> import numpy as np
    >>> agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    Agreement(nmi=1.0, ari=1.0)
    >>> round(agreement(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])).ari, 12)
    -0.5
    """
    n = len(one)
    if not n:
        return Agreement(float("nan"), float("nan"))
    (_, left), (_, right) = (np.unique(each, return_inverse=True) for each in (one, other))
    width = int(right.max()) + 1
    joint, left, right = (np.bincount(each) for each in (left * width + right, left, right))
    inside, first, second = (float((each * (each - 1.0)).sum()) for each in (joint, left, right))
    expected, most = first * second / max(n * (n - 1.0), 1.0), (first + second) / 2
    ari = 1.0 if most == expected else (inside - expected) / (most - expected)
    both, of_left, of_right = (_entropy(each / n) for each in (joint, left, right))
    mean = (of_left + of_right) / 2
    return Agreement(1.0 if mean == 0 else max(0.0, (of_left + of_right - both) / mean), ari)


def _entropy(shares: NDArray[np.float64]) -> float:
    positive = shares[shares > 0]
    return float(-(positive * np.log(positive)).sum())


def _view(net: ValueNetwork, convention: Convention) -> Links:
    links = net.links(convention.undirected())
    return links if convention.loops_in_modularity else links.without_loops()
