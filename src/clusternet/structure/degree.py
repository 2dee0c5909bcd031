"""The distribution of links over nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.fitting import PowerLawFit, fit_power_law, fitted_ccdf
from clusternet.words import bases

__all__ = [
    "BASES",
    "DIRECTIONS",
    "Base",
    "Direction",
    "PowerLawFit",
    "ccdf",
    "centralisation",
    "centralisation_of",
    "concentration",
    "degrees",
    "fit_power_law",
    "fitted_ccdf",
    "gini",
    "lorenz",
]

Direction = Literal["out", "in", "total"]
Base = Literal["all", "positive"]
DIRECTIONS: tuple[Direction, ...] = ("out", "in", "total")
BASES: tuple[Base, ...] = ("all", "positive")


def degrees(
    net: ValueNetwork, direction: Direction = "out", *, convention: Convention = GEPHI
) -> NDArray[np.int64]:
    """Return the degree of every node.

    Parameters
    ----------
    net
        The network.
    direction
        ``out``, ``in`` or ``total``.
    convention
        How rows become links.

    Returns
    -------
    ndarray of int64, shape (nodes,)
        In the order of ``net.nodes``.

    Raises
    ------
    ClusternetError
        If the direction is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> degrees(from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]}))).tolist()
    [2, 0, 0]
    """
    if direction not in DIRECTIONS:
        raise ClusternetError.of("no_choice", what="direction", value=direction, accepted=DIRECTIONS)
    links = net.links(convention)
    return {"out": links.out_degree, "in": links.in_degree, "total": links.degree}[direction]


def concentration(
    net: ValueNetwork,
    *,
    direction: Direction | Sequence[Direction] = "out",
    shares: Sequence[float] = (0.1, 0.01, 0.001),
    base: Base = "all",
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the share of all links that the most linked nodes hold.

    Parameters
    ----------
    net
        The network.
    direction
        ``out``, ``in`` or ``total``, or several of them.
    shares
        Shares of nodes, 0 to 1; the number of nodes is the nearest whole number, at least one.
    base
        ``all`` nodes, or those with a ``positive`` degree. Shares of nodes and Gini are of these.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        One row per direction and share: ``direction``, ``share_of_nodes``, ``nodes``, ``links`` of those
        nodes (ends of links where the direction is total), ``share_of_links``, ``gini``, ``centralisation``
        (see :func:`centralisation`; always over all nodes, without self-loops), ``base``, ``base_n``. Where
        the cut falls between nodes of one degree, as many of them count as it takes, and which ones makes no
        difference: ``cut_degree`` is that degree, ``tied`` nodes have it, ``tied_counted`` of them count.

    Raises
    ------
    ClusternetError
        If a direction or base is unknown, or a share is not above 0 and at most 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> concentration(star, shares=[0.25])[["share_of_links", "gini", "centralisation"]].values.tolist()
    [[1.0, 0.75, 1.0]]
    """
    for share in shares:
        if not 0 < share <= 1:
            raise ClusternetError.of("share_of_nodes", share=share)
    parts = []
    for each in _several(direction):
        counted, said = _counted(net, each, base, convention)
        descending = counted[::-1]
        total = int(counted.sum())
        nodes = np.array([max(1, round(share * counted.size)) for share in shares])
        links = descending.cumsum()[nodes - 1] if counted.size else np.zeros(nodes.size, dtype=np.int64)
        cut = descending[nodes - 1] if counted.size else links
        above = counted.size - np.searchsorted(counted, cut, side="right")
        table = {
            "direction": each,
            "share_of_nodes": list(shares),
            "nodes": np.minimum(nodes, counted.size),
            "links": links,
            "share_of_links": links / total if total else np.nan,
            "gini": gini(counted),
            "centralisation": centralisation_of(net, each, convention=convention),
            **said,
            "cut_degree": cut,
            "tied": counted.size - np.searchsorted(counted, cut) - above,
            "tied_counted": np.minimum(nodes, counted.size) - above,
        }
        parts.append(pd.DataFrame(table))
    return pd.concat(parts, ignore_index=True)


