"""What a place has in a value network: firms, academia, capital, openness, links and government.

The columns feed the regional index (``clusternet index --config regional``); the six groups are those of the
competitiveness ranking of the Nankai report (企业能力, 学术生态, 资本环境, 国际开放度, 链接能力,
政府响应能力), whose own indicators and weights are not printed.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import SchemaError
from clusternet.network.relations import lacking, main_type, types
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.space.location import ZONES
from clusternet.words.vocabulary import CATEGORIES

__all__ = ["COLUMNS", "Level", "indicators"]

Level = Literal["province", "city", "region"]
COLUMNS = (
    "firms", "platforms", "academic", "academic_ties", "investors", "investment_ties", "foreign_partners",
    "foreign_ties", "degree", "enable", "input", "outside_ties", "government", "government_ties",
    "talent_ties",
)  # fmt: skip
"""Columns of :func:`indicators`; those the data cannot give are left out."""


def indicators(
    net: ValueNetwork,
    *,
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Count what every place has.

    Parameters
    ----------
    net
        The network or a selection. After a roll-up places are those of the members.
    level
        ``province``, ``city`` or ``region``. Among cities the four municipalities, which are provinces, and
        nodes whose city is not known are left out.
    region_map
        Which regions are meant.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        ``unit`` and, where the data allow it:

        ``firms``: sample nodes (enterprises where the data have no kinds); ``platforms`` among them.
        ``academic``: universities and institutes; ``academic_ties``: relations with one, wherever it is.
        ``investors``; ``investment_ties``: investment relations with an end in the place.
        ``foreign_partners``, ``foreign_ties``: nodes outside the 31 mainland provinces (港澳台 and abroad)
        that the place's nodes have ties with, and those relations.
        ``degree``: degrees of its nodes, added up. ``enable``, ``input``: technology relations it supplies
        and receives, or those of the one type the data have; ``outside_ties``: those with other places.
        ``government``, ``government_ties``: government bodies and public institutions, and relations with
        one. ``talent_ties``: human-capital relations with an end in the place.

        A relation between two nodes of one place counts once for it. Places in their official order.

    Raises
    ------
    SchemaError
        If the nodes have no places, none lies in a place of the level, or there are several types of relation
        and technology is none of them.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "city": ["深圳", "杭州", "广州"],
    ...                       "category": ["university", "firm", "firm"]})
    >>> indicators(from_frames(ties, nodes))[["unit", "firms", "academic_ties"]].values.tolist()
    [['浙江省', 1, 1], ['广东省', 1, 0]]
    """
    net = net.ungrouped
    where = location.of_nodes(net, level=level, region_map=region_map)
    units = _units(where, net, level, region_map)
    if not units:
        raise SchemaError(
            f"no node lies in a {level} of the 31 mainland provinces",
            f"没有节点位于31个省级行政区的{'城市' if level == 'city' else '省份'}内",
        )
    place = pd.Index(units).get_indexer(pd.Index(where)).astype(np.int64)
    counter = _Counter(net, place, len(units))
    found: dict[str, NDArray[np.int64]] = {}
    _actors(counter, found)
    _foreign(counter, where.isin([china.HMT, china.ABROAD]).to_numpy(), found)
    _links(counter, convention, found)
    frame = pd.DataFrame({"unit": units})
    return frame.assign(**{name: found[name] for name in COLUMNS if name in found})


