"""The frame of a network: how many links join which kinds of nodes, sample and partner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.network.resampling import firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Ints, Marks

__all__ = ["Frame", "Kept", "frame", "kept", "sampled", "simple"]

_NEVER = 10**6
"""A year that does not come."""


def sampled(net: ValueNetwork) -> NDArray[np.bool_]:
    """Mark the sample nodes.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (nodes,)
        All of them where the data name no kinds.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "source_kind": ["sample"]})
    >>> sampled(from_frames(ties)).tolist()
    [True, False]
    """
    return firms_of(net)


@dataclass(frozen=True, eq=False)
class Frame:
    """Which links have a sample node at which end, at the time when they were recorded.

    Of a link that was recorded in several years the first counts, so a firm that leaves the sample keeps its
    old ties as a sample node's.

    Attributes
    ----------
    source, target : ndarray of bool, shape (links,)
        Whether that end was a sample node.
    sample : ndarray of bool, shape (nodes,)
        Nodes that are sample nodes now, or were when one of their links was recorded.
    outside
        Links between two partner nodes, self-loops left out.
    """

    source: Marks
    target: Marks
    sample: Marks
    outside: int


@dataclass(frozen=True)
class Kept:
    """What the nulls of a network keep beside its degrees, as it is said of them.

    Attributes
    ----------
    directed
        Whether the degrees are in- and out-degrees.
    framed
        Whether the frame is to be kept.
    outside
        Links between two partner nodes; None where the data have no frame, or it is not kept.
    """

    directed: bool
    framed: bool
    outside: int | None


def kept(net: ValueNetwork, *, framed: bool = True) -> Kept:
    """Return what the nulls of a network keep.

    Parameters
    ----------
    net
        The network.
    framed
        Whether they are to keep the frame.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> kept(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})))
    Kept(directed=True, framed=True, outside=None)
    """
    found = frame(net) if framed else None
    return Kept(net.directed, framed, None if found is None else found.outside)


def frame(net: ValueNetwork) -> Frame | None:
    """Return the frame of a network; None where the data name no kinds, or all nodes are of one.

    Parameters
    ----------
    net
        The network.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "b", "p"], "target": ["p", "p", "q"], "year": [2020, 2022, 2022]}
    >>> firms = pd.DataFrame({"id": ["a", "b"], "kind": "sample", "left_year": [2021, None]})
    >>> found = frame(from_frames(pd.DataFrame(ties), firms))
    >>> found.source.tolist(), found.outside
    ([True, True, False], 1)
    """
    links, sample = net.links(), sampled(net)
    ends = sample[links.source], sample[links.target]
    if "kind" in net.nodes and "left_year" in net.nodes:
        stays = net.nodes["left_year"].fillna(_NEVER).to_numpy(dtype=np.int64)
        ever, year = net.nodes["kind"].eq("sample").fillna(False).to_numpy(dtype=bool), _first_year(net)
        ends = (
            ever[links.source] & (year < stays[links.source]),
            ever[links.target] & (year < stays[links.target]),
        )
        sample = sample.copy()
        sample[links.source[ends[0]]] = True
        sample[links.target[ends[1]]] = True
    if sample.all() or not sample.any():
        return None
    return Frame(ends[0], ends[1], sample, int((~ends[0] & ~ends[1] & ~links.loops).sum()))


def _first_year(net: ValueNetwork) -> Ints:
    """Return the year in which each link was first recorded; that of the selection where none is known."""
    links, now = net.links(), -_NEVER if net.as_of is None else net.as_of
    if "year" not in net.edges:
        return np.full(links.size, now, dtype=np.int64)
    counted = net.edges["weight"].to_numpy(dtype=float) > 0
    source, target = (end[counted] for end in net.ends)
    if not net.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    key = source * links.n + target
    year = net.edges["year"].fillna(now).to_numpy(dtype=np.int64)[counted]
    order = np.lexsort((year, key))
    key, first = np.unique(key[order], return_index=True)
    return np.asarray(year[order][first][np.searchsorted(key, links.source * links.n + links.target)])


def simple(net: ValueNetwork) -> tuple[Ints, Ints]:
    """Return the distinct ordered pairs of a network.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    source, target : ndarray of int64, shape (pairs,)
        Positions in ``net.nodes``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> source, target = simple(from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]})))
    >>> source.tolist(), target.tolist()
    ([0], [1])
    """
    links = net.links()
    return links.source, links.target
