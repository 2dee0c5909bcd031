"""What is said of results when ties or partners are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.words import labels
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.structure.missing import By, Missing

METRICS = Text("缺失敏感性", "Sensitivity to missing ties and partners")
METRICS_FIGURE = Text(
    "前列节点与排名在数据缺失时的稳定性", "How far leaders and ranks stand when data are missing"
)
LEADERS = Text("前列节点的缺失敏感性", "How far the leading nodes stand")
_BY = {
    ("ties", "random"): Text("随机缺失关系", "ties missing at random"),
    ("ties", "degree"): Text(
        "关系缺失的可能与较小一端的度数成反比", "ties missing as 1 over the degree of their smaller end"
    ),
    ("ties", "recorder"): Text(
        "样本企业整户缺失，另一样本企业也有记录的关系保留",
        "whole firms of the sample missing, ties that another one records stay",
    ),
    ("ties", "year"): Text(
        "越早的关系越可能缺失（与距末年的年数加1成正比）",
        "ties the likelier missing, the earlier (as 1 + the years to the last)",
    ),
    ("partners", "random"): Text("随机缺失关系节点及其全部关系", "partners missing at random with all ties"),
    ("partners", "degree"): Text(
        "关系节点缺失的可能与其度数成反比", "partners missing as 1 over their degree, with all ties"
    ),
}
_METRICS = {
    "links": Text("边数", "links"),
    "modularity": Text("模块度（单次Louvain）", "modularity (one run of Louvain)"),
    "average_clustering": Text("平均聚类系数", "average clustering"),
    "gini": Text("度数基尼系数", "Gini coefficient of degrees"),
    "top_share": Text("前1%节点的边占比", "share of links at the top 1%"),
    "alpha": Text("幂指数（xmin取原网络的）", "tail exponent (xmin of the data)"),
    "intra_share": Text("省内占比", "share within provinces"),
    "hhi": Text("省际流向的HHI", "HHI of flows between provinces"),
    "partners_in_top": Text("前列中的关系节点数", "partner nodes among the first"),
}


def _spread(replicates: int, seed: int) -> Text:
    return Text(
        f"均值与2.5%–97.5%分位：{replicates}次，种子{seed}；针对数据的缺失，不是置信区间。",
        f"Mean and 2.5 to 97.5% quantiles of {numbered(replicates, 'replicate')}, seed {seed}: about "
        "what the data may "
        "lack, no confidence intervals.",
    )


def all_first(top: int, linked: int, *, hint: bool = True) -> list[Text]:
    """Return the line on a network so small that all its nodes are among the first, and what to do."""
    if linked > top:
        return []
    how = Text("，请用更小的 --top", "; a smaller --top says more") if hint else NOTHING
    return [
        Text(
            f"有边的节点只有{linked}个，不多于前{top}名：前列保留恒为1{how.zh}。",
            f"Only {numbered(linked, 'node')} with links, no more than the first {top}: all of them always "
            f"stay{how.en}.",
        )
    ]


def standing_notes(missing: Missing, by: By, top: int, replicates: int) -> list[Text]:
    """Return the lines under a figure: what is left out, and what points and whiskers are."""
    how = _BY[missing, by]
    return [
        Text(
            f"{how.zh}；点为{replicates}次的均值，竖线为2.5%—97.5%分位。",
            f"Left out: {how.en}. Points: means of {replicates} replicates; whiskers: 2.5 to 97.5% "
            "quantiles.",
        ),
        Text(
            f"前列：原前{top}名仍在前{top}名的占比；排名相关：与完整数据的排名。",
            f"First ones: share of the first {top} that are still among the first {top}; correlation: with "
            "the ranks of the data as they are.",
        ),
    ]


def sensitivity_notes(
    missing: Missing, by: By, top: int, replicates: int, seed: int, *, links: int
) -> list[Text]:
    """Return the lines under the table: what is left out, how often, and what ranks are compared with."""
    how = _BY[missing, by]
    return [
        Text(
            f"{how.zh}；各比例取同一次序的前若干。",
            f"Left out: {how.en}; shares go by one order.",
        ),
        _spread(replicates, seed),
        Text(
            f"排名相关：与原排名的Spearman相关，限原网络中有边的节点；前{top}名保留：原前{top}名仍在前{top}名的占比。",
            f"Rank correlation: Spearman's, with the ranks of the data, over the nodes linked there; first "
            f"ones kept: which share of the first {top} are still among the first {top}.",
        ),
        _counted(links),
    ]


def _counted(links: int) -> Text:
    return Text(
        f"口径：gephi；基数：去重后的节点对{links:,}个，边权按1计。",
        f"Convention: gephi. Base: {numbered(links, 'distinct pair')}, each of weight 1.",
    )


def unseen_notes(share: float, replicates: int, seed: int, *, links: int) -> list[Text]:
    """Return the lines under what unseen ties of partners would mean."""
    return [
        Text(
            f"设关系节点的每条关系有{share:.0%}的可能未被看到（它们只从样本一侧记录）：k条之外另有负二项分布的若干条；"
            "样本企业的度数视为已知。",
            f"If each tie of a partner is unseen with chance {share:.0%} (they are recorded from the side of "
            "the sample alone), one with k has more, negative binomial; degrees of sample firms are known.",
        ),
        _spread(replicates, seed),
        _counted(links),
    ]


def sensitivity_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table as it is read: metrics by name, and only what varies."""
    frame = frame.drop(columns=["missing", "by", "replicates", "seed", "base", "base_n"], errors="ignore")
    if "metric" in frame:
        frame = frame.assign(metric=[_metric(str(name)).in_(language) for name in frame["metric"]])
        for name in ("whole", "mean", "low", "high"):
            frame[name] = [labels.significant(value) for value in frame[name]]
    if "removed_share" in frame:
        frame = frame.assign(removed_share=[f"{100 * share:.10g}%" for share in frame["removed_share"]])
    return frame


def _metric(name: str) -> Text:
    kind, _, measure = name.partition("_")
    if kind in ("rank", "top") and name not in _METRICS:
        of = Text.of(lambda language: labels.heading(measure, language))
        if kind == "rank":
            return Text(f"排名相关：{of.zh}", f"rank correlation: {of.en.lower()}")
        return Text(f"前列保留：{of.zh}", f"first ones kept: {of.en.lower()}")
    return _METRICS[name]
