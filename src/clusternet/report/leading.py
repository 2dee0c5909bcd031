"""Profiles of the leading organisations: what the analyses say of each, gathered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from clusternet.errors import ClusternetError
from clusternet.limits import admit_matrix
from clusternet.network.persons import persons
from clusternet.network.resampling import Resampling
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.dependence import sole
from clusternet.records import complexity
from clusternet.report.document import Material
from clusternet.report.explored import named
from clusternet.report.profile import FIRST, Profile, Share, field_of, nearest, verdict
from clusternet.space import flows
from clusternet.space.flows import Places
from clusternet.space.polarisation import LEAST
from clusternet.space.values import each_value
from clusternet.structure import centrality, rank_intervals
from clusternet.structure.measures import degrees
from clusternet.typing import Ints, Level, Marks

LEADERS = 20


def of_leaders(material: Material, level: Level | None) -> list[Profile]:
    """Return profiles of the organisations of highest degree, of sample firms where there are such.

    Parameters
    ----------
    level
        Of the places of their partners; None where the data do not say where nodes are.
    """
    net, chosen = material.last, material.settings
    kind, hidden = None if net.kinds is None else "sample", persons(net)
    frame = centrality.top(net, LEADERS + int(hidden.sum()), kind=kind, convention=chosen.convention)
    frame = frame[~frame["id"].isin(net.nodes.index[hidden])].head(LEADERS)
    if chosen.replicates:
        again = Resampling(chosen.replicates, chosen.seed)
        frame = rank_intervals.with_intervals(
            frame, net, kind=kind, resampling=again, convention=chosen.convention
        )
    gathered = _Gathered(material, hidden, level)
    return [gathered.profile(row) for row in frame.to_dict("records")]


@dataclass(frozen=True, eq=False)
class _Gathered:
    """The relations of a network, by the node at an end.

    ``hidden`` marks persons, which are never named.
    """

    material: Material
    hidden: Marks
    level: Level | None

    @property
    def net(self) -> ValueNetwork:
        return self.material.last

    @cached_property
    def rows(self) -> Ints:
        """The rows that count."""
        return np.flatnonzero(self.net.edges["weight"].to_numpy(dtype=float) > 0)

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """Source and target of every row that counts."""
        source, target = self.net.ends
        return source[self.rows], target[self.rows]

    @cached_property
    def years(self) -> pd.Series:
        """Year of every row that counts."""
        return self.net.edges["year"].iloc[self.rows].reset_index(drop=True)

    @cached_property
    def totals(self) -> pd.Series:
        """Relations of every year that has enough of them."""
        size = self.years.dropna().astype(int).value_counts().sort_index()
        return pd.Series(size[size >= LEAST])

    @cached_property
    def at(self) -> dict[Any, int]:
        """Id -> place among the nodes."""
        return {node: place for place, node in enumerate(self.net.nodes.index)}

    @cached_property
    def names(self) -> list[str]:
        """What nodes are called."""
        ids = self.net.nodes.index.to_series()
        called = self.net.nodes["name"].fillna(ids) if "name" in self.net.nodes else ids
        return called.astype(str).tolist()

    @cached_property
    def told(self) -> Marks:
        """Mark the nodes that are named, as in the network of the page."""
        chosen, found = self.material.settings, np.zeros(len(self.net.nodes), dtype=bool)
        found[named(self.net.nodes.index, self.degree, self.hidden, entities=chosen.entities)] = True
        return found

    @cached_property
    def degree(self) -> Ints:
        """Degrees of the nodes."""
        return np.asarray(degrees(self.net.links(self.material.settings.convention))["degree"])

    @cached_property
    def places(self) -> Places | None:
        """Where nodes are, None where the data do not say."""
        grouped = self.net.members is not None
        return None if self.level is None or grouped else flows.places_of(self.net, level=self.level)

    @cached_property
    def alone(self) -> Ints | None:
        """How many receivers have each node as their only supplier."""
        net = self.net
        return sole(net.links(self.material.settings.convention)) if net.directed else None

    def profile(self, row: dict[Any, Any]) -> Profile:
        """Return the profile of a ranked node."""
        node = self.at[row["id"]]
        source, target = self.ends
        out, into = source == node, target == node
        numbers = {name: float(row[name]) for name in ("out_degree", "in_degree", "degree", "net_share")}
        numbers |= {"supplies": float(out.sum()), "receives": float(into.sum())}
        if self.alone is not None:
            numbers["sole"] = float(self.alone[node])
        sides = target[out & ~into], source[into & ~out]
        fields, chances = self._fields(node)
        series = self._series(out | into)
        return Profile(
            str(row["name"]),
            int(row["rank"]),
            numbers,
            (int(row["rank_low"]), int(row["rank_high"])) if "rank_low" in row else None,
            receivers=self._largest(sides[0]),
            suppliers=self._largest(sides[1]),
            where=self._where(np.unique(np.concatenate(sides))),
            fields=fields,
            chances=chances,
            series=series,
            verdict=verdict(self.material, series),
        )

    def _largest(self, partners: Ints) -> tuple[Share, ...]:
        """Return the partners with most relations, of equals the greatest, as far as they are named."""
        size = np.bincount(partners, minlength=len(self.names))
        order = np.lexsort((-self.degree, -size))
        kept = order[(size[order] > 0) & self.told[order]][:FIRST].tolist()
        return tuple(Share(self.names[at], float(size[at]), float(size[at] / partners.size)) for at in kept)

    def _where(self, partners: Ints) -> tuple[Share, ...]:
        """Return the places with most of the partners: number, and share of those in the base."""
        if self.places is None:
            return ()
        code = self.places.code[partners]
        size = np.bincount(code[(code >= 0) & (code < self.places.inside)], minlength=self.places.inside)
        order = np.argsort(-size, kind="stable")[:FIRST]
        kept, whole = order[size[order] > 0].tolist(), float(size.sum())
        return tuple(Share(self.places.names[at], float(size[at]), size[at] / whole) for at in kept)

    def _series(self, rows: Marks) -> tuple[tuple[int, float], ...]:
        """Return the share of some rows in the relations of every year that has enough."""
        if not self.net.years:
            return ()
        own = self.years[rows].dropna().astype(int).value_counts()
        shares = own.reindex(self.totals.index, fill_value=0) / self.totals
        return tuple(zip(shares.index.tolist(), shares.tolist(), strict=True))

    @cached_property
    def special(self) -> tuple[pd.DataFrame, ...] | None:
        """Relations by node, at either end, and field; quotients, presence, and how fields are related."""
        name = field_of(self.net)
        if name is None:
            return None
        codes, cells = pd.factorize(self.net.edges[name].astype(object).to_numpy())
        each = each_value(pd.Series(cells, dtype=object), industries=name == "industry")
        field, fields = pd.factorize(each.to_numpy(dtype=object), sort=True)
        rows = self.rows[codes[self.rows] >= 0]
        size = len(self.names), len(cells), len(fields)
        try:
            admit_matrix(size[0], size[2], "organisations by fields")
            met = sum(
                csr_array((np.ones(rows.size), (end[rows], codes[rows])), shape=size[:2])
                for end in self.net.ends
            )
            held = csr_array((np.ones(field.size), (each.index.to_numpy(), field)), shape=size[1:])
            table = pd.DataFrame((met @ held).toarray(), columns=fields)
            present = complexity.presence(table)
            return table, complexity.location_quotients(table), present, complexity.relatedness(present)
        except ClusternetError:
            return None

    def _fields(self, node: int) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
        if self.special is None:
            return (), ()
        values, lq, present, related = self.special
        density = complexity.density(present.iloc[[node]], related).iloc[0]
        return nearest(values.iloc[node], lq.iloc[node], present.iloc[node], density)
