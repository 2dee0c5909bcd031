"""One network, or one of its nulls, with the costly results that several numbers share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clusternet.errors import SchemaError
from clusternet.kernels import large, triangles
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.frame import Frame
from clusternet.places import china
from clusternet.space import location
from clusternet.typing import Floats, Ints, Marks

__all__ = ["RICH", "WORK", "Fixed", "Graph", "fixed"]

RICH = 0.01
"""Share of the nodes, those of the highest degree, that make the rich club."""

WORK = 1_000_000_000_000
"""Nodes x links x networks beyond which distances are sampled, unless all pairs are asked for."""


@dataclass(frozen=True, eq=False)
class Fixed:
    """What the network and all its nulls have in common.

    Attributes
    ----------
    rich : ndarray of bool, shape (n,)
        The rich club: see :func:`clusternet.nulls.topology.rich_club`.
    rich_degree : int
        Least degree in it.
    place : ndarray of int64, shape (n,)
        Province of each node, -1 where it is in none; of size 0 where the data have no places.
    inside : ndarray of bool, shape (n,)
        The sample nodes of the frame; all nodes where there is none.
    feasible : int
        Pairs of nodes, one of them at least of these.
    sampled_paths : bool
        Whether distances are sampled.
    seed : int
        Of communities and samples.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> found = fixed(from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})))
    >>> found.rich.tolist(), found.rich_degree, found.sampled_paths
    ([False, True, False], 2, False)
    """

    rich: Marks
    rich_degree: int
    place: Ints
    inside: Marks
    feasible: int
    sampled_paths: bool
    seed: int


def fixed(
    net: ValueNetwork, frame: Frame | None = None, *, networks: int = 1, exact: bool = False, seed: int = 0
) -> Fixed:
    """Return what is the same for a network and its nulls.

    Parameters
    ----------
    net
        The network.
    frame
        What the nulls keep of the links between kinds of nodes.
    networks
        How many will be measured; with the size this decides whether distances are sampled.
    exact
        Look at all pairs whatever the work.
    seed
        Of communities and samples.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> fixed(from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))).feasible
    6
    """
    links = net.links()
    n = links.n
    degree = links.without_loops().degree
    least = int(np.sort(degree)[::-1][max(1, round(RICH * n)) - 1]) if n else 0
    inside = np.ones(n, dtype=bool) if frame is None else frame.sample
    sample = int(inside.sum())
    pairs = sample * (sample - 1) + 2 * sample * (n - sample)
    pairs = pairs if net.directed else pairs // 2
    work = n * links.size * networks
    return Fixed(degree >= least, least, _provinces(net), inside, pairs, work > WORK and not exact, seed)


def _provinces(net: ValueNetwork) -> Ints:
    if net.members is not None:  # groups have members in several places
        return np.empty(0, dtype=np.int64)
    try:
        where = location.of_nodes(net).to_numpy(dtype=object)
    except SchemaError:
        return np.empty(0, dtype=np.int64)
    own = net.about.places == "own"
    names = {name: number for number, name in enumerate(dict.fromkeys(where.tolist()))}
    inside = set(names) - {china.UNKNOWN} if own else set(china.MAINLAND)
    return np.array([names[name] if name in inside else -1 for name in where], dtype=np.int64)


class Graph:
    """One network, with the costly results that several numbers share.

    Parameters
    ----------
    links
        Weights are left out.
    fixed
        What it shares with its nulls.
    number
        Added to the seed of communities and samples, so that every network has its own.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> Graph(net.links(), fixed(net)).degrees["out"].tolist()
    [1.0, 1.0, 0.0]
    """

    def __init__(self, links: Links, fixed: Fixed, number: int = 0) -> None:
        self.links, self.fixed, self.seed = links, fixed, fixed.seed + number
        proper = ~links.loops
        self.source, self.target = links.source[proper], links.target[proper]

    @cached_property
    def triangles(self) -> triangles.Triangles:
        """Triangles of the undirected view, self-loops left out."""
        return triangles.count(self.links.n, self.source, self.target)

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Out-neighbours in compressed rows; the links are sorted already. Undirected: all neighbours."""
        if not self.links.directed:
            return self.links.without_loops().rows
        counts = np.bincount(self.source, minlength=self.links.n)
        return np.concatenate(([0], np.cumsum(counts))), self.target

    @cached_property
    def sample(self) -> large.Sample:
        """Distances towards random nodes."""
        return large.sample(*self.rows, seed=self.seed)

    @cached_property
    def degrees(self) -> dict[str, Floats]:
        """Out- and in-degrees by ``out`` and ``in``, self-loops left out; undirected: one degree by both."""
        ends = {"out": self.source, "in": self.target}
        if not self.links.directed:
            ends = dict.fromkeys(ends, np.concatenate((self.source, self.target)))
        return {name: np.bincount(end, minlength=self.links.n).astype(float) for name, end in ends.items()}
