"""Sections on the network itself: structure by year, leading nodes, platforms, communities."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from clusternet.network.persons import persons
from clusternet.notes import headlines
from clusternet.notes import structure as notes
from clusternet.notes.report import leading, missing
from clusternet.notes.series_figures import TREND, trend_notes
from clusternet.output.result import Result
from clusternet.plot.network import map as networkmap
from clusternet.plot.series import trend
from clusternet.report.document import Material
from clusternet.report.explored import NAMED, explored
from clusternet.report.parts import Box, Figure, Section
from clusternet.report.tables import NO_KINDS, STRUCTURE, build, counting, tie_rule
from clusternet.structure import centrality, communities, fragments, layout
from clusternet.structure.community import Partition, detect
from clusternet.words import labels
from clusternet.words.text import Text

_TOP, _COMMUNITIES, _LEADERS = 20, 10, 3


def structure(material: Material) -> Section:
    """Return Table 2 and, where there are several years, their figure."""
    (table,) = build(material.layout, [2])
    figures, lacking = [], []
    if len(table.rows) > 1 and len({tuple(row[1:]) for row in table.rows}) == 1:
        same = Text("各年数值相同", "all years have the same values")
        lacking.append(missing(Text("历年变化图", "Figure of the changes by year"), same))
    elif len(table.rows) > 1:
        figures.append(_trend(material, table))
    else:
        why = Text("数据只有一年或没有年份", "the data have one year or none")
        lacking.append(missing(Text("历年变化图", "Figure of the changes by year"), why))
    return material.section(
        "structure",
        Text("网络结构", "Structure of the network"),
        [table],
        figures,
        boxes=_boxes(material, table),
        left_out=lacking,
    )


def _trend(material: Material, table: Result) -> Figure:
    frame = pd.DataFrame([list(row) for row in table.rows], columns=list(STRUCTURE))
    return Figure(
        "trend",
        material.words(material.last, TREND, trend_notes()),
        lambda width: trend.plan(frame, width, breaks=material.breaks, language=material.language),
        "table2",
    )


def _boxes(material: Material, table: Result) -> list[Box]:
    """Return size and shape in the last year, and their course."""
    found = []
    for name in ("nodes", "edges", "average_path_length"):
        number = STRUCTURE.index(name)
        series = [
            (int(row[0]), float(row[number]))
            for row in table.rows
            if not labels.missing(row[0]) and not labels.missing(row[number])
        ]
        value = labels.printed(table.rows[-1][number], name)
        if value:
            head = labels.label(name)
            named = headlines.since(Text(head.zh, head.en), material.net.years, series[:1])
            found.append(Box(named.in_(material.language), value, tuple(series), table.key))
    return found


def leaders(material: Material) -> Section:
    """Return Tables 3 and 4, or the leading nodes of any kind where the data name no kinds."""
    if material.net.kinds is not None:
        tables, lacking = build(material.layout, [3, 4]), []
    else:
        weight = ["weighted_degree"] if material.count == "weight" else []
        by = weight[0] if weight else "degree"
        frame = centrality.top(material.last, _TOP, by=by, convention=material.settings.convention)
        title = Text("度数中心度排名前二十的节点", "The twenty nodes of highest degree")
        if weight:
            title = Text("加权度排名前二十的节点", "The twenty nodes of highest weighted degree")
        columns = frame[["rank", "name", *weight, "in_degree", "out_degree", "degree", "net_share"]]
        said = [counting(material.layout), tie_rule(material.layout)]
        whole = weight and columns["weighted_degree"].mod(1).eq(0).all()
        label = labels.label("weighted_degree")
        own = {"weighted_degree": replace(label, style="count")} if whole else {}
        tables = [material.table(3, title, columns, notes=said, columns=own)]
        lacking = [missing(Text("样本节点、关系节点分列的排名", "Rankings by kind of node"), NO_KINDS)]
    made = material.section("leaders", Text("核心节点", "Leading nodes"), tables, left_out=lacking)
    return replace(made, sheets=(_nodes(material),))


def _nodes(material: Material) -> Result:
    """Return the leading organisations for the workbook, all where all were asked for; persons never."""
    net, every = material.last, material.settings.entities
    hidden = set(net.nodes.index[persons(net)])
    wanted = 0 if every else NAMED + len(hidden)
    frame = centrality.top(net, wanted, convention=material.settings.convention)
    frame = frame[~frame["id"].isin(hidden)]
    frame = frame if every else frame.head(NAMED)
    columns = ["rank", "name", "kind", "category", "province", "city", "country"]
    columns += ["in_degree", "out_degree", "degree", "net_share"]
    shown = frame[[name for name in columns if name in frame]].dropna(axis="columns", how="all")
    said = [counting(material.layout), tie_rule(material.layout)]
    said.append(leading(len(shown), len(net.nodes), every=every))
    return material.sheet("nodes", Text("节点", "Nodes"), shown, notes=said)


def platforms(material: Material) -> Section:
    """Return Tables 5 and 6."""
    title = Text("平台价值网络", "Platforms")
    return material.section("platforms", title, build(material.layout, [5, 6]))


def groups(material: Material) -> Section:
    """Return the largest communities and the map of the network."""
    net, chosen = material.last, material.settings
    found = material.once(
        "communities", lambda: detect(net, convention=chosen.convention, search=material.search)
    )
    frame = communities.table(net, found, leaders=_LEADERS, convention=chosen.convention)
    wanted = ["community", "nodes", "edges", "share", "internal_share", "top_members"]
    wanted += ["main_province", "main_technology", "main_category", "main_country"]
    shown = frame[wanted].head(_COMMUNITIES).dropna(axis="columns", how="all")
    said = [_quality(material, found), notes.SHARES]
    title = Text(f"最大的{len(shown)}个社区", f"The {len(shown)} largest communities")
    table = material.table(14, title, shown, notes=said)
    figure, panel = _map(material)
    made = material.section("communities", Text("社区与网络图", "Communities"), [table], [figure])
    return replace(made, panel=panel)


def _quality(material: Material, found: Partition) -> Text:
    if math.isnan(found.modularity):
        return notes.NO_LINKS
    qualities = (found.modularity, found.median, found.minimum)
    return notes.quality_note(found.communities, found.algorithm, qualities, material.search)


def _map(material: Material) -> tuple[Figure, dict[str, Any]]:
    """Return the map of the network, and what the page draws it from."""
    chosen = material.settings
    net, gone = fragments.without_fragments(material.last)
    found = material.once(
        "layout", lambda: layout.arrange(net, seed=chosen.seed, convention=chosen.convention)
    )
    ties = len(found.ties)
    said = [*notes.map_notes(found, ties, ties), *notes.fragments_left(gone)]
    figure = Figure(
        "netmap",
        material.words(net, notes.NETWORK_MAP, said),
        lambda width: networkmap.plan(found, None, width, language=material.language),
        "table14",
    )
    return figure, explored(material, found, net, entities=chosen.entities)
