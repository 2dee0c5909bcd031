"""What is said of the links that matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.notes.network import base_note
from clusternet.notes.nulls import kept_note
from clusternet.notes.space import flow_columns
from clusternet.words import labels
from clusternet.words.bases import base_of
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.nulls.backbone import Backbone

LINKS = Text("骨干网络：节点之间的边", "Backbone: links between nodes")
FLOWS = Text("骨干网络：地区之间的流向", "Backbone: flows between places")

BACKBONE = Text("骨干网络", "Backbone")
HIDDEN = Text(
    "只列两端均为所列名的领先机构的边。", "Links between leading organisations, which alone are named."
)
METHODS = {
    "noise": Text("噪声校正（Coscia–Neffke）", "noise-corrected (Coscia and Neffke)"),
    "disparity": Text(
        "差异滤波（Serrano–Boguñá–Vespignani）", "disparity filter (Serrano, Boguñá and Vespignani)"
    ),
    "maxent": Text("最大熵配置模型", "configuration model of maximum entropy"),
}
_RULES = {
    "noise": Text(
        "期望值：只由两端总量决定（准独立，不含对角线）。p：二项分布与提升度（delta法）两者上尾概率的较大者；"
        "检验族为全部可能的对。",
        "Expected: by the strengths of both ends alone (quasi-independence, the diagonal left out). p: the "
        "larger of the upper tails of the lift (delta method) and of the binomial distribution; the family "
        "is all pairs that could have a link.",
    ),
    "disparity": Text(
        "p：(1-w/s)^(k-1)，取两端较小者；检验族为每条边的两端（只有一条边的一端不检验）。",
        "p: (1 - w/s)^(k-1), the smaller of both ends; the family is both ends of every link (an end with "
        "one link tests nothing).",
    ),
    "maxent": Text(
        "p：模型中出现这条边（或不少于这么多节点对）的概率或其上界；检验族为全部可能的对。",
        "p: the chance in the model of the link, or a bound of that of so many pairs or more; the family is "
        "all pairs that could have a link.",
    ),
}


def backbone_notes(found: Backbone, *, places: bool) -> list[Text]:
    """Return the lines under a backbone: by what, of what base, how many are kept, what is not tested."""
    frame, method = found.table, found.method
    named = METHODS[method]
    model = [] if found.model is None else [kept_note("dcm", found.model)]
    how = Text("；", "; ").join([named, *model])
    return [
        Text(f"方法：{how.zh}。", f"Method: {how.en}."),
        _RULES[method],
        kept_text(frame),
        *_within(found.within, places=places),
        base_note(base_of(frame), f"{frame['base_n'].iloc[0]:,}"),
    ]


def backbone_columns(found: Backbone, level: str, *, own: bool, technology: bool) -> dict[str, labels.Label]:
    """Return how columns are headed and printed: places by their roles, whole weights as counts."""
    whole = found.table["weight"].dtype.kind == "i"
    columns = {"kept": labels.Label("保留", "Kept")}
    columns |= {"weight": replace(labels.label("weight"), style="count" if whole else "number")}
    return columns if level == "node" else columns | flow_columns(level, (), own=own, technology=technology)


def kept_text(frame: pd.DataFrame) -> Text:
    """Return how many links are kept, and how much of the weight they hold."""
    alpha, tests = float(frame["alpha"].iloc[0]), int(frame["tests"].iloc[0])
    chosen, total = int(frame["kept"].sum()), float(frame["weight"].sum())
    share = float(frame.loc[frame["kept"], "weight"].sum()) / total if total else 0.0
    none = "" if chosen else f"（最小的q为{frame['q'].min():.2g}）"
    none_en = "" if chosen else f" (the smallest q is {frame['q'].min():.2g})"
    return Text(
        f"保留q（Benjamini-Hochberg，{tests:,}个检验）不超过{alpha:g}的：{len(frame):,}条中{chosen:,}条，"
        f"占权重{share:.1%}{none}。",
        f"Kept: q (Benjamini-Hochberg, {tests:,} tests) up to {alpha:g}: {chosen:,} of {len(frame):,}, with "
        f"{share:.1%} of the weight{none_en}.",
    )


def _within(within: float, *, places: bool) -> list[Text]:
    if not within:
        return []
    if places:
        return [
            Text(
                f"地区内部的流向（{within:,.10g}）不检验，保留在网络与图中。",
                f"Flows within places ({within:,.10g}) are not tested and stay in network and figures.",
            )
        ]
    return [
        Text(f"自环{within:,.0f}条不检验、不保留。", f"{within:,.0f} self-loops are not tested and not kept.")
    ]


def figure_notes(found: Backbone) -> list[Text]:
    """Return the line of a caption on a figure that shows a backbone."""
    named, kept = METHODS[found.method], kept_text(found.table)
    return [Text(f"骨干网络，{named.zh}：{kept.zh}", f"Backbone, {named.en}. {kept.en}")]


def significant_notes(found: Backbone, *, places: bool) -> list[Text]:
    """Return the line of a caption on a figure that shows which links stand out."""
    frame, named = found.table, METHODS[found.method]
    alpha, tests, chosen = (
        float(frame["alpha"].iloc[0]),
        int(frame["tests"].iloc[0]),
        int(frame["kept"].sum()),
    )
    what = Text("流向", "flows between places") if places else Text("边", "links")
    within = Text("地区内部不检验。", " Flows within places are not tested.") if places else NOTHING
    return [
        Text(
            f"显著的{what.zh}按原色，其余淡化：{len(frame):,}条中{chosen:,}条，q（Benjamini–Hochberg，{tests:,}个检验）"
            f"不超过{alpha:g}；{named.zh}。{within.zh}",
            f"Significant {what.en} in full ink, others faded: {chosen:,} of {len(frame):,}, q "
            f"(Benjamini-Hochberg, {tests:,} tests) up to {alpha:g}; {named.en}.{within.en}",
        )
    ]


SHARES = Text("基数与占比均就所画的流向而言。", "Base and shares are of the flows that are drawn.")


def backbone_readable(frame: pd.DataFrame, net: ValueNetwork, *, places: bool) -> pd.DataFrame:
    """Return the table as it is read: nodes by name, and only what varies."""
    frame = frame.drop(columns=["method", "alpha", "tests", "base", "base_n"])
    if frame["expected"].isna().all():
        frame = frame.drop(columns="expected")
    else:
        frame["expected"] = [labels.significant(value) for value in frame["expected"]]
    frame["kept"] = np.where(frame["kept"], "✓", "")
    for name in ("p", "p_holm", "q"):
        frame[name] = [labels.probability(p) for p in frame[name]]
    if not places and "name" in net.nodes:
        named = net.nodes["name"].fillna(net.nodes.index.to_series())
        for end in ("source", "target"):
            frame[end] = named.reindex(frame[end]).to_numpy()
    return frame


def most(
    found: Backbone, row: Mapping[Any, Any], ends: tuple[Text, Text], base: Text, *, places: bool
) -> Text:
    """Return how many links stand out, and which does most.

    Parameters
    ----------
    row, ends
        Of the table: the link that stands out most, and what its ends are called.
    base
        On what, in brackets.
    """
    frame, (one, two) = found.table, ends
    kept, alpha = int(frame["kept"].sum()), float(frame["alpha"].iloc[0])
    what = Text("条流向", "flows between places") if places else Text("条边", "links")
    chance, weight = row["expected"], f"{row['weight']:,.10g}"
    due = labels.significant(chance)
    against = NOTHING if labels.missing(chance) else Text(f"，期望{due}", f", where chance gives {due}")
    return Text(
        f"{len(frame):,}{what.zh}中{kept:,}条超出两端所决定的水平（q≤{alpha:g}），最突出的是{one.zh}→{two.zh}"
        f"（{weight}{against.zh}）{base.zh}。",
        f"{kept:,} of {len(frame):,} {what.en} {'carries' if kept == 1 else 'carry'} more than their ends "
        f"explain (q up to {alpha:g}), most of all {one.en} to {two.en} ({weight}{against.en}){base.en}.",
    )
