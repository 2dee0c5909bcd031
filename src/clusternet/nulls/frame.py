"""The frame of a network: which kinds of nodes the data let be linked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Ints

__all__ = ["beyond_frame", "is_framed", "sampled", "simple"]

HELD = 0.05
"""Share of the links up to which those between partner nodes are held fixed, so that the frame stays."""


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
    kinds = net.kinds
    if kinds is None:
        return np.ones(len(net.nodes), dtype=bool)
    return np.asarray(kinds.eq("sample").fillna(False), dtype=bool)


def is_framed(net: ValueNetwork) -> bool:
    """Whether no tie joins two partner nodes in the data, or a few that are held, and none else in any null.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    bool

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "a"], "target": ["b", "c"], "source_kind": "sample"}
    >>> is_framed(from_frames(pd.DataFrame(ties)))
    True
    """
    loose = _between_partners(net)
    return not bool((loose & ~beyond_frame(net)).any()) and not bool(sampled(net).all())


def beyond_frame(net: ValueNetwork) -> NDArray[np.bool_]:
    """Mark the links between partner nodes, if they are so few that the frame holds for all others.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (links,)
        None of them where they are more than :data:`HELD` of all: then the data have no frame.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ends = {"source": ["a"] * 30 + ["p1"], "target": [f"p{number}" for number in range(30)] + ["p2"]}
    >>> nodes = pd.DataFrame({"id": ["a"], "kind": ["sample"]})
    >>> int(beyond_frame(from_frames(pd.DataFrame(ends), nodes)).sum())
    1
    """
    loose = _between_partners(net)
    few = loose.sum() <= HELD * loose.size
    return loose if few else np.zeros(loose.size, dtype=bool)


def _between_partners(net: ValueNetwork) -> NDArray[np.bool_]:
    label, (source, target) = sampled(net), simple(net)
    return np.asarray(~label[source] & ~label[target] & (source != target))


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
