"""Which definition of each measure is meant.

A convention is a record of choices, one field a choice, so that three tools can be compared side by side
and an analysis never asks which tool it is imitating. ``docs/en/methods/conventions.md`` has the
definitions in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self

__all__ = ["BY_NAME", "GEPHI", "IGRAPH", "NETWORKX", "Convention", "Merge", "MutualWeight"]

Merge = Literal["sum", "average", "first", "last", "min", "max"]
MutualWeight = Literal["later", "sum"]


@dataclass(frozen=True, slots=True)
class Convention:
    """The choices behind a table of measures.

    Attributes
    ----------
    name
        Printed in every output.
    directed
        False measures the undirected view, in which a mutual pair counts once.
    merge
        How the weights of rows with the same source and target become one.
    mutual_weight
        Weight of a mutual pair in the undirected view: that of the edge whose source was seen ``later``
        (Gephi), or the ``sum``.
    average_degree
        ``edges``: E/N in a directed graph; ``ends``: 2E/N whatever the direction.
    clustering
        ``neighbours``: directed links among the neighbours (Watts-Strogatz); ``fagiolo``: networkx's on a
        directed graph; ``undirected``: igraph's, which ignores directions.
    clustering_base
        Nodes the undirected average is taken over: ``all``, or ``pairs`` (those with two neighbours or more).
        A directed graph takes all.
    distances
        ``reachable``: over the pairs that a path joins; ``connected``: undefined unless all are joined.
    closeness
        ``reachable``: reached nodes / sum of distances along out-paths; ``networkx`` and ``igraph``: what
        their function returns with default arguments. The same choice governs harmonic closeness and
        eccentricity.
    betweenness
        ``raw`` counts, or ``normalised`` by the number of pairs.
    rounds
        PageRank, HITS and eigenvector centrality: Gephi's rounds, or the library's own solver.
    loops_in_modularity
        Whether self-loops take part in modularity.
    lone_node
        Density and path length of a graph of one node: the ``ratio``, ``zero`` or ``undefined``.
    communities
        The algorithm used where none is named.

    Examples
    --------
    >>> GEPHI.merging("last").merge, NETWORKX.clustering
    ('last', 'fagiolo')
    """

    name: str
    directed: bool = True
    merge: Merge = "sum"
    mutual_weight: MutualWeight = "sum"
    average_degree: Literal["edges", "ends"] = "ends"
    clustering: Literal["neighbours", "fagiolo", "undirected"] = "neighbours"
    clustering_base: Literal["all", "pairs"] = "all"
    distances: Literal["reachable", "connected"] = "reachable"
    closeness: Literal["reachable", "networkx", "igraph"] = "reachable"
    betweenness: Literal["raw", "normalised"] = "raw"
    rounds: Literal["gephi", "networkx", "igraph"] = "gephi"
    loops_in_modularity: bool = True
    lone_node: Literal["ratio", "zero", "undefined"] = "ratio"
    communities: Literal["louvain", "leiden"] = "leiden"

    def undirected(self) -> Self:
        """Return the same choices on the undirected view.

        Examples
        --------
        >>> GEPHI.undirected().directed
        False
        """
        return replace(self, directed=False)

    def merging(self, rule: Merge) -> Self:
        """Return the same choices with another rule for parallel rows.

        Parameters
        ----------
        rule
            How the weights of rows with the same source and target become one.

        Examples
        --------
        >>> GEPHI.merging("max").merge
        'max'
        """
        return replace(self, merge=rule)


GEPHI = Convention(
    name="gephi",
    mutual_weight="later",
    average_degree="edges",
    clustering_base="pairs",
    loops_in_modularity=False,
    communities="louvain",
)
NETWORKX = Convention(
    name="networkx",
    clustering="fagiolo",
    distances="connected",
    closeness="networkx",
    betweenness="normalised",
    rounds="networkx",
    lone_node="zero",
)
IGRAPH = Convention(
    name="igraph",
    clustering="undirected",
    clustering_base="pairs",
    closeness="igraph",
    rounds="igraph",
    lone_node="undefined",
)
BY_NAME = {each.name: each for each in (GEPHI, NETWORKX, IGRAPH)}
