"""What is said of dependence: what is left without the leading nodes, and who hangs on one supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from clusternet.notes.nulls import kept_note, p_printed
from clusternet.words import labels
from clusternet.words.bases import Base
from clusternet.words.text import Text, listed, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from clusternet.nulls.dependence import Supplied
    from clusternet.nulls.ensemble import Null
    from clusternet.nulls.frame import Kept

Of = Literal["removal", "suppliers", "places"]
DEPENDENCE: dict[Of, Text] = {
    "removal": Text("核心节点移除分析（网络韧性）", "Removal of the leading nodes (robustness)"),
    "suppliers": Text("单一来源依赖", "Sole suppliers"),
    "places": Text("地区技术输入的单一来源依赖", "Places and their suppliers"),
}
FEW_TO_REMOVE = Text("节点不足十个", "fewer than ten nodes")
CURVE = Text("移除核心节点后保留的比例", "What is left without the leading nodes")
CURVED = Text(
    "横轴：移除的节点数；纵轴：边数、最大连通分量节点数、可达点对占比各保留的比例；随机移除为均值。",
    "Across: nodes removed; upward: the part kept of the links, of the nodes of the largest component and of "
    "the reachable share. At random: means.",
)
REMOVED = {
    "kept": Text("：从度数最高的移除", ", highest degree first"),
    "random_mean": Text("：随机移除", ", at random"),
}
"""Columns of the curve, and how nodes were removed."""
_COUNTED = Text(
    "口径：gephi，有向；去重后的有序节点对，边权按1计。",
    "Convention: gephi, directed. Distinct ordered pairs, each of weight 1.",
)
_UNDIRECTED = Text(
    "口径：gephi，无向；去重后的节点对，边权按1计。",
    "Convention: gephi, undirected. Distinct pairs, each of weight 1.",
)


def removal_notes(first: Sequence[str], kind: str, by: str, *, directed: bool) -> list[Text]:
    """Return the lines on nodes that are removed: which, in what order, and what is compared."""
    among = Text("样本节点", "sample nodes") if kind == "sample" else Text("全部节点", "all nodes")
    measure = Text.of(lambda language: labels.heading(by, language))
    named = Text.of(lambda language: listed(first[:10], language))
    return [
        _COUNTED if directed else _UNDIRECTED,
        Text(
            f"在{among.zh}中按{measure.zh}从大到小移除，同值依次比较度数、连出度、编号；最先移除：{named.zh}。",
            f"Removed from {among.en} by {measure.en.lower()}, ties by degree, out-degree, id; first: "
            f"{named.en}.",
        ),
        Text(
            "保留比例＝移除后/移除前；均值、标准差、z与p均就保留比例而言。可达与聚类以剩余节点为基数，"
            "路径长度保留比例大于1即变长。",
            "Kept = left / intact; means, sd, z and p are about it. Reachable share and clustering are over "
            "the nodes that are left; paths that keep more than 100% are longer.",
        ),
        Text(
            f"随机移除：在{among.zh}中随机移除同样个数；只移除一个时，标准差取决于是否抽中最大的节点，不给z。",
            f"Random removal: as many of {among.en}; of one node without z, for its sd depends on whether "
            "the largest is drawn.",
        ),
    ]


def suppliers_notes(found: Supplied, shown: int) -> list[Text]:
    """Return the lines on nodes with one supplier, ``shown`` of which hang on those in the table."""
    received, single = found.receivers, found.sole
    share, held = (f"{a / b:.2%}" if b else "—" for a, b in ((single, received), (shown, single)))
    return [
        _COUNTED,
        Text(
            f"有技术供给方的节点{received:,}个，其中{single:,}个（{share}）只有一家技术供给方（由连入度决定，"
            f"随机网络中不变），表中各家占其中{held}。零模型各列就“无其他技术供给方的接收方”而言；自环不计。",
            f"{numbered(received, 'node', 'have')} a supplier, {single:,} of them ({share}) a single "
            "one, which "
            f"in-degrees fix and random networks keep; {held} of these hang on the suppliers shown. "
            "The columns of the null are about the receivers with no other supplier. Self-loops are no "
            "supply.",
        ),
    ]


def places_notes(base: Base, number: int) -> list[Text]:
    """Return the lines on what places receive, and from how many."""
    named = Text.of(base.in_)
    return [
        _COUNTED,
        Text(
            f"基数：{named.zh} {number:,}；技术供给方不限地区，自环不计。"
            "单一来源依赖占比由连入度决定，不作检验。HHI＝各技术供给方占比的平方和。",
            f"Base: {named.en}, {number:,}; suppliers from anywhere, self-loops are no supply. The share "
            "with one supplier follows from in-degrees and is not tested. HHI: sum of the squared shares of "
            "suppliers.",
        ),
    ]


def dependence_nulls(of: Of, null: Null | Literal["none"], count: int, seed: int, kept: Kept) -> list[Text]:
    """Return the line on the random networks, or on random removal alone where there are none."""
    if null == "none":
        drawn = Text(f"随机移除{count}次，种子{seed}。", f"Random removal {count} times, seed {seed}.")
        return [drawn] if of == "removal" else []
    same = kept_note(null, kept)
    rule = Text("在每个随机网络中按同一规则移除；", "the same rule removes nodes of each; ")
    rule = rule if of == "removal" else Text("", "")
    return [
        Text(
            f"零模型（{null}）：{same.zh}；{rule.zh}{count}个，种子{seed}。p：双侧经验值，下限1/(B+1)。",
            f"Null ({null}): {same.en}; {rule.en}{count} random networks, seed {seed}. p: empirical, "
            "two-sided, never below 1 / (B + 1).",
        )
    ]


def dependence_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table as it is read: words, a p at its floor as such, and only what varies."""
    frame = p_printed(frame)
    removal = "metric" in frame
    if removal:
        for name in ("intact", "left"):
            pairs = zip(frame[name], frame["metric"], strict=True)
            frame[name] = [labels.printed(value, metric, language) for value, metric in pairs]
        for name in ("null_mean", "null_sd"):
            frame[name] = [labels.printed(value, "kept", language) for value in frame[name]]
        frame["metric"] = [labels.heading(name, language) for name in frame["metric"]]
    for name in ("hhi", "hhi_null", "null_mean", "null_sd") if not removal else ():
        if name in frame:
            frame[name] = [labels.significant(value) for value in frame[name]]
    told = [name for name in ("by", "null", "replicates", "seed", "base", "base_n") if name in frame]
    frame = frame.drop(columns=[*told, *(["kind"] if removal else [])])
    return frame.drop(
        columns=[name for name in frame if frame[name].isna().all() or frame[name].eq("").all()]
    )


def remaining(removed: int, shares: Sequence[str], drawn: tuple[str, int], base: Text) -> Text:
    """Return how much stays reachable without the leading nodes, and without as many at random.

    Parameters
    ----------
    removed
        Nodes that are removed.
    shares
        Kept of the reachable share: without the leading ones, without as many at random.
    drawn
        The p of the difference, and how often nodes were drawn.
    base
        On what, in brackets.

    Examples
    --------
    >>> remaining(100, ["23.3%", "99.8%"], ("0.032", 30), Text("", "")).en
    'Without its 100 nodes of highest degree the network keeps 23.3% of its reachable share, without as many \
at random 99.8% (p = 0.032, 30 draws).'
    """
    (kept, random), (p, times) = shares, drawn
    named = Text(f"{removed}个节点", "node" if removed == 1 else f"{removed} nodes")
    return Text(
        f"移除度数最高的{named.zh}后，可达点对占比只保留{kept}，随机移除同样个数保留{random}"
        f"（p＝{p}，随机{times}次）{base.zh}。",
        f"Without its {named.en} of highest degree the network keeps {kept} of its reachable share, without "
        f"as many at random {random} (p = {p}, {times} draws){base.en}.",
    )
