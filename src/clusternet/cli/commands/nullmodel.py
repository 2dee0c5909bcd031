"""``nullmodel``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli import options
from clusternet.cli.commands.metrics import inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import LEVEL, REGIONS, listed, option_value
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.nulls.ensemble import Null
    from clusternet.typing import Level


@click.command()
@requests("data", "selection", "output", "rows")
@options.null()
@options.replicates("Random networks.  [default: 199; 30 with --fast]")
@click.option("--columns", metavar="a,b", help="Compute only these metrics.")
@click.option("--flows", is_flag=True, help="Flows between places against the null, instead of metrics.")
@LEVEL
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="With --flows; 0 for all."
)
@options.SEED
@click.option("--fast", is_flag=True, help="30 random networks.")
@click.option("--exact", is_flag=True, help="All pairs' distances however large the network is.")
@REGIONS
def nullmodel(
    request: Request,
    null: Null,
    replicates: int | None,
    columns: str | None,
    flows: bool,
    level: Level,
    top: int,
    seed: int,
    fast: bool,
    exact: bool,
    regions: str,
) -> None:
    """What degrees do not explain: the network against random ones with the same degrees and frame.

    Every node keeps its in- and out-degree, and where no tie of the data joins two partner nodes none does in
    a random network. z, ratio and an empirical two-sided p for each metric.

    \b
    clusternet nullmodel --year 2022
    clusternet nullmodel edges.csv --fast --columns reciprocity,modularity
    clusternet nullmodel --null dcm --flows --relation technology     flows beside expected ones
    """
    from clusternet.nulls import nullmodel as measure

    wanted = None
    if columns is not None:
        if flows:
            raise click.UsageError("--columns names metrics, --flows has none")
        asked = listed(columns, "--columns")
        wanted = option_value(lambda: measure.check_metrics(asked), "--columns")
    if fast and replicates is not None:
        raise click.UsageError("--fast and -B exclude each other")
    count = replicates or (measure.FAST if fast else measure.REPLICATES)
    with Progress(quiet=request.quiet) as progress:
        said = 0.0

        def drawing(share: float, left: float) -> None:
            nonlocal said
            if share - said >= 0.1 and left >= 1:
                said = share
                progress(f"random networks {share:.0%}, {left:.0f} s left")

        progress("reading")
        net = request.read().network
        request = request.of_technology(net) if flows else request
        net = request.select(net)
        progress("measuring")
        common: dict[str, Any] = {"null": null, "replicates": count, "seed": seed, "progress": drawing}
        if flows:
            frame = measure.flows(net, level=level, region_map=regions, **common)
            frame = frame.head(top) if top else frame
        else:
            frame = measure.table(net, metrics=wanted, exact=exact, **common)
    what = ("流量与零模型", "Flows and null model") if flows else ("零模型", "Null model")
    title, language = describe(request, net, what)
    notes = (_flow_notes if flows else _notes)(frame, null, count, seed, language)
    notes += inside_note(request, net, language)
    emit(_fitting(Result(frame, title, notes, language, net.about.synthetic), request), request)
    write_rows(request, net)


def _fitting(result: Result, request: Request) -> Result:
    """Return the result as its form holds it: print names the metrics and p at its floor."""
    form = request.form
    if form in ("json", "csv", "parquet"):
        return result
    frame = result.frame.copy()
    language = result.language
    if "metric" in frame:
        names = frame["metric"].replace("modularity", "modularity_run")
        frame["metric"] = [labels.heading(name, language) for name in names]
    for name in ("observed", "null_mean", "null_sd", "expected", "sd"):
        if name in frame:
            frame[name] = [labels.significant(value) for value in frame[name]]
    if frame["p"].isna().all():
        frame = frame.drop(columns="p")
    else:
        frame["p"] = [labels.empirical(p, n) for p, n in zip(frame["p"], frame["replicates"], strict=True)]
    told = ("null", "replicates", "seed", "overlap", "convention", "base", "base_n")
    return replace(result, frame=frame.drop(columns=[name for name in told if name in frame]))


def _null_note(null: Null, count: int, seed: int, framed: bool, language: str) -> str:
    model, frame = _NULLS[null], _FRAMES[framed]
    if language == "zh":
        drawn = f"随机网络{count:,}个，种子{seed}。" if count else ""
        return f"零模型：{model[0]}；{frame[0]}。{drawn}"
    drawn = f" {count:,} random networks, seed {seed}." if count else ""
    return f"Null: {model[1]}; {frame[1]}.{drawn}"


def _flow_notes(frame: pd.DataFrame, null: Null, count: int, seed: int, language: str) -> list[str]:
    """Return the lines under flows: against what, of what base, by which rule."""
    facts = frame.attrs["facts"]
    base, total = labels.base(str(facts["base"]), language), f"{facts['base_n']:,}"
    rule = _RULE if null == "swap" else _EXACT
    first = _null_note(null, count if null == "swap" else 0, seed, facts["framed"], language)
    if language == "zh":
        return [first, f"基数：{base} {total}（去重，不含自环）。", rule[0]]
    return [first, f"Base: {base}, {total} (each once, no self-loops).", rule[1]]


def _notes(frame: pd.DataFrame, null: Null, count: int, seed: int, language: str) -> list[str]:
    """Return the lines that say what was measured, against what, and by which rule."""
    facts: dict[str, Any] = frame.attrs["facts"]
    wanted = [*_BELOW["all"]]
    wanted += [line for name in frame["metric"] for line in _BELOW.get(name, ()) if line not in wanted]
    leave = {
        "loops": not facts["loops"],
        "sample": facts["sample"] is None,
        "overlap": labels.missing(facts["overlap"]),
        "longer": labels.missing(facts["longer"]),
    }
    found = facts["sample"]
    values = {
        **{name: f"{facts[name]:,}" for name in ("nodes", "links", "loops", "feasible")},
        **{name: f"{facts[name]:,}" for name in ("rich_nodes", "rich_degree")},
        **{name: f"{facts[name]:.2%}" for name in ("overlap", "longer")},
        "pairs": "S(S-1)+2SR" if facts["framed"] else "N(N-1)",
        "lattice": f"{facts['lattice']:.4f}",
        "origins": "" if found is None else f"{found.origins:,}",
        "low": "" if found is None else f"{found.average.low:.6g}",
        "high": "" if found is None else f"{found.average.high:.6g}",
        "null": null,
    }
    lines = [_LINES[name][language != "zh"].format(**values) for name in wanted if not leave.get(name)]
    return [_null_note(null, count, seed, facts["framed"], language), _RULE[language != "zh"], *lines]


_NULLS = {
    "swap": (
        "保度重连（交换连边终点、翻转三连边路径的中段），每个节点的连入度、连出度不变",
        "degree-preserving rewiring (swaps of targets, turned walks), every in- and out-degree kept",
    ),
    "dcm": (
        "最大熵有向配置模型（DCM），每个节点的连入度、连出度在期望上不变",
        "directed configuration model of maximum entropy, every in- and out-degree kept on average",
    ),
}
_FRAMES = {
    True: (
        "数据中关系节点之间没有连边，随机网络中也没有",
        "no tie of the data joins two partner nodes, so none does in a random network",
    ),
    False: (
        "数据不限定哪些节点之间可有连边",
        "the data do not limit to the sample who may be tied to whom",
    ),
}
_RULE = (
    "z=（实际-零模型均值）/标准差；p：双侧经验值，"
    "(1+偏离总均值不小于实际值的随机网络数)/(B+1)，下限1/(B+1)。",
    "z = (observed - null mean) / sd. p: empirical, two-sided, (1 + random networks at least as far from the "
    "mean of all) / (B + 1), so never below 1 / (B + 1).",
)
_EXACT = (
    "期望值与标准差由各节点对的连边概率精确求和；z=（实际-期望）/标准差。",
    "Expected and sd are exact sums over the chances of pairs; z = (observed - expected) / sd.",
)
_LINES = {
    "base": (
        "口径：gephi，有向；基数：{nodes}个节点、{links}条去重边，边权按1计。",
        "Convention: gephi, directed. Base: {nodes} nodes, {links} distinct links, each of weight 1.",
    ),
    "loops": ("自环{loops}条，在随机网络中保持不动。", "{loops} self-loops stay where they are."),
    "overlap": (
        "随机网络与数据重合的边平均占{overlap}。",
        "A random network shares {overlap} of the links of the data.",
    ),
    "longer": (
        "混合检验：重连步数加倍后，重合的边占{longer}。",
        "Mixing: rewired twice as long, it shares {longer}.",
    ),
    "sample": (
        "平均路径长度由{origins}个节点抽样估计，实际值的95%区间{low}–{high}；--exact 则全部计算。",
        "Path lengths are estimated from {origins} nodes; 95% interval of the observed one {low} to {high}; "
        "--exact takes all pairs.",
    ),
    "modularity": (
        "模块度：实际网络与每个随机网络各用一个种子运行一次Louvain（无向视图）。",
        "Modularity: one run of Louvain with one seed for the network and for each random one.",
    ),
    "rich": (
        "富人俱乐部：度数不低于{rich_degree}的{rich_nodes}个节点（前1%）之间的边占比。",
        "Rich club: links among the {rich_nodes} nodes of degree {rich_degree} or more (top 1%), as a share.",
    ),
    "feasible": ("可行节点对：{pairs}＝{feasible}。", "Feasible pairs: {pairs} = {feasible}."),
    "sigma": (
        "小世界σ=(C/C零)/(L/L零)，零为本表零模型（{null}）的均值。",
        "Small world: sigma = (C/C_null)/(L/L_null), null: the mean of these nulls ({null}).",
    ),
    "omega": (
        "小世界ω=L零/L-C/C格，格为保度、保框架、连边拉向环上邻近处的网络，C格={lattice}。",
        "omega = L_null/L - C/C_lattice; lattice: degrees and frame kept, links drawn to a ring; "
        "C_lattice = {lattice}.",
    ),
}
_BELOW = {
    "all": ("base", "loops", "overlap", "longer"),
    "average_path_length": ("sample",),
    "modularity": ("modularity",),
    "rich_club": ("rich",),
    "feasible_density": ("feasible",),
    "small_world_sigma": ("sample", "sigma"),
    "small_world_omega": ("sample", "omega"),
}
"""Which lines a metric wants below the table."""
