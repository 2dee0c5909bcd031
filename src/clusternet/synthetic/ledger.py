"""The growing network: ties so far, neighbours, and membership of the platform network."""

from __future__ import annotations

from typing import Any

import numpy as np

from clusternet.conventions import GEPHI
from clusternet.network.links import Links
from clusternet.structure import clustering
from clusternet.synthetic.dice import Dice
from clusternet.synthetic.layout import Layout
from clusternet.typing import Floats, Ints

CORE, RIM = 0, 1
_PARTNER_CAP = 86
_SAMPLE_CAP = 462


class Ledger:
    """All ties, as they are made.

    A tie is CORE (technology, with a platform end: the platform network) or RIM (everything else).
    """

    def __init__(self, layout: Layout, dice: Dice) -> None:
        n = layout.n_nodes
        self.layout = layout
        self.dice = dice
        self.year = layout.years[0]
        self.out: list[set[int]] = [set() for _ in range(n)]
        self.inn: list[set[int]] = [set() for _ in range(n)]
        self.near: tuple[list[set[int]], list[set[int]]] = (
            [set() for _ in range(n)],
            [set() for _ in range(n)],
        )
        self.src: list[int] = []
        self.dst: list[int] = []
        self.when: list[int] = []
        self.layer: list[int] = []
        self.in_core = [False] * n
        self.n_core_nodes = 0
        self.n_layer = [0, 0]
        self.community = [-1] * n
        self.members: list[list[int]] = []
        self.core_partners: list[int] = []
        self.core_samples: list[int] = []
        self.suppliers: list[int] = []  # once for every out-tie of a partner node in the core
        self.blocked: set[int] = set()  # members of the long chains
        self.groups: dict[int, list[int]] = {}
        self.notes: dict[str, Any] = {}

    def degree(self, node: int) -> int:
        """Distinct out-ties and in-ties."""
        return len(self.out[node]) + len(self.inn[node])

    def is_full(self, node: int) -> bool:
        """Whether one more tie might put an unnamed node above the named ones."""
        if self.layout.is_named(node):
            return False
        return self.degree(node) >= (_PARTNER_CAP if node >= self.layout.n_samples else _SAMPLE_CAP)

    def add(self, source: int, target: int, layer: int) -> bool:
        """Record a tie unless it exists."""
        if source == target or target in self.out[source]:
            return False
        self.out[source].add(target)
        self.inn[target].add(source)
        self._meet(source, target, RIM)
        self.src.append(source)
        self.dst.append(target)
        self.when.append(self.year)
        self.layer.append(layer)
        self.n_layer[layer] += 1
        if layer == CORE:
            self._enter_core(source, target)
        return True

    def link(self, owner: int, outward: bool, other: int, layer: int) -> bool:
        """Record a tie of `owner` with `other` unless it exists or one of them is full."""
        if self.is_full(owner) or self.is_full(other):
            return False
        return self.add(owner, other, layer) if outward else self.add(other, owner, layer)

    def closes(self, a: int, b: int, layer: int) -> bool:
        """Whether the two share a neighbour, so that a tie between them closes a triangle."""
        return not self.near[layer][a].isdisjoint(self.near[layer][b])

    def local_clustering(self, node: int, layer: int) -> float:
        """Directed clustering of one node: in the core, or (RIM) in the whole network."""
        around = list(self.near[layer][node])
        k = len(around)
        if k < 2:
            return 0.0
        links = sum(j in self.out[i] for i in around for j in around)
        return links / (k * (k - 1))

    def clustering(self, layer: int) -> Floats:
        """Directed clustering of every node; see :meth:`local_clustering`."""
        ends = self.arrays(layer)
        links = Links(self.layout.n_nodes, *ends, np.ones(ends[0].size))
        return clustering.per_node(links, GEPHI)

    def arrays(self, layer: int) -> tuple[Ints, Ints]:
        """Ends of the ties of the core, or (RIM) of the whole network."""
        src, dst = np.array(self.src), np.array(self.dst)
        if layer == CORE:
            keep = np.array(self.layer) == CORE
            return src[keep], dst[keep]
        return src, dst

    def _meet(self, a: int, b: int, layer: int) -> None:
        self.near[layer][a].add(b)
        self.near[layer][b].add(a)

    def _enter_core(self, source: int, target: int) -> None:
        where = self.layout
        self._meet(source, target, CORE)
        for node in (source, target):
            if not self.in_core[node]:
                self.in_core[node] = True
                self.n_core_nodes += 1
                if where.is_plain_partner(node):
                    self.core_partners.append(node)
                elif where.n_platforms <= node < where.n_samples:
                    self.core_samples.append(node)
        if where.is_plain_partner(source):
            self.suppliers.append(source)
        self._join_community(source, target)
        self._join_community(target, source)

    def _join_community(self, node: int, platform: int) -> None:
        where = self.layout
        if self.community[node] >= 0 or platform >= where.n_platforms or node < where.n_platforms:
            return
        if not where.is_named(node):
            self.community[node] = self.community[platform]
            self.members[self.community[platform]].append(node)
