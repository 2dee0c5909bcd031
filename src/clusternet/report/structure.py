"""Sections on the network itself: structure by year, leading nodes, platforms, communities."""

from __future__ import annotations

import pandas as pd

from clusternet.output.result import Result
from clusternet.plot.network import map as networkmap
from clusternet.plot.series import trend
from clusternet.plot.series.trend import COLUMNS
from clusternet.report.document import Figure, Material, Section
from clusternet.report.tables import STRUCTURE, build, counting, tie_rule
from clusternet.structure import centrality, communities, layout
from clusternet.structure.community import detect
from clusternet.words import labels

_TOP, _COMMUNITIES, _LEADERS = 20, 10, 3


def structure(material: Material) -> Section:
    """Return Table 2 and, where there are several years, their figure."""
    say = material.say
    (table,) = build(material.layout, [2])
    figures, missing = [], []
    if len(table.rows) > 1:
        figures.append(_trend(material, table))
    else:
        why = say("数据只有一年或没有年份", "the data have one year or none")
        missing.append(say(f"历年变化图：{why}。", f"Figure of the changes by year: {why}."))
    return material.section(
        "structure",
        ("网络结构", "Structure of the network"),
        [table],
        figures,
        [_structure_sentence(material, table)],
        missing,
    )


def _trend(material: Material, table: Result) -> Figure:
    frame = pd.DataFrame([list(row) for row in table.rows], columns=list(STRUCTURE))
    note = ("各年为截至当年的累计网络；纵轴从 0 起。", "Each year is cumulative; every axis starts at 0.")
    title = ("价值网络结构的变化", "Structure of the value network by year")
    return Figure(
        "trend",
        material.words(material.last, title, [note]),
        lambda width: trend.plan(frame, width, language=material.language),
    )


def _structure_sentence(material: Material, table: Result) -> str:
    row = dict(zip(STRUCTURE, table.rows[-1], strict=True))
    when = "" if labels.missing(row["year"]) else f"{row['year']:.0f}"
    shown = {name: labels.printed(row[name], name) or "—" for name in COLUMNS}
    return material.say(
        f"{f'截至{when}年，' if when else ''}网络有{shown['nodes']}个节点、{shown['edges']}条边，"
        f"平均度{shown['average_degree']}，平均路径长度{shown['average_path_length']}，"
        f"平均聚类系数{shown['average_clustering']}。",
        f"{f'Up to {when} the' if when else 'The'} network has {shown['nodes']} nodes and "
        f"{shown['edges']} edges: average degree {shown['average_degree']}, average path length "
        f"{shown['average_path_length']}, average clustering {shown['average_clustering']}.",
    )


def leaders(material: Material) -> Section:
    """Return Tables 3 and 4, or the leading nodes of any kind where the data name no kinds."""
    if material.net.kinds is not None:
        tables, missing = build(material.layout, [3, 4]), []
    else:
        frame = centrality.top(material.last, _TOP, convention=material.settings.convention)
        title = ("度数中心度排名前二十的节点", "The twenty nodes of highest degree")
        columns = frame[["rank", "name", "in_degree", "out_degree", "degree", "net_share"]]
        notes = [counting(material.layout), tie_rule(material.layout)]
        tables = [material.table(3, title, columns, notes=notes)]
        why = ("数据未区分样本节点与关系节点", "the data name no sample and partner nodes")
        missing = [
            material.say(f"样本节点、关系节点分列的排名：{why[0]}。", f"Rankings by kind of node: {why[1]}.")
        ]
    return material.section("leaders", ("核心节点", "Leading nodes"), tables, left_out=missing)


def platforms(material: Material) -> Section:
    """Return Tables 5 and 6."""
    title = ("平台价值网络", "Platforms")
    return material.section("platforms", title, build(material.layout, [5, 6]))


def groups(material: Material) -> Section:
    """Return the largest communities and the map of the network."""
    net, chosen, say = material.last, material.settings, material.say
    found = detect(net, convention=chosen.convention, search=material.search)
    frame = communities.table(net, found, leaders=_LEADERS, convention=chosen.convention)
    wanted = ["community", "nodes", "edges", "share", "internal_share", "top_members"]
    wanted += ["main_province", "main_technology", "main_category", "main_country"]
    shown = frame[wanted].head(_COMMUNITIES).dropna(axis="columns", how="all")
    best, median, least = (
        labels.printed(quality, "modularity") or "—"
        for quality in (found.modularity, found.median, found.minimum)
    )
    last = chosen.seed + chosen.seeds - 1
    notes = [
        say(
            f"共{len(frame):,}个社区；{found.algorithm}，种子{chosen.seed}–{last}，"
            f"模块度Q最优{best}、中位{median}、最低{least}。",
            f"{len(frame):,} communities; {found.algorithm}, seeds {chosen.seed} to {last}; modularity Q: "
            f"best {best}, median {median}, minimum {least}.",
        ),
        say(
            "占比：占全部节点；内部连接占比：两端均在内的连接占至少一端在内的连接。",
            "Share: of all nodes. Internal share: links inside over those with an end inside.",
        ),
    ]
    title = (f"最大的{len(shown)}个社区", f"The {len(shown)} largest communities")
    table = material.table(14, title, shown, notes=notes)
    return material.section("communities", ("社区与网络图", "Communities"), [table], [_map(material)])


def _map(material: Material) -> Figure:
    net, chosen = material.last, material.settings
    found = layout.arrange(net, seed=chosen.seed, convention=chosen.convention)
    name = found.partition.algorithm.capitalize()
    note = (
        f"位置：{name}社区（种子{found.seed}）分区，区内力导向布局；连线{len(found.ties):,}对，越长越淡。",
        f"Position: {name} communities (seed {found.seed}), forces within; {len(found.ties):,} tied pairs, "
        "the longer the paler.",
    )
    return Figure(
        "netmap",
        material.words(net, ("价值网络图", "The value network"), [note]),
        lambda width: networkmap.plan(found, None, width, language=material.language),
    )
