"""What is said of the structure of a network: leading nodes, communities, the map of the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clusternet.notes.network import base_note
from clusternet.notes.nulls import kept_note, p_printed
from clusternet.words import labels
from clusternet.words.bases import base_of
from clusternet.words.naming import is_code
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.kernels.betweenness import Sampled
    from clusternet.network.value_network import ValueNetwork
    from clusternet.nulls.frame import Kept
    from clusternet.structure.community import Search
    from clusternet.structure.fragments import Fragments
    from clusternet.structure.layout import Layout

CENTRALITY = Text("中心度", "Centrality")
COMPOSITION = Text("核心节点的类型构成", "Composition of the leading nodes")
COMMUNITIES = Text("社区", "Communities")
NETWORK_MAP = Text("价值网络图", "The value network")
POSITIONS = Text("节点位置", "Positions of the nodes")


def composition_notes(frame: pd.DataFrame) -> list[Text]:
    """Return the line that names the base of shares."""
    return [base_note(base_of(frame))] if len(frame) else []


def centrality_notes(frame: pd.DataFrame, net: ValueNetwork, by: str, level: str, seed: int) -> list[Text]:
    """Return the lines on ties, brokerage and intervals, as far as the table has them."""
    notes = []
    if shared := int((frame["tied"].gt(1) & frame[by].notna()).sum()):
        notes.append(_tied(by, shared))
    if any(str(name).startswith("brokerage_") for name in frame):
        notes.append(_brokerage(level, zones=net.about.places == "chinese" and level != "country"))
    if "rank_low" in frame and len(frame):
        notes.append(_intervals(int(frame["replicates"].to_numpy()[0]), seed, known=net.kinds is not None))
    return notes


def sampled_note(found: Sampled, seed: int, *, beyond: int | None) -> Text:
    """Return the line that says how far off estimated betweenness may be; ``beyond``: where nobody asked."""
    first = int(found.values.argmax())
    relative = found.deviation[first] / found.values[first] if found.values[first] else 0.0
    n, share = found.values.size, f"{found.error:.2g}"
    zh = "" if beyond is None else f"，节点多于{beyond:,}个时如此（--error 0则精确计算）"
    en = "" if beyond is None else f", as beyond {beyond:,} nodes unless --error 0 is given"
    return Text(
        f"中介中心度为估计值：{n:,}个节点中有放回抽取{found.origins:,}个起点（种子{seed}）"
        f"{zh}。以95%的把握，"
        f"全部节点的误差同时不超过节点对总数的{share}；最大值的标准误为该值的{relative:.1%}。",
        f"Betweenness is estimated from {found.origins:,} origins drawn with replacement from {n:,} nodes "
        f"(seed {seed}){en}. With 95% confidence no node is off by more than {share} of all "
        "pairs of nodes; the standard error of the "
        f"largest value is {relative:.1%} of it.",
    )


def _tied(by: str, shared: int) -> Text:
    measure = Text.of(lambda language: labels.heading(by, language))
    return Text(
        f"{measure.zh}与他者相同的有{shared}个（见并列排名、同值节点数），其间依次按度数、连出度、编号排列。",
        f"{shared} share their {measure.en.lower()} with others (tied rank); among those degree, "
        "out-degree and id decide.",
    )


def _brokerage(level: str, *, zones: bool) -> Text:
    place = Text.of(lambda language: str(labels.word(level, "level", language)))
    return Text(
        f"经纪（中间人）角色（Gould–Fernandez，按{place.zh}）：甲→乙→丙且无甲→丙时计于乙；协调者AAA，顾问ABA，"
        "守门人ABB，代理人AAB，联络人ABC。"
        f"{'港澳台、国外各为一组，' if zones else ''}地点未知的节点不计。",
        f"Brokerage (Gould-Fernandez, by {place.en}): v counts where a→v→b and not a→b; coordinator "
        "AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. "
        f"{_ZONES if zones else ''}Nodes whose place is unknown are left out.",
    )


_ZONES = "Hong Kong, Macao and Taiwan are one group, places abroad another. "


def _intervals(times: int, seed: int, *, known: bool) -> Text:
    who = (
        Text("样本企业", "sample firms")
        if known
        else Text("全部节点（数据未标明样本）", "all nodes (none is marked as sample)")
    )
    return Text(
        f"稳健区间：{who.zh}有放回重抽样{times}次（种子{seed}），排名的2.5%–97.5%分位。"
        f"反映排名对样本构成的敏感度，不是置信区间：{'样本企业' if known else '节点'}并非随机样本。",
        f"Robustness interval: {who.en} drawn with replacement {times} times (seed {seed}), 2.5% "
        "to 97.5% quantile of the rank. It is the sensitivity to the make-up of the sample, not a "
        f"confidence interval: the {'firms' if known else 'nodes'} are no random sample.",
    )


# -- communities -------------------------------------------------------------------------------------------
_MAIN = ("province", "technology", "category", "country")
NO_LINKS = Text("没有边，模块度无定义。", "No links: modularity is undefined.")
SHARES = Text(
    "占比：占全部节点。社区内占比：两端均在内的边（权重）占至少一端在内的边（权重），社区按权重划分。主要省份、机构类型、国家占已知的成员，"
    "主要技术占社区内关系所列技术。",
    "Share: of all nodes. Internal share: links (or their weight) inside over those with an end inside; "
    "communities are looked for in the weights. Main province, category and country: of the members "
    "where known; main technology: of those in relations inside.",
)


def partition_note(whole: pd.DataFrame, search: Search) -> Text:
    """Return the line that says how good and how stable the partition is."""
    row = whole.iloc[0]
    if labels.missing(row["modularity"]):
        return NO_LINKS
    name, number = str(row["community_algorithm"]), int(row["communities"])
    qualities = [row[f"modularity{part}"] for part in ("", "_median", "_min")]
    found = quality_note(number, name, qualities, search)
    return NOTHING.join([found, _agreement(row) if search.seeds > 1 else _ONE_RUN])


def quality_note(number: int, name: str, qualities: Sequence[float], search: Search) -> Text:
    """Return how many communities there are, and their modularity: the best, median and least of all runs."""
    best, median, least = (f"{each:.4f}" for each in qualities)
    runs = f"{search.seed}–{search.seed + search.seeds - 1}" if search.seeds > 1 else f"{search.seed}"
    return Text(
        f"{number}个社区；{name}，分辨率{search.resolution:g}，种子{runs}。"
        f"模块度Q：最优{best}，中位{median}，最低{least}（分辨率1）。",
        f"{number} communities; {name}, resolution {search.resolution:g}, seeds {runs}. "
        f"Modularity Q: best {best}, median {median}, minimum {least} (at resolution 1). ",
    )


_ONE_RUN = Text("仅一次运行，无从判断稳定性。", "One run: nothing shows how stable it is.")


def _agreement(row: pd.Series[Any]) -> Text:
    return Text(
        f"各次划分在{row['linked_nodes']:,}个有连边的节点上两两一致度："
        f"AMI平均{row['ami']:.3f}（最低{row['ami_min']:.3f}），NMI平均{row['nmi']:.3f}（最低{row['nmi_min']:.3f}），"
        f"ARI平均{row['ari']:.3f}（最低{row['ari_min']:.3f}）。",
        f"Agreement of each two runs over the {numbered(row['linked_nodes'], 'linked node')}: AMI "
        f"{row['ami']:.3f} on "
        f"average (minimum {row['ami_min']:.3f}), NMI {row['nmi']:.3f} (minimum {row['nmi_min']:.3f}), "
        f"ARI {row['ari']:.3f} (minimum {row['ari_min']:.3f}).",
    )


def random_partitions_note(whole: pd.DataFrame, search: Search, kept: Kept) -> Text:
    """Return the line that compares the modularity with that of random networks."""
    row = whole.iloc[0]
    name, number, last = row["community_algorithm"], int(row["nulls"]), search.seed + int(row["nulls"])
    q, mean, sd = (f"{row[column]:.4f}" for column in ("modularity_run", "null_mean", "null_sd"))
    z, p = labels.printed(row["z"], "z") or "—", labels.empirical(row["p"], number)
    same = kept_note("swap", kept)
    return Text(
        f"与零模型相比（{same.zh}；{number}个）：单次{name}、每边权重为1时Q为{q}，"
        f"零模型平均{mean}（标准差{sd}），z={z}，p{p if p[:1] == '≤' else '=' + p}。"
        "随机网络也有社区，Q高不等于有结构。",
        f"Against {number} random networks ({same.en}), one run of {name} each (seeds "
        f"{search.seed} to {last}), every link of weight 1: Q {q}, theirs {mean} on average (sd {sd}), "
        f"z {z}, p {p}. Random networks have communities too.",
    )


def communities_notes(overall: pd.DataFrame) -> list[Text]:
    """Return the lines on what columns are shares of, and what is most frequent in the whole network."""
    row = overall.iloc[0]
    named = [name for name in _MAIN if not labels.missing(row[f"main_{name}"])]
    if not named:
        return [SHARES]
    said = Text("，", ", ").join(_main(name, row) for name in named)
    return [SHARES, Text(f"全网络相比：{said.zh}。", f"In the whole network: {said.en}.")]


def _main(name: str, row: pd.Series[Any]) -> Text:
    column, share = f"main_{name}", f"{100 * row[f'main_{name}_share']:.0f}%"
    return Text.of(
        lambda language: (
            f"{labels.heading(column, language)} {labels.word(row[column], column, language)} {share}"
        )
    )


CORES = Text("社区的稳定核心", "Stable cores of communities")
CORE = labels.Label("核心", "Core", "count")
ONE_SEED = Text("只有一次运行", "there is one run")
AGREED = Text("各次运行的社区完全一致", "all runs find the same communities")
NO_CORES = Text("没有节点在各次运行中始终同处", "no two nodes stay together in every run")
PLATFORM = Text("平台价值网络", "Platforms")
PLATFORMS = Text("平台的地区分布", "Platforms by place")
SCAN = Text("社区随分辨率的变化", "Communities by resolution")


def cores_note(number: int, share: float, seeds: int) -> Text:
    """Return how many nodes every run puts together."""
    return Text(
        f"稳定核心：{seeds}次运行都在同一社区的节点；两个节点以上的{number:,}个，含全部节点的{share:.1%}。",
        f"Stable cores: nodes that all {seeds} runs put in one community; {number:,} of two nodes or more, "
        f"with {share:.1%} of all nodes.",
    )


def scan_notes(seeds: int, seed: int) -> list[Text]:
    """Return the lines under a scan of resolutions."""
    return [
        Text(
            f"Leiden，常数Potts模型（CPM）：社区内密度高于、社区间低于分辨率；各{seeds}次，种子{seed}起。"
            "分辨率的单位是每对节点的权重。ARI只就有边的节点计；与下一分辨率的ARI不低于0.9者为同一平台，"
            "节点各自独立或连通部分各为一体的平凡划分除外。",
            "Leiden with the constant Potts model: communities are denser inside than the resolution, less "
            f"dense between; {seeds} runs each, seeds from {seed}. Resolutions are weights per pair of "
            "nodes. ARI: over linked nodes; resolutions whose ARI with the next is 0.9 or more are one "
            "plateau, save trivial partitions: every node alone, or all that hangs together in one.",
        )
    ]


SIGNIFICANCE = Text("社区的显著性", "Significance of communities")


def significance_notes(frame: pd.DataFrame, search: Search, kept: Kept) -> list[Text]:
    """Return the lines under tests of communities: what is compared with what."""
    number, same = int(frame["nulls"].iloc[0]), kept_note("swap", kept)
    runs = Text(f"各{search.seeds}次取最优", f"the best of {numbered(search.seeds, 'run')}")
    return [
        Text(
            "不计权重与方向。内部端占比：成员的边端中，另一端也在社区内的占比；超出：减去仅由度数决定的占比（乘以边端占比即对模块度的贡献）。",
            "Weights and directions left out. Inside: share of the members' ends of links whose other end is "
            "in the community too; excess: less what degrees alone would give (times the share of all ends "
            "it is the contribution to modularity).",
        ),
        Text(
            f"p：{number}个随机网络（{same.zh}；种子{search.seed}）按同样方法重新划分（{runs.zh}），其中规模相近（边端数0.5—2倍，"
            "若无则取最近）社区的最大超出不小于该社区的比例。划分本身使内部的边最多，与固定成员相比会偏向显著；不足3个节点的社区不检验。",
            f"p: share of {number} random networks ({same.en}; seed {search.seed}), each searched anew in "
            f"the same way ({runs.en}), whose best community of like size (half to twice the ends of links, "
            "else the nearest) has as large an excess. The same members would be biased: partitions make "
            "links inside most. Communities of fewer than 3 nodes are not tested.",
        ),
        base_note(base_of(frame), f"{int(frame['base_n'].iloc[0]):,}"),
    ]


def significance_readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the tests as they are read: p at its floor as the bound it is, and only what varies."""
    frame = p_printed(frame.rename(columns={"nulls": "replicates"}))
    return frame.drop(columns=["replicates", "seeds", "seed", "base", "base_n"])


