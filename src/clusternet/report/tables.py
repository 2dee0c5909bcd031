"""Tables 2 to 10 of the report, in its own layout, from any data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Result
from clusternet.report.cited import cited
from clusternet.report.document import Settings
from clusternet.report.layout import Layout
from clusternet.report.tables_of_flows import TOP, table_of_flows, table_of_margins
from clusternet.structure import centrality, metrics
from clusternet.structure.community import Search
from clusternet.words import labels
from clusternet.words.labels import Label, label
from clusternet.words.text import Tell, Text


def tables(
    net: ValueNetwork,
    numbers: Sequence[int] = range(2, 11),
    *,
    settings: Settings | None = None,
    platform_years: Sequence[int] = (),
    progress: Tell = lambda message: None,
) -> list[Result]:
    """Return Tables 2 to 10 of the report, or those with some ``numbers``.

    Parameters
    ----------
    net
        The network.
    numbers
        Of the tables.
    settings
        Year, relation type, convention, seeds and language. Without a relation type Tables 2 to 4 are of all
        types, the others of technology or of the one type there is; ``all`` makes every table of all.
    platform_years
        Rows of Table 6, and the last of them is Table 5; every year where empty.
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
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> (table,) = tables(from_frames(ties), [2], settings=Settings(seeds=1))
    >>> table.title, len(table.frame)
    ('Table 2  Structure of the value network, 2020–2021', 2)
    """
    chosen = settings or Settings()
    layout = Layout(
        net if chosen.relation in (None, "all") else net.relation(str(chosen.relation)),
        chosen.year,
        platform_years,
        chosen.convention,
        Search(seeds=chosen.seeds, seed=chosen.seed),
        chosen.language or net.about.language,
        progress,
        chosen.count or "relations",
        relation=chosen.relation,
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
    made = {number: _TABLES[number](layout) for number in numbers}
    measures = {number: _OF_STRUCTURE.get(number, ()) for number in made}
    return [replace(made[each], cited=cited(made[each], layout, measures[each])) for each in numbers]


_PLAIN = ("nodes", "edges", "average_degree", "diameter", "average_path_length", "average_clustering")
STRUCTURE = ("year", "sample_nodes", "partner_nodes", *_PLAIN)
"""The columns of Table 2, as :mod:`clusternet.structure.metrics` names them."""


# -- Table 2 -----------------------------------------------------------------------------------------------
def _structure(layout: Layout) -> Result:
    layout.progress(Text("表2：历年网络结构", "Table 2: structure by year"))
    columns = list(STRUCTURE[1:])
    years = layout.within([year for year in layout.net.years if layout.year is None or year <= layout.year])
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
    who = label(f"{kind} nodes", "counted").zh
    layout.progress(Text(f"表{number}：核心{who}", f"Table {number}: leading {kind} nodes"))
    degrees = ("in_degree", "out_degree", "degree")
    half = [head, *map(_column, degrees)]
    if layout.net.kinds is None:
        return layout.without_rows(number, title, [*half, *half], NO_KINDS)
    frame = centrality.top(layout.last, TOP, kind=kind, convention=layout.convention)
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
    layout.progress(Text("表5：平台网络", "Table 5: platforms"))
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
    layout.progress(Text("表6：历年平台网络", "Table 6: platforms by year"))
    title = Text("平台价值网络结构性统计指标的变化情况", "Structure of the platform network by year")
    columns = [_column(name) for name in ("year", *_PLAIN)]
    net = layout.platforms
    if isinstance(net, Text):
        return layout.without_rows(6, title, columns, net)
    years = list(layout.platform_years or layout.within(net.years)) or None
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


_OF_STRUCTURE = {2: STRUCTURE[1:], 5: _TEN, 6: _PLAIN}
_TABLES: dict[int, Callable[[Layout], Result]] = {
    2: _structure,
    3: lambda layout: _leaders(layout, "sample"),
    4: lambda layout: _leaders(layout, "partner"),
    5: _platforms,
    6: _platforms_by_year,
    7: lambda layout: table_of_margins(layout, "province"),
    8: lambda layout: table_of_flows(layout, "province"),
    9: lambda layout: table_of_flows(layout, "city"),
    10: lambda layout: table_of_margins(layout, "city"),
}
