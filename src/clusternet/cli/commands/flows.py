"""``flows``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import COUNT, LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.typing import Count, Level
    from clusternet.words.bases import Base
    from clusternet.words.naming import Holds


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
    columns = _columns(net, level, found.table.columns if matrix else ())
    emit(Result(frame, title, notes, language, net.about.synthetic, words=words, columns=columns), request)
    write_rows(request, net)


def _columns(net: ValueNetwork, level: str, places: Iterable[str]) -> dict[str, labels.Label]:
    """Return what the columns hold: places, by names of their own where the data say so."""
    kind: Holds = "zone" if net.about.places == "own" and level != "country" else "place"
    return labels.headed(places, kind) | {
        name: labels.holding(name, kind) for name in ("source", "target", "place")
    }


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


def _base(language: str, level: str, base: Base, size: float) -> str:
    words = {"province": "省份", "city": "城市", "region": "区域", "country": "国家/地区"}
    if language == "zh":
        return f"层级：{words[level]}；基数：{base.in_('zh')} {size:,.0f}。"
    return f"Level: {level}. Base: {base}, {size:,.0f}."
