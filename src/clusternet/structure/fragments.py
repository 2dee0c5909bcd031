"""The small components of a network, which a map leaves out: pairs that are tied to nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clusternet.kernels import components
from clusternet.network import grouping
from clusternet.network.value_network import ValueNetwork

__all__ = ["Fragments", "least", "without_fragments"]

_WHOLE = 300
"""Networks of at most that many nodes are drawn whole."""
_PART, _LEAST, _MOST = 2500, 3, 10
"""A component is drawn if it has that part of the nodes; bounds of that number."""


@dataclass(frozen=True)
class Fragments:
    """What was left out: components of fewer than ``smallest`` nodes, their number, their nodes, of how many.

    >>> Fragments(3, 2, 4, 40).share
    0.1
    """

    smallest: int
    components: int
    nodes: int
    of: int

    @property
    def share(self) -> float:
        """Part of all nodes that was left out."""
        return self.nodes / self.of if self.of else 0.0


def least(nodes: int) -> int:
    """Return how many nodes a component of a network has at least to be drawn.

    >>> least(300), least(1000), least(15_000), least(100_000)
    (1, 3, 6, 10)
    """
    return 1 if nodes <= _WHOLE else min(max(nodes // _PART, _LEAST), _MOST)


def without_fragments(net: ValueNetwork, smallest: int | None = None) -> tuple[ValueNetwork, Fragments]:
    """Return a network without its small components, and what was left out.

    Parameters
    ----------
    net
        The network.
    smallest
        Nodes that a component must have, tied in either direction; by the size of the network if None (see
        :func:`least`), where the largest components stay in any case.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> without_fragments(net, 3)
    (<ValueNetwork: 3 nodes, 2 relations>, Fragments(smallest=3, components=1, nodes=2, of=5))
    """
    source, target = net.ends
    n = len(net.nodes)
    component = components.weak(n, source, target)
    sizes = np.bincount(component, minlength=1)
    most = int(sizes.max())
    smallest = min(least(n), most) if smallest is None else smallest
    gone = sizes < smallest
    left = int(sizes[gone].sum())
    found = Fragments(smallest, int(gone.sum()), left, n)
    if not left or smallest > most:
        return net, replace(found, components=0, nodes=0)
    edges = net.edges[~gone[component[source]]].reset_index(drop=True)
    nodes, edges = grouping.cut(net.nodes, edges, ("source", "target"), "drop")
    if net.members is None:
        return replace(net, nodes=nodes, edges=edges), found
    members, edges = grouping.cut(net.members, edges, grouping.MEMBER_ENDS, "drop")
    return replace(net, nodes=nodes, edges=edges, members=members), found
