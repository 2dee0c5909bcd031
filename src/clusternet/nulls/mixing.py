"""Who is linked with whom: back, with nodes of like degree, among the largest, in one province."""

from __future__ import annotations

import math

import numpy as np

from clusternet.nulls.graph import Graph
from clusternet.typing import Floats

__all__ = ["assortativity", "intra_province_share", "reciprocity", "rich_club"]

NAN = float("nan")


def reciprocity(graph: Graph) -> float:
    """Return the share of the links whose reverse is there; self-loops left out.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN without links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.nulls.graph import fixed
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(reciprocity(Graph(net.links(), fixed(net))), 4)
    0.0
    """
    m = graph.source.size
    return float(2 * m - graph.triangles.neighbours.sum()) / m if m else NAN


def rich_club(graph: Graph) -> float:
    """Return the share of the links that join two nodes of the rich club.

    The club are the nodes whose degree in the data is at least that of the node at the top
    :data:`clusternet.nulls.graph.RICH` of all; over the nulls' mean it is the
    normalised coefficient of Colizza et al. (2006).

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN without links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.nulls.graph import fixed
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(rich_club(Graph(net.links(), fixed(net))), 4)
    0.0
    """
    rich = graph.fixed.rich
    return float(np.mean(rich[graph.source] & rich[graph.target])) if graph.source.size else NAN


def assortativity(graph: Graph, at_source: str, at_target: str) -> float:
    """Return the correlation over links of the degrees at their ends, ``out`` or ``in``.

    Undirected links have two directions and nodes one degree, whatever is asked for (Newman 2002).

    Parameters
    ----------
    graph
        The network, or one of its nulls.
    at_source, at_target
        Which degree counts at either end: ``out`` or ``in``.

    Returns
    -------
    float
        From -1 to 1; NaN where the degrees at one end are all alike.

    References
    ----------
    Foster et al. 2010, doi:10.1073/pnas.0912671107.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.nulls.graph import fixed
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "b", "d"]}))
    >>> round(assortativity(Graph(net.links(), fixed(net)), "out", "in"), 4)
    0.0
    """
    one, two = graph.degrees[at_source][graph.source], graph.degrees[at_target][graph.target]
    if not graph.links.directed:
        one, two = np.concatenate((one, two)), np.concatenate((two, one))
    if not one.size:
        return NAN
    one, two = one - one.min(), two - two.min()
    own = _covariance(one, one) * _covariance(two, two)
    return _covariance(one, two) / math.sqrt(own) if own > 0 else NAN


def _covariance(one: Floats, two: Floats) -> int:
    """Return m^2 times the covariance of m pairs of whole numbers: exact, whatever the order of sums."""
    return one.size * int(one @ two) - int(one.sum()) * int(two.sum())


def intra_province_share(graph: Graph) -> float:
    """Return the share of the links between located nodes that stay in their province.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN where no link joins located nodes.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.nulls.graph import fixed
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["北京", "北京", "广东"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}), nodes)
    >>> round(intra_province_share(Graph(net.links(), fixed(net))), 4)
    0.5
    """
    place = graph.fixed.place
    if not place.size:
        return NAN
    one, two = place[graph.links.source], place[graph.links.target]
    located = (one >= 0) & (two >= 0)
    return float(np.mean(one[located] == two[located])) if located.any() else NAN