class _Counter:
    """Nodes and relations by place; -1 is no place of the level."""

    def __init__(self, net: ValueNetwork, place: NDArray[np.int64], size: int) -> None:
        self.net, self.place, self.size = net, place, size
        self.source, self.target = net.ends
        self.rows = net.edges["weight"].to_numpy(dtype=float) > 0

    def nodes(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        return self.add(self.place[chosen])

    def add(self, place: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.bincount(place[place >= 0], minlength=self.size).astype(np.int64)

    def touching(self, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count relations with an end in each place, once where both are."""
        rows = rows & self.rows
        a, b = self.place[self.source[rows]], self.place[self.target[rows]]
        return self.add(a) + self.add(b[a != b])

    def partnered(self, partner: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count relations of each place's nodes with nodes of a kind, wherever those are."""
        a, b = self.source[self.rows], self.target[self.rows]
        seen = [np.where(partner[b], self.place[a], -1), np.where(partner[a], self.place[b], -1)]
        return self.add(seen[0]) + self.add(seen[1][seen[0] != seen[1]])

    def relation(self, name: str) -> NDArray[np.bool_]:
        return self.net.edges["relation"].eq(name).fillna(False).to_numpy(dtype=bool)


def _actors(counter: _Counter, found: dict[str, NDArray[np.int64]]) -> None:
    net = counter.net
    kinds = net.kinds
    category = _categories(net)
    if kinds is not None:
        found["firms"] = counter.nodes(kinds.eq("sample").to_numpy())
    elif category is not None:
        found["firms"] = counter.nodes(category == "enterprise")
    if "platform" in net.nodes:
        found["platforms"] = counter.nodes(net.nodes["platform"].eq(True).fillna(False).to_numpy(dtype=bool))
    if category is not None:
        for name, members in (
            ("academic", ("university", "institute", "new_organisation")),
            ("government", ("government", "public_institution")),
        ):
            chosen = np.isin(category, members)
            found[name], found[f"{name}_ties"] = counter.nodes(chosen), counter.partnered(chosen)
        found["investors"] = counter.nodes(category == "investor")
    if "relation" in net.edges:
        found["investment_ties"] = counter.touching(counter.relation("investment"))
        found["talent_ties"] = counter.touching(counter.relation("human_capital"))


def _foreign(counter: _Counter, abroad: NDArray[np.bool_], found: dict[str, NDArray[np.int64]]) -> None:
    found["foreign_ties"] = counter.partnered(abroad)
    a, b = counter.source[counter.rows], counter.target[counter.rows]
    ends = np.concatenate([np.column_stack((a, b)), np.column_stack((b, a))])
    ends = ends[abroad[ends[:, 1]] & (counter.place[ends[:, 0]] >= 0)]
    pairs = np.unique(np.column_stack((counter.place[ends[:, 0]], ends[:, 1])), axis=0)
    found["foreign_partners"] = counter.add(pairs[:, 0])


def _links(counter: _Counter, convention: Convention, found: dict[str, NDArray[np.int64]]) -> None:
    links = counter.net.links(convention)
    here = counter.place >= 0
    total = np.bincount(counter.place[here], weights=links.degree[here], minlength=counter.size)
    found["degree"] = total.astype(np.int64)
    kind = main_type(counter.net.edges)
    if kind is not None and kind not in types(counter.net.edges):
        why, zh = lacking(counter.net.edges, kind)
        raise SchemaError(f"no relation {why}", zh)
    rows = counter.rows & (True if kind is None else counter.relation(kind))
    a, b = counter.place[counter.source[rows]], counter.place[counter.target[rows]]
    found["enable"], found["input"] = counter.add(a), counter.add(b)
    found["outside_ties"] = counter.add(a[a != b]) + counter.add(b[a != b])


def _categories(net: ValueNetwork) -> NDArray[np.object_] | None:
    """Return the key of every node's category, blank where it has none."""
    if "category" not in net.nodes:
        return None
    codes, distinct = pd.factorize(net.nodes["category"].astype(object).fillna("").to_numpy(dtype=object))
    terms = [CATEGORIES.find(str(text)) if text else None for text in distinct]
    keys = np.array([term.key if term else "" for term in terms], dtype=object)
    return np.asarray(keys[codes], dtype=object)


def _units(where: pd.Series, net: ValueNetwork, level: Level, region_map: str) -> list[str]:
    present = set(where) - set(ZONES)
    if net.about.places == "own":
        return sorted(present)
    if level == "province":
        return [name for name in china.MAINLAND if name in present]
    if level == "region":
        return [name for name in china.regions(region_map) if name in present]
    listed = [place.name for province in china.MAINLAND for place in china.cities(province)]
    cities = [name for name in dict.fromkeys(listed) if name in present and name not in china.MAINLAND]
    assert not any(name.endswith(china.CITY_UNKNOWN) for name in cities)
    return cities
