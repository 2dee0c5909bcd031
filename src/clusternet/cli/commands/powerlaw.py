"""``powerlaw``."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.commands.metrics import counted_note, inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.structure.degree import Direction


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--direction",
    type=click.Choice(["out", "in", "total", "all"]),
    default="out",
    show_default=True,
    help="Which degree; all for a row each.",
)
@click.option(
    "--kind",
    type=click.Choice(["all", "sample", "partner"]),
    default="all",
    show_default=True,
    help="Fit the degrees of these nodes alone.",
)
@click.option(
    "--xmin", type=click.IntRange(min=1), help="Where the tail begins.  [default: least KS distance]"
)
@click.option(
    "--bootstrap",
    type=click.IntRange(min=0),
    default=2500,
    show_default=True,
    help="Replicates for p and the intervals; 0 for none.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Of the bootstrap."
)
def powerlaw(
    request: Request,
    direction: Direction | Literal["all"],
    kind: Literal["all", "sample", "partner"],
    xmin: int | None,
    bootstrap: int,
    seed: int,
) -> None:
    """Whether degrees follow a power law: exponent, where the tail begins, test, other laws, verdict.

    The discrete law by largest likelihood, its tail from the xmin of the least KS distance over every whole
    number. p is the share of replicates that lie as far from their fit as the data (semi-parametric
    bootstrap); below 0.1 the law is rejected. A tail under 50 values or an exponent over 10 is not tested.

    \b
    clusternet powerlaw --kind sample --year 2022
    clusternet powerlaw edges.csv --direction all --format json
    clusternet powerlaw edges.csv --direction in --bootstrap 0
    """
    from clusternet.structure import powerlaw as measure
    from clusternet.structure.degree import DIRECTIONS

    with Progress(quiet=request.quiet) as progress:

        def replicating(share: float, left: float) -> None:
            if left >= 1:
                progress(f"replicates {share:.0%}, {left:.0f} s left")

        progress("reading")
        net = request.select(request.read().network)
        progress("fitting")
        frame = measure.table(
            net,
            directions=DIRECTIONS if direction == "all" else (direction,),
            kind=None if kind == "all" else kind,
            xmin=xmin,
            bootstrap=bootstrap,
            seed=seed,
            convention=request.choices(),
            progress=replicating,
        )
    title, language = describe(request, net, ("幂律拟合", "Power law"))
    notes = counted_note(request, language, cumulative=False) + _notes(language, frame, kind, net, seed)
    notes += inside_note(request, net, language)
    result = Result(frame, title, notes, language, net.about.synthetic)
    emit(_fitting(result, request), request)
    write_rows(request, net)


def _fitting(result: Result, request: Request) -> Result:
    """Return the result as its form holds it: JSON lists, CSV and Parquet their text, print a line each."""
    form = request.form
    if form == "json":
        return result
    frame = result.frame.copy()
    if form in ("csv", "parquet"):
        frame["alternatives"] = [json.dumps(each) for each in frame["alternatives"]]
        return replace(result, frame=frame)
    lines = [
        _line(row["direction"], each, result.language)
        for row in frame.to_dict("records")
        for each in row["alternatives"]
    ]
    frame["verdict"] = [labels.power_law_verdict(each, result.language) for each in frame["verdict"]]
    least = [
        f"<{1 / made:.2g}" if p == 0 else p for p, made in zip(frame["p"], frame["bootstrap"], strict=True)
    ]
    frame = frame.drop(columns="alternatives").assign(p=least)
    return replace(result, frame=frame, notes=[*lines, *result.notes], sideways=True)


def _line(direction: str, found: dict[str, Any], language: str) -> str:
    """Return what is known of one alternative in one line."""
    chinese = language == "zh"
    name = labels.law(found["name"], language)
    where = labels.word(direction, "direction", language)
    if found["flag"]:
        limit = "退化为幂律，不作证据" if chinese else "at its limit it is the power law: no evidence"
        return f"{where} · {name}：{limit}" if chinese else f"{where} · {name}: {limit}"
    values = ", ".join(f"{key} {value:.4g}" for key, value in found["parameters"].items())
    ratio, p = f"{found['log_ratio']:.3f}", f"{found['p']:.3g}"
    normalised = "—" if found["normalised_ratio"] is None else f"{found['normalised_ratio']:.3f}"
    if chinese:
        return f"{where} · {name}：对数似然比 {ratio}，标准化 {normalised}，p {p}；{values}"
    return f"{where} · {name}: log ratio {ratio}, normalised {normalised}, p {p}; {values}"


def _notes(language: str, frame: pd.DataFrame, kind: str, net: ValueNetwork, seed: int) -> list[str]:
    """Return the lines that say what was fitted, how it was tested, and by which rule."""
    base = {"all": "all nodes", "sample": "sample nodes", "partner": "partner nodes"}[kind]
    nodes = int(frame[["n", "zeros"]].to_numpy()[0].sum())
    replicates = int(frame["bootstrap"].to_numpy().max())
    mixed = kind != "sample" and net.kinds is not None
    if language == "zh":
        return _chinese_notes(f"{labels.base(base, 'zh')} {nodes:,}", replicates, seed, mixed=mixed)
    return _english_notes(f"{base}, {nodes:,}", replicates, seed, mixed=mixed)


def _chinese_notes(base: str, replicates: int, seed: int, *, mixed: bool) -> list[str]:
    notes = [
        f"基数：{base}，度为0的不参与拟合。",
        "KS：经验分布与模型分布在xmin及以上每个整数（含未出现的）处的最大差距。",
    ]
    if mixed:
        notes.append(
            "关系节点的度受采集方式截断（只记录其与样本节点的关系），"
            "与样本节点合在一起是混合分布：判定请用 --kind sample。"
        )
    if replicates:
        notes.append(f"p与95%区间：半参数自助法，{replicates:,}次，种子{seed}。")
    return [
        *notes,
        "判定规则：p<0.1即拒绝；其他分布显著更优（Vuong双侧p<0.1）即拒绝；"
        "有分布与幂律不分优劣（p≥0.1）即未能区分；否则支持。",
        "对数似然比大于0表示幂律更优；截断幂律用卡方检验，其不显著的改进不计。",
    ]


def _english_notes(base: str, replicates: int, seed: int, *, mixed: bool) -> list[str]:
    notes = [
        f"Base: {base}; zeros are not fitted.",
        "KS: largest distance of the distribution functions over every whole number from xmin on, those that "
        "do not occur included.",
    ]
    if mixed:
        notes.append(
            "Partner nodes' degrees are truncated by how the data are collected (from the sample's side); "
            "the pool of both is a mixture: for a verdict take --kind sample."
        )
    if replicates:
        notes.append(
            f"p and 95% intervals: semi-parametric bootstrap, {replicates:,} replicates, seed {seed}."
        )
    return [
        *notes,
        "Rule: rejected if p < 0.1, or if another law is likelier with Vuong's two-sided p < 0.1; not "
        "distinguished if one is neither likelier nor less likely (p >= 0.1); else supported.",
        "A log ratio above 0 favours the power law. The truncated one is tested by chi-square; a gain of it "
        "that is not significant does not count.",
    ]