def shown_note(shown: int, rows: int) -> Text:
    """Return the line that says how many communities of all stand in the terminal."""
    return Text(f"{shown} / {rows}; --top 0: 全部.", f"{shown} / {rows}; --top 0: all of them.")


def communities_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the table with every share beside the name it belongs to, without columns that hold nothing."""
    folded = frame.drop(columns=[f"main_{name}_share" for name in _MAIN])
    for name in _MAIN:
        named = labels.named(frame[f"main_{name}"].tolist(), f"main_{name}", language)
        pairs = zip(named, frame[f"main_{name}_share"], strict=True)
        folded[f"main_{name}"] = [
            None if labels.missing(value) else f"{value} {100 * share:.0f}%" for value, share in pairs
        ]
    return folded.dropna(axis="columns", how="all")


CODED = Text("只有编号的节点不标注。", "Nodes that have but a code are not named.")
_NAMED = 30


# -- the map of the network --------------------------------------------------------------------------------
def layout_note(found: Layout) -> Text:
    """Return how a map of the network was laid out, which is no matter of print."""
    part = found.partition
    name = part.algorithm.capitalize()
    quality = [] if part.modularity != part.modularity else [f"Q = {part.modularity:.3f}"]
    return Text(
        f"位置：{name} 社区（{'，'.join([f'种子 {found.seed}', *quality])}）分区，区内力导向布局。",
        f"Position: {name} communities ({', '.join([f'seed {found.seed}', *quality])}), forces within.",
    )


def map_notes(found: Layout, ties: int, drawn: int) -> list[Text]:
    """Return what a map of the network shows, and what of the network is not in it."""
    lines = (
        Text(
            f"同一社区的节点聚在一处；边 {ties:,} 对中画出权重最大、距离最短的 {drawn:,} 对。",
            f"Communities stand together; of {numbered(ties, 'tied pair')} the {drawn:,} heaviest, "
            "then shortest, are "
            "drawn.",
        )
        if drawn < ties
        else Text(
            f"同一社区的节点聚在一处；边 {ties:,} 对，颜色同度较大的一端，越长越淡。",
            f"Communities stand together; {numbered(ties, 'tied pair')}, each in the colour of its "
            "larger end, the "
            "longer the paler.",
        )
    )
    isolated = int((found.nodes["degree"] == 0).sum())
    alone = Text(
        f"孤立节点 {isolated:,} 个，按度 1 的大小画出。",
        f"{numbered(isolated, 'isolated node')}, drawn as of degree 1.",
    )
    largest = found.nodes.nlargest(_NAMED, "radius")["name"]
    coded = [CODED] if any(is_code(str(name)) for name in largest) else []
    return [lines, *([alone] if isolated else []), *coded]


def fragments_left(found: Fragments) -> list[Text]:
    """Return the line that says which small components a map leaves out."""
    if not found.components:
        return []
    size, parts, nodes, share = found.smallest, found.components, found.nodes, 100 * found.share
    return [
        Text(
            f"未画出不足 {size} 个节点的连通分量 {parts:,} 个（{nodes:,} 个节点，占 {share:.1f}%）。",
            f"{numbered(parts, f'component(s) of fewer than {size} nodes', 'are')} not drawn "
            f"({numbered(nodes, 'node')}, {share:.1f}%).",
        )
    ]
