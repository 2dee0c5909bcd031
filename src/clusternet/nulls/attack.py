"""Which nodes are removed first: those of highest degree or betweenness, in any network on the same nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels.betweenness import betweenness
from clusternet.kernels.ties import levelled
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.frame import sampled
from clusternet.typing import Ints, Marks

__all__ = ["BYS", "By", "Kind", "Rule", "rule"]


By = Literal["degree", "out_degree", "betweenness"]


Kind = Literal["all", "sample"]


BYS: tuple[By, ...] = ("degree", "out_degree", "betweenness")


@dataclass(frozen=True, eq=False)
class Rule:
    """Which nodes go first, in any network on the same nodes.

    Attributes
    ----------
    by
        The measure that decides; ties go by degree, then out-degree, then id.
    candidates : ndarray of bool, shape (n,)
        Nodes that may be removed.
    place : ndarray of int64, shape (n,)
        Place of each node in the order of the ids.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> rule(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})), by="out_degree").by
    'out_degree'
    """

    by: By
    candidates: Marks
    place: Ints

    def order(self, links: Links) -> Ints:
        """Return the candidates, first the one that goes first.

        Parameters
        ----------
        links
            A network on the same nodes.

        Returns
        -------
        ndarray of int64, shape (candidates,)

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet.network.value_network import from_frames
        >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "b"], "target": ["c", "c", "a"]}))
        >>> rule(net, by="out_degree").order(net.links()).tolist()
        [2, 0, 1]
        """
        keys: list[NDArray[Any]] = [self.place, -links.out_degree, -links.degree]
        if self.by == "out_degree":
            keys.append(-links.out_degree)
        elif self.by == "betweenness":
            keys.append(-levelled(betweenness(*links.rows, directed=links.directed)))
        ranked = np.lexsort(keys)
        return ranked[self.candidates[ranked]]


def rule(net: ValueNetwork, *, by: By = "degree", kind: Kind = "all") -> Rule:
    """Return which nodes of a network go first.

    Parameters
    ----------
    net
        The network.
    by
        ``degree``, ``out_degree`` or ``betweenness``.
    kind
        ``all``, or ``sample`` to remove sample nodes alone.

    Raises
    ------
    ClusternetError
        If ``by`` is unknown, or sample nodes are asked of data that name no kinds.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> net.nodes.index[rule(net).order(net.links())[:3]].tolist()
    ['华为', '样本0060', '腾讯']
    """
    if by not in BYS:
        raise ClusternetError.of("no_choice", what="by", value=by, accepted=BYS)
    if kind == "sample" and net.kinds is None:
        raise ClusternetError.of("attack_kinds")
    place = np.empty(len(net.nodes), dtype=np.int64)
    place[np.argsort(net.nodes.index.to_numpy(dtype=object), kind="stable")] = np.arange(place.size)
    candidates = sampled(net) if kind == "sample" else np.ones(place.size, dtype=bool)
    return Rule(by, candidates, place)
