"""Sections on the network itself: structure by year, leading nodes, platforms, communities."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from clusternet.network.persons import persons
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import headlines
from clusternet.notes import structure as notes
from clusternet.notes.network import base_note
from clusternet.notes.report import leading, missing
from clusternet.notes.series_figures import TREND, bars_note, trend_notes
from clusternet.output.result import Result
from clusternet.plot.network import map as networkmap
from clusternet.plot.series import bars, trend
from clusternet.plot.sheet.numbers import amount
from clusternet.report.document import Material
from clusternet.report.explored import NAMED, explored
from clusternet.report.parts import Box, Figure, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.report.tables import NO_KINDS, STRUCTURE, build, counting, tie_rule
from clusternet.space import distribution, flows
from clusternet.structure import centrality, communities, fragments, layout
from clusternet.structure.community import Partition, detect
from clusternet.structure.consensus import cores
from clusternet.words import labels
from clusternet.words.bases import base_of
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
    """Return Tables 5 and 6, and where platforms are."""
    tables, figures, lacking = build(material.layout, [5, 6]), [], []
    net = material.layout.platforms
    if not isinstance(net, Text):
        found = _platform_places(material, net)
        if isinstance(found, Text):
            lacking.append(missing(notes.PLATFORMS, found))
        else:
            table, figure = found
            tables.append(table)
            figures.append(figure)
    return material.section("platforms", notes.PLATFORM, tables, figures, left_out=lacking)


def _platform_places(material: Material, net: ValueNetwork) -> tuple[Result, Figure] | Text:
    """Return platforms by place, with what they supply and receive; or why there are none."""
    level = level_of(material)
    if level is None:
        return NOWHERE
    found = distribution.shares(net, level, kind="sample")
    if len(found) < 2:
        return Text("平台不足两地", "platforms are in fewer than two places")
    margins = flows.margins(flows.matrix(net, level=level, count=material.count))
    ends = margins.set_index("place")[["enable", "input"]].reindex(found["name"]).fillna(0)
    shown = found[["rank", "name", "count", "share"]]
    shown = shown.assign(enable=ends["enable"].to_numpy(), input=ends["input"].to_numpy())
    kind = labels.holds(level) if material.net.about.places != "own" else "zone"
    said = [
        bars_note(found),
        base_note(base_of(margins), amount(margins["base_n"].iloc[0]), kind=material.kind),
    ]
    columns = {
        "name": labels.holding("place", kind),
        "count": labels.Label("平台数", "Platforms", "count"),
    }
    table = material.table(40, notes.PLATFORMS, shown.head(_TOP), notes=said, columns=columns)
    figure = Figure(
        "platforms",
        material.words(net, notes.PLATFORMS, [bars_note(found)], flows=True),
        lambda width: bars.plan(found, width, top=_TOP, holds=kind, language=material.language),
        table.key,
    )
    return table, figure


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
    cores = _cores(material, found)
    tables = [table] if isinstance(cores, Text) else [table, cores]
    lacking = [missing(notes.CORES, cores)] if isinstance(cores, Text) else []
    title = Text("社区与网络图", "Communities")
    made = material.section("communities", title, tables, [figure], left_out=lacking)
    return replace(made, panel=panel)


def _cores(material: Material, found: Partition) -> Result | Text:
    """Return the nodes that every run puts together; or why that says nothing."""
    if len(found.runs) < 2:
        return notes.ONE_SEED
    kept = cores(found)
    if np.array_equal(kept.membership, found.membership):
        return notes.AGREED
    frame = communities.table(material.last, kept, leaders=_LEADERS, convention=material.settings.convention)
    frame = frame[frame["nodes"] > 1]
    if frame.empty:
        return notes.NO_CORES
    said = [notes.cores_note(len(frame), float(frame["share"].sum()), len(found.runs)), notes.SHARES]
    wanted = ["community", "nodes", "edges", "share", "internal_share", "top_members", "main_province"]
    shown = frame[wanted].head(_COMMUNITIES).dropna(axis="columns", how="all")
    return material.table(35, notes.CORES, shown, notes=said, columns={"community": notes.CORE})


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
