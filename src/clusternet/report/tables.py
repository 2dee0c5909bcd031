"""Tables 2 to 10 of the report, in its own layout, from any data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Result
from clusternet.places.china import CITY_UNKNOWN
from clusternet.report.layout import Layout
from clusternet.space import flows
from clusternet.structure import centrality, metrics
from clusternet.structure.community import Search
from clusternet.typing import Level
from clusternet.words import labels
from clusternet.words.labels import Style

_TOP = 20
_MANY = 0.05


def tables(
    net: ValueNetwork,
    numbers: Sequence[int] = range(2, 11),
    *,
    year: int | None = None,
    relation: str | None = None,
    platform_years: Sequence[int] = (),
    convention: Convention = GEPHI,
    search: Search | None = None,
    language: str | None = None,
    progress: Callable[[str], None] = lambda message: None,
) -> list[Result]:
    """Return Tables 2 to 10 of the report, or those with some ``numbers``.

    Parameters
    ----------
    net
        The network.
    numbers
        Of the tables.
    year
        Up to which; the last where None.
    relation
        One relation type that every table is of, or ``all``. Where None, Tables 2 to 4 are of all types, the
        others of technology or of the one type there is.
    platform_years
        Rows of Table 6, and the last of them is Table 5; every year where empty.
    convention
        Whose definitions are meant.
    search
        How communities are looked for.
    language
        ``zh`` or ``en``; that of the data where None.
    progress
        Called with a short text before each table.

    Returns
    -------
    list of Result
        One table each, its values in ``frame``; without rows where the data cannot give it, and its note says
        why.

    Raises
    ------
    EmptyNetworkError
        If nothing lies up to the year.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> (table,) = tables(from_frames(ties), [2], search=Search(seeds=1))
    >>> table.title, len(table.frame)
    ('Table 2  Structure of the value network, 2020–2021', 2)
    """
    chosen = language or net.about.language
    layout = Layout(
        net if relation in (None, "all") else net.relation(str(relation)),
        year,
        platform_years,
        convention,
        search or Search(),
        chosen,
        progress,
        relation=relation,
    )
    return build(layout, numbers)


def build(layout: Layout, numbers: Sequence[int] = range(2, 11)) -> list[Result]:
    """Return Tables 2 to 10, or those with some ``numbers``.

    A table that the data cannot give (no platforms, no kinds, no places) is there without rows, its note says
    why.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["甲", "乙"], "target": ["乙", "丙"], "year": [2020, 2021]})
    >>> tables = build(Layout(from_frames(ties), search=Search(seeds=1)))
    >>> [len(table.rows) for table in tables]
    [2, 0, 0, 0, 0, 0, 0, 0, 0]
    >>> tables[1].notes
    ('未生成：数据未区分样本节点与关系节点。',)
    """
    return [_TABLES[number](layout) for number in numbers]


_PLAIN = ("nodes", "edges", "average_degree", "diameter", "average_path_length", "average_clustering")
STRUCTURE = ("year", "sample_nodes", "partner_nodes", *_PLAIN)
"""The columns of Table 2, as :mod:`clusternet.structure.metrics` names them."""


# -- Table 2 -----------------------------------------------------------------------------------------------
def _structure(layout: Layout) -> Result:
    layout.progress("Table 2: structure by year")
    columns = list(STRUCTURE[1:])
    years = [year for year in layout.net.years if layout.year is None or year <= layout.year]
    frame = metrics.by_year(
        layout.net,
        years or None,
        layout.convention,
        columns=columns,
        search=layout.search,
        progress=layout.progress,
    )
    title = "{}价值网络结构性统计指标的动态变化", "Structure of the value network{}"
    span = f"{years[0]}–{years[-1]}" if years else ""
    return layout.printed(
        2,
        (title[0].format(f"{span}年" if span else ""), title[1].format(f", {span}" if span else "")),
        [_column(layout, name) for name in ("year", *columns)],
        frame[["year", *columns]].values.tolist(),
        notes=[counting(layout), layout.say("各年为截至当年的累计网络。", "Each year is cumulative.")],
    )


_HEADS = {
    "year": ("年份", "Year"),
    "sample_nodes": ("样本节点总数", "Sample nodes"),
    "partner_nodes": ("关系节点总数", "Partner nodes"),
    "nodes": ("节点总数", "Nodes"),
    "modularity": ("模块化", "Modularity"),
}


def _column(layout: Layout, name: str) -> tuple[str, Style]:
    """Return heading and style of a column of :mod:`clusternet.structure.metrics` or of degrees."""
    head = layout.say(*_HEADS[name]) if name in _HEADS else labels.heading(name, layout.language)
    return head, "count" if name == "year" else labels.style(name)


def counting(layout: Layout) -> str:
    """Return the line that says what a node and an edge are."""
    name, directed = layout.convention.name, layout.directed
    chinese, english = "含全部关系类型", "over all relation types"
    if layout.relation not in (None, "all"):
        zh, en = layout.kind
        chinese, english = f"仅含{zh}关系", f"of {en} relations alone"
    return layout.say(
        f"口径：{name}，{'有向' if directed else '无向'}；边为去重后的节点对，{chinese}。",
        f"Convention: {name}, {'directed' if directed else 'undirected'}; edges are distinct pairs "
        f"{english}.",
    )


# -- Tables 3 and 4 ----------------------------------------------------------------------------------------
_LEADERS = {
    "sample": (
        3,
        ("度数中心度排名前二十的样本企业", "The twenty sample firms of highest degree"),
        ("样本企业", "Sample firm"),
    ),
    "partner": (
        4,
        ("关系节点度数 TOP20", "The twenty partner nodes of highest degree"),
        ("关系节点", "Partner node"),
    ),
}


def _leaders(layout: Layout, kind: str) -> Result:
    number, title, head = _LEADERS[kind]
    layout.progress(f"Table {number}: leading {kind} nodes")
    degrees = ("in_degree", "out_degree", "degree")
    half: list[tuple[str, Style]] = [
        (layout.say(*head), "text"),
        *(_column(layout, name) for name in degrees),
    ]
    if layout.net.kinds is None:
        why = layout.say("数据未区分样本节点与关系节点", "the data name no sample and partner nodes")
        return layout.without_rows(number, title, [*half, *half], why)
    frame = centrality.top(layout.last, _TOP, kind=kind, convention=layout.convention)
    cells = _two_panels(frame[["name", *degrees]].values.tolist())
    return layout.printed(number, title, [*half, *half], cells, notes=[counting(layout), tie_rule(layout)])


def _two_panels(cells: list[list[object]]) -> list[list[object]]:
    """Set the second half of the rows beside the first."""
    half = (len(cells) + 1) // 2
    blank: list[object] = [None] * (len(cells[0]) if cells else 0)
    right = [*cells[half:], *([blank] * (2 * half - len(cells)))]
    return [one + other for one, other in zip(cells[:half], right, strict=True)]


def tie_rule(layout: Layout) -> str:
    """Return the line that says how equal degrees are ranked."""
    if not layout.directed:
        return layout.say(
            "无向：度数中心度为相邻边数；同度时按编号排列。", "Undirected; equal degrees go by id."
        )
    return layout.say(
        "度数中心度＝连入度＋连出度；同度时依次按连出度、编号排列。",
        "Degree = in-degree + out-degree; equal degrees go by out-degree, then id.",
    )


# -- Tables 5 and 6 ----------------------------------------------------------------------------------------
_TEN = ("sample_nodes", "partner_nodes", "nodes", "edges", "average_degree", "diameter", "density",
        "modularity", "average_clustering", "average_path_length")  # fmt: skip


def _platforms(layout: Layout) -> Result:
    layout.progress("Table 5: platforms")
    title = ("平台价值网络的结构性统计指标", "Structure of the platform network")
    columns: list[tuple[str, Style]] = [
        (layout.say("统计指标", "Measure"), "text"),
        *(_column(layout, name) for name in _TEN),
    ]
    net = layout.platforms
    if isinstance(net, str):
        return layout.without_rows(5, title, columns, net)
    years = list(layout.platform_years or net.years)
    last = metrics.structure(
        net.until(years[-1]) if years else net, layout.convention, columns=_TEN, search=layout.search
    )
    row = [layout.say("统计值", "Value"), *(getattr(last, name) for name in _TEN)]
    seeds = layout.search.seeds
    notes = [layout.say(f"截至 {years[-1]} 年。", f"Up to {years[-1]}.")] if years else []
    notes += [
        _platform_note(layout),
        layout.say(f"模块化为 {seeds} 个种子中的最优值。", f"Modularity: best of {seeds} seeds."),
    ]
    return layout.printed(5, title, columns, [row], notes=notes)


def _platforms_by_year(layout: Layout) -> Result:
    layout.progress("Table 6: platforms by year")
    title = ("平台价值网络结构性统计指标的变化情况", "Structure of the platform network by year")
    columns = [_column(layout, name) for name in ("year", *_PLAIN)]
    net = layout.platforms
    if isinstance(net, str):
        return layout.without_rows(6, title, columns, net)
    years = list(layout.platform_years or net.years) or None
    frame = metrics.by_year(net, years, layout.convention, columns=_PLAIN, search=layout.search)
    rows = frame[["year", *_PLAIN]].values.tolist()
    return layout.printed(6, title, columns, rows, notes=[_platform_note(layout)])


def _platform_note(layout: Layout) -> str:
    zh, en = of_kind(layout)
    return layout.say(
        f"仅{zh}中至少一端为平台的边；平台为样本节点，其余均为关系节点。",
        f"{en[:1].upper()}{en[1:]} with a platform at one end at least; platforms are the sample, everyone "
        "else is a partner node.",
    )


# -- Tables 7 to 10 ----------------------------------------------------------------------------------------
def _margins_title(layout: Layout, level: Level) -> tuple[int, tuple[str, str], tuple[str, str]]:
    """Return number and title of the table of a level, and what a place of it is called."""
    zh, en = layout.kind
    if level == "province":
        title = (
            f"{zh}关系占比排名前二十的省级行政区",
            f"Shares of {en} relations: the twenty largest provinces",
        )
        return 7, title, ("省份", "province")
    if layout.of_technology:
        return (
            10,
            ("技术赋能和输入关系排名前二十的城市", "Enabling and input: the twenty largest cities"),
            _CITY,
        )
    title = (
        f"{zh}关系流出和流入排名前二十的城市",
        f"Outflow and inflow of {en} relations: the twenty largest cities",
    )
    return 10, title, _CITY


_CITY = ("城市", "city")


def _margins(layout: Layout, level: Level) -> Result:
    number, title, unit = _margins_title(layout, level)
    rank, share = layout.say("排名", "Rank"), layout.say("占比", "Share")
    named = (("技术赋能", "Enabling "), ("技术输入", "Input "))
    sides = [layout.say(*each) for each in (named if layout.of_technology else _SIDES)]
    columns: list[tuple[str, Style]] = []
    for side in sides:
        columns += [(rank, "count"), (f"{side}{layout.say(*unit)}", "text"), (share, "share")]
    spans = [(side.strip(), 3) for side in sides]
    found = _matrix(layout, level)
    if isinstance(found, str):
        return layout.without_rows(number, title, columns, found, spans=spans)
    frame = flows.margins(found)
    frame = frame[frame["place"].isin(found.places)]
    panels = zip(_ranked(frame, "enable"), _ranked(frame, "input"), strict=True)
    rows = [one + other for one, other in panels]
    return layout.printed(number, title, columns, rows, spans=spans, notes=[_flow_base(layout, found)])


_SIDES = (("流出", "Outflow "), ("流入", "Inflow "))


def _ranked(frame: pd.DataFrame, side: str) -> list[list[object]]:
    """Return rank, place and share of the leading places of one side."""
    ranked = frame.sort_values([side, "place"], ascending=[False, True], kind="stable").head(_TOP)
    return [[rank, *row] for rank, row in enumerate(ranked[["place", f"{side}_share"]].values.tolist(), 1)]


def _flows_title(layout: Layout, level: Level) -> tuple[int, int, tuple[str, str]]:
    """Return the number of the table of a level, how many rows it has, and its title."""
    zh, en = layout.kind
    what = "flows of technology" if layout.of_technology else f"flows of {en} relations"
    if level == "province":
        ties = zh if layout.of_technology else f"{zh}关系"
        return 8, 20, (f"{ties}流向排名前二十的省级行政区", f"The twenty largest {what} between provinces")
    return 9, 10, (f"{zh}关系流向排名前十的城市", f"The ten largest {what} between cities")


_KINDS: dict[Level, dict[str, tuple[str, str]]] = {
    "province": {"intra": ("省内", "within a province"), "inter": ("跨省", "between provinces")},
    "city": {"intra": ("本地", "within a city"), "inter": ("跨地区", "between cities")},
}


def _flows(layout: Layout, level: Level) -> Result:
    number, top, title = _flows_title(layout, level)
    head = ("技术流向（技术赋能地-技术输入地）", "Flow (enabling place - receiving place)")
    plain = ("流向（来源地-去向地）", "Flow (origin - destination)")
    columns: list[tuple[str, Style]] = [
        (layout.say(*(head if layout.of_technology else plain)), "text"),
        (layout.say("占比", "Share"), "share"),
        (layout.say("类型", "Type"), "text"),
    ]
    found = _matrix(layout, level)
    if isinstance(found, str):
        return layout.without_rows(number, title, columns, found)
    moved = "技术流动" if layout.of_technology else "流动"
    kinds = {key: layout.say(f"{zh}{moved}", en) for key, (zh, en) in _KINDS[level].items()}
    rows = [
        [f"{row.source}-{row.target}", row.share, kinds[str(row.type)]]
        for row in flows.largest(found, top).itertuples(index=False)
    ]
    return layout.printed(number, title, columns, rows, notes=[_flow_base(layout, found)])


def _matrix(layout: Layout, level: Level) -> flows.FlowMatrix | str:
    """Return the flows of technology at a level, or why there are none."""
    try:
        found = layout.flowing.matrix(level)
    except EmptyNetworkError as error:
        return str(error)
    except SchemaError:
        return layout.say("节点没有省份或城市", "the nodes have no province or city")
    if not found.base:
        return layout.say("没有两端都已定位的关系", "no relation has both ends located")
    return found


def _flow_base(layout: Layout, found: flows.FlowMatrix) -> str:
    base = found.base_name.in_(layout.language)
    kind = layout.say(*of_kind(layout)) if layout.main else ""
    unknown = _share_unknown(found)
    said = layout.say(f"基数：{base} {found.base:,.0f}", f"Base: {base}, {found.base:,.0f}")
    said += layout.say(f"（{kind}）", f" ({kind})") if kind else ""
    if unknown > _MANY:
        said += layout.say(
            f"；另有 {100 * unknown:.1f}% 的关系城市未知", f"; the city is unknown for {100 * unknown:.1f}%"
        )
    return said + layout.say("。", ".")


def of_kind(layout: Layout) -> tuple[str, str]:
    """Return what the relations that flow are called."""
    zh, en = layout.kind
    return ("技术关系" if layout.of_technology else f"{zh}关系"), f"{en} relations"


def _share_unknown(found: flows.FlowMatrix) -> float:
    """Return the share of the base with an end whose city is not known."""
    known = [not name.endswith(CITY_UNKNOWN) for name in found.places]
    return float(1 - found.inside.loc[known, known].to_numpy().sum() / found.base)


_TABLES: dict[int, Callable[[Layout], Result]] = {
    2: _structure,
    3: lambda layout: _leaders(layout, "sample"),
    4: lambda layout: _leaders(layout, "partner"),
    5: _platforms,
    6: _platforms_by_year,
    7: lambda layout: _margins(layout, "province"),
    8: lambda layout: _flows(layout, "province"),
    9: lambda layout: _flows(layout, "city"),
    10: lambda layout: _margins(layout, "city"),
}
