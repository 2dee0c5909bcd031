"""Numbers of a whole network that do not follow from its degrees: what null models are asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError, UndefinedError
from clusternet.kernels import paths
from clusternet.kernels.cores import cores
from clusternet.nulls.graph import RICH, WORK, Fixed, Graph, fixed
from clusternet.nulls.mixing import assortativity, intra_province_share, reciprocity, rich_club
from clusternet.structure import clustering
from clusternet.structure.community import one_run
from clusternet.words.text import Text

__all__ = [
    "DIRECTED",
    "MEASURES",
    "RICH",
    "UNDIRECTED",
    "WORK",
    "Fixed",
    "Graph",
    "assortativity",
    "average_clustering",
    "average_path_length",
    "density",
    "feasible_density",
    "fixed",
    "intra_province_share",
    "max_core",
    "measured",
    "modularity",
    "reciprocity",
    "rich_club",
    "transitivity",
]

NAN = float("nan")


def average_clustering(graph: Graph) -> float:
    """Return the mean over all nodes of L / (k (k - 1)), as Gephi: k distinct neighbours, L links among them.

    A node with a self-loop is a neighbour of itself. Undirected: over nodes with two neighbours, as in
    :func:`clusternet.structure.clustering.average`.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN without nodes to average over.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(average_clustering(Graph(net.links(), fixed(net))), 4)
    0.2917
    """
    convention = GEPHI if graph.links.directed else GEPHI.undirected()
    try:
        return clustering.average(graph.links, convention, graph.triangles)
    except UndefinedError:
        return NAN


def transitivity(graph: Graph) -> float:
    """Return the share of the paths of two links, whatever their direction, whose ends are linked.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN without such paths.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(transitivity(Graph(net.links(), fixed(net))), 4)
    0.6
    """
    found = graph.triangles
    paths_of_two = float((found.neighbours * (found.neighbours - 1)).sum()) / 2
    return float(found.triangles.sum()) / paths_of_two if paths_of_two else NAN


def average_path_length(graph: Graph) -> float:
    """Return the mean distance over the ordered pairs that a path joins.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        In hops; sampled where the network is large, see :func:`fixed`.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(average_path_length(Graph(net.links(), fixed(net))), 4)
    1.6667
    """
    if graph.fixed.sampled_paths:
        return graph.sample.average.value
    return paths.lengths(*graph.rows).average


def modularity(graph: Graph) -> float:
    """Return the modularity that one run of Louvain finds on the undirected view, every link of weight 1.

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
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(modularity(Graph(net.links(), fixed(net))), 4)
    0.0
    """
    return one_run(graph.links, seed=graph.seed)


def max_core(graph: Graph) -> float:
    """Return the largest k with a k-core, degree being in-degree + out-degree.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        0 without links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(max_core(Graph(net.links(), fixed(net))), 4)
    2.0
    """
    return float(cores(graph.links.n, graph.source, graph.target).max(initial=0))


def density(graph: Graph) -> float:
    """Return links over pairs of different nodes, ordered ones if directed; self-loops are links (Gephi).

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN for fewer than two nodes.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(density(Graph(net.links(), fixed(net))), 4)
    0.3333
    """
    pairs = graph.links.n * (graph.links.n - 1) // (1 if graph.links.directed else 2)
    return graph.links.size / pairs if pairs > 0 else NAN


def feasible_density(graph: Graph) -> float:
    """Return the share of the feasible pairs that are linked: those with a sample node, if there is a frame.

    S (S - 1) + 2 S R ordered pairs, S sample and R partner nodes; half as many undirected ones.

    Parameters
    ----------
    graph
        The network, or one of its nulls.

    Returns
    -------
    float
        NaN where no pair is feasible.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]}))
    >>> round(feasible_density(Graph(net.links(), fixed(net))), 4)
    0.3333
    """
    inside = graph.fixed.inside
    links = int((inside[graph.source] | inside[graph.target]).sum())
    return links / graph.fixed.feasible if graph.fixed.feasible else NAN


MEASURES: Mapping[str, Callable[[Graph], float]] = {
    "average_clustering": average_clustering,
    "transitivity": transitivity,
    "reciprocity": reciprocity,
    "average_path_length": average_path_length,
    "modularity": modularity,
    "max_core": max_core,
    "rich_club": rich_club,
    "assortativity": lambda graph: assortativity(graph, "out", "in"),
    "assortativity_out_in": lambda graph: assortativity(graph, "out", "in"),
    "assortativity_out_out": lambda graph: assortativity(graph, "out", "out"),
    "assortativity_in_in": lambda graph: assortativity(graph, "in", "in"),
    "assortativity_in_out": lambda graph: assortativity(graph, "in", "out"),
    "intra_province_share": intra_province_share,
    "density": density,
    "feasible_density": feasible_density,
}
"""Name -> number of one network."""


DIRECTED = (
    "reciprocity",
    "assortativity_out_in",
    "assortativity_out_out",
    "assortativity_in_in",
    "assortativity_in_out",
)
"""Those of directed networks alone."""
UNDIRECTED = ("assortativity",)
"""Those of undirected networks alone."""


def measured(graph: Graph, names: Iterable[str]) -> dict[str, float]:
    """Return the numbers asked for.

    Parameters
    ----------
    graph
        The network, or one of its nulls.
    names
        Names of :data:`MEASURES`.

    Returns
    -------
    dict of str to float

    Raises
    ------
    ClusternetError
        If a name is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]}))
    >>> measured(Graph(net.links(), fixed(net)), ["reciprocity", "density"])
    {'reciprocity': 1.0, 'density': 1.0}
    """
    asked = list(names)
    unknown = [name for name in asked if name not in MEASURES]
    if unknown:
        raise ClusternetError.of(
            "unknown_name", what=Text("指标", "measure"), name=unknown[0], accepted=MEASURES
        )
    return {name: MEASURES[name](graph) for name in asked}
