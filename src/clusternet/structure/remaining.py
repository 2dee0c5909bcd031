"""What is left of results when links are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI
from clusternet.errors import UndefinedError
from clusternet.kernels import rounds, tail
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.space.located import places_of
from clusternet.structure import clustering
from clusternet.structure.community import one_run
from clusternet.structure.degree import gini
from clusternet.structure.measures import Values, degrees
from clusternet.typing import Floats, Ints, Marks

__all__ = ["Found", "Judge"]


@dataclass(frozen=True, eq=False)
class Found:
    """Metrics of what is left, and the nodes in the order of the first measure."""

    values: dict[str, float]
    order: Ints


@dataclass(frozen=True, eq=False)
class Judge:
    """What the results of a network are compared with."""

    ids: Ints
    linked: Marks
    own: dict[str, Floats]
    first: dict[str, Ints]
    top: int
    place: Ints | None
    xmin: int

    @classmethod
    def of(cls, net: ValueNetwork, links: Links, measures: Sequence[str], top: int) -> Judge:
        """Return the judge of a network."""
        ids = np.argsort(np.argsort(net.nodes.index.to_numpy(dtype=object).astype(str), kind="stable"))
        own, linked, top = _values(links, measures), links.degree > 0, min(top, links.n)
        first = {name: _order(ids, values, links.degree)[:top] for name, values in own.items()}
        values, counts = np.unique(links.degree[linked], return_counts=True)
        xmin = tail.fit(values, counts).xmin if values.size > 1 else 1
        return cls(ids, linked, own, first, top, _provinces(net), xmin)

    def left(self, links: Links, gone: Marks, seed: int) -> Found:
        """Measure a network without some of its links."""
        kept = ~gone
        ends = links.source[kept], links.target[kept], links.weight[kept]
        rest = Links(links.n, *ends, links.directed)
        found = self.ranked(_values(rest, list(self.own)), rest.degree)
        return Found(found.values | self._whole(rest, seed), found.order)

    def ranked(self, values: dict[str, Floats], degree: Floats | Ints) -> Found:
        """Compare ranks with those of the whole."""
        from scipy.stats import rankdata

        told, order = {}, np.empty(0, dtype=np.int64)
        for name, each in values.items():
            ranks = [rankdata(some[self.linked]) for some in (each, self.own[name])]
            spread = min(np.ptp(some) for some in ranks)
            told[f"rank_{name}"] = float(np.corrcoef(*ranks)[0, 1]) if spread > 0 else np.nan
            ordered = _order(self.ids, each, degree)
            told[f"top_{name}"] = float(np.isin(ordered[: self.top], self.first[name]).mean())
            order = order if order.size else ordered
        return Found(told, order)

    def _whole(self, links: Links, seed: int) -> dict[str, float]:
        try:
            clustered = clustering.average(links, GEPHI if links.directed else GEPHI.undirected())
        except UndefinedError:
            clustered = np.nan
        counted = np.sort(links.degree[self.linked])
        first = max(1, round(0.01 * counted.size))
        values, counts = np.unique(counted[counted > 0], return_counts=True)
        fitted = (values >= self.xmin).sum() > 1
        return {
            "links": float(links.size),
            "modularity": one_run(links, seed=seed),
            "average_clustering": clustered,
            "gini": gini(counted),
            "top_share": float(counted[-first:].sum() / max(counted.sum(), 1)),
            "alpha": tail.fit(values, counts, xmin=self.xmin).alpha if fitted else np.nan,
            **self._flows(links),
        }

    def _flows(self, links: Links) -> dict[str, float]:
        if self.place is None:
            return {}
        one, two = self.place[links.source], self.place[links.target]
        known = (one >= 0) & (two >= 0)
        size = int(self.place.max()) + 1
        shares = np.bincount(one[known] * size + two[known]) / max(known.sum(), 1)
        stays = float((one == two)[known].mean()) if known.any() else np.nan
        return {"intra_share": stays, "hhi": float((shares**2).sum())}

    def leaders(self, net: ValueNetwork, found: Sequence[Found]) -> pd.DataFrame:
        """Return how far those that lead the whole stand."""
        name = next(iter(self.own))
        first = self.first[name]
        places = np.empty((len(found), first.size), dtype=np.int64)
        for number, each in enumerate(found):
            position = np.empty(each.order.size, dtype=np.int64)
            position[each.order] = np.arange(1, each.order.size + 1)
            places[number] = position[first]
        low, high = np.quantile(places, (0.025, 0.975), axis=0, method="inverted_cdf")
        nodes = net.nodes.iloc[first]
        kinds = None if net.kinds is None else net.kinds.iloc[first].to_numpy(dtype=object)
        named = nodes["name"] if "name" in nodes else pd.Series(pd.NA, index=nodes.index, dtype=object)
        return pd.DataFrame(
            {
                "rank": np.arange(1, first.size + 1),
                "id": nodes.index.to_numpy(dtype=object),
                "name": named.where(named.notna(), nodes.index.to_series()).to_numpy(dtype=object),
                "kind": kinds,
                "value": self.own[name][first],
                "stays": (places <= self.top).mean(axis=0),
                "rank_low": low.astype(np.int64),
                "rank_high": high.astype(np.int64),
            }
        )


def _order(ids: Ints, values: Floats, degree: Floats | Ints) -> Ints:
    """Return the nodes, the largest value first, then the largest degree, then by id."""
    return np.lexsort((ids, -degree, -np.nan_to_num(values)))


def _values(links: Links, measures: Sequence[str]) -> dict[str, Floats]:
    known, more = degrees(links), Values(links, GEPHI)
    found = {}
    for name in measures:
        if name == "pagerank":  # alone: the measures of Values are found together with others
            each = rounds.pagerank(links.n, links.source, links.target, directed=links.directed)
        else:
            each = known[name] if name in known else more.of(name)
        found[name] = np.asarray(each, dtype=float)
    return found


def _provinces(net: ValueNetwork) -> Ints | None:
    if net.members is not None or not {"province", "city"} & set(net.nodes) or net.about.places == "own":
        return None
    place = places_of(net).within[1]
    return place if (place >= 0).any() else None
