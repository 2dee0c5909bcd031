"""The section on distributions: technologies, fields of application, industries, categories, places."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import stated
from clusternet.notes.network import base_note
from clusternet.notes.report import missing
from clusternet.notes.series_figures import bars_note, bars_title
from clusternet.output.result import Result
from clusternet.plot.series import bars
from clusternet.report.document import Material, years_of
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.space import level_of
from clusternet.space import distribution
from clusternet.space.crossed import crossed
from clusternet.space.distribution import By
from clusternet.words import labels, naming
from clusternet.words.bases import base_of
from clusternet.words.naming import Holds
from clusternet.words.text import Text

_TOP = 20
_PLAIN = 0.2
"""What a share at the top weighs beside a comparison."""
_BY: dict[By, int] = {"technology": 15, "application": 16, "industry": 17, "category": 18, "province": 19}
"""The numbers of the tables."""


def shares(material: Material) -> Section:
    """Return a table and ranked bars for every attribute the data have."""
    tables, figures, claims, lacking = [], [], [], []
    for by in _attributes(material):
        title = bars_title(
            by,
            edges=distribution.counted(by) == "edges",
            technology=material.technology,
            kind=_kind(material, by),
            called=_called(material, by),
        )
        try:
            found = _found(material, by)
        except EmptyNetworkError as error:
            lacking.append(missing(title, Text(error.zh, str(error))))
            continue
        if found.empty:
            lacking.append(missing(title, _no_column(by)))
            continue
        if len(found) == 1:
            lacking.append(missing(title, _only(str(found["name"].iloc[0]), by)))
            continue
        tables.append(_table(material, by, title, found))
        claims.append(_claim(material, by, title, found))
        figures.append(_figure(material, by, title, found))
    both = _together(material)
    tables += [both] if isinstance(both, Result) else []
    lacking += [both] if isinstance(both, Text) else []
    return material.section(
        "distribution",
        Text("分布", "Distributions"),
        tables,
        figures,
        claims,
        left_out=lacking,
    )


def _together(material: Material) -> Result | Text:
    """Return which technologies meet which fields of application, or why that cannot be said."""
    title = Text("技术类别与应用领域的对应", "Technologies and their fields of application")
    if not {"technology", "application"} <= set(material.flowing.edges):
        return missing(title, Text("数据没有这两个属性", "the data do not have both"))
    frame = crossed(material.flowing, "technology", "application", count=material.count).table
    if frame.empty:
        return missing(title, Text("没有同时注明二者的关系", "no relation names both"))
    shown = frame[["rank", "source", "target", "flow", "share", "expected_ratio"]].head(_TOP)
    columns = {"source": labels.label("technology"), "target": labels.label("application")}
    size = f"{frame['flow'].sum():,.10g}"
    notes = [base_note(base_of(frame), size, kind=material.kind), _QUOTIENT]
    return material.table(25, title, shown, notes=notes, columns=columns)


_QUOTIENT = Text(
    "实际/期望：与两者互不相关时之比，大于1即相互偏好。",
    "Observed / expected: over what it would be if the two were unrelated; above 1 they go together.",
)


def _attributes(material: Material) -> list[By]:
    """Return what is distributed: of places countries, or the level that the data have own names for."""
    level, columns = level_of(material), material.net.nodes
    named = level == "country" or material.net.about.places == "own"
    return [*list(_BY)[:-1], level if named and level is not None and level in columns else "province"]


def _number(by: By) -> int:
    """Return the number of the table: places of any level have one."""
    return _BY.get(by, _BY["province"])


def _called(material: Material, by: By) -> Text | None:
    """Return what places of the data's own are called."""
    own = labels.holds(by) == "place" and material.net.about.places == "own"
    return material.net.about.place(by) if own else None


def _holds(material: Material, by: By) -> Holds:
    """Return what the names are."""
    return "zone" if _called(material, by) else labels.holds(by)


def _found(material: Material, by: By) -> pd.DataFrame:
    """Return the shares, or nothing where the data have no such attribute."""
    if by == "province" and not {"province", "city"} & set(material.net.nodes):
        return pd.DataFrame()  # nodes that are the places are one of themselves
    try:
        return distribution.shares(_counted(material, by), by, kind=_kind(material, by))
    except SchemaError:
        return pd.DataFrame()


def _counted(material: Material, by: By) -> ValueNetwork:
    return material.flowing if distribution.counted(by) == "edges" else material.last


def _kind(material: Material, by: By) -> str | None:
    """Return the kind of nodes counted: of places those of the sample, which was drawn by place."""
    return "sample" if labels.holds(by) == "place" and material.net.kinds is not None else None


def _only(name: str, by: By) -> Text:
    said = naming.said(name, labels.holds(by))
    return Text(f"全部为“{said.zh}”", f"all are {said.en}")


def _no_column(by: By) -> Text:
    column = labels.heading(by, "zh") if by in ("category", "province") else by
    return Text(f"数据没有该属性（{column}）", f"the data have no such attribute ({by})")


def _table(material: Material, by: By, title: Text, found: pd.DataFrame) -> Result:
    shown = found[["rank", "name", "count", "share"]].head(_TOP)
    notes = [bars_note(found, kind=material.kind)]
    if len(found) > _TOP:
        rest = len(found) - _TOP
        notes.append(Text(f"仅列前{_TOP}项，另有{rest:,}项。", f"The {_TOP} largest; {rest:,} more."))
    called, name = _called(material, by), labels.label(by)
    if called is not None:
        name = labels.Label(called.zh, called.en[:1].upper() + called.en[1:], holds="zone")
    return material.table(_number(by), title, shown, notes=notes, columns={"name": name})


def _figure(material: Material, by: By, title: Text, found: pd.DataFrame) -> Figure:
    edges = distribution.counted(by) == "edges"
    return Figure(
        f"bars_{by}",
        material.words(_counted(material, by), title, [bars_note(found, kind=material.kind)], flows=edges),
        lambda width: bars.plan(
            found, width, top=_TOP, holds=_holds(material, by), language=material.language
        ),
        f"table{_number(by)}",
    )


def _claim(material: Material, by: By, title: Text, found: pd.DataFrame) -> Claim | None:
    """Return what ranks first; nothing where the shares are nearly equal."""
    edges = distribution.counted(by) == "edges"
    years = years_of(_counted(material, by))
    text = stated.first(found, title, holds=_holds(material, by), edges=edges, years=years)
    weight = float(found["share"].iloc[0]) - 1 / len(found)
    return Claim(by, text, f"table{_number(by)}", _PLAIN * weight) if text.en else None
