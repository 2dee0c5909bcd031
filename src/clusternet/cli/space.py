"""``flows`` and ``distribution``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, Result, describe, emit, write_rows
from clusternet.cli.options import BY, COUNT, KIND, LEVEL, NESTING, OF, REGIONS, WITHIN, option_value
from clusternet.cli.request import Request, requests
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.distribution import By, Nesting
    from clusternet.space.flows import Count
    from clusternet.space.location import Level


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for all.")
@COUNT
@click.option("--margins", is_flag=True, help="What every place supplies and receives.")
@click.option("--matrix", is_flag=True, help="One row a source, one column a target.")
@REGIONS
def flows(
    request: Request, level: Level, top: int, count: Count, margins: bool, matrix: bool, regions: str
) -> None:
    """The largest flows between places; technology relations unless told otherwise.

    Shares are of the links with both ends in the 31 mainland provinces. What lies in 港澳台, 国外 or 未知 is
    counted apart: see --margins and --matrix.

    \b
    clusternet flows --year 2022
    clusternet flows --level city --margins
    clusternet flows edges.csv --matrix --out matrix.xlsx
    """
    from clusternet.space import flows as measure

    if margins and matrix:
        raise click.UsageError("--margins and --matrix exclude each other")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_technology(net)
        net = request.select(net)
        found = measure.matrix(net, level=level, count=count, region_map=regions)
    if matrix:
        frame: pd.DataFrame = found.table.reset_index()
    else:
        frame = measure.margins(found) if margins else measure.largest(found, top)
    what = ("技术流向（技术赋能地—技术输入地）", "Flows from the enabling to the input place")
    title, language = describe(request, net, what)
    notes = [_base(language, level, found.base_name, found.base), *_kept_places(request, language)]
    words = _TYPES.get(level, {}) if language == "zh" else {}
    emit(Result(frame, title, notes, language, net.about.synthetic, words=words), request)
    write_rows(request, net)


_TYPES = {
    "province": {"区域内": "省内", "跨区域": "跨省"},
    "city": {"区域内": "本地", "跨区域": "跨地区"},
}


def _kept_places(request: Request, language: str) -> list[str]:
    if not request.rollup:
        return []
    if language == "zh":
        return ["按母公司合并只改变计数的主体；地点仍是各成员自己的，集团内部关系仍计入流向。"]
    return ["Members count as their group; places stay the members' own, and ties inside a group are flows."]


def _base(language: str, level: str, name: str, size: float) -> str:
    words = {"province": "省份", "city": "城市", "region": "区域", "country": "国家/地区"}
    if language == "zh":
        return f"层级：{words[level]}；基数：{labels.base(name, language)} {size:,.0f}。"
    return f"Level: {level}. Base: {name}, {size:,.0f}."


@click.command()
@requests("data", "selection", "output", "rows")
@BY
@OF
@click.option("--by-year", is_flag=True, help="Every year by itself.")
@click.option("--cumulative", is_flag=True, help="With --by-year: everything up to each year.")
@KIND
@NESTING
@click.option(
    "--across",
    type=click.Choice(["technology", "application", "industry"]),
    help="With --by one of these: both at once, with location quotients.",
)
@WITHIN
@REGIONS
def distribution(
    request: Request,
    by: By,
    of: str | None,
    by_year: bool,
    cumulative: bool,
    kind: str,
    nesting: Nesting,
    across: By | None,
    within: str | None,
    regions: str,
) -> None:
    """How relations, or nodes, fall on technologies, fields, industries, places or categories.

    Technology relations unless told otherwise. A cell that names several values counts once for each.

    \b
    clusternet distribution --by application --by-year
    clusternet distribution --by industry --within tertiary --nesting section
    clusternet distribution --by province --kind sample
    clusternet distribution --by technology --across application
    """
    from clusternet.space import distribution as measure

    if cumulative and not by_year:
        raise click.UsageError("--cumulative goes with --by-year")
    if by != "industry" and within:
        raise click.UsageError("--within goes with --by industry")
    if across and (by_year or within or of == "nodes" or across == by):
        raise click.UsageError(
            "--across names another attribute of relations, without --by-year and --within"
        )
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        if (of or measure.counted(by)) == "edges":
            request = request.of_technology(net)
        net = request.select(net)
        if across:
            frame = option_value(lambda: measure.across(net, by, across, nesting=nesting), "--across")
        else:
            frame = _shares(
                net,
                by,
                yearly=by_year,
                cumulative=cumulative,
                of=of,
                kind=None if kind == "all" else kind,
                nesting=nesting,
                within=within,
                region_map=regions,
            )
    title, language = describe(request, net, ("分布", "Distribution"))
    base = labels.base(str(frame["base"].iat[0]), language) if len(frame) else ""
    notes = [f"基数：{base}。" if language == "zh" else f"Base: {base}.", *_kept_places(request, language)]
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
    write_rows(request, net)


def _shares(net: ValueNetwork, by: By, *, yearly: bool, cumulative: bool, **options: object) -> pd.DataFrame:
    from clusternet.space import distribution as measure

    if yearly:
        return measure.by_year(net, by, cumulative=cumulative, **options)
    return measure.shares(net, by, **options)  # type: ignore[arg-type]
