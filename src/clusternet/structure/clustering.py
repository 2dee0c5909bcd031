"""Clustering coefficients: how many of a node's neighbours are linked to one another."""

from __future__ import annotations

import numpy as np

from clusternet.conventions import Convention
from clusternet.errors import UndefinedError
from clusternet.kernels import libraries
from clusternet.kernels.triangles import Triangles, count
from clusternet.network.links import Links
from clusternet.typing import Floats

_ALONE = "no node has two neighbours", "没有节点有两个相邻节点"

__all__ = ["average", "per_node"]


def per_node(links: Links, convention: Convention, triangles: Triangles | None = None) -> Floats:
    """Return the clustering coefficient of every node of the merged graph.

    Parameters
    ----------
    links
        The merged graph.
    convention
        Which coefficient.
    triangles
        Those of the graph, if counted already.

    Returns
    -------
    ndarray of float64, shape (n,)
        0 for nodes without two neighbours (igraph: NaN).

    Notes
    -----
    Directed, ``neighbours``: L / (k (k - 1)), k distinct neighbours whatever the direction, L directed links
    among them; a node with a self-loop is a neighbour of itself. Undirected: 2 T / (k (k - 1)), T triangles.

    Examples
    --------
    >>> from clusternet import GEPHI
    >>> links = Links(4, np.array([0, 1, 2, 2]), np.array([1, 2, 0, 3]), np.ones(4))
    >>> per_node(links, GEPHI).round(4).tolist()
    [0.5, 0.5, 0.1667, 0.0]
    """
    definition = {"fagiolo": libraries.networkx_clustering, "undirected": libraries.igraph_local_clustering}
    if convention.clustering in definition:
        return definition[convention.clustering](links.n, links.source, links.target, directed=links.directed)
    found = triangles or count(links.n, links.source, links.target)
    neighbours, closed = found.neighbours, 2 * found.triangles
    if links.directed and links.loops.any():
        looped = np.zeros(links.n, dtype=bool)
        looped[links.source[links.loops]] = True
        own = links.without_loops().degree
        neighbours, closed = neighbours + looped, found.links + np.where(looped, own, 0)
    elif links.directed:
        closed = found.links
    pairs = neighbours * (neighbours - 1)
    values: Floats = np.divide(closed, pairs, out=np.zeros(links.n), where=pairs > 0)
    return values


def average(links: Links, convention: Convention, triangles: Triangles | None = None) -> float:
    """Return the average clustering coefficient of the merged graph.

    Over all nodes, or over those with two neighbours, as the convention has it.

    Parameters
    ----------
    links
        The merged graph.
    convention
        Which coefficient, and the nodes it is averaged over.
    triangles
        Those of the graph, if counted already.

    Raises
    ------
    UndefinedError
        If there is no node to average over.

    Examples
    --------
    >>> from clusternet import GEPHI, NETWORKX
    >>> ring = Links(3, np.array([0, 1, 2]), np.array([1, 2, 0]), np.ones(3))
    >>> average(ring, GEPHI), average(ring, NETWORKX)
    (0.5, 0.5)
    """
    if convention.clustering == "undirected":
        found = libraries.igraph_average_clustering(
            links.n, links.source, links.target, directed=links.directed
        )
        return _mean(np.array([found]), _ALONE)
    values = per_node(links, convention, triangles)
    if convention.clustering_base == "all" or links.directed:
        return _mean(values, ("no nodes", "没有节点"))
    return _mean(values[links.without_loops().degree >= 2], _ALONE)


def _mean(values: Floats, reason: tuple[str, str]) -> float:
    if not values.size or np.isnan(values).any():
        raise UndefinedError(*reason)
    return float(values.mean())
