"""``trend``, ``bars``, ``tail`` and ``quadrant``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import BY, COUNT, KIND, LEVEL, NESTING, OF, REGIONS, WITHIN, listed, option_value
from clusternet.cli.request import Request, replace, requests
from clusternet.errors import SchemaError
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.plot.sheet.page import Words
    from clusternet.records.counts import Cut
    from clusternet.space.distribution import By, Nesting
    from clusternet.space.flows import Count
    from clusternet.space.location import Level
    from clusternet.structure.degree import PowerLawFit


@click.command()
@requests("data", "selection", "convention")
@figure("trend")
@click.option(
    "--columns",
    metavar="a,b",
    default="nodes,edges,average_degree,diameter,average_path_length,average_clustering",
    show_default=True,
    help="Columns of metrics, one panel each.",
)
@click.option(
    "--break", "breaks", multiple=True, type=int, metavar="Y", help="Data are collected anew from Y on."
)
def trend(request: Request, sheet: Sheet, columns: str, breaks: tuple[int, ...]) -> None:
    """Structure by year: one small panel a measure. With --year Y: all years up to Y.

    \b
    clusternet trend
    clusternet trend edges.csv --columns nodes,edges,density --out trend.pdf --lang en
    clusternet trend --break 2020
    """
    from clusternet.plot.series.trend import height
    from clusternet.plot.series.trend import trend as draw
    from clusternet.structure import metrics

    asked = listed(columns, "--columns")
    wanted = [
        name for name in option_value(lambda: metrics.check_columns(asked), "--columns") if name in asked
    ]
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        whole = replace(request, year=None).select(request.read().network)
        years = [year for year in whole.years if request.year is None or year <= request.year]
        table = metrics.by_year(whole, years, request.choices(), columns=wanted, progress=progress)
        progress("drawing")
        net = request.select(whole) if request.year is not None else whole
        notes = [
            ("各年为截至当年的累计网络；纵轴从 0 起。", "Each year is cumulative; every axis starts at 0.")
        ]
        notes += [
            (f"虚线：{year} 年起口径变化。", f"Dashed: collected anew from {year} on.") for year in breaks
        ]
        language = request.language(net)
        sheet.publish(
            lambda ax: draw(table, columns=wanted, breaks=breaks, language=language, ax=ax),
            height=height(len(wanted), sheet.width),
            words=words(
                request, net, ("价值网络结构的变化", "Structure of the value network by year"), notes
            ),
        )


@click.command()
@requests("data", "selection")
@figure("bars")
@BY
@OF
@click.option("--by-year", is_flag=True, help="Stack the years in every bar.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for all.")
@KIND
@NESTING
@WITHIN
@REGIONS
def bars(
    request: Request,
    sheet: Sheet,
    by: By,
    of: str | None,
    by_year: bool,
    top: int,
    kind: str,
    nesting: Nesting,
    within: str | None,
    regions: str,
) -> None:
    """A distribution as ranked bars, stacked by year if asked.

    \b
    clusternet bars --by application --by-year
    clusternet bars --by province --kind sample --out provinces.svg
    clusternet bars --by industry --within tertiary
    """
    from clusternet.plot.series.bars import bars as draw
    from clusternet.plot.series.bars import height
    from clusternet.plot.sheet import palette
    from clusternet.space import distribution

    if by != "industry" and within:
        raise click.UsageError("--within goes with --by industry")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        counts_edges = (of or distribution.counted(by)) == "edges"
        if by_year and not counts_edges:
            raise click.UsageError("--by-year stacks relations; nodes have no year")
        request = request.of_technology(net) if counts_edges else request
        net = request.select(net)
        options = {"of": of, "kind": None if kind == "all" else kind, "nesting": nesting, "within": within}
        measure = distribution.by_year if by_year else distribution.shares
        table = measure(net, by, region_map=regions, **options)  # type: ignore[arg-type]
        progress("drawing")
        language = request.language(net)
        located = by in ("province", "city", "region") and not by_year
        colours = palette.of_places(table["name"]) if located else None
        sheet.publish(
            lambda ax: draw(table, top=top, colours=colours, language=language, ax=ax),
            height=height(table, top=top),
            words=words(request, net, _bars_title(by, counts_edges), [_bars_note(table)]),
        )


def _bars_title(by: str, counts_edges: bool) -> tuple[str, str]:
    what = ("关系", "Relations") if counts_edges else ("节点", "Nodes")
    names = {
        "technology": ("技术类别", "technology"),
        "application": ("应用领域", "field of application"),
        "industry": ("行业", "industry"),
        "region": ("区域", "region"),
        "province": ("省份", "province"),
        "city": ("城市", "city"),
        "category": ("机构类型", "category"),
    }[by]
    return f"{what[0]}的{names[0]}分布", f"{what[1]} by {names[1]}"


def _bars_note(table: pd.DataFrame) -> tuple[str, str]:
    base, size = str(table["base"].iat[0]), int(table["count"].sum())
    return (
        f"基数：{labels.base(base, 'zh')}，共 {size:,}；一格多值时每个值各计一次。",
        f"Base: {base}, {size:,} in all; a cell that names several values counts once for each.",
    )


@click.command()
@requests("data", "selection", "convention")
@figure("tail")
@click.option(
    "--direction",
    type=click.Choice(["all", "out", "in", "total"]),
    default="all",
    show_default=True,
    help="Which degree.",
)
@click.option("--fit", is_flag=True, help="Draw the fitted power law too; powerlaw tests whether it holds.")
def tail(request: Request, sheet: Sheet, direction: str, fit: bool) -> None:
    """The tail of the degree distribution on logarithmic axes: out, in and total.

    \b
    clusternet tail
    clusternet tail --only platforms --year 2021 --direction out --fit --out tail.svg
    """
    from clusternet.plot.series.tail import HEIGHT
    from clusternet.plot.series.tail import tail as draw
    from clusternet.structure import degree

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        progress("drawing")
        chosen = degree.DIRECTIONS if direction == "all" else (direction,)
        table = degree.ccdf(net, directions=chosen, convention=request.choices())  # type: ignore[arg-type]
        zeros = table[table["degree"].eq(0)].set_index("direction")["nodes"]
        without = {name: int(zeros.get(name, 0)) for name in chosen}
        notes = [
            (
                "纵轴：度不小于 k 的节点占全部节点的比重。度为 0 而无法画出的节点："
                + "，".join(
                    f"{labels.word(name, 'direction', 'zh')} {count:,}" for name, count in without.items()
                )
                + "。",
                "Shares are of all nodes. Nodes of degree 0, which have no place on the axis: "
                + ", ".join(f"{name} {count:,}" for name, count in without.items())
                + ".",
            )
        ]
        fits: dict[str, pd.DataFrame] = {}
        for name in chosen if fit else ():
            values = degree.degrees(net, name, convention=request.choices())  # type: ignore[arg-type]
            found = degree.fit_power_law(values)
            fits[name] = degree.fitted_ccdf(found, largest=int(values.max(initial=0)))
            notes.append(_fit_note(name, found))
        language = request.language(net)
        sheet.publish(
            lambda ax: draw(table, fits=fits, language=language, ax=ax),
            height=HEIGHT,
            words=words(request, net, ("度分布的尾部", "The tail of the degree distribution"), notes),
        )


def _fit_note(direction: str, fit: PowerLawFit) -> tuple[str, str]:
    """Return what the line of a direction is: a fit, which says nothing of whether it holds."""
    if math.isnan(fit.alpha):
        return (
            f"{labels.word(direction, 'direction', 'zh')}：不同取值不足两个，无拟合。",
            f"{direction}: fewer than two different values, no fit.",
        )
    return (
        f"实线（{labels.word(direction, 'direction', 'zh')}）：离散幂律的最大似然拟合，xmin={fit.xmin}，"
        f"α={fit.alpha:.3f}±{fit.alpha_se:.3f}，尾部{fit.n_tail:,}个节点；是否成立见 clusternet powerlaw。",
        f"Line ({direction}): discrete power law by maximum likelihood, xmin {fit.xmin}, alpha "
        f"{fit.alpha:.3f} ± {fit.alpha_se:.3f}, {fit.n_tail:,} nodes in the tail; clusternet powerlaw tells "
        "whether it holds.",
    )


@click.command()
@requests("data", "selection")
@figure("quadrant")
@LEVEL
@COUNT
@REGIONS
@click.option(
    "--table", "file", metavar="FILE", help="Draw two columns of this table instead of the network."
)
@click.option(
    "--unit", metavar="COLUMN", help="With --table: names of the units.  [default: the first column]"
)
@click.option("--x", "across", metavar="COLUMN", help="With --table: the measure to the right.")
@click.option("--y", "upward", metavar="COLUMN", help="With --table: the measure upward.")
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    default="mean",
    show_default=True,
    help="Where the lines stand, over the units drawn.",
)
@click.option("--log", is_flag=True, help="Logarithmic axes.")
def quadrant(
    request: Request,
    sheet: Sheet,
    level: Level,
    count: Count,
    regions: str,
    file: str | None,
    unit: str | None,
    across: str | None,
    upward: str | None,
    cut: Cut,
    log: bool,
) -> None:
    """Two measures of units against one another, cut into four fields by mean or median.

    Without --table: what places supply against what they receive.

    \b
    clusternet quadrant --log --cut median
    clusternet quadrant --table capability.xlsx --unit 省份 --x 论文 --y 专利
    """
    from clusternet.plot.series.quadrant import HEIGHT
    from clusternet.plot.series.quadrant import quadrant as draw

    if file is not None and request.data is not None:
        raise click.UsageError("give DATA or --table, not both")
    if file is None and (across or upward or unit):
        raise click.UsageError("--unit, --x and --y go with --table")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        if file is None:
            drawn = _exchange(request, level, count, regions, log)
        elif across and upward:
            drawn = _measures(request, Path(file), unit, (across, upward), log)
        else:
            raise click.UsageError("--table needs --x and --y")
        progress("drawing")
        sheet.publish(
            lambda ax: draw(
                drawn.table, cut=cut, log=log, headings=drawn.headings, language=drawn.words.language, ax=ax
            ),
            height=min(HEIGHT, sheet.width * 0.8),
            words=drawn.words,
        )


@dataclass(frozen=True)
class _Drawn:
    """What a quadrant figure shows."""

    table: pd.DataFrame
    headings: tuple[str, str]
    words: Words


def _exchange(request: Request, level: Level, count: Count, regions: str, log: bool) -> _Drawn:
    """Return what places supply and receive."""
    from clusternet.space import flows

    net = request.read().network
    request = request.of_technology(net)
    net = request.select(net)
    found = flows.matrix(net, level=level, count=count, region_map=regions)
    margins = flows.margins(found)
    table = margins[margins["place"].isin(found.places)][["place", "enable", "input"]]
    table = table.set_axis(["unit", "x", "y"], axis=1)
    note = _left_out(table, log)
    base = (
        f"基数：{labels.base(found.base_name, 'zh')} {found.base:,.0f}。{note[0]}",
        f"Base: {found.base_name}, {found.base:,.0f}. {note[1]}",
    )
    headings = ("技术赋能", "技术输入") if request.language(net) == "zh" else ("Enabling", "Input")
    return _Drawn(
        table, headings, words(request, net, ("技术赋能与技术输入", "Enabling against input"), [base])
    )


def _measures(request: Request, file: Path, unit: str | None, measures: tuple[str, str], log: bool) -> _Drawn:
    """Return two columns of a table of the user's."""
    import pandas as pd

    from clusternet.io.formats.tables import Shape, read_table
    from clusternet.plot.sheet.page import Words
    from clusternet.schema import cells

    frame = read_table(file, Shape(), []).frame.astype(object)
    named = str(frame.columns[0]) if unit is None else unit
    absent = [name for name in (named, *measures) if name not in frame]
    if absent:
        raise SchemaError(
            f"{file}: no column {', '.join(absent)}; found: {', '.join(map(str, frame.columns))}"
        )
    numbers = {
        axis: pd.to_numeric(pd.Series(cells.each(frame[name], cells.weight_of)), errors="coerce")
        for axis, name in zip("xy", measures, strict=True)
    }
    table = pd.DataFrame({"unit": frame[named].to_numpy(), **numbers})
    chinese = request.lang == "zh" or (
        request.lang is None and any("\u4e00" <= c <= "\u9fff" for c in "".join(measures))
    )
    title = f"{measures[0]}与{measures[1]}" if chinese else f"{measures[0]} against {measures[1]}"
    note = _left_out(table, log)
    source = f"来源：{file.name}" if chinese else f"Source: {file.name}"
    return _Drawn(
        table, measures, Words(title, (note[0 if chinese else 1], source), "zh" if chinese else "en")
    )


def _left_out(table: pd.DataFrame, log: bool) -> tuple[str, str]:
    """Return how many units are drawn and how many are not, in Chinese and English."""
    from clusternet.plot.series.quadrant import usable

    drawn = len(usable(table, log=log))
    rest = len(table) - drawn
    zh, en = f"共 {drawn} 个单元，空间不足处不标名。", f"{drawn} units; unnamed where there is no room."
    if rest:
        zh += f"另有 {rest} 个因缺少数值{'或非正值' if log else ''}未画。"
        en += f" {rest} more have no number{' above 0' if log else ''} and are left out."
    return zh, en
