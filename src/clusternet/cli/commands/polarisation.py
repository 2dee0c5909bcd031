"""``polarisation``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import COUNT, LEVEL, REGIONS, listed
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels, naming
from clusternet.words.bases import base_of
from clusternet.words.text import listed as listed_names

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@click.option("--poles", metavar="A,B", help="Places taken as poles.  [default: those of the data set]")
@COUNT
@click.option(
    "--side",
    type=click.Choice(["all", "enable", "input", "flow"]),
    default="all",
    show_default=True,
    help="What places supply, what they receive, or the flows between them.",
)
@click.option(
    "--period",
    type=click.Choice(["all", "annual", "cumulative"]),
    default="all",
    show_default=True,
    help="Each year by itself, or everything up to it.",
)
@click.option("--change", is_flag=True, help="First year against last: change, interval and verdict.")
@click.option(
    "--replicates",
    type=click.IntRange(min=0),
    default=199,
    show_default=True,
    help="Resamplings of firms for the intervals; 0 for none.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the resampling.")
@REGIONS
def polarisation(
    request: Request,
    level: Level,
    poles: str | None,
    count: Count,
    side: str,
    period: str,
    change: bool,
    replicates: int,
    seed: int,
    regions: str,
) -> None:
    """Concentration of flows by year, and who exchanges with whom: poles and the rest.

    Technology relations unless told otherwise. Annual rows stand before cumulative ones. Intervals (95
    percent) come from resampling firms; --change gives a verdict only where the interval allows one.

    \b
    clusternet polarisation
    clusternet polarisation --poles 北京市,广东省 --change
    clusternet polarisation edges.csv --level city --out polarisation.xlsx
    """
    from clusternet.network.resampling import Resampling
    from clusternet.space import polarisation as measure

    if change and not replicates:
        raise click.UsageError("--change needs intervals: --replicates of at least 1")
    named = None if poles is None else listed(poles.replace("，", ",").replace("、", ","), "--poles")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_technology(net)
        net = request.select(net)
        progress("resampling firms")
        frame = (measure.changes if change else measure.by_year)(
            net,
            level=level,
            poles=named,
            count=count,
            region_map=regions,
            resampling=Resampling(replicates, seed),
        )
    title, language = describe(request, net, ("集中与极化—扩散", "Concentration and polarisation"))
    base = base_of(frame).in_(language) if len(frame) else ""
    notes = _notes(language, named or net.about.poles, replicates, base)
    if side != "all":
        frame = frame[frame["side"].eq(side)]
    if period != "all":
        frame = frame[frame["period"].eq(period)]
    frame = frame if change or request.form not in ("table", "md", "tex") else _folded(frame, language)
    emit(Result(frame, title, notes, language, net.about.synthetic, sideways=not change), request)
    write_rows(request, net)


def _folded(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the table with every interval beside its value, in one cell."""
    bounds = [name for name in frame if str(name).endswith(("_low", "_high"))]
    folded = frame.drop(columns=[*bounds, "replicates"])
    for low in (name for name in bounds if str(name).endswith("_low")):
        name = str(low).removesuffix("_low")
        parts = frame[[name, low, f"{name}_high"]].itertuples(index=False)
        texts = ([labels.printed(value, name, language) for value in row] for row in parts)
        folded[name] = [f"{value} ({least}–{most})" if least else value for value, least, most in texts]
    return folded


def _notes(language: str, poles: list[str] | tuple[str, ...], replicates: int, base: str) -> list[str]:
    named = listed_names(naming.names(poles, "place", language).values(), language)
    if language == "zh":
        notes = [f"极：{named or '未指定（--poles）'}。基数：{base}。"]
        notes.append("集中度（HHI、基尼系数、熵）与极化/扩散（极与其余之间的流量占比）是两回事，分别列出。")
        if replicates:
            notes.append(f"区间：95%，对企业有放回重抽样 {replicates} 次。")
        return notes
    notes = [f"Poles: {named or 'none named (--poles)'}. Base: {base}."]
    notes.append(
        "Concentration (HHI, Gini, entropy) and polarisation (flows between poles and the rest) differ."
    )
    if replicates:
        notes.append(f"Intervals: 95%, firms resampled with replacement {replicates} times.")
    return notes
