"""``trend``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import listed, option_value
from clusternet.cli.request import Request, replace, requests
from clusternet.words import labels
from clusternet.words.bases import base_of

if TYPE_CHECKING:
    import pandas as pd

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
    from clusternet.plot.series.trend import plan
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
            lambda width: plan(table, width, columns=wanted, breaks=breaks, language=language),
            words=words(
                request, net, ("价值网络结构的变化", "Structure of the value network by year"), notes
            ),
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
    base, size = base_of(table), int(table["count"].sum())
    return (
        f"基数：{base.in_('zh')}，共 {size:,}；一格多值时每个值各计一次。",
        f"Base: {base}, {size:,} in all; a cell that names several values counts once for each.",
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
