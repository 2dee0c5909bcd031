"""What is said of changes over the years: breaks, the panel, verdicts and who made the growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from clusternet.notes.nulls import kept_note, p_printed
from clusternet.words import labels
from clusternet.words.text import SEMICOLON, Text, listed

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.change.growth import Present
    from clusternet.network.value_network import ValueNetwork
    from clusternet.nulls.ensemble import Null
    from clusternet.nulls.frame import Kept

TRENDS = Text("演化趋势检验", "Trends")
VERDICTS = Text("各项指标的升降判定", "Verdict on each metric")
ANNUAL = Text("各年当年网络的结构", "Structure of each year by itself")
FEW = Text("可比的逐年变化少于六步，无从判定", "fewer than six comparable steps, too few for a verdict")
GROWTH = Text("增长分解", "Growth by who made it")
GROWTH_NOTES = [
    Text(
        "边数变化＝新进入节点带来＋已有节点之间新增＋退出节点带走＋未延续，逐年精确相等；减少记为负。",
        "Change of edges = by entering nodes + new between existing ones + gone with leaving ones + not "
        "renewed, exactly; losses are negative.",
    ),
    Text(
        "当年：当年有关系的边；累计：截至当年的边，退出节点的边保留；在册：累计中去掉已退出节点（退出年份）的边。",
        "Annual: links with a relation in the year. Cumulative: up to the year, those of nodes that left "
        "stay. Standing: cumulative less the links of nodes that have left.",
    ),
]
WIDEST = 10
"""Years that are printed in columns; of more, the first and the last value are."""


def breaks_note(starts: Sequence[int], *, by_rule: bool, kinds: bool) -> Text:
    """Return the line on the years from which data are collected anew, and how they were found.

    ``kinds`` says whether the data tell sample from partner nodes, without which there is no rule.
    """
    from clusternet.change.verdict import FAR, JUMP, STEPS

    named = Text.of(lambda language: listed(map(str, starts), language))
    zh, en = named.zh or "无", named.en or "none"
    if not by_rule:
        return Text(f"断点：{zh}（--break 给定）。", f"Breaks: {en}, as given by --break.")
    if not kinds:
        return Text(
            "断点：数据未区分样本节点与关系节点，无从判断；可用 --break 给定。",
            "Breaks: not looked for, the data name no sample and partner nodes; --break gives them.",
        )
    return Text(
        f"断点（可能的口径变化）：{zh}。规则：全部数据的累计网络中每个样本节点的关系节点数比上一年变动超过"
        f"{JUMP}倍，变动幅度又是上一步的{JUMP}倍以上，且其对数高出前{STEPS + 1}步（至少{STEPS}步）"
        f"中位数{FAR}个稳健标准差以上；骤降同理。",
        f"Breaks (data collection probably changed): {en}. Rule: partner nodes per sample node of "
        f"all data, cumulative: a step of more than {JUMP} times, {JUMP} times the step before, and "
        f"in logarithms {FAR} robust standard deviations above the median of the {STEPS + 1} steps "
        f"before (at least {STEPS}); likewise downwards.",
    )


def too_thin(years: Sequence[int], least: int) -> list[Text]:
    """Return the line on years that have too few nodes to compare, if there are such.

    >>> too_thin([1960, 2016], 3)[0].en
    'Years with fewer than 3 nodes are left out: 1960, 2016.'
    """
    if not years:
        return []
    named = Text.of(lambda language: listed(map(str, years), language))
    return [
        Text(
            f"节点不足{least}个的年份未计入：{named.zh}。",
            f"Years with fewer than {least} nodes are left out: {named.en}.",
        )
    ]


def panel_notes(year: int | None, present: Present, whole: ValueNetwork, net: ValueNetwork) -> list[Text]:
    """Return the line on the sample nodes that were there in a year and stay, if they alone are measured."""
    if year is None or whole.kinds is None or net.kinds is None:
        return []
    kept, firms = (int(each.eq("sample").sum()) for each in (net.kinds, whole.kinds))
    how = Text("已有关系", "with a relation by") if present == "ties" else Text("已成立", "founded by")
    return [
        Text(
            f"固定样本：{year}年{how.zh}且至末年未退出的样本节点{kept:,}家（共{firms:,}家），"
            "其余节点均作关系节点。以存续至末年为条件：退出的企业不在其内，"
            "结果只适用于存续企业（幸存者偏差）。",
            f"Fixed panel: the {kept:,} of {firms:,} sample nodes {how.en} {year} that have not left by "
            "the last year; all others count as partner nodes. It conditions on survival: firms that left "
            "are not in it, and what holds of survivors need not hold of all.",
        )
    ]


_RULE = Text(
    "判定：只看区段内的逐年变化，跨断点的变化不计。符号检验（n步中k步上升）精确双侧p<0.05为上升或下降，"
    "少于六步不判定。各步升降互不影响（随机游走）或有升有降交替（自相关、各年独立）时，误判不超过5%；"
    "若无趋势而各步同向相随，则不成立。跨断点的变化过半、不计断点才会判为升降的，判为断点。",
    "Verdict: by the steps within the stretches; changes over a break do not count. Rising or falling if "
    "the exact two-sided p of the sign test (k of n steps go up) is below 0.05; of fewer than six steps "
    "there is none. False verdicts stay within 5% where steps do not depend on one another (a random "
    "walk) or swing back (autocorrelated or independent years), not where steps of one way follow one "
    "another without a trend. break: it would be called rising or falling only by one who passes over "
    "the break, and most of the change lies there.",
)
_SLOPES = Text(
    "斜率：区段内两两年份斜率的中位数（Sen），括号内为逐年变化中位数的95%区间（少于六步无区间）",
    "Slope: the median over pairs of years within the stretches (Sen), in brackets the 95% interval of "
    "the usual step (none of fewer than six)",
)
_ADJUSTED = Text(
    "τ：Kendall τ-b。p（Holm）、q（Benjamini-Hochberg）就本表全部检验校正；判定按未校正的p。",
    "tau: Kendall's tau-b. p (Holm) and q (Benjamini-Hochberg) are over all tests of this table; verdicts "
    "go by p itself.",
)
_BRIEFLY = Text(
    "q（Benjamini-Hochberg）就本表全部检验校正；判定按未校正的p。",
    "q (Benjamini-Hochberg) is over all tests of this table; verdicts go by p itself.",
)
_BREAKS = [
    Text(
        "断点规则：序列最初几年的断点找不到，波动很大时可能误报。",
        "The rule for breaks finds none in the first years, and may find false ones where values are noisy.",
    ),
    Text(
        "断点之后的累计数据仍混有新旧两种口径，应以当年数据为准。",
        "Cumulative years after a break still mix both collections: rely on the annual values.",
    ),
]
_OF_METRICS = {
    "average_clustering": Text(
        "C_rand＝E/(N(N-1))：随机连边的聚类系数。",
        "C_rand = E/(N(N-1)): the clustering of random links.",
    ),
    "modularity": Text(
        "模块度：实际网络与每个随机网络各用一个种子运行一次Louvain，边权按1计。",
        "Modularity: one run of Louvain, one seed, in the network and in each random one; weights 1.",
    ),
}


def trends_notes(metrics: Sequence[str], *, brief: bool = False) -> list[Text]:
    """Return the lines on verdicts and on single metrics; ``brief`` without tau and p by Holm."""
    slopes = SEMICOLON.join([_SLOPES, _BRIEFLY if brief else _ADJUSTED])
    own = [line for name, line in _OF_METRICS.items() if name in metrics]
    return [_RULE, slopes, *_BREAKS, *own]


def trends_nulls(null: Null | Literal["none"], count: int, seed: int, kept: Kept) -> list[Text]:
    """Return the line on the random networks."""
    if null == "none":
        return []
    same = kept_note(null, kept)
    return [
        Text(
            f"零模型（{null}）：{same.zh}；每年{count}个随机网络，种子{seed}。",
            f"Null ({null}): {same.en}; {count} random networks a year, seed {seed}.",
        )
    ]


def trends_readable(
    frame: pd.DataFrame, language: str, *, widest: int = WIDEST
) -> tuple[pd.DataFrame, list[Text]]:
    """Return trends as they are read, each value as its metric is printed, and what holds for every row.

    Verdicts on more than ``widest`` years show the first and the last alone.
    """
    if "metric" not in frame:
        return frame, []
    made = _verdicts(frame.copy(), language, widest) if "basis" in frame else _years(frame.copy(), language)
    frame, notes = made
    frame["metric"] = [
        labels.heading("modularity_run" if name == "modularity" else name, language)
        for name in frame["metric"]
    ]
    empty = [name for name in frame if frame[name].isna().all() or frame[name].eq("").all()]
    return frame.drop(columns=empty), notes


def _verdicts(frame: pd.DataFrame, language: str, widest: int) -> tuple[pd.DataFrame, list[Text]]:
    """Return the columns of a printed table of verdicts, and what holds for every row of it."""
    years = [str(name) for name in frame if str(name).isdecimal()]
    if len(years) > widest:
        series = frame[years]
        ends = {"first": series.bfill(axis=1).iloc[:, 0], "last": series.ffill(axis=1).iloc[:, -1]}
        frame = frame.drop(columns=years)
        for place, (name, values) in enumerate(ends.items(), start=3):
            frame.insert(place, name, values)
        years = list(ends)
    styles = frame["metric"].where(frame["basis"].eq("value"), "ratio")
    unbroken = not frame["stretches"].str.contains(",").any()
    told = ["monotone", "stretches", "p_independent", *(["over_breaks"] if unbroken else [])]
    notes = []
    if frame["years"].nunique() == 1 and frame["stretches"].nunique() == 1:
        number, spans = frame["years"].iat[0], frame["stretches"].iat[0]
        notes = [Text(f"年数：{number}（{spans}）。", f"Years: {number} ({spans}).")]
        told.append("years")
    frame = frame.drop(columns=told)
    frame["steps"] = [_STEPS.in_(language).format(*row) for row in frame[_WAYS].to_numpy().tolist()]
    frame["slope"] = [_ranged(*row) for row in frame[_SLOPE].to_numpy().tolist()]
    frame = frame.drop(columns=[*_WAYS[1:], *_SLOPE[1:]])
    for name in (*years, "change", *([] if unbroken else ["over_breaks"])):
        frame[name] = [_printed(value, style) for value, style in zip(frame[name], styles, strict=True)]
    for name in ("p", "p_holm", "q"):
        frame[name] = [labels.probability(p) for p in frame[name]]
    return frame, notes


_SLOPE = ["slope", "slope_low", "slope_high"]
_WAYS = ["steps", "rising_steps", "falling_steps"]
_STEPS = Text("{0}步：升{1}，降{2}", "{1} up, {2} down of {0}")


def _ranged(value: float, low: float, high: float) -> str:
    """Return a value with its interval, if it has one."""
    ends = "" if labels.missing(low) else f" ({labels.significant(low)}–{labels.significant(high)})"
    return f"{labels.significant(value)}{ends}"


def _years(frame: pd.DataFrame, language: str) -> tuple[pd.DataFrame, list[Text]]:
    """Return the columns of a printed table of years."""
    for name in ("observed", "null_mean", "null_sd"):
        pairs = zip(frame[name], frame["metric"], strict=True)
        frame[name] = [_printed(value, metric) for value, metric in pairs]
    for name in ("over_random", "over_null"):
        frame[name] = [labels.significant(value) for value in frame[name]]
    frame = p_printed(frame)
    mark = labels.label("break", "word").in_(language)
    frame["break"] = [mark if each else "" for each in frame["break"]]
    return frame.drop(columns=["null", "replicates", "seed"]), []


def _printed(value: float, metric: str) -> str:
    return labels.printed(value, metric) if labels.style(metric) == "share" else labels.significant(value)


def risen(row: Mapping[Any, Any], ends: Sequence[tuple[int, float]], base: Text) -> Text:
    """Return that a metric rises or falls, with the test and the slope.

    Parameters
    ----------
    row
        Of the verdicts.
    ends
        First and last year with a value, and the value.
    base
        On what, in brackets.
    """
    metric = str(row["metric"])
    name = labels.label("modularity_run" if metric == "modularity" else metric)
    when, rises = labels.label(str(row["period"]), "word"), row["verdict"] == "rising"
    (first, before), (last, after) = [(year, _printed(value, metric)) for year, value in ends]
    kept, steps = int(row["rising_steps" if rises else "falling_steps"]), int(row["steps"])
    p, slope = f"{float(row['p']):.2g}", labels.significant(row["slope"])
    low, high = (labels.significant(row[name]) for name in ("slope_low", "slope_high"))
    spans = str(row["stretches"])
    broken = Text(f"{spans}各段内", f"within {spans} ") if "," in spans else Text("", "")
    zh, en = ("升", "rose") if rises else ("降", "fell")
    way = "up" if rises else "down"
    return Text(
        f"{name.zh}（{when.zh}）由{first}年的{before}{zh}至{last}年的{after}：{broken.zh}{steps}步中{kept}步{zh}"
        f"（p＝{p}），每年{slope}（95%区间{low}至{high}）{base.zh}。",
        f"{name.en} ({when.en}) {en} from {before} in {first} to {after} in {last}: {kept} of {steps} steps "
        f"{broken.en}go {way} (p = {p}), {slope} a year (95% interval {low} to {high}){base.en}.",
    )
