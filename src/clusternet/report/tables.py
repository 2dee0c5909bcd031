"""Tables 2 to 10 of the report, in its own layout, from any data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes.space import not_in_base
from clusternet.output.result import Result
from clusternet.places.china import CITY_UNKNOWN
from clusternet.report.layout import Layout
from clusternet.space import flows
from clusternet.structure import centrality, metrics
from clusternet.structure.community import Search
from clusternet.typing import Level
from clusternet.words import labels, naming
from clusternet.words.labels import Label
from clusternet.words.text import NOTHING, Text

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
        Up to which; the last if None.
    relation
        One relation type that every table is of, or ``all``. Where None, Tables 2 to 4 are of all types, the
        others of technology or of the one type there is.
    platform_years
        Rows of Table 6, and the last of them is Table 5; every year where empty.
    convention
        Which software's definitions to use.
    search
        How communities are looked for.
    language
        ``zh`` or ``en``; that of the data if None.
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
    span = f"{years[0]}–{years[-1]}" if years else ""
    title = Text(
        f"{f'{span}年' if span else ''}价值网络结构性统计指标的动态变化",
        f"Structure of the value network{f', {span}' if span else ''}",
    )
    return layout.printed(
        2,
        title,
        [_column(name) for name in ("year", *columns)],
        frame[["year", *columns]].values.tolist(),
        notes=[counting(layout), Text("各年为截至当年的累计网络。", "Each year is cumulative.")],
    )


_OWN = {
    "year": Label("年份", "Year", "count"),
    "sample_nodes": Label("样本节点总数", "Sample nodes", "count"),
    "partner_nodes": Label("关系节点总数", "Partner nodes", "count"),
    "nodes": Label("节点总数", "Nodes", "count"),
    "modularity": Label("模块化", "Modularity", "number"),
}


def _column(name: str) -> Label:
    """Return the label of a column of :mod:`clusternet.structure.metrics` or of degrees."""
    return _OWN[name] if name in _OWN else labels.label(name)


def counting(layout: Layout) -> Text:
    """Return the line that says what a node and an edge are."""
    name = layout.convention.name
    view = Text("有向", "directed") if layout.directed else Text("无向", "undirected")
    which = Text("含全部关系类型", "over all relation types")
    if layout.relation not in (None, "all"):
        which = Text(f"仅含{layout.kind.zh}关系", f"of {layout.kind.en} relations alone")
    return Text(
        f"口径：{name}，{view.zh}；边为去重后的节点对，{which.zh}。",
        f"Convention: {name}, {view.en}; edges are distinct pairs {which.en}.",
    )


# -- Tables 3 and 4 ----------------------------------------------------------------------------------------
_LEADERS = {
    "sample": (
        3,
        Text("度数中心度排名前二十的样本企业", "The twenty sample firms of highest degree"),
        Label("样本企业", "Sample firm"),
    ),
    "partner": (
        4,
        Text("关系节点度数 TOP20", "The twenty partner nodes of highest degree"),
        Label("关系节点", "Partner node"),
    ),
}


def _leaders(layout: Layout, kind: str) -> Result:
    number, title, head = _LEADERS[kind]
    layout.progress(f"Table {number}: leading {kind} nodes")
    degrees = ("in_degree", "out_degree", "degree")
    half = [head, *map(_column, degrees)]
    if layout.net.kinds is None:
        return layout.without_rows(number, title, [*half, *half], NO_KINDS)
    frame = centrality.top(layout.last, _TOP, kind=kind, convention=layout.convention)
    cells = _two_panels(frame[["name", *degrees]].values.tolist())
    return layout.printed(number, title, [*half, *half], cells, notes=[counting(layout), tie_rule(layout)])


def _two_panels(cells: list[list[object]]) -> list[list[object]]:
    """Set the second half of the rows beside the first."""
    half = (len(cells) + 1) // 2
    blank: list[object] = [None] * (len(cells[0]) if cells else 0)
    right = [*cells[half:], *([blank] * (2 * half - len(cells)))]
    return [one + other for one, other in zip(cells[:half], right, strict=True)]


NO_KINDS = Text("数据未区分样本节点与关系节点", "the data name no sample and partner nodes")


def tie_rule(layout: Layout) -> Text:
    """Return the line that says how equal degrees are ranked."""
    if not layout.directed:
        return Text("无向：度数中心度为相邻边数；同度时按编号排列。", "Undirected; equal degrees go by id.")
    return Text(
        "度数中心度＝连入度＋连出度；同度时依次按连出度、编号排列。",
        "Degree = in-degree + out-degree; equal degrees go by out-degree, then id.",
    )


# -- Tables 5 and 6 ----------------------------------------------------------------------------------------
_TEN = ("sample_nodes", "partner_nodes", "nodes", "edges", "average_degree", "diameter", "density",
        "modularity", "average_clustering", "average_path_length")  # fmt: skip


def _platforms(layout: Layout) -> Result:
    layout.progress("Table 5: platforms")
    title = Text("平台价值网络的结构性统计指标", "Structure of the platform network")
    columns = [Label("统计指标", "Measure"), *map(_column, _TEN)]
    net = layout.platforms
    if isinstance(net, Text):
        return layout.without_rows(5, title, columns, net)
    years = list(layout.platform_years or net.years)
    last = metrics.structure(
        net.until(years[-1]) if years else net, layout.convention, columns=_TEN, search=layout.search
    )
    row = [Text("统计值", "Value").in_(layout.language), *(getattr(last, name) for name in _TEN)]
    seeds = layout.search.seeds
    notes = [Text(f"截至 {years[-1]} 年。", f"Up to {years[-1]}.")] if years else []
    best = Text(f"模块化为 {seeds} 个种子中的最优值。", f"Modularity: best of {seeds} seeds.")
    notes += [_platform_note(layout), best]
    return layout.printed(5, title, columns, [row], notes=notes)


def _platforms_by_year(layout: Layout) -> Result:
    layout.progress("Table 6: platforms by year")
    title = Text("平台价值网络结构性统计指标的变化情况", "Structure of the platform network by year")
    columns = [_column(name) for name in ("year", *_PLAIN)]
    net = layout.platforms
    if isinstance(net, Text):
        return layout.without_rows(6, title, columns, net)
    years = list(layout.platform_years or net.years) or None
    frame = metrics.by_year(net, years, layout.convention, columns=_PLAIN, search=layout.search)
    rows = frame[["year", *_PLAIN]].values.tolist()
    return layout.printed(6, title, columns, rows, notes=[_platform_note(layout)])


def _platform_note(layout: Layout) -> Text:
    zh, en = layout.relations
    return Text(
        f"仅{zh}中至少一端为平台的边；平台为样本节点，其余均为关系节点。",
        f"{en[:1].upper()}{en[1:]} involving a platform; platforms are the sample, all other nodes are "
        "partners.",
    )


# -- Tables 7 to 10 ----------------------------------------------------------------------------------------
def _margins_title(layout: Layout, level: Level) -> tuple[int, Text, Text]:
    """Return number and title of the table of a level, and what a place of it is called."""
    zh, en = layout.kind
    if level == "province":
        title = Text(
            f"{zh}关系占比排名前二十的省级行政区",
            f"Shares of {en} relations: the twenty largest provinces",
        )
        return 7, title, Text("省份", " province")
    title = Text(
        f"{zh}关系流出和流入排名前二十的城市",
        f"Outflow and inflow of {en} relations: the twenty largest cities",
    )
    return 10, _ENABLING if layout.of_technology else title, Text("城市", " city")


_ENABLING = Text("技术赋能和输入关系排名前二十的城市", "Enabling and input: the twenty largest cities")


def _margins(layout: Layout, level: Level) -> Result:
    number, title, unit = _margins_title(layout, level)
    sides = [Text("流出", "Outflow"), Text("流入", "Inflow")]
    if layout.of_technology:
        sides = [Text("技术赋能", "Enabling"), Text("技术输入", "Input")]
    columns = []
    for side in sides:
        place = Label(*NOTHING.join([side, unit]), holds="place")
        columns += [Label("排名", "Rank", "count"), place, Label("占比", "Share", "share")]
    spans = [(side, 3) for side in sides]
    found = _matrix(layout, level)
    if isinstance(found, Text):
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


def _flows_title(layout: Layout, level: Level) -> tuple[int, int, Text]:
    """Return the number of the table of a level, how many rows it has, and its title."""
    zh, en = layout.kind
    what = "flows of technology" if layout.of_technology else f"flows of {en} relations"
    if level == "province":
        ties = zh if layout.of_technology else f"{zh}关系"
        title = Text(f"{ties}流向排名前二十的省级行政区", f"The twenty largest {what} between provinces")
        return 8, 20, title
    return 9, 10, Text(f"{zh}关系流向排名前十的城市", f"The ten largest {what} between cities")


_KINDS: dict[Level, dict[str, Text]] = {
    "province": {"intra": Text("省内", "within a province"), "inter": Text("跨省", "between provinces")},
    "city": {"intra": Text("本地", "within a city"), "inter": Text("跨地区", "between cities")},
}


def _flows(layout: Layout, level: Level) -> Result:
    number, top, title = _flows_title(layout, level)
    technology = Label("技术流向（技术赋能地-技术输入地）", "Flow (enabling place - receiving place)")
    columns = [
        technology if layout.of_technology else Label("流向（来源地-去向地）", "Flow (origin - destination)"),
        Label("占比", "Share", "share"),
        Label("类型", "Type"),
    ]
    found = _matrix(layout, level)
    if isinstance(found, Text):
        return layout.without_rows(number, title, columns, found)
    moved = "技术流动" if layout.of_technology else "流动"
    kinds = {key: Text(f"{zh}{moved}", en).in_(layout.language) for key, (zh, en) in _KINDS[level].items()}
    rows = [
        [_DASH.join(naming.said(str(end), "place") for end in (row.source, row.target)).in_(layout.language),
         row.share, kinds[str(row.type)]]
        for row in flows.largest(found, top).itertuples(index=False)
    ]  # fmt: skip
    return layout.printed(number, title, columns, rows, notes=[_flow_base(layout, found)])


_DASH = Text("-", " – ")
NO_FLOWS = Text("没有两端都已定位的关系", "no relation has both ends located")


def _matrix(layout: Layout, level: Level) -> flows.FlowMatrix | Text:
    """Return the flows of technology at a level, or why there are none."""
    try:
        found = layout.flowing.matrix(level)
    except EmptyNetworkError as error:
        return Text(str(error), str(error))
    except SchemaError:
        return Text("节点没有省份或城市", "the nodes have no province or city")
    if not found.base:
        return NO_FLOWS
    return found


def _flow_base(layout: Layout, found: flows.FlowMatrix) -> Text:
    base, size = Text.of(found.base_name.in_), f"{found.base:,.0f}"
    kind, share = layout.behind, f"{100 * _share_unknown(found):.1f}%"
    unknown = Text(f"；另有 {share} 的关系城市未知", f"; the city is unknown for {share}")
    unknown = unknown if _share_unknown(found) > _MANY else NOTHING
    rest = next(iter(not_in_base(found.outside)), None)
    left = Text(f"{rest.zh}。", f" {rest.en}.") if rest else NOTHING
    return Text(
        f"基数：{base.zh} {size}{kind.zh}{unknown.zh}。{left.zh}",
        f"Base: {base.en}, {size}{kind.en}{unknown.en}.{left.en}",
    )


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
