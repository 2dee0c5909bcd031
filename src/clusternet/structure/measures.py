"""The measures of the nodes of one merged graph, by convention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.conventions import Convention
from clusternet.errors import UndefinedError, chosen
from clusternet.kernels import cores, libraries, paths, rounds
from clusternet.kernels.betweenness import Sampled, betweenness, sampled
from clusternet.network.links import Links
from clusternet.structure import brokerage, clustering, constraint
from clusternet.typing import Floats
from clusternet.words.text import Text

__all__ = [
    "BROKERAGE",
    "DEGREES",
    "EXACT",
    "LOWEST_FIRST",
    "MEASURES",
    "WEIGHTED",
    "WHOLE",
    "Sampling",
    "Values",
    "check_measures",
    "degrees",
]

BROKERAGE = tuple(f"brokerage_{role}" for role in (*brokerage.ROLES, "total"))
"""Measures that need places; see :func:`clusternet.structure.brokerage.roles`."""

WEIGHTED = ("weighted_in_degree", "weighted_out_degree", "weighted_degree")
"""Sums of the weights of incoming links, outgoing links and both."""

MEASURES = (
    *WEIGHTED,
    "closeness",
    "harmonic_closeness",
    "betweenness",
    "eccentricity",
    "pagerank",
    "authority",
    "hub",
    "eigenvector",
    "clustering",
    "core",
    "constraint",
    *BROKERAGE,
)
"""Measures beside the degrees."""

WHOLE = ("eccentricity", "core")
"""Measures that are whole numbers."""

LOWEST_FIRST = ("constraint",)
"""Measures that are small for the central nodes."""

DEGREES = ("in_degree", "out_degree", "degree", "net_share")


def check_measures(measures: Iterable[str]) -> tuple[str, ...]:
    """Return the measures asked for in the order of :data:`MEASURES`.

    Parameters
    ----------
    measures
        Names; ``all`` stands for every one.

    Returns
    -------
    tuple of str

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> check_measures(["pagerank", "closeness"])
    ('closeness', 'pagerank')
    """
    asked = set(measures)
    if "all" in asked:
        return MEASURES
    return chosen(sorted(asked), MEASURES, Text("指标", "measure"), also=("all",))


def degrees(links: Links) -> dict[str, NDArray[Any]]:
    """Return the columns of :data:`DEGREES`, each of shape (n,)."""
    incoming, outgoing = links.in_degree, links.out_degree
    both = incoming + outgoing
    share = np.divide(outgoing - incoming, both, out=np.full(links.n, np.nan), where=both > 0)
    return {"in_degree": incoming, "out_degree": outgoing, "degree": links.degree, "net_share": share}


@dataclass(frozen=True, slots=True)
class Sampling:
    """Whether betweenness is estimated, and how closely.

    Attributes
    ----------
    error
        Largest error as a share of the pairs of nodes, with 95 % for all nodes at once; 0 for exact values;
        None for these up to :data:`EXACT` nodes, beyond for an error of 0.01.
    seed
        Of the drawing of origins.

    Examples
    --------
    >>> Sampling().within(1000), Sampling().within(EXACT + 1), Sampling(0.05).within(1000)
    (0.0, 0.01, 0.05)
    """

    error: float | None = None
    seed: int = 0

    def within(self, n: int) -> float:
        """Return the error that is allowed.

        Parameters
        ----------
        n
            Nodes of the network.

        Examples
        --------
        >>> Sampling(0.05).within(10)
        0.05
        """
        if self.error is not None:
            return self.error
        return 0.0 if n <= EXACT else 0.01


EXACT = 200_000
"""Nodes up to which betweenness is exact unless an error is allowed."""


class Values:
    """The measures of one merged graph; what several of them share is computed once."""

    def __init__(self, links: Links, convention: Convention, sampling: Sampling | None = None) -> None:
        self.links, self.convention, self.sampling = links, convention, sampling or Sampling()
        self.estimated: Sampled | None = None
        self.ends = (links.n, links.source, links.target)
        self.cache: dict[str, Floats] = {}

    def of(self, name: str) -> Floats:
        """Return one measure, shape (n,)."""
        if not self.links.n:
            return np.empty(0)
        if name in ("closeness", "harmonic_closeness", "eccentricity"):
            return self._by(self.convention.closeness, name, self._distances)
        if name in ("pagerank", "authority", "hub", "eigenvector"):
            return self._by(self.convention.rounds, name, self._rounds)
        if name in WEIGHTED:
            incoming, outgoing = self.links.weighted_degree()
            both = incoming + outgoing if self.links.directed else incoming
            return dict(zip(WEIGHTED, (incoming, outgoing, both), strict=True))[name]
        if name == "clustering":
            return clustering.per_node(self.links, self.convention)
        own = {"betweenness": self._betweenness, "constraint": self._constraint, "core": self._core}
        return own[name]()

    def _by(self, definition: str, name: str, own: Callable[[], Mapping[str, Floats]]) -> Floats:
        """Return a measure by one definition: our own, or a library's."""
        directed, weight = self.links.directed, self.links.weight
        if definition == "networkx":
            return np.array(
                libraries.networkx_measures(*self.ends, weight, directed=directed)[name](), dtype=float
            )
        if definition == "igraph":
            return np.array(libraries.igraph_measures(*self.ends, directed=directed)[name](), dtype=float)
        if name not in self.cache:
            self.cache |= own()
        return self.cache[name]

    def _distances(self) -> dict[str, Floats]:
        found = paths.all_pairs(*self.links.rows)
        zero = np.zeros(self.links.n)
        some = found.reached > 0
        return {
            "closeness": np.divide(found.reached, found.total, out=zero.copy(), where=some),
            "harmonic_closeness": np.divide(found.harmonic, found.reached, out=zero.copy(), where=some),
            "eccentricity": found.eccentricity.astype(float),
        }

    def _rounds(self) -> dict[str, Floats]:
        directed = self.links.directed
        authority, hub = rounds.hits(*self.ends, directed=directed)
        return {
            "pagerank": rounds.pagerank(*self.ends, directed=directed),
            "authority": authority,
            "hub": hub,
            "eigenvector": rounds.eigenvector(*self.ends, directed=directed),
        }

    def _betweenness(self) -> Floats:
        n, directed = self.links.n, self.links.directed
        error = self.sampling.within(n)
        if error > 0:
            seed = self.sampling.seed
            found = sampled(*self.links.rows, directed=directed, error=error, seed=seed)
            self.estimated = found if found.error else None
            raw = found.values
        else:
            raw = betweenness(*self.links.rows, directed=directed)
        if self.convention.betweenness == "raw" or n < 3:
            return raw
        return raw / ((n - 1) * (n - 2) / (1 if directed else 2))

    def _constraint(self) -> Floats:
        if self.convention.rounds == "networkx" and self.links.loops.any():  # it alone lets self-loops in
            return self._by("networkx", "constraint", dict)
        return constraint.constraint(self.links)

    def _core(self) -> Floats:
        if self.convention.rounds == "networkx" and self.links.loops.any():
            raise UndefinedError(
                "networkx: core_number is not defined for graphs with self-loops",
                "networkx 口径：图有自环时 core_number 无定义",
            )
        return cores.cores(*self.ends).astype(float)
