"""The distribution of links over nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.network import ValueNetwork

Direction = Literal["out", "in", "total"]
Base = Literal["all", "positive"]
DIRECTIONS: tuple[Direction, ...] = ("out", "in", "total")
BASES: tuple[Base, ...] = ("all", "positive")


def degrees(
    net: ValueNetwork, direction: Direction = "out", *, convention: Convention = GEPHI
) -> NDArray[np.int64]:
    """Return the out-, in- or total degree of every node, shape (n,)."""
    if direction not in DIRECTIONS:
        raise ClusternetError(f"direction {direction!r}; accepted: {', '.join(DIRECTIONS)}")
    links = net.links(convention)
    return {"out": links.out_degree, "in": links.in_degree, "total": links.degree}[direction]


def concentration(
    net: ValueNetwork,
    *,
    direction: Direction = "out",
    shares: Sequence[float] = (0.1, 0.01, 0.001),
    base: Base = "all",
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the share of all links that the most linked nodes hold.

    Parameters
    ----------
    direction
        ``out``, ``in`` or ``total``.
    shares
        Shares of nodes, 0 to 1; the number of nodes is the nearest whole number, at least one.
    base
        ``all`` nodes, or those with a ``positive`` degree.

    Returns
    -------
    DataFrame
        One row a share: ``direction``, ``share_of_nodes``, ``nodes``, ``links`` of those nodes,
        ``share_of_links``, ``gini``, ``centralisation`` (Freeman 1978: 0 where all degrees are equal, 1 for a
        star), ``base``, ``base_n``. Which of several nodes of equal degree is counted makes no difference.

    Raises
    ------
    ClusternetError
        If a share is not above 0 and at most 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> concentration(star, shares=[0.25])[["share_of_links", "gini", "centralisation"]].values.tolist()
    [[1.0, 0.75, 1.0]]
    """
    if base not in BASES:
        raise ClusternetError(f"base {base!r}; accepted: {', '.join(BASES)}")
    for share in shares:
        if not 0 < share <= 1:
            raise ClusternetError(f"share {share}; a share of nodes is above 0 and at most 1")
    all_degrees = degrees(net, direction, convention=convention)
    counted = np.sort(all_degrees if base == "all" else all_degrees[all_degrees > 0])[::-1]
    total = int(counted.sum())
    nodes = [max(1, round(share * counted.size)) for share in shares]
    links = [int(counted[:number].sum()) for number in nodes]
    return pd.DataFrame(
        {
            "direction": direction,
            "share_of_nodes": list(shares),
            "nodes": nodes,
            "links": links,
            "share_of_links": [held / total if total else np.nan for held in links],
            "gini": gini(counted),
            "centralisation": centralisation(all_degrees, direction),
            "base": "all nodes" if base == "all" else f"nodes with a positive {direction}-degree",
            "base_n": counted.size,
        }
    )


def ccdf(
    net: ValueNetwork,
    *,
    directions: Sequence[Direction] = DIRECTIONS,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the complementary cumulative distribution of degrees.

    Returns
    -------
    DataFrame
        One row a degree that occurs: ``direction``, ``degree``, ``nodes`` (with exactly this degree) and
        ``ccdf`` (share of all nodes with at least this degree).

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network import from_frames
    >>> star = from_frames(pd.DataFrame({"source": ["a"] * 3, "target": ["b", "c", "d"]}))
    >>> ccdf(star, directions=["out"])[["degree", "nodes", "ccdf"]].values.tolist()
    [[0.0, 3.0, 1.0], [3.0, 1.0, 0.25]]
    """
    parts = []
    for direction in directions:
        degree, nodes = np.unique(degrees(net, direction, convention=convention), return_counts=True)
        least = nodes[::-1].cumsum()[::-1] / max(nodes.sum(), 1)
        parts.append(pd.DataFrame({"direction": direction, "degree": degree, "nodes": nodes, "ccdf": least}))
    return pd.concat(parts, ignore_index=True)


def gini(values: NDArray[np.int64]) -> float:
    """Return the Gini coefficient: half the mean absolute difference over the mean; NaN if all are 0.

    >>> gini(np.array([1, 1, 1])), gini(np.array([0, 0, 0, 4]))
    (0.0, 0.75)
    """
    ascending = np.sort(values).astype(float)
    n, total = ascending.size, ascending.sum()
    if not total:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ascending / (n * total))


def centralisation(values: NDArray[np.int64], direction: Direction) -> float:
    """Return Freeman's degree centralisation of a directed graph, NaN under three nodes.

    Sum of the differences to the largest degree, over what a star gives: (n-1)^2 for in and out, 2(n-1)(n-2)
    for the total.
    """
    n = values.size
    if n < 3:
        return float("nan")
    most = 2 * (n - 1) * (n - 2) if direction == "total" else (n - 1) ** 2
    return float((values.max() - values).sum() / most)
