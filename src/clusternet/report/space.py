"""The section on places: who supplies, who receives, and what flows between them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from clusternet.notes import headlines, stated
from clusternet.notes.flow_figures import HEATMAP, SANKEY, Flows
from clusternet.notes.network import base_note
from clusternet.notes.report import missing
from clusternet.notes.series_figures import exchange_fields, exchange_heads, exchange_title, quadrant_note
from clusternet.notes.space import not_in_base
from clusternet.output.result import Result, Words
from clusternet.places import china
from clusternet.plot.flow import heatmap, sankey
from clusternet.plot.map import flowmap
from clusternet.plot.series import quadrant
from clusternet.plot.sheet.numbers import amount
from clusternet.report.document import Material
from clusternet.report.linked import linked
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.tables import build
from clusternet.report.tables_of_flows import no_flows
from clusternet.space import flows, location
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import REST, ranked
from clusternet.space.mapped import mapped
from clusternet.typing import Level
from clusternet.words import labels, naming
from clusternet.words.terms import of_flows, title
from clusternet.words.text import COMMA, NOTHING, Text

_TITLE = Text("空间流向", "Flows between places")
_TOP, _CELLS, _RIBBONS, _ARCS = 20, 12, 10, 30
_MOST, _REST = 20, 0.3
"""Most places of a flow figure, and the share of places without a name beyond which it names one more."""
NOWHERE = Text("数据没有节点的地点", "the data do not say where nodes are")


def level_of(material: Material) -> Level | None:
    """Return the level asked for, or the first at which the data say where nodes are, if they do.

    Of places in China unless most of those that are known lie abroad, and their countries are known.
    """
    return material.once("level", lambda: _level(material))


def _level(material: Material) -> Level | None:
    columns = material.net.nodes
    own = material.net.about.places == "own"
    wanted: Any = material.settings.cover.level
    levels: tuple[Level, ...] = ("province", "city", "region", "country") if own else ("province", "country")
    levels = (wanted,) if wanted else levels
    for level in levels:
        named = (level,) if own or level == "country" else ("province", "city")
        if any(name in columns and columns[name].notna().any() for name in named):
            return "country" if level == "province" and not wanted and _abroad(material) else level
    everywhere = not wanted and own and not {"province", "city", "region", "country"} & set(columns)
    return "region" if everywhere else None  # then the nodes are the places


def _abroad(material: Material) -> bool:
    """Whether most nodes whose place is known are outside the mainland, in countries that are known."""
    net = material.net.ungrouped
    if material.net.about.places == "own" or "country" not in net.nodes or net.nodes["country"].isna().all():
        return False
    located = location.of_nodes(net, level="province")
    known = located[located.ne(china.UNKNOWN)]
    return 2 * int(known.isin(location.ZONES).sum()) > len(known)


def space(material: Material) -> Section:
    """Return what flows between places: Tables 7 to 10 where they apply, and four figures."""
    level = level_of(material)
    if level is None:
        return material.without("space", _TITLE, NOWHERE)
    found = material.flows.matrix(level)
    if not found.base:
        return material.without("space", _TITLE, no_flows(found))
    printed = material.settings.relation != "all" and material.net.about.places == "chinese"
    tables = (
        build(material.layout, [7, 8, 9, 10])
        if printed and level == "province"
        else _plain(material, found, level)
    )
    table = flows.largest(found, 0)
    figures = [_heatmap(material, table, level), _sankey(material, table, level), _quadrant(material, found)]
    chart, lacking = _flowmap(material, table, level)
    made = material.section(
        "space", _TITLE, tables, [*figures, *chart], _claims(material, table, level), left_out=lacking
    )
    panel = linked(material, level, shown(material, table, _RIBBONS))
    return replace(made, panel=panel, sheets=(_whole(material, found, table, level),))


def _ends(material: Material, level: Level) -> dict[str, labels.Label]:
    """Return how the columns of both ends of a flow are headed."""
    said = said_of(material, level)
    zh, en = said.terms("zh"), said.terms("en")
    return {
        "source": labels.Label(zh.source, en.source, holds=zh.kinds[0]),
        "target": labels.Label(zh.target, en.target, holds=zh.kinds[0]),
    }


def _whole(material: Material, found: FlowMatrix, table: pd.DataFrame, level: Level) -> Result:
    """Return all flows, one a row, for the workbook."""
    what = title(level, technology=material.technology, own=said_of(material, level).own)
    columns = ["rank", "source", "target", "flow", "share", "type", "expected_ratio"]
    every = Text(f"{what.zh}（全部）", f"{what.en}: every flow")
    notes = [_base(material, found)]
    return material.sheet("flows", every, table[columns], notes=notes, columns=_ends(material, level))


def _plain(material: Material, found: FlowMatrix, level: Level) -> list[Result]:
    """Return margins and largest flows under neutral titles, for places that are no Chinese provinces."""
    base = [_base(material, found)]
    margins = flows.margins(found)
    margins = margins[margins["place"].isin(found.places)]
    size = margins["enable"] + margins["input"]
    margins = margins.assign(size=size).sort_values(["size", "place"], ascending=[False, True], kind="stable")
    heads = {
        "enable": Text("流出", "Outflow"),
        "enable_share": Text("流出占比", "Outflow share"),
        "input": Text("流入", "Inflow"),
        "input_share": Text("流入占比", "Inflow share"),
        "net": Text("净流出（占比之差）", "Net (difference of shares)"),
    }
    shown = margins[["place", "enable", "enable_share", "input", "input_share", "net"]].head(_TOP)
    largest = flows.largest(found, _TOP)[
        ["rank", "source", "target", "flow", "share", "type", "expected_ratio"]
    ]
    said, ends = said_of(material, level), _ends(material, level)
    what, kind = title(level, technology=False, own=said.own), ends["source"].holds
    return [
        material.table(
            7,
            Text("各地的流出与流入（前二十）", "What places send and receive (twenty largest)"),
            shown,
            heads=heads,
            notes=base,
            columns={"place": labels.holding("place", kind)},
        ),
        material.table(
            8,
            Text(f"{what.zh}（前二十）", f"{what.en} (twenty largest)"),
            largest,
            notes=base,
            columns=ends,
        ),
    ]


def _base(material: Material, found: FlowMatrix) -> Text:
    """Return the line that says what shares are taken of."""
    said = base_note(found.base_name, amount(found.base), kind=material.kind)
    units = Text.of(lambda language: of_flows(language, count=material.count).unit)
    rest = outside(material, found)
    return Text(
        f"{said.zh[:-1]}；单位：{units.zh}。{rest.zh}{'。' if rest.zh else ''}",
        f"{said.en[:-1]}; unit: {units.en}.{f' {rest.en}.' if rest.zh else ''}",
    )


def outside(material: Material, found: FlowMatrix) -> Text:
    """Return what is not in the base, nothing where all is."""
    own = flows.own_places(material.net, found.level)
    unit = Text.of(lambda language: of_flows(language, count=material.count).unit)
    return next(iter(not_in_base(found.outside, unit, own=own)), NOTHING)


def said_of(material: Material, level: Level) -> Flows:
    """Return how flows at a level are said."""
    own = material.net.about.places == "own"
    return Flows(level, material.count, technology=material.technology, own=own)


def shown(material: Material, table: pd.DataFrame, places: int) -> int:
    """Return how many places a figure names: as many as asked for, or so many that the rest stays small."""
    if material.settings.cover.places:
        return material.settings.cover.places
    while places < _MOST and _rest(table, places) > _REST:
        places += 1
    return places


def _rest(table: pd.DataFrame, places: int) -> float:
    """Return the share of what flows from or to places that are not named, whichever is more."""
    cells = ranked(table, places=places).table
    rest = [name for name in cells.index if name == REST]
    if not rest:
        return 0.0
    sides = cells.sum(axis=1)[REST], cells.sum(axis=0)[REST]
    return max(map(float, sides)) / float(cells.to_numpy().sum())


def _caption(material: Material, table: pd.DataFrame, shape: Text, places: int, level: Level) -> Words:
    """Return title and caption of a figure in which the smaller places are one."""
    said, found = said_of(material, level), ranked(table, places=places)
    outside = material.flows.matrix(level).outside
    notes = said.notes(found, outside=outside, own=said.own)
    return material.words(material.flowing, said.title(shape), notes, flows=True)


def _heatmap(material: Material, table: pd.DataFrame, level: Level) -> Figure:
    places = shown(material, table, _CELLS)
    options: dict[str, Any] = {
        "language": material.language,
        "places": places,
        "terms": said_of(material, level).terms(material.language),
    }
    return Figure(
        "heatmap",
        _caption(material, table, HEATMAP, places, level),
        lambda width: heatmap.plan(table, width, **options),
        "table8",
    )


def _sankey(material: Material, table: pd.DataFrame, level: Level) -> Figure:
    terms, places = said_of(material, level).terms(material.language), shown(material, table, _RIBBONS)
    return Figure(
        "sankey",
        _caption(material, table, SANKEY, places, level),
        lambda width: sankey.plan(table, width, language=material.language, places=places, terms=terms),
        "table8",
    )


def _quadrant(material: Material, found: FlowMatrix) -> Figure:
    margins = flows.margins(found)
    table = margins[margins["place"].isin(found.places)][["place", "enable", "input"]]
    table = table.set_axis(["unit", "x", "y"], axis=1)
    name = exchange_title(technology=material.technology)
    unit = Text.of(lambda language: said_of(material, found.level).terms(language).unit)
    across, upward = exchange_heads(technology=material.technology, unit=unit)
    fields = exchange_fields(technology=material.technology)
    notes = [
        base_note(found.base_name, f"{found.base:,.0f}"),
        quadrant_note(table, cut=None, log=None, units="place" if found.own else found.level),
    ]
    return Figure(
        "quadrant",
        material.words(material.flowing, name, notes, flows=True),
        lambda width: quadrant.plan(
            table,
            width,
            headings=(across.in_(material.language), upward.in_(material.language)),
            fields={key: text.in_(material.language) for key, text in fields.items()},
            language=material.language,
        ),
        "table7",
    )


def _flowmap(material: Material, table: pd.DataFrame, level: Level) -> tuple[list[Figure], list[Text]]:
    """Return the map, or why there is none."""
    if flows.own_places(material.net, level):
        why = Text("地点不是中国的地名，没有坐标", "the places are no Chinese places, and have no position")
        return [], [missing(Text("流向地图", "Flow map"), why)]
    spots = location.coordinates(dict.fromkeys([*table["source"], *table["target"]]))
    said = said_of(material, level)
    options: dict[str, Any] = {
        "language": material.language,
        "top": _ARCS,
        "coordinates": spots,
        "terms": said.terms(material.language),
    }
    found = mapped(table, coordinates=spots, top=_ARCS)
    notes = [said.arcs(found), *said.positions()]
    figure = Figure(
        "flowmap",
        material.words(material.flowing, said.map_title(schematic=True), notes, flows=True),
        lambda width: flowmap.plan(table, width, **options),
        "table8",
    )
    return [figure], []


def _claims(material: Material, table: pd.DataFrame, level: Level) -> list[Claim]:
    """Return where most comes from and what stays, and whether flows run to the poles or from them."""
    found, kind = material.flows.matrix(level), said_of(material, level).terms("zh").kinds[0]
    base, inside = material.counted(found.base, material.flowing, counted_in(material)), found.inside
    named = Text.of(lambda language: said_of(material, level).terms(language).intra)
    text = stated.flows(table, base, places=len(inside), kind=kind, intra=named)
    weight = stated.supplier(table, found.base)[1] - 1 / len(inside)
    claims = [Claim("flows", text, "table8", weight)] if text.en else []
    poles = [pole for pole in material.net.about.poles if pole in inside.index]
    rest = [place for place in inside.index if place not in poles]
    if poles and rest:
        out = float(inside.loc[poles, rest].to_numpy().sum()) / found.base
        back = float(inside.loc[rest, poles].to_numpy().sum()) / found.base
        names = COMMA.join(naming.said(pole, kind) for pole in poles)
        claims.append(Claim("poles", headlines.poles(out, back, names, base), "table8", abs(out - back)))
    return claims


def counted_in(material: Material) -> Text:
    """Return what is counted, with the type of relation where it is known."""
    if material.count == "relations" and material.main:
        zh, en = material.layout.relations
        return Text(f"条{zh}", en)
    return Text.of(lambda language: of_flows(language, count=material.count).unit)
