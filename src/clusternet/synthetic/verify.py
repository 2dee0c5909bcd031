"""Compare a network with the published tables, line by line, by the package's own analyses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from clusternet.network.value_network import ValueNetwork
from clusternet.space import distribution, flows
from clusternet.structure import centrality, degree, metrics
from clusternet.structure.community import Search
from clusternet.synthetic.targets import Targets
from clusternet.words import labels, naming
from clusternet.words.naming import Holds
from clusternet.words.text import COMMA, Said, Text

COLUMNS = ("target", "published", "achieved", "difference", "within")
_POINT, _SHARE = 0.05, 0.1
_STRUCTURE = ("sample_nodes", "partner_nodes", "nodes", "edges", "diameter", "average_path_length",
              "average_clustering")  # fmt: skip
_LEADING: dict[Holds, tuple[str, ...]] = {
    "technology": ("大数据和云计算", "物联网", "5G"),
    "application": ("智慧城市", "企业智能管理", "智能制造"),
}
_RISING: dict[Holds, tuple[str, ...]] = {
    "technology": ("智能机器人", "自动驾驶", "智能芯片"),
    "application": ("智能制造", "智能网联汽车"),
}
_RECENT = (2018, 2022)


@dataclass(frozen=True, slots=True)
class Target(Said):
    """The name of a published number; ``key`` has places and values as the data have them, if it has any."""

    zh: str
    en: str
    key: str = ""

    def __str__(self) -> str:
        return self.key or self.en

    def in_(self, language: str) -> str:
        """Return the name in a language, ``zh`` or ``en``."""
        return Text(self.zh, self.en).in_(language)


Row = tuple[Target, float, float, float]
"""Target, published value, achieved value, tolerance."""


def verify(
    net: ValueNetwork, targets: Targets, *, progress: Callable[[str], None] | None = None
) -> pd.DataFrame:
    """Compare a network with every published number.

    Parameters
    ----------
    net
        The network.
    targets
        Published tables, from :func:`clusternet.synthetic.load`.
    progress
        Called with a short text before each part.

    Returns
    -------
    DataFrame
        One row per number: ``target``, ``published``, ``achieved``, ``difference``, ``within`` (its
        tolerance). A target that starts with "limit" is an upper bound.
    """
    checked = _Checked(net, targets)
    rows: list[Row] = []
    for part in _PARTS:
        if progress is not None:
            progress(f"verifying {part.__name__.strip('_').replace('_', ' ')}")
        rows += part(checked)
    return pd.DataFrame([_line(*row) for row in rows], columns=list(COLUMNS))


class _Checked:
    """The network and the selections that several parts share."""

    def __init__(self, net: ValueNetwork, targets: Targets) -> None:
        self.net, self.targets = net, targets
        self.last = targets.years[-1]

    @cached_property
    def end(self) -> ValueNetwork:
        return self.net.until(self.last)

    @cached_property
    def technology(self) -> ValueNetwork:
        return self.end.relation("technology")

    def platforms(self, year: int) -> ValueNetwork:
        return self.net.relation("technology").platforms().until(year)


def _line(name: Target, published: float, achieved: float, tolerance: float) -> tuple[object, ...]:
    gap = achieved - published
    inside = gap <= tolerance + 1e-9 if name.en.startswith("limit") else abs(gap) <= tolerance + 1e-9
    return name, float(published), float(achieved), float(gap), bool(inside)


def _lines(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples(index=False))


def _structure(checked: _Checked) -> Iterator[Row]:
    found = metrics.by_year(checked.net, checked.targets.years, columns=_STRUCTURE).set_index("year")
    for line in _lines(checked.targets.structure):
        got, of = found.loc[line.year], Text(f"表2，{line.year}年：", f"table 2, {line.year}: ")
        yield _of(of, "sample_nodes"), line.sample_nodes, got["sample_nodes"], 0
        yield _of(of, "partner_nodes"), line.relation_nodes, got["partner_nodes"], 0
        yield _of(of, "nodes"), line.total_nodes, got["nodes"], 0
        yield _of(of, "edges"), line.total_edges, got["edges"], 0
        yield _of(of, "diameter"), line.diameter, got["diameter"], 1
        length, value = line.average_path_length, line.average_clustering
        yield _of(of, "average_path_length"), length, got["average_path_length"], 0.02 * length
        allowed = 0.002 if value < 0.02 else 0.1 * value
        yield _of(of, "average_clustering"), value, got["average_clustering"], allowed


def _centrality(checked: _Checked) -> Iterator[Row]:
    found = centrality.table(checked.end)
    targets = checked.targets
    for number, table, kind in ((3, targets.top_samples, "sample"), (4, targets.top_partners, "partner")):
        ranked = found[found["kind"] == kind]
        for line in _lines(table):
            row = ranked[ranked["name"] == line.node]
            for side in ("in_degree", "out_degree"):
                of = Text(f"表{number}，{line.node}：", f"table {number}, {line.node}: ")
                yield _of(of, side), getattr(line, side), float(row[side].sum()), 0
        others = ranked.loc[~ranked["name"].isin(table["node"]), "degree"]
        name = Target(
            f"上限 表{number}：未列名节点的最高度数", f"limit table {number}: highest degree unnamed"
        )
        yield name, table["degree"].min() - 1, others.max(), 0


def _platform_network(checked: _Checked) -> Iterator[Row]:
    targets = checked.targets
    for line in _lines(targets.platform_structure):
        got = metrics.structure(checked.platforms(int(line.year)), columns=_STRUCTURE)
        of = Text(f"表6，{line.year}年：", f"table 6, {line.year}: ")
        yield _of(of, "nodes"), line.total_nodes, float(got.nodes or 0), 0.01 * line.total_nodes
        yield _of(of, "edges"), line.total_edges, float(got.edges or 0), 0.01 * line.total_edges
        yield _of(of, "diameter"), line.diameter, float(got.diameter or 0), 1
        length, value = line.average_path_length, line.average_clustering
        yield _of(of, "average_path_length"), length, float(got.average_path_length or 0), 0.05 * length
        yield _of(of, "average_clustering"), value, float(got.average_clustering or 0), 0.2 * value
    summary = _lines(targets.platform_summary)[0]
    net = checked.platforms(int(summary.year_inferred))
    got = metrics.structure(
        net, columns=("sample_nodes", "partner_nodes", "modularity"), search=Search(library="igraph")
    )
    allowed = 0.01 * summary.relation_nodes
    yield Target("表5：平台", "table 5: platforms"), summary.sample_nodes, float(got.sample_nodes or 0), 0
    yield (
        Target("表5：关系节点", "table 5: partner nodes"),
        summary.relation_nodes,
        float(got.partner_nodes or 0),
        allowed,
    )
    yield Target("表5：模块度", "table 5: modularity"), summary.modularity, float(got.modularity or 0), 0.05
    printed = targets.concentration
    held = degree.concentration(net, shares=(printed["top_node_share_pct"] / 100).tolist())
    for line, share in zip(_lines(printed), held["share_of_links"], strict=True):
        top = f"{line.top_node_share_pct:g}"
        name = Target(f"图15：前{top}%的节点", f"figure 15: top {top} %")
        yield name, line.out_degree_share_pct, 100 * share, 1


def _places(checked: _Checked) -> Iterator[Row]:
    targets = checked.targets
    provinces = flows.matrix(checked.technology, level="province")
    cities = flows.matrix(checked.technology, level="city")
    located = Target("两端地点已知的技术合作关系（千条）", "located technology relations, thousands")
    yield located, 60.5, provinces.base / 1000, 5.5
    yield from _margins(7, "province", provinces, targets.province_margins)
    yield from _flows(8, "province", provinces, targets.province_flows)
    yield from _flows(9, "city", cities, targets.city_flows)
    yield from _margins(10, "city", cities, targets.city_margins)


def _margins(number: int, level: str, matrix: flows.FlowMatrix, table: pd.DataFrame) -> Iterator[Row]:
    margins = flows.margins(matrix)
    for end, side in (("enable", "赋能"), ("input", "输入")):
        shares = dict(zip(margins["place"], 100 * margins[f"{end}_share"].fillna(0), strict=True))
        printed = table[table["direction"] == end]
        for place, value in zip(printed[level], printed["share_pct"], strict=True):
            where = naming.said(place, "place")
            key = f"table {number}, {end} "
            name = Target(f"表{number}，{side}{where.zh}", key + where.en, key + place)
            yield name, value, shares.pop(place, 0), _POINT
        name = Target(f"上限 表{number}，{side}：未列出者", f"limit table {number}, {end}: unprinted")
        yield name, printed["share_pct"].min(), max(shares.values()), 0


def _flows(number: int, level: str, matrix: flows.FlowMatrix, table: pd.DataFrame) -> Iterator[Row]:
    found = flows.largest(matrix, 0)
    pairs = zip(found["source"], found["target"], strict=True)
    shares = dict(zip(pairs, 100 * found["share"], strict=True))
    for line in table.to_dict("records"):
        source, target = line[f"enable_{level}"], line[f"input_{level}"]
        ends = [naming.said(place, "place") for place in (source, target)]
        key = f"table {number}, "
        name = Target(
            f"表{number}，{source}-{target}", f"{key}{ends[0].en}-{ends[1].en}", f"{key}{source}-{target}"
        )
        yield name, line["share_pct"], shares.pop((source, target), 0), _POINT
    yield (
        Target(f"上限 表{number}：未列出者", f"limit table {number}: unprinted"),
        table["share_pct"].min(),
        max(shares.values()),
        0,
    )


def _seats(checked: _Checked) -> Iterator[Row]:
    targets = checked.targets
    platforms = checked.platforms(checked.last)
    # The platform figures count the nine cities of the delta: 50 of Guangdong's 51 platforms.
    for table, net, region_map in (
        (targets.sample_geography, checked.end, "all_guangdong"),
        (targets.platform_geography, platforms, "nine_cities"),
    ):
        for line in _lines(table[table["rank"].notna()]):
            found = distribution.shares(net, line.unit_type, kind="sample", region_map=region_map)
            yield _figure(line, "place"), line.share_pct, _share(found, line.name), _SHARE


def _subjects(checked: _Checked) -> Iterator[Row]:
    nested = {
        "industry_sector": {"nesting": "sector"},
        "tertiary": {"nesting": "section", "within": "tertiary"},
        "secondary": {"nesting": "section", "within": "secondary"},
        "manufacturing": {"nesting": "division", "within": "C"},
    }
    for line in _lines(checked.targets.distributions):
        by = line.dimension if line.dimension in _LEADING else "industry"
        found = distribution.shares(checked.technology, by, **nested.get(line.dimension, {}))  # type: ignore[arg-type]
        yield _figure(line, by), line.share_pct, _share(found, line.name), _SHARE


def _trends(checked: _Checked) -> Iterator[Row]:
    """The report's words on Figures 19 and 21: who always leads, and who has grown fastest."""
    for by, leaders in _LEADING.items():
        yearly = distribution.by_year(checked.technology, by)  # type: ignore[arg-type]
        table = yearly.pivot(index="name", columns="year", values="share").fillna(0)
        ranks = table.rank(ascending=False)
        years = int((ranks.loc[list(leaders)] <= 5).all().sum())
        yield (
            _said(by, leaders, Text("领先的年数", "years in which {} lead")),
            len(checked.targets.years),
            years,
            0,
        )
        growth = (table[_RECENT[1]] - table[_RECENT[0]]).sort_values(ascending=False)
        rising = _RISING[by]
        among = sum(name in growth.index[: len(rising) + 1] for name in rising)
        yield _said(by, rising, Text("居增长最快之列", "{} among the fastest growing")), len(rising), among, 0


