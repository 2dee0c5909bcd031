"""Communities, their modularity, and how far partitions agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.kernels.partition import Algorithm, Library, partitions
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.agreement import Agreement, agreement
from clusternet.typing import Ints

__all__ = [
    "Agreement",
    "Partition",
    "Search",
    "agreement",
    "by_size",
    "detect",
    "modularity",
    "of_links",
    "one_run",
    "partition_quality",
    "undirected_view",
]

_WIDEST = 4
"""How far numbers of communities may lie apart, per node, to be counted in an array."""


@dataclass(frozen=True, slots=True)
class Search:
    """How communities are looked for.

    Attributes
    ----------
    algorithm
        ``louvain`` or ``leiden``; the convention's if None.
    seeds
        Number of runs, with the seeds ``seed``, ``seed + 1``, ...
    seed
        The first seed.
    resolution
        In Gephi's sense: it multiplies the term of the links, so values **below** 1 give more and smaller
        communities. It is 1/gamma of the resolution of networkx and igraph.
    library
        ``igraph`` looks with igraph whether the kernels are compiled or not: the same partitions in both.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> detect(net, search=Search(algorithm="leiden", seeds=3)).seeds
    3
    """

    algorithm: Algorithm | None = None
    seeds: int = 10
    seed: int = 0
    resolution: float = 1.0
    library: Library = "own"

    def __post_init__(self) -> None:
        if self.seeds < 1:
            raise ClusternetError.of("seeds_number", seeds=self.seeds)
        if not 0 < self.resolution < float("inf"):
            raise ClusternetError.of("resolution_number", resolution=self.resolution)


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
    runs : tuple of ndarray of int64
        The community of each node in every run, in no particular numbering.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> found = detect(net)
    >>> found.communities, found.membership.tolist(), round(found.modularity, 4), found.algorithm
    (2, [0, 0, 0, 1, 1], 0.4444, 'louvain')
    """

    membership: Ints
    modularity: float
    median: float
    minimum: float
    algorithm: str
    seeds: int
    runs: tuple[Ints, ...] = ()

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
    convention
        How rows become links.

    Returns
    -------
    float
        Sum over communities of ``resolution * in_c / W - (deg_c / 2W)^2``, W the weight of all links, in_c of
        those inside c, deg_c the weighted degree (Newman 2004); NaN where there are no links.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c", "d"], "target": ["b", "a", "d", "c"]})
    >>> modularity(from_frames(ties), np.array([0, 0, 1, 1]))
    0.5
    """
    view = undirected_view(net.links(convention), convention)
    return partition_quality(view, np.asarray(membership), resolution)


def partition_quality(links: Links, membership: Ints, resolution: float = 1.0) -> float:
    """Return the modularity of a partition of undirected links; see :func:`modularity`.

    Parameters
    ----------
    links
        Undirected, each pair once; weights count.
    membership : ndarray of int64, shape (n,)
        Community of each node, numbered from 0.
    resolution
        Multiplies the term of the links, as in Gephi.

    Returns
    -------
    float
        NaN without links.

    Examples
    --------
    >>> from clusternet.network.links import Links
    >>> links = Links(4, np.array([0, 2]), np.array([1, 3]), np.ones(2), directed=False)
    >>> partition_quality(links, np.array([0, 0, 1, 1]))
    0.5
    """
    total = float(links.weight.sum())
    if total == 0:
        return float("nan")
    inside = float(links.weight[membership[links.source] == membership[links.target]].sum())
    degree = np.bincount(membership, weights=links.weighted_degree()[0])
    return resolution * inside / total - float(np.sum((degree / (2 * total)) ** 2))


def one_run(links: Links, *, seed: int, algorithm: Algorithm = "louvain", gamma: float = 1.0) -> float:
    """Return the modularity that one run finds on the undirected view without loops, each pair of weight 1.

    Parameters
    ----------
    links
        Directed or not.
    seed, algorithm, gamma
        Of the run; see :func:`clusternet.kernels.partition.partitions`.

    Returns
    -------
    float
        NaN without links.

    Examples
    --------
    >>> one_run(Links(4, np.array([0, 1, 2]), np.array([1, 0, 3]), np.ones(3)), seed=0)
    0.5
    """
    view = links.pairs()
    if not view.size:
        return float("nan")
    ends = view.n, view.source, view.target, view.weight
    (found,) = partitions(*ends, algorithm=algorithm, seeds=[seed], gamma=gamma)
    return partition_quality(view, found)


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

    Returns
    -------
    Partition
        The communities of the best run, numbered from 0 by descending size, and what the others found.

    Notes
    -----
    The partitions are sought at the resolution asked for; their modularity is always that of resolution 1.
    Louvain: Blondel et al. 2008. Leiden: Traag, Waltman and van Eck 2019. See
    :func:`clusternet.kernels.partition.partitions`.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> detect(net).membership.tolist()
    [0, 0, 0, 1, 1]
    """
    search = search or Search()
    view = undirected_view(net.links(convention), convention)
    return of_links(view, search=search, algorithm=convention.communities)


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

    Examples
    --------
    >>> from clusternet.network.links import Links
    >>> links = Links(4, np.array([0, 2]), np.array([1, 3]), np.ones(2), directed=False)
    >>> of_links(links).membership.tolist()
    [0, 0, 1, 1]
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
        runs=tuple(found),
    )


def by_size(membership: Ints) -> Ints:
    """Number communities from 0 by descending size, ties by their first member.

    Parameters
    ----------
    membership : ndarray of int64, shape (n,)
        Community of each node, under any numbers.

    Returns
    -------
    ndarray of int64, shape (n,)

    Examples
    --------
    >>> by_size(np.array([7, 3, 3, 9])).tolist()
    [1, 0, 0, 2]
    """
    if not membership.size:
        return membership
    n, community = membership.size, np.asarray(membership - membership.min(), dtype=np.int64)
    if community.max() > _WIDEST * n:
        community = np.unique(community, return_inverse=True)[1]
    sizes = np.bincount(community)
    first = np.zeros(sizes.size, dtype=np.int64)
    first[community[::-1]] = np.arange(n)[::-1]
    order = np.lexsort((first, -sizes))
    number = np.empty(order.size, dtype=np.int64)
    number[order] = np.arange(order.size)
    return number[community]


def undirected_view(links: Links, convention: Convention) -> Links:
    """Return the links that communities are looked for in: undirected, with self-loops where they take part.

    Parameters
    ----------
    links
        Of a network.
    convention
        Gives a mutual pair its weight, and says whether self-loops take part.

    Examples
    --------
    >>> from clusternet.network.links import Links
    >>> links = Links(2, np.array([0, 0, 1]), np.array([0, 1, 0]), np.ones(3))
    >>> undirected_view(links, GEPHI).weight.tolist()  # a mutual pair has the weight of its later edge
    [1.0]
    """
    view = links.undirected(convention.mutual_weight)
    return view if convention.loops_in_modularity else view.without_loops()
