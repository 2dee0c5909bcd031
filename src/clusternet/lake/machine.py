"""What needs all links in one memory, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clusternet.errors import ClusternetError

if TYPE_CHECKING:
    from clusternet.lake.lake import Lake

__all__ = ["gigabytes", "refuse"]

_LINK, _NODE = 150, 400
"""Bytes of memory for a link and a node: the merged graph, its compressed rows both ways, and tables."""


def gigabytes(nodes: int, links: int) -> float:
    """Return how much memory a machine needs for measures of the whole graph.

    Parameters
    ----------
    nodes, links
        Of the merged graph.

    Returns
    -------
    float
        GB, of 10^9 bytes.

    Examples
    --------
    >>> gigabytes(10_000_000, 100_000_000)
    19.0
    """
    return (_LINK * links + _NODE * nodes) / 1e9


def refuse(lake: Lake, names: Sequence[str]) -> None:
    """Refuse measures that need one machine, and say how large a one.

    Parameters
    ----------
    lake
        The data.
    names
        Of the measures.

    Raises
    ------
    ClusternetError
        If there are any.
    """
    if not names:
        return
    n = lake.node_count
    m = lake.number(f"SELECT CAST(COUNT(*) AS BIGINT) AS v FROM {lake.table('directed')}")
    raise ClusternetError.of(
        "one_machine", names=list(names), nodes=f"{n:,}", links=f"{m:,}", size=f"{gigabytes(n, m):.3g}"
    )
