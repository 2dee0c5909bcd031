"""The section on places: who supplies, who receives, and what flows between them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clusternet.output.result import Result
from clusternet.plot.flow import heatmap, sankey
from clusternet.plot.map import flowmap
from clusternet.plot.series import quadrant
from clusternet.plot.sheet.numbers import amount, percent
from clusternet.report.document import Figure, Material, Section
from clusternet.report.tables import build
from clusternet.space import flows, location
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import ranked
from clusternet.space.mapped import mapped
from clusternet.typing import Level
from clusternet.words import labels
from clusternet.words.terms import Terms, of_flows, title
from clusternet.words.text import Text

_TITLE = ("空间流向", "Flows between places")
_TOP, _CELLS, _RIBBONS, _ARCS = 20, 12, 10, 30
NOWHERE = ("数据没有节点的地点", "the data do not say where nodes are")
_Note = tuple[str, str]


def level_of(material: Material) -> Level | None:
    """Return the first level at which the data say where nodes are: province, city, region, country."""
    columns = material.net.nodes
    own = material.net.about.places == "own"
    levels: tuple[Level, ...] = ("province", "city", "region", "country") if own else ("province", "country")
    for level in levels:
        named = (level,) if own or level == "country" else ("province", "city")
        if any(name in columns and columns[name].notna().any() for name in named):
            return level
    everywhere = own and not {"province", "city", "region", "country"} & set(columns)
    return "region" if everywhere else None  # then the nodes are the places


def space(material: Material) -> Section:
    """Return what flows between places: Tables 7 to 10 where they apply, and four figures."""
    level = level_of(material)
    if level is None:
        return material.without("space", _TITLE, NOWHERE)
    found = material.flows.matrix(level)
    if not found.base:
        why = ("没有两端都已定位的关系", "no relation has both ends located")
        return material.without("space", _TITLE, why)
    printed = material.settings.relation != "all" and material.net.about.places == "chinese"
    tables = (
        build(material.layout, [7, 8, 9, 10])
        if printed and level == "province"
        else _plain(material, found, level)
    )
    table = flows.largest(found, 0)
    figures = [_heatmap(material, table, level), _sankey(material, table, level), _quadrant(material, found)]
    chart, missing = _flowmap(material, table, level)
    return material.section(
        "space", _TITLE, tables, [*figures, *chart], [_sentence(material, table, level)], missing
    )


def _plain(material: Material, found: FlowMatrix, level: Level) -> list[Result]:
    """Return margins and largest flows under neutral titles, for places that are no Chinese provinces."""
    base = [_base(material, found)]
    margins = flows.margins(found)
    margins = margins[margins["place"].isin(found.places)]
    size = margins["enable"] + margins["input"]
    margins = margins.assign(size=size).sort_values(["size", "place"], ascending=[False, True], kind="stable")
    heads = {
        "enable": material.say("流出", "Outflow"),
        "enable_share": material.say("流出占比", "Outflow share"),
        "input": material.say("流入", "Inflow"),
        "input_share": material.say("流入占比", "Inflow share"),
        "net": material.say("净流出（占比之差）", "Net (difference of shares)"),
    }
    shown = margins[["place", "enable", "enable_share", "input", "input_share", "net"]].head(_TOP)
    largest = flows.largest(found, _TOP)[
        ["rank", "source", "target", "flow", "share", "type", "expected_ratio"]
    ]
    chinese, english = title(level, technology=False)
    return [
        material.table(
            7,
            ("各地的流出与流入（前二十）", "What places send and receive (twenty largest)"),
            shown,
            heads=heads,
            notes=base,
        ),
        material.table(8, (f"{chinese}（前二十）", f"{english} (twenty largest)"), largest, notes=base),
    ]


def _base(material: Material, found: FlowMatrix) -> str:
    """Return the line that says what shares are taken of."""
    size = amount(found.base)
    units = of_flows(material.language, level=found.level, count=material.settings.count)
    return material.say(
        f"基数：{found.base_name.in_('zh')}{material.of_kind()} {size}；单位：{units.unit}。",
        f"Base: {found.base_name}{material.of_kind()}, {size}; unit: {units.unit}.",
    )


def _terms(material: Material, level: Level, language: str | None = None) -> Terms:
    return of_flows(
        language or material.language,
        level=level,
        count=material.settings.count,
        technology=material.technology,
        own=material.net.about.places == "own",
    )


def _folded(material: Material, table: pd.DataFrame, places: int, level: Level) -> list[_Note]:
    """Return the lines that say what is counted, how much of it stays, and what is in 其他."""
    found = ranked(table, places=places)
    zh, en, size = _terms(material, level, "zh"), _terms(material, level, "en"), amount(found.base)
    stays = percent(found.intra / found.base)
    notes = [
        (
            f"基数：{found.base_name.zh} {size}；单位：{zh.unit}；{zh.intra} {stays}",
            f"Base: {found.base_name.en}, {size}; unit: {en.unit}; {stays} {en.intra}",
        )
    ]
    if any(found.folded):
        notes.append((f"其他：合并 {found.folded[0]} 个地区", f"Other: {found.folded[0]} places"))
    return notes


def _heatmap(material: Material, table: pd.DataFrame, level: Level) -> Figure:
    options: dict[str, Any] = {
        "language": material.language,
        "places": _CELLS,
        "terms": _terms(material, level),
    }
    zh, en = title(level, technology=material.technology)
    return Figure(
        "heatmap",
        material.words(
            material.flowing,
            (f"{zh}热力图", f"{en}: heat map"),
            _folded(material, table, _CELLS, level),
            flows=True,
        ),
        lambda width: heatmap.plan(table, width, **options),
    )


def _sankey(material: Material, table: pd.DataFrame, level: Level) -> Figure:
    zh, en = title(level, technology=material.technology)
    return Figure(
        "sankey",
        material.words(
            material.flowing,
            (f"{zh}桑基图", f"{en}: Sankey diagram"),
            _folded(material, table, _RIBBONS, level),
            flows=True,
        ),
        lambda width: sankey.plan(
            table, width, language=material.language, places=_RIBBONS, terms=_terms(material, level)
        ),
    )


def _quadrant(material: Material, found: FlowMatrix) -> Figure:
    margins = flows.margins(found)
    table = margins[margins["place"].isin(found.places)][["place", "enable", "input"]]
    table = table.set_axis(["unit", "x", "y"], axis=1)
    drawn = len(quadrant.usable(table, log=True))
    rest = len(table) - drawn
    zh = f"对数坐标；虚线为中位数；共 {drawn} 个单元，空间不足处不标名。"
    en = f"Logarithmic axes; lines at the medians; {drawn} units, unnamed where there is no room."
    if rest:
        zh, en = f"{zh}另有 {rest} 个因非正值未画。", f"{en} {rest} more have a value of 0 and are left out."
    name = (
        ("技术赋能与技术输入", "Enabling against input")
        if material.technology
        else ("流出与流入", "Outflow against inflow")
    )
    ends = {
        True: (Text("技术赋能", "Enabling"), Text("技术输入", "Input")),
        False: (Text("流出", "Outflow"), Text("流入", "Inflow")),
    }
    first, second = (each.in_(material.language) for each in ends[material.technology])
    return Figure(
        "quadrant",
        material.words(material.flowing, name, [(zh, en)], flows=True),
        lambda width: quadrant.plan(
            table,
            width,
            cut="median",
            log=True,
            headings=(first, second),
            language=material.language,
        ),
    )


def _flowmap(material: Material, table: pd.DataFrame, level: Level) -> tuple[list[Figure], list[str]]:
    """Return the map, or why there is none."""
    if material.net.about.places == "own" or level == "country":
        why = (
            "流向地图：地点不是中国的地名，没有坐标。",
            "Flow map: the places are no Chinese places, and have no position.",
        )
        return [], [material.say(*why)]
    spots = location.coordinates(dict.fromkeys([*table["source"], *table["target"]]))
    options: dict[str, Any] = {
        "language": material.language,
        "top": _ARCS,
        "coordinates": spots,
        "terms": _terms(material, level),
    }
    found = mapped(table, coordinates=spots, top=_ARCS)
    zh, en = title(level, technology=material.technology)
    terms = [_terms(material, level, language) for language in ("zh", "en")]
    notes = [
        (
            f"弧线：最大的 {len(found.arcs)} 组{terms[0].inter}流向（共 {found.pairs:,} 组），"
            f"占{terms[0].inter}流量 {amount(found.inter)} 的 {percent(found.share)}",
            f"Arcs: the {len(found.arcs)} largest of {found.pairs:,} flows {terms[1].inter}, "
            f"{percent(found.share)} of their {amount(found.inter)}",
        ),
        (
            "地点：省份取省会；等积投影；示意图，不表示边界",
            "Places: provinces at their capitals; equal-area projection; a schematic without boundaries",
        ),
    ]
    figure = Figure(
        "flowmap",
        material.words(material.flowing, (f"{zh}示意图", f"{en} (schematic)"), notes, flows=True),
        lambda width: flowmap.plan(table, width, **options),
    )
    return [figure], []


def _sentence(material: Material, table: pd.DataFrame, level: Level) -> str:
    first, base = table.iloc[0], float(table["flow"].sum())
    stays = float(table.loc[table["type"].eq("intra"), "flow"].sum()) / base
    zh, en = _terms(material, level, "zh"), _terms(material, level, "en")
    share = labels.printed(first["share"], "share")
    return material.say(
        f"{zh.intra}流量占{100 * stays:.2f}%；最大的流向为{first['source']}→{first['target']}，占{share}。",
        f"{100 * stays:.2f}% of flows are {en.intra}; the largest is {first['source']} to {first['target']}, "
        f"{share} of the base.",
    )
