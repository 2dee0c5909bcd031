"""``trends``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli import options
from clusternet.cli.commands.metrics import counted_note, inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import listed, option_value, stated
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.change.growth import Present
    from clusternet.network.value_network import ValueNetwork


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--columns",
    metavar="a,b",
    help="Metrics, as in metrics.  [default: degree, density, path length, reachable share, clustering, "
    "modularity]",
)
@click.option(
    "--period",
    type=click.Choice(["all", "annual", "cumulative"]),
    default="all",
    show_default=True,
    help="Each year by itself, or everything up to it.",
)
@click.option("--by-year", is_flag=True, help="A row a year and metric: value, null, ratios; no verdicts.")
@click.option("--decompose", is_flag=True, help="Growth of links, split by who made them; no verdicts.")
@click.option("--panel", type=click.IntRange(0, 9999), metavar="Y", help="Sample firms there in Y that stay.")
@click.option(
    "--present",
    type=click.Choice(["ties", "founded"]),
    default="ties",
    show_default=True,
    help="With --panel: there with a relation by Y, or founded by Y.",
)
@options.null("none")
@options.replicates("Random networks a year.  [default: 30; 9 with --fast]")
@options.SEED
@click.option("--fast", is_flag=True, help="9 random networks a year.")
@click.option(
    "--break",
    "broken",
    multiple=True,
    metavar="Y|none",
    help="Data are collected anew from Y on; may be repeated.  [default: found by a rule]",
)
def trends(
    request: Request,
    columns: str | None,
    period: Literal["all", "annual", "cumulative"],
    by_year: bool,
    decompose: bool,
    panel: int | None,
    present: Present,
    null: Literal["swap", "dcm", "none"],
    replicates: int | None,
    seed: int,
    fast: bool,
    broken: tuple[str, ...],
) -> None:
    """Whether the structure rises or falls over the years: a verdict on each metric, with its rule.

    Values and their ratio to random networks with the same degrees, on each year by itself and on everything
    up to it. A year in which partners per sample node jump is a break: data were probably collected anew,
    and no change over it counts as a trend. The figure is `clusternet trend`.

    \b
    clusternet trends --fast
    clusternet trends edges.csv --columns density,average_clustering --null none
    clusternet trends --panel 2014 --period annual --fast     the firms of 2014 alone
    clusternet trends --decompose                             new links: by whom
    """
    from clusternet.change import growth
    from clusternet.change import trends as measure
    from clusternet.change.verdict import PERIODS

    if by_year and decompose:
        raise click.UsageError("--by-year and --decompose exclude each other")
    if fast and replicates is not None:
        raise click.UsageError("--fast and -B exclude each other")
    unused = stated("columns", "null", "replicates", "seed", "fast", "broken") if decompose else []
    if unused := unused or (stated("present") if panel is None else []):
        raise click.UsageError(
            f"{unused[0]} does nothing {'with --decompose' if decompose else 'without --panel'}"
        )
    asked = None if columns is None else listed(columns, "--columns")
    wanted = option_value(lambda: measure.check_metrics(asked), "--columns")
    given = option_value(lambda: _years(broken), "--break") if broken else None
    count = replicates or (measure.FAST if fast else measure.REPLICATES)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        data = request.read().network
        whole = request.select(data)
        net = whole if panel is None else growth.panel(whole, panel, present=present)
        starts = measure.collected_anew(data) if given is None else given  # whatever is selected of them
        facts = _Facts(whole, net, panel, present, starts, by_rule=given is None)
        if decompose:
            chosen: Any = growth.PERIODS if period == "all" else (period,)
            frame = growth.decomposition(net, periods=chosen, convention=request.choices())
        else:
            frame = measure.by_year(
                net,
                columns=wanted,
                periods=PERIODS if period == "all" else (period,),
                null=None if null == "none" else null,
                replicates=count,
                seed=seed,
                broken=starts,
                convention=request.choices(),
                isolated=request.isolated == "keep",
                progress=progress,
            )
            frame = frame if by_year else measure.verdicts(frame)
    what = ("增长分解", "Growth by who made it") if decompose else ("逐年变化", "Trends")
    title, language = describe(request, net, what)
    zh = language == "zh"
    notes = counted_note(request, language, cumulative=False) + facts.notes(zh=zh)
    if decompose:
        notes += _PARTS_ZH if zh else _PARTS_EN
    else:
        notes += _rules(wanted, zh=zh) + _nulls(null, count, seed, zh=zh)
    notes += inside_note(request, net, language)
    emit(_fitting(Result(frame, title, notes, language, net.about.synthetic), request), request)
    write_rows(request, net)


def _years(texts: tuple[str, ...]) -> list[int]:
    from clusternet.errors import ClusternetError

    if texts == ("none",):
        return []
    for text in texts:
        if not (text.isdecimal() and len(text) == 4):
            raise ClusternetError(f"{text!r} is no year; accepted: a year such as 2020, or none alone")
    return sorted({int(text) for text in texts})


class _Facts:
    """What must be known of the network beside the table."""

    def __init__(
        self,
        whole: ValueNetwork,
        net: ValueNetwork,
        panel: int | None,
        present: Present,
        starts: list[int],
        *,
        by_rule: bool,
    ) -> None:
        self.kinds, self.panel, self.present = whole.kinds is not None, panel, present
        self.starts, self.by_rule = starts, by_rule
        if panel is not None and whole.kinds is not None and net.kinds is not None:
            self.firms = int(net.kinds.eq("sample").sum()), int(whole.kinds.eq("sample").sum())

    def notes(self, *, zh: bool) -> list[str]:
        """Return the lines about breaks and the panel."""
        from clusternet.change.verdict import FAR, JUMP, STEPS

        named = ("、" if zh else ", ").join(map(str, self.starts)) or ("无" if zh else "none")
        if not self.by_rule:
            lines = [f"断点：{named}（--break 给定）。" if zh else f"Breaks: {named}, as given by --break."]
        elif not self.kinds:
            lines = [
                "断点：数据未区分样本节点与关系节点，无从判断；可用 --break 给定。"
                if zh
                else "Breaks: not looked for, the data name no sample and partner nodes; --break gives them."
            ]
        elif zh:
            lines = [
                f"断点（可能的口径变化）：{named}。规则：全部数据的累计网络中每个样本节点的关系节点数比上一年变动超过"
                f"{JUMP}倍，变动幅度又是上一步的{JUMP}倍以上，且其对数高出前{STEPS + 1}步（至少{STEPS}步）"
                f"中位数{FAR}个稳健标准差以上；骤降同理。"
            ]
        else:
            lines = [
                f"Breaks (data probably collected anew): {named}. Rule: partner nodes per sample node of "
                f"all data, cumulative: a step of more than {JUMP} times, {JUMP} times the step before, and "
                f"in logarithms {FAR} robust standard deviations above the median of the {STEPS + 1} steps "
                f"before (at least {STEPS}); likewise downwards."
            ]
        if self.panel is not None:
            lines.append(self._panel(zh=zh))
        return lines

    def _panel(self, *, zh: bool) -> str:
        kept, firms = self.firms
        if zh:
            how = "已有关系" if self.present == "ties" else "已成立"
            return (
                f"固定样本：{self.panel}年{how}且至末年未退出的样本节点{kept:,}家（共{firms:,}家），"
                "其余节点均作关系节点。"
            )
        how = "with a relation by" if self.present == "ties" else "founded by"
        return (
            f"Fixed panel: the {kept:,} of {firms:,} sample nodes {how} {self.panel} that have not left by "
            "the last year; all others count as partner nodes."
        )


_PARTS_ZH = [
    "边数变化＝新进入节点带来＋已有节点之间新增＋退出节点带走＋未延续，逐年精确相等；减少记为负。",
    "当年：当年有关系的边；累计：截至当年的边，退出节点的边保留；在册：累计中去掉已退出节点（退出年份）的边。",
]
_PARTS_EN = [
    "Change of edges = by entering nodes + new between existing ones + gone with leaving ones + not renewed, "
    "exactly; losses are negative.",
    "Annual: links with a relation in the year. Cumulative: up to the year, those of nodes that left stay. "
    "Standing: cumulative less the links of nodes that have left.",
]


def _rules(wanted: tuple[str, ...], *, zh: bool) -> list[str]:
    lines = (
        [
            "判定：跨断点的变化不计。当年数据：区段内Mann-Kendall精确双侧p<0.05为上升或下降（假定各年相互独立）；"
            "累计数据（各年互相包含，不作检验）：至少三步且每步同向；只有计入跨断点的变化才成立的，判为断点。",
            "断点之后的累计数据仍混有新旧两种口径，应以当年数据为准。",
        ]
        if zh
        else [
            "Verdict: changes over a break do not count. Annual: rising or falling if the exact two-sided p "
            "of Mann and Kendall within the stretches is below 0.05 (years taken as independent). Cumulative "
            "(years hold one another, so no test): at least three steps and none the other way. break: it "
            "would be rising or falling only if the change over a break counted.",
            "Cumulative years after a break still mix both collections: trust the annual ones.",
        ]
    )
    if "average_clustering" in wanted:
        lines.append(
            "C_rand＝E/(N(N-1))：随机连边的聚类系数。"
            if zh
            else "C_rand = E/(N(N-1)): the clustering of random links."
        )
    if "modularity" in wanted:
        lines.append(
            "模块度：实际网络与每个随机网络各用一个种子运行一次Louvain，边权按1计。"
            if zh
            else "Modularity: one run of Louvain, one seed, in the network and in each random one; weights 1."
        )
    return lines


def _nulls(null: str, count: int, seed: int, *, zh: bool) -> list[str]:
    if null == "none":
        return []
    if zh:
        kept = "不变" if null == "swap" else "在期望上不变"
        return [
            f"零模型（{null}）：每个节点的连入度、连出度{kept}，数据中没有的样本/关系节点组合也没有连边；"
            f"每年{count}个随机网络，种子{seed}。"
        ]
    kept = "kept" if null == "swap" else "kept on average"
    return [
        f"Null ({null}): every in- and out-degree {kept}, and the frame (no tie of partner nodes where the "
        f"data have none); {count} random networks a year, seed {seed}."
    ]


WIDEST = 10
"""Years that are printed in columns; of more, the first and the last value are."""


def _fitting(result: Result, request: Request) -> Result:
    """Return the result as its form holds it: print words, and each value as its metric is printed."""
    form = request.form
    if form in ("json", "csv", "parquet") or "metric" not in result.frame:
        return result
    fit = _fitting_verdicts if "basis" in result.frame else _fitting_years
    frame, notes = fit(result.frame.copy(), result.language)
    frame["metric"] = [
        labels.heading("modularity_run" if name == "modularity" else name, result.language)
        for name in frame["metric"]
    ]
    empty = [name for name in frame if frame[name].isna().all() or frame[name].eq("").all()]
    return replace(result, frame=frame.drop(columns=empty), notes=[*notes, *result.notes])


def _fitting_verdicts(frame: pd.DataFrame, language: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns of a printed table of verdicts, and what holds for every row of it."""
    years = [str(name) for name in frame if str(name).isdecimal()]
    if len(years) > WIDEST:
        series = frame[years]
        ends = {"first": series.bfill(axis=1).iloc[:, 0], "last": series.ffill(axis=1).iloc[:, -1]}
        frame = frame.drop(columns=years)
        for place, (name, values) in enumerate(ends.items(), start=3):
            frame.insert(place, name, values)
        years = list(ends)
    styles = frame["metric"].where(frame["basis"].eq("value"), "ratio")
    unbroken = not frame["stretches"].str.contains(",").any()
    told = ["monotone", "stretches", *(["over_breaks"] if unbroken else [])]
    notes = []
    if frame["years"].nunique() == 1 and frame["stretches"].nunique() == 1:
        number, spans = frame["years"].iat[0], frame["stretches"].iat[0]
        notes = [f"年数：{number}（{spans}）。" if language == "zh" else f"Years: {number} ({spans})."]
        told.append("years")
    frame = frame.drop(columns=told)
    for name in (*years, "change", *([] if unbroken else ["over_breaks"])):
        frame[name] = [_printed(value, style) for value, style in zip(frame[name], styles, strict=True)]
    frame["p"] = ["" if labels.missing(p) else f"{p:.3f}" if p >= 0.001 else f"{p:.1e}" for p in frame["p"]]
    return frame, notes


def _fitting_years(frame: pd.DataFrame, language: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns of a printed table of years."""
    for name in ("observed", "null_mean", "null_sd"):
        pairs = zip(frame[name], frame["metric"], strict=True)
        frame[name] = [_printed(value, metric) for value, metric in pairs]
    for name in ("over_random", "over_null"):
        frame[name] = [labels.significant(value) for value in frame[name]]
    frame["p"] = [labels.empirical(p, n) for p, n in zip(frame["p"], frame["replicates"], strict=True)]
    mark = labels.label("break", "word").in_(language)
    frame["break"] = [mark if each else "" for each in frame["break"]]
    return frame.drop(columns=["null", "replicates", "seed"]), []


def _printed(value: float, metric: str) -> str:
    return labels.printed(value, metric) if labels.style(metric) == "share" else labels.significant(value)
