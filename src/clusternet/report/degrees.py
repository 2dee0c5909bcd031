"""The section on degrees: concentration of links, the power law and its rivals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clusternet.output.result import Result
from clusternet.plot.series import tail
from clusternet.report.document import Figure, Material, Section
from clusternet.report.tables import counting
from clusternet.structure import degree, powerlaw
from clusternet.words import labels

_LEAST = 0.0005


def degrees(material: Material) -> Section:
    """Return concentration, the power-law fit, other laws, and the tail of the distribution."""
    net, convention = material.last, material.settings.convention
    held = degree.concentration(net, direction=_directions(material), convention=convention)
    fits = _fits(material)
    return material.section(
        "degrees",
        ("度分布与集中度", "Degrees and concentration"),
        [_concentration(material, held), _fit_table(material, fits), _other_laws(material, fits)],
        [_tail(material)],
        [_sentence(material, held)],
    )


def _directions(material: Material) -> tuple[degree.Direction, ...]:
    """Return the degrees there are: without direction they are all the same."""
    return degree.DIRECTIONS if material.layout.directed else ("total",)


def _concentration(material: Material, held: pd.DataFrame) -> Result:
    size = f"{int(held['base_n'].to_numpy()[0]):,}"
    columns = ["direction", "share_of_nodes", "nodes", "links", "share_of_links", "gini", "centralisation"]
    notes = [
        counting(material.layout),
        material.say(
            f"基数：全部节点{size}；合计的连接按两端计。",
            f"Base: all {size} nodes; links of the total count at both ends.",
        ),
        material.say(
            "中心势（Freeman 1978）：各节点与最大度之差的总和，与星形网络的同一总和之比。",
            "Centralisation (Freeman 1978): sum of the differences to the largest degree over that of a "
            "star.",
        ),
    ]
    return material.table(11, ("连接的集中度", "Concentration of links"), held[columns], notes=notes)


def _fits(material: Material) -> pd.DataFrame:
    chosen = material.settings
    return powerlaw.table(
        material.last,
        directions=_directions(material),
        kind=None if material.net.kinds is None else "sample",
        bootstrap=chosen.bootstrap,
        seed=chosen.seed,
        convention=chosen.convention,
    )


def _fit_table(material: Material, fits: pd.DataFrame) -> Result:
    chosen, say = material.settings, material.say
    frame = fits[["direction", "n", "xmin", "n_tail", "alpha", "alpha_se", "ks", "p", "verdict"]].copy()
    frame["p"] = [
        f"<{1 / made:.2g}" if p == 0 else p for p, made in zip(fits["p"], fits["bootstrap"], strict=True)
    ]
    who = ("全部节点", "all nodes") if material.net.kinds is None else ("样本节点", "sample nodes")
    notes = [
        say(
            f"基数：{who[0]}中度大于0者；p：半参数自助法{chosen.bootstrap:,}次，种子{chosen.seed}。",
            f"Base: {who[1]} of positive degree. p: semi-parametric bootstrap, {chosen.bootstrap:,} "
            f"replicates, seed {chosen.seed}.",
        ),
        say(
            "p<0.1即拒绝；其他分布显著更优（Vuong双侧p<0.1）即拒绝；有分布与之不分优劣即未能区分；否则支持。"
            "尾部不足50个值或α大于10不检验。",
            "Rejected if p < 0.1 or another law is likelier with Vuong's two-sided p < 0.1; not "
            "distinguished if one is neither; else supported. Tails under 50 values, "
            "or alpha over 10, are not tested.",
        ),
    ]
    return material.table(12, ("度分布的幂律拟合", "Power law fitted to degrees"), frame, notes=notes)


def _other_laws(material: Material, fits: pd.DataFrame) -> Result:
    say, language = material.say, material.language
    rows: list[tuple[Any, ...]] = [
        (
            labels.word(fit["direction"], "direction", language),
            labels.law(each["name"], language),
            each["log_ratio"],
            None if each["flag"] else each["normalised_ratio"],
            None if each["flag"] else _small(each["p"]),
        )
        for fit in fits.to_dict("records")
        for each in fit["alternatives"]
    ]
    columns: list[tuple[str, labels.Style]] = [
        (labels.heading("direction", language), "text"),
        (say("其他分布", "Other law"), "text"),
        (say("对数似然比", "Log ratio"), "number"),
        (say("标准化", "Normalised"), "number"),
        ("p", "number"),
    ]
    notes = [
        say(
            "对数似然比大于0表示幂律更优；截断幂律用卡方检验。空格：该分布退化为幂律，不作证据。",
            "Above 0 favours the power law; the truncated one is tested by chi-square. Blank: at its "
            "limit the law is the power law, which is no evidence.",
        )
    ]
    title = ("幂律与其他分布的比较", "The power law against other laws")
    if not rows:
        why = say("没有可比较的尾部", "there is no tail to compare")
        return material.layout.without_rows(13, title, columns, why)
    return material.layout.printed(13, title, columns, rows, notes=notes)


def _small(p: float | None) -> float | str | None:
    """Return a p that three decimals would print as nothing as the bound it is."""
    return "<0.001" if p is not None and p < _LEAST else p


def _tail(material: Material) -> Figure:
    directions = _directions(material)
    table = degree.ccdf(material.last, directions=directions, convention=material.settings.convention)
    zeros = table[table["degree"].eq(0)].set_index("direction")["nodes"]
    without = [(name, int(zeros.get(name, 0))) for name in directions]
    chinese = "，".join(f"{labels.word(name, 'direction', 'zh')} {count:,}" for name, count in without)
    english = ", ".join(f"{name} {count:,}" for name, count in without)
    note = (
        f"纵轴：度不小于 k 的节点占全部节点的比重。度为 0 而无法画出的节点：{chinese}。",
        f"Shares are of all nodes. Nodes of degree 0, which have no place on the axis: {english}.",
    )
    title = ("度分布的尾部", "The tail of the degree distribution")
    return Figure(
        "tail",
        material.words(material.last, title, [note]),
        lambda width: tail.plan(table, width, language=material.language),
    )


def _sentence(material: Material, held: pd.DataFrame) -> str:
    row = held.iloc[0]
    nodes, share = f"{int(row['nodes']):,}", labels.printed(row["share_of_links"], "share_of_links") or "—"
    zh, en = ("连出度", "out-degree") if row["direction"] == "out" else ("度数中心度", "degree")
    return material.say(
        f"{zh}最大的{100 * row['share_of_nodes']:g}%的节点（{nodes}个）占全部连接的{share}。",
        f"The {100 * row['share_of_nodes']:g}% of nodes with the largest {en} ({nodes}) hold {share} "
        "of the links.",
    )