def lorenz(
    net: ValueNetwork,
    *,
    direction: Direction | Sequence[Direction] = "out",
    base: Base = "all",
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the Lorenz curve of links over nodes, from the least linked node to the most linked.

    Between two rows the curve is straight, for the nodes between them have one degree: nothing is left out,
    and twice the area between the curve and the diagonal is the Gini coefficient.

    Parameters
    ----------
    net
        The network.
    direction
        ``out``, ``in``, ``total``, or several of them.
    base
        Over which nodes.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        One row per direction and degree that occurs, after a row for the origin: ``direction``,
        ``share_of_nodes`` with at most that degree, ``share_of_links`` they hold, ``degree``, ``nodes``,
        ``links``, ``base``, ``base_n``.

    Raises
    ------
    ClusternetError
        If a direction or base is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> lorenz(star, direction="total")[["share_of_nodes", "share_of_links"]].values.tolist()
    [[0.0, 0.0], [0.75, 0.5], [1.0, 1.0]]
    """
    parts = []
    for each in _several(direction):
        counted, said = _counted(net, each, base, convention)
        values, sizes = np.unique(counted, return_counts=True)
        nodes = np.concatenate(([0], sizes.cumsum()))
        links = np.concatenate(([0], (values * sizes).cumsum()))
        table = {
            "direction": each,
            "share_of_nodes": nodes / max(counted.size, 1),
            "share_of_links": links / links[-1] if links[-1] else np.full(links.size, np.nan),
            "degree": pd.array([None, *values.tolist()], dtype="Int64"),
            "nodes": nodes,
            "links": links,
            **said,
        }
        parts.append(pd.DataFrame(table))
    return pd.concat(parts, ignore_index=True)


def _several(direction: Direction | Sequence[Direction]) -> list[Direction]:
    """Return the directions asked for, each once."""
    asked = [direction] if isinstance(direction, str) else list(dict.fromkeys(direction))
    if not asked:
        raise ClusternetError.of("no_directions", accepted=DIRECTIONS)
    return asked


def _counted(
    net: ValueNetwork, direction: Direction, base: Base, convention: Convention
) -> tuple[NDArray[np.int64], dict[str, object]]:
    """Return the degrees of the base, ascending, and the columns that name it."""
    if base not in BASES:
        raise ClusternetError.of("no_choice", what="base", value=base, accepted=BASES)
    found = degrees(net, direction, convention=convention)
    counted = np.sort(found if base == "all" else found[found > 0])
    positive = () if base == "all" else (bases.having(f"a positive {direction}-degree"),)
    return counted, {"base": bases.Base("nodes", positive), "base_n": counted.size}


def ccdf(
    net: ValueNetwork,
    *,
    directions: Sequence[Direction] = DIRECTIONS,
    among: NDArray[np.bool_] | None = None,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the complementary cumulative distribution of degrees.

    Parameters
    ----------
    net
        The network.
    directions
        ``out``, ``in``, ``total``, one table below the other.
    among : ndarray of bool, shape (nodes,)
        The nodes whose degrees are counted; all if None.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        One row per degree that occurs: ``direction``, ``degree``, ``nodes`` (with exactly this degree) and
        ``ccdf`` (share of those nodes with at least this degree).

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> ccdf(star, directions=["out"])[["degree", "nodes", "ccdf"]].values.tolist()
    [[0.0, 3.0, 1.0], [3.0, 1.0, 0.25]]
    """
    parts = []
    for direction in directions:
        values = degrees(net, direction, convention=convention)
        degree, nodes = np.unique(values if among is None else values[among], return_counts=True)
        least = nodes[::-1].cumsum()[::-1] / max(nodes.sum(), 1)
        parts.append(pd.DataFrame({"direction": direction, "degree": degree, "nodes": nodes, "ccdf": least}))
    return bases.marked(pd.concat(parts, ignore_index=True), net.about.synthetic)


def gini(values: NDArray[np.int64]) -> float:
    """Return the Gini coefficient: half the mean absolute difference over the mean; NaN if all are 0.

    Parameters
    ----------
    values : ndarray of int64, shape (n,)
        None below 0.

    Returns
    -------
    float
        From 0, all alike, to (n - 1) / n, all in one.

    Examples
    --------
    >>> gini(np.array([1, 1, 1])), gini(np.array([0, 0, 0, 4]))
    (0.0, 0.75)
    """
    ascending = np.sort(values).astype(float)
    n, total = ascending.size, ascending.sum()
    if not total:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ascending / (n * total))


def centralisation(values: NDArray[np.int64], direction: Direction, *, directed: bool = True) -> float:
    """Return Freeman's degree centralisation, NaN under three nodes.

    Sum over nodes of the largest degree less their own, over what a star gives (Freeman 1978, carried over to
    directed graphs): (n-1)^2 for in and out, 2(n-1)(n-2) for the total, (n-1)(n-2) of an undirected graph.

    Parameters
    ----------
    values : ndarray of int, shape (n,)
        Degrees without self-loops, which a star has none of.
    direction
        Of the degrees.
    directed
        False for degrees of an undirected graph, whatever their direction.

    Examples
    --------
    >>> centralisation(np.array([4, 0, 0, 0, 0]), "out")
    1.0
    """
    n = values.size
    if n < 3:
        return float("nan")
    most = (n - 1) ** 2 if directed and direction != "total" else (1 + directed) * (n - 1) * (n - 2)
    return float((values.max() - values).sum() / most)


def centralisation_of(
    net: ValueNetwork, direction: Direction = "out", *, convention: Convention = GEPHI
) -> float:
    """Return the degree centralisation of a network, over all its nodes; see :func:`centralisation`.

    Parameters
    ----------
    net
        The network; self-loops are left out.
    direction
        ``out``, ``in`` or ``total``.
    convention
        How rows become links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> centralisation_of(star)
    1.0
    """
    links = net.links(convention).without_loops()
    values = {"out": links.out_degree, "in": links.in_degree, "total": links.degree}[direction]
    return centralisation(values, direction, directed=links.directed)
