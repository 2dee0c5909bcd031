"""The definitions of the numbers of a whole network, by convention."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.conventions import Convention
from clusternet.errors import UndefinedError
from clusternet.kernels import components
from clusternet.kernels.large import Estimate, Sample, diameter, sample
from clusternet.kernels.ordering import distinct
from clusternet.kernels.paths import Lengths, eccentricities, lengths
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.structure import clustering
from clusternet.structure.community import Partition, Search, of_links, undirected_view
from clusternet.typing import Ints
from clusternet.words.text import Tell, Text, numbered

__all__ = ["LARGE", "MEASURES", "OF_ROWS", "WHOLE", "Graph"]

LARGE = 1_000_000
"""Links beyond which distances are estimated, unless all pairs are asked for."""


class Graph:
    """The merged graph, with the costly results that several fields share."""

    def __init__(
        self,
        links: Links,
        convention: Convention,
        search: Search,
        wanted: Collection[str],
        *,
        exact: bool = False,
        progress: Tell | None = None,
    ) -> None:
        self.links, self.convention, self.search, self.wanted = links, convention, search, wanted
        self.exact, self.progress = exact, progress
        self.notes: dict[str, Text] = {}
        self.eccentricity: NDArray[np.int64] = np.zeros(self.links.n, dtype=np.int64)

    @property
    def large(self) -> bool:
        """Whether distances are estimated."""
        return self.links.size > LARGE and not self.exact

    @cached_property
    def paths(self) -> Lengths:
        """All distances; with those of each node where the radius needs them, in one search."""
        if "radius" in self.wanted and not self.has_ends:
            found, self.eccentricity = eccentricities(*self.links.rows)
            return found
        return lengths(*self.links.rows, progress=self._say_share)

    def _say_share(self, share: float, left: float) -> None:
        if self.progress is not None and share < 1:
            said = f"distances of all pairs, {share:.0%} done, about {left:.0f} s left"
            self.progress(Text(f"计算所有点对的距离，已完成 {share:.0%}，约剩 {left:.0f} 秒", said))

    @cached_property
    def drawn(self) -> Sample:
        """Distances towards random nodes."""
        return sample(*self.links.rows, seed=self.search.seed)

    def estimated(self, name: str, estimate: Estimate) -> float:
        """Return an estimate, and note its interval."""
        drawn, n, low, high = self.drawn.origins, self.links.n, f"{estimate.low:.6g}", f"{estimate.high:.6g}"
        self.notes[name] = Text(
            f"由到 {n:,} 个节点中 {drawn:,} 个的距离估计，95%区间 {low} 至 {high}；--exact 计算全部点对",
            f"estimated from the distances to {drawn:,} of {n:,} nodes, "
            f"95 % interval {low} to {high}; --exact takes all pairs",
        )
        return estimate.value

    @cached_property
    def has_ends(self) -> bool:
        """Whether some node reaches no other."""
        return bool((self.links.without_loops().out_degree == 0).any())

    def check_joined(self) -> None:
        """Raise where the convention lets no unconnected graph have distances, and this one is."""
        convention = self.convention
        if convention.distances == "connected":
            parts = (self.weak if self.strong is None else self.strong).size
            if parts != 1:
                strong = "" if self.strong is None else "强"
                word = "connected" if self.strong is None else "strongly connected"
                raise UndefinedError(
                    f"{convention.name}: the graph is not {word} ({numbered(parts, 'component')})",
                    f"{convention.name} 口径：图不{strong}连通（{parts} 个分支）",
                )

    @cached_property
    def weak(self) -> Ints:
        """Nodes of each weak component."""
        return components.sizes(*self.links.rows, strong=False)

    @cached_property
    def strong(self) -> Ints | None:
        """Nodes of each strong component; None where links have no direction."""
        return components.sizes(*self.links.rows, strong=True) if self.links.directed else None

    @cached_property
    def partition(self) -> Partition:
        """The best partition into communities."""
        view = undirected_view(self.links, self.convention)
        return of_links(view, search=self.search, algorithm=self.convention.communities)

    def per_node(self, amount: float) -> float:
        """Divide a sum over links by N; where both ends are counted, twice that."""
        if not self.links.n:
            raise UndefinedError("no nodes", "没有节点")
        both = not self.links.directed or self.convention.average_degree == "ends"
        return amount * (2 if both else 1) / self.links.n


def _kind(net: ValueNetwork, kind: str) -> int | None:
    """Return how many nodes are of a kind; None where the data name no kinds."""
    return None if net.kinds is None else int(net.kinds.eq(kind).sum())


def _self_loops(net: ValueNetwork, links: Links) -> int:
    inside = net.ends[0][net.inside_rows]
    return len(distinct(np.concatenate((links.source[links.loops], inside))))


def _density(graph: Graph) -> float:
    n, edges = graph.links.n, graph.links.size
    edges *= 1 if graph.links.directed else 2
    if n < 2:
        if graph.convention.lone_node == "zero":
            return 0.0
        if edges and graph.convention.lone_node == "ratio":
            return float("inf")
        raise UndefinedError("a single node has no pairs", "单个节点没有点对")
    return float(edges / (n * n - n))


def _diameter(graph: Graph) -> int:
    graph.check_joined()
    return diameter(*graph.links.rows) if graph.large else graph.paths.diameter


def _radius(graph: Graph) -> int:
    graph.check_joined()
    if graph.has_ends or not graph.links.n:
        return 0
    if graph.large:
        raise UndefinedError(
            f"not sought beyond {LARGE:,} links; --exact does", f"边数超过 {LARGE:,} 时不求；--exact 求"
        )
    return int(graph.eccentricity.min()) if graph.paths.pairs else 0


def _average_path_length(graph: Graph) -> float:
    graph.check_joined()
    if graph.links.n == 1 and graph.convention.lone_node == "zero":
        return 0.0
    if graph.large and not np.isnan(graph.drawn.average.value):
        return graph.estimated("average_path_length", graph.drawn.average)
    if not graph.paths.pairs:
        raise UndefinedError("no path joins two nodes", "没有路径连接任何两个节点")
    return graph.paths.average


def _reachable_share(graph: Graph) -> float:
    n = graph.links.n
    if n < 2:
        raise UndefinedError("a single node has no pairs", "单个节点没有点对")
    if graph.large:
        return graph.estimated("reachable_share", graph.drawn.reachable)
    return graph.paths.pairs / (n * (n - 1))


def _modularity(which: str) -> Callable[[Graph], float]:
    def measure(graph: Graph) -> float:
        value = float(getattr(graph.partition, which))
        if np.isnan(value):
            raise UndefinedError("no links between different nodes", "不同节点之间没有边")
        return value

    return measure


OF_ROWS: dict[str, Callable[[ValueNetwork, Links], Any]] = {
    "relations": lambda net, links: len(net.edges),
    "sample_nodes": lambda net, links: _kind(net, "sample"),
    "partner_nodes": lambda net, links: _kind(net, "partner"),
    "self_loops": _self_loops,
}
"""What the merged graph alone does not say."""

MEASURES: dict[str, Callable[[Graph], Any]] = {
    "nodes": lambda graph: graph.links.n,
    "edges": lambda graph: graph.links.size,
    "average_degree": lambda graph: graph.per_node(graph.links.size),
    "average_weighted_degree": lambda graph: graph.per_node(float(graph.links.weight.sum())),
    "density": _density,
    "diameter": _diameter,
    "radius": _radius,
    "average_path_length": _average_path_length,
    "reachable_share": _reachable_share,
    "average_clustering": lambda graph: clustering.average(graph.links, graph.convention),
    "modularity": _modularity("modularity"),
    "modularity_median": _modularity("median"),
    "modularity_min": _modularity("minimum"),
    "communities": lambda graph: graph.partition.communities,
    "community_algorithm": lambda graph: graph.partition.algorithm,
    "seeds": lambda graph: graph.partition.seeds,
    "weak_components": lambda graph: graph.weak.size,
    "strong_components": lambda graph: None if graph.strong is None else graph.strong.size,
    "largest_weak_component": lambda graph: int(graph.weak.max(initial=0)),
    "largest_strong_component": lambda graph: (
        None if graph.strong is None else int(graph.strong.max(initial=0))
    ),
    "convention": lambda graph: graph.convention.name,
}

WHOLE = {
    "year",
    "relations",
    "sample_nodes",
    "partner_nodes",
    "nodes",
    "edges",
    "self_loops",
    "diameter",
    "radius",
    "communities",
    "seeds",
    "weak_components",
    "strong_components",
    "largest_weak_component",
    "largest_strong_component",
}
