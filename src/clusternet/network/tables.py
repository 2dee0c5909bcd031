"""The node table and the edge table of a network, and the links that its rows are merged into."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.network import grouping
from clusternet.network.about import About
from clusternet.network.links import Links, merge

__all__ = ["Inside", "Isolated", "Tables"]

Isolated = Literal["drop", "keep"]
Inside = Literal["drop", "keep"]


@dataclass(frozen=True, eq=False, repr=False)
class Tables:
    """What a :class:`~clusternet.network.value_network.ValueNetwork` holds.

    Attributes
    ----------
    nodes : DataFrame
        Indexed by ``id``, in the order the nodes were first seen; columns as in
        :data:`clusternet.schema.columns.NODES`.
    edges : DataFrame
        One row per recorded relation, in file order: ``source`` and ``target`` (categories of the node
        index), ``weight``, and where the data have them ``year``, ``relation`` and any further column.
    directed : bool
        False where the file declared its edges undirected.
    about : About
    as_of : int or None
        Year at which :attr:`kinds` is read: the end of the selection, or the last year of the data.
    members : DataFrame or None
        After a roll-up: the nodes before it. ``source_member`` and ``target_member`` of :attr:`edges` are
        categories of its index.
    inside : {"drop", "keep"}
        After a roll-up: whether ties inside a group are links.
    untied : int
        Nodes that selections have left out because no tie of theirs is left.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    directed: bool = True
    about: About = field(default_factory=About)
    as_of: int | None = None
    members: pd.DataFrame | None = None
    inside: Inside = "drop"
    untied: int = 0

    @cached_property
    def years(self) -> list[int]:
        """The years that have rows, ascending; empty where the data have no years."""
        if "year" not in self.edges:
            return []
        return sorted(int(year) for year in self.edges["year"].dropna().unique())

    @cached_property
    def kinds(self) -> pd.Series | None:
        """``sample`` or ``partner`` for each node at :attr:`as_of`; None where the data name no kinds.

        From its ``left_year`` on, a sample counts as a partner node.
        """
        if "kind" not in self.nodes:
            return None
        kinds = self.nodes["kind"]
        if "left_year" not in self.nodes or self.as_of is None:
            return kinds
        return kinds.mask(self.nodes["left_year"].le(self.as_of).fillna(False), "partner")

    @cached_property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of source and target in :attr:`nodes`, each of shape (rows,)."""
        return _codes(self.edges["source"]), _codes(self.edges["target"])

    def links(self, convention: Convention = GEPHI) -> Links:
        """Return the merged graph under a convention: distinct pairs with one weight each.

        Parameters
        ----------
        convention
            How rows become links.

        Returns
        -------
        Links
            Without rows of weight 0, whose nodes stay, and without ties inside a group unless kept.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> links = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]})).links()
        >>> links.size, links.weight.tolist()
        (1, [2.0])
        """
        key = (convention.merge, convention.mutual_weight, convention.directed)
        if key not in self._merged:
            either = self.directed and not convention.directed
            self._merged[key] = (
                self.links(replace(convention, directed=True)).undirected(convention.mutual_weight)
                if either
                else self._merge(convention)
            )
        return self._merged[key]

    @cached_property
    def _merged(self) -> dict[tuple[str, str, bool], Links]:
        return {}

    def _merge(self, convention: Convention) -> Links:
        source, target = self.ends
        weight = self.edges["weight"].to_numpy(dtype=float)
        counted = weight > 0 if self.inside == "keep" else (weight > 0) & ~self.inside_rows
        source, target, weight = source[counted], target[counted], weight[counted]
        if not self.directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        merged = merge(len(self.nodes), source, target, weight, rule=convention.merge)
        return merged if self.directed else replace(merged, directed=False)

    @cached_property
    def inside_rows(self) -> NDArray[np.bool_]:
        """Mark the rows inside a group, shape (rows,): one group at both ends, and not its head alone."""
        source, target = self.ends
        if self.members is None:
            return np.zeros(len(source), dtype=bool)
        same = source == target
        ends = [self.edges[name].astype(object).to_numpy() for name in (*grouping.MEMBER_ENDS, "source")]
        return np.asarray(same & ((ends[0] != ends[2]) | (ends[1] != ends[2])), dtype=bool)

    @property
    def ungrouped(self) -> Self:
        """The same rows between the members themselves: where things are, whoever is counted."""
        if self.members is None:
            return self
        ends = {name.removesuffix("_member"): self.edges[name] for name in grouping.MEMBER_ENDS}
        edges = self.edges.assign(**ends).drop(columns=list(grouping.MEMBER_ENDS))
        return replace(self, nodes=self.members.drop(columns="group"), edges=edges, members=None)

    @property
    def membership(self) -> pd.DataFrame:
        """Every ``member`` with the ``group`` it is counted as: once, or twice where that changed."""
        if self.members is None:
            ids = self.nodes.index.to_numpy()
            return pd.DataFrame({"member": ids, "group": ids})
        return grouping.membership(self.nodes, self.edges, self.members)


def _codes(column: pd.Series) -> NDArray[np.int64]:
    return np.asarray(column.cat.codes, dtype=np.int64)