def _frame(checked: _Checked) -> Iterator[Row]:
    net, targets = checked.end, checked.targets
    investors = int(net.nodes["category"].isin(["investor", "投资者"]).sum())
    yield Target("关系节点中的投资者", "investors among partner nodes"), targets.count("投资者"), investors, 0
    source, target = net.ends
    firm = net.nodes["kind"].eq("sample").to_numpy()
    yield (
        Target("关系节点之间的关系", "ties between partner nodes"),
        0,
        int((~firm[source] & ~firm[target]).sum()),
        0,
    )
    names = [*targets.top_samples["node"], *targets.top_partners["node"]]
    named = net.nodes["name"].isin(names).to_numpy() if "name" in net.nodes else net.nodes.index.isin(names)
    yield (
        Target("列名节点之间的关系", "ties between named nodes"),
        0,
        int((named[source] & named[target]).sum()),
        0,
    )
    content = net.edges.drop(columns=[name for name in net.edges if str(name).startswith("row_")])
    yield Target("重复行", "duplicate rows"), 0, int(content.duplicated().sum()), 0


def _of(where: Text, column: str) -> Target:
    """Return the name of a measure in a table."""
    head = labels.label(column)
    return Target(
        where.zh + head.zh, where.en + column.replace("_", "-" if column.endswith("degree") else " ")
    )


def _figure(line: Any, kind: str) -> Target:
    name = naming.said(line.name, kind)  # type: ignore[arg-type]
    figure = f"figure {line.figure}, "
    return Target(f"图{line.figure}，{name.zh}", figure + name.en, figure + line.name)


def _said(by: Holds, names: Sequence[str], what: Text) -> Target:
    """Return what the text says of some values of an attribute."""
    said = [naming.said(name, by) for name in names]
    listing = COMMA.join(said)
    zh, en = (f"text, {by}: {what.en.format(each)}" for each in listing)
    return Target(f"正文，{labels.heading(by, 'zh')}：{listing.zh}{what.zh}", en, zh)


def _share(found: pd.DataFrame, name: str) -> float:
    return float(100 * found.loc[found["name"] == name, "share"].sum())


_PARTS = (_structure, _centrality, _platform_network, _places, _seats, _subjects, _trends, _frame)
