"""Tables 7 to 10 of the report: flows between places."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.notes.space import not_in_base
from clusternet.output.result import Result
from clusternet.places.china import ABROAD, CITY_UNKNOWN
from clusternet.report.layout import Layout
from clusternet.space import flows
from clusternet.typing import Level
from clusternet.words import naming
from clusternet.words.labels import Label
from clusternet.words.text import NOTHING, Text, said_by

TOP = 20
_MANY = 0.05


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


def table_of_margins(layout: Layout, level: Level) -> Result:
    """Return the places with the largest outflow and inflow: Table 7 or 10."""
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


def _ranked(frame: pd.DataFrame, side: str) -> list[list[object]]:
    """Return rank, place and share of the leading places of one side."""
    ranked = frame.sort_values([side, "place"], ascending=[False, True], kind="stable").head(TOP)
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


def table_of_flows(layout: Layout, level: Level) -> Result:
    """Return the largest flows between places: Table 8 or 9."""
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
_NO_FLOWS = Text("没有两端都已定位的关系", "no relation has both ends located")


def no_flows(found: flows.FlowMatrix) -> Text:
    """Return why there is no flow: nothing is located, or what is lies abroad."""
    if ABROAD not in found.table or not found.table[ABROAD].sum() + found.table.loc[ABROAD].sum():
        return _NO_FLOWS
    return Text(
        "没有两端均在31个省级行政区内的关系，节点多在国外；"
        '地名若为数据自有，请在 dataset.toml 设 places = "own"',
        "no relation has both ends in the 31 mainland provinces, and nodes lie abroad; "
        'places = "own" in dataset.toml takes places as they are given',
    )


def _matrix(layout: Layout, level: Level) -> flows.FlowMatrix | Text:
    """Return the flows of technology at a level, or why there are none."""
    try:
        found = layout.flowing.matrix(level)
    except EmptyNetworkError as error:
        return said_by(error)
    except SchemaError:
        return Text("节点没有省份或城市", "the nodes have no province or city")
    if not found.base:
        return no_flows(found)
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
