"""What is said of figures of series: trend, ranked bars, quadrant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clusternet.words import labels
from clusternet.words.bases import base_of, lying
from clusternet.words.text import COMMA, NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.typing import Cut

TREND = Text("价值网络结构的变化", "Structure of the value network by year")

_BY = {
    "technology": Text("技术类别", "technology"),
    "application": Text("应用领域", "field of application"),
    "industry": Text("行业", "industry"),
    "region": Text("都市圈", "region"),
    "province": Text("省份", "province"),
    "city": Text("城市", "city"),
    "country": Text("国家和地区", "country"),
    "category": Text("机构类型", "category"),
}


_SECTORS = Text("三次产业", "sector")
_RELATIONS, _TECHNOLOGY = Text("关系", "Relations"), Text("技术合作关系", "Technology relations")
_NODES = {
    None: Text("节点", "Nodes"),
    "sample": Text("样本节点", "Sample nodes"),
    "partner": Text("关系节点", "Partner nodes"),
}


_ADDED = Text("各年为截至当年的累计网络；纵轴从 0 起。", "Each year is cumulative; every axis starts at 0.")
_ALONE = Text("各年只含当年的关系；纵轴从 0 起。", "Each year by itself; every axis starts at 0.")


def trend_notes(breaks: Sequence[int] = (), *, thin: Sequence[int] = (), annual: bool = False) -> list[Text]:
    """Return what a year holds, from when on data are collected anew, and which years are too ``thin``."""
    years = COMMA.join(Text(str(year), str(year)) for year in thin)
    return [
        _ALONE if annual else _ADDED,
        *(
            Text(f"虚线：{year} 年起口径变化。", f"Dashed: data collection changed in {year}.")
            for year in breaks
        ),
        *(
            [
                Text(
                    f"{years.zh} 年节点不足 3 个，只画节点数与边数。",
                    f"Fewer than 3 nodes in {years.en}: only nodes and edges are drawn.",
                )
            ]
            if thin
            else []
        ),
    ]


def breaks_found(breaks: Sequence[int], years: Sequence[int]) -> list[Text]:
    """Return the line on breaks that nobody named, of those between the years that are drawn.

    >>> breaks_found([2020, 2030], [2014, 2022])[0].en
    'Dashed: data collection probably changed in 2020, so that no change over it is a trend.'
    """
    drawn = [str(year) for year in breaks if years and years[0] < year <= years[-1]]
    if not drawn:
        return []
    return [
        Text(
            f"虚线：{'、'.join(drawn)} 年起采集口径可能有变，跨此年份的变化不宜解读为趋势。",
            f"Dashed: data collection probably changed in {', '.join(drawn)}, so that no change over it is a "
            "trend.",
        )
    ]


def bars_title(
    by: str,
    *,
    edges: bool,
    technology: bool = False,
    kind: str | None = None,
    nesting: str = "division",
    within: str | None = None,
    called: Text | None = None,
) -> Text:
    """Return the title of a distribution of relations or of nodes.

    Parameters
    ----------
    by
        The attribute.
    edges
        Whether relations are counted; else nodes, of a ``kind`` if there is one.
    technology
        Whether the relations are of technology.
    nesting, within
        Of industries: their level, and the sector or section they lie in.
    called
        What the attribute is called, if not by its usual name.

    Examples
    --------
    >>> bars_title("technology", edges=True, technology=True).zh, bars_title("city", edges=False).en
    ('技术合作关系的技术类别分布', 'Nodes by city')
    >>> bars_title("industry", edges=True, nesting="sector").zh
    '关系在三次产业的分布'
    >>> bars_title("industry", edges=True, within="C")
    Text(zh='关系在制造业的分布', en='Relations within manufacturing by industry')
    """
    what = (_TECHNOLOGY if technology else _RELATIONS) if edges else _NODES[kind]
    if by == "industry" and (within or nesting == "sector"):
        lies = lying(within) if within else _SECTORS
        en = f"within {lies.en} by {_BY[by].en}" if within else f"by {lies.en}"
        return Text(f"{what.zh}在{lies.zh}的分布", f"{what.en} {en}")
    zh, en = called or _BY[by]
    return Text(f"{what.zh}的{zh}分布", f"{what.en} by {en}")


def bars_note(table: pd.DataFrame, *, kind: Text = NOTHING) -> Text:
    """Return what is counted; ``kind`` says which relations, if they are counted."""
    base, size = base_of(table), f"{int(table['count'].sum()):,}"
    kind = kind if base.counted == "relations" else NOTHING
    named = Text.of(base.in_)
    each = Text("；一格多值时每个值各计一次", "; a cell of several values counts once for each")
    each = each if base.each else NOTHING
    return Text(
        f"基数：{named.zh}{kind.zh}，共 {size}{each.zh}。",
        f"Base: {named.en}{kind.en}, {size} in all{each.en}.",
    )


def exchange_title(*, technology: bool) -> Text:
    """Return the title of what places supply against what they receive."""
    if technology:
        return Text("技术赋能与技术输入", "Enabling against input")
    return Text("流出与流入", "Outflow against inflow")


def exchange_heads(*, technology: bool, unit: Text) -> tuple[Text, Text]:
    """Return what the two axes of it are called, with the unit."""
    across, upward = _EXCHANGE[technology]
    return (
        Text(f"{across.zh}（{unit.zh}）", f"{across.en} ({unit.en})"),
        Text(f"{upward.zh}（{unit.zh}）", f"{upward.en} ({unit.en})"),
    )


_EXCHANGE = {
    True: (Text("技术赋能", "Enabling"), Text("技术输入", "Input")),
    False: (Text("流出", "Outflow"), Text("流入", "Inflow")),
}


def exchange_fields(*, technology: bool) -> dict[str, Text]:
    """Return what the four fields of it are called.

    >>> exchange_fields(technology=True)["high-low"]
    Text(zh='高赋能、低输入', en='enabling high, input low')
    """
    return quadrant_fields(*_BRIEF[technology])


_BRIEF = {
    True: (Text("赋能", "enabling"), Text("输入", "input")),
    False: (Text("流出", "outflow"), Text("流入", "inflow")),
}


def quadrant_fields(across: Text, upward: Text) -> dict[str, Text]:
    """Return what the fields of two measures are called, by whether a unit lies high or low in either."""
    levels = {"high": Text("高", "high"), "low": Text("低", "low")}
    return {
        f"{one}-{two}": Text(
            f"{levels[one].zh}{across.zh}、{levels[two].zh}{upward.zh}",
            f"{across.en} {one}, {upward.en} {two}",
        )
        for one in levels
        for two in levels
    }


def quadrant_note(table: pd.DataFrame, *, cut: Cut | None, log: bool | None, units: str = "unit") -> Text:
    """Return how the axes are scaled and where the lines of a quadrant stand, and what is not drawn.

    Parameters
    ----------
    table
        ``unit``, ``x`` and ``y``.
    cut, log
        As of :func:`clusternet.plot.quadrant`.
    units
        What the units are.
    """
    from clusternet.plot.series.quadrant import logarithmic, usable, usual_cut

    scaled = logarithmic(usable(table, log=log), log)
    which = {
        (True, True): Text("两轴均为对数刻度；", "Both axes are logarithmic; "),
        (True, False): Text("横轴为对数刻度；", "The horizontal axis is logarithmic; "),
        (False, True): Text("纵轴为对数刻度；", "The vertical axis is logarithmic; "),
        (False, False): NOTHING,
    }[scaled]
    line = _LINES[cut or usual_cut(scaled)]
    lines = Text(f"虚线为{line.zh}。", f"{'lines' if which.en else 'Lines'} at the {line.en}. ")
    return NOTHING.join([which, lines, units_note(table, log=log, units=units)])


_LINES = {"mean": Text("未加权均值", "unweighted mean"), "median": Text("中位数", "median")}


def units_note(table: pd.DataFrame, *, log: bool | None, units: str = "unit") -> Text:
    """Return how many units of a quadrant are drawn, and how many are not; ``units`` says what they are."""
    from clusternet.plot.series.quadrant import usable

    drawn = len(usable(table, log=log))
    rest = len(table) - drawn
    each = labels.units(units)
    parts = [
        Text(
            f"共 {drawn} 个{each.zh}，空间不足处不标名。",
            f"{drawn} {each.en}; unnamed where there is no room.",
        )
    ]
    if rest:
        why = Text("或为负值", " or one below 0") if log else NOTHING
        parts.append(
            Text(
                f"另有 {rest} 个因缺少数值{why.zh}未画。",
                f" {rest} more have no number{why.en} and are left out.",
            )
        )
    return NOTHING.join(parts)
