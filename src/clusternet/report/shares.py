"""The section on distributions: technologies, fields of application, industries, categories, places."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes.report import missing
from clusternet.notes.series_figures import bars_note, bars_title
from clusternet.output.result import Result
from clusternet.plot.series import bars
from clusternet.report.document import Material
from clusternet.report.parts import Figure, Section
from clusternet.space import distribution
from clusternet.space.distribution import By
from clusternet.words import labels
from clusternet.words.bases import base_of
from clusternet.words.text import NOTHING, Text

_TOP = 20
_BY: dict[By, int] = {"technology": 15, "application": 16, "industry": 17, "category": 18, "province": 19}
"""The numbers of the tables."""


def shares(material: Material) -> Section:
    """Return a table and ranked bars for every attribute the data have."""
    tables, figures, sentences, lacking = [], [], [], []
    for by, number in _BY.items():
        title = bars_title(
            by,
            edges=distribution.counted(by) == "edges",
            technology=material.technology,
            kind=_kind(material, by),
        )
        try:
            found = _found(material, by)
        except EmptyNetworkError as error:
            lacking.append(missing(title, Text(error.zh, str(error))))
            continue
        if found.empty:
            lacking.append(missing(title, _no_column(by)))
            continue
        tables.append(_table(material, number, by, title, found))
        sentences.append(_sentence(title, found, tables[-1]))
        figures.append(_figure(material, by, title, found))
    return material.section(
        "distribution",
        Text("分布", "Distributions"),
        tables,
        figures,
        sentences,
        lacking,
    )


def _found(material: Material, by: By) -> pd.DataFrame:
    """Return the shares, or nothing where the data have no such attribute."""
    if by == "province" and not {"province", "city"} & set(material.net.nodes):
        return pd.DataFrame()  # where the nodes are the places, each is one of itself
    try:
        return distribution.shares(_counted(material, by), by, kind=_kind(material, by))
    except SchemaError:
        return pd.DataFrame()


def _counted(material: Material, by: By) -> ValueNetwork:
    return material.flowing if distribution.counted(by) == "edges" else material.last


def _kind(material: Material, by: By) -> str | None:
    """Return the kind of nodes counted: of places those of the sample, which was drawn by place."""
    return "sample" if by == "province" and material.net.kinds is not None else None


def _no_column(by: By) -> Text:
    column = labels.heading(by, "zh") if by in ("category", "province") else by
    return Text(f"数据没有该属性（{column}）", f"the data have no such attribute ({by})")


def _table(material: Material, number: int, by: By, title: Text, found: pd.DataFrame) -> Result:
    shown = found[["rank", "name", "count", "share"]].head(_TOP)
    notes = [bars_note(found, kind=material.kind)]
    if len(found) > _TOP:
        rest = len(found) - _TOP
        notes.append(Text(f"仅列前{_TOP}项，另有{rest:,}项。", f"The {_TOP} largest; {rest:,} more."))
    return material.table(number, title, shown, notes=notes, columns={"name": labels.label(by)})


def _figure(material: Material, by: By, title: Text, found: pd.DataFrame) -> Figure:
    edges = distribution.counted(by) == "edges"
    return Figure(
        f"bars_{by}",
        material.words(_counted(material, by), title, [bars_note(found, kind=material.kind)], flows=edges),
        lambda width: bars.plan(found, width, top=_TOP, holds=labels.holds(by), language=material.language),
    )


def _sentence(title: Text, found: pd.DataFrame, table: Result) -> Text:
    name, share = table.rows[0][1], labels.printed(table.rows[0][3], "share")
    of = Text("提及次数的", " of the mentions") if base_of(found).each else NOTHING
    return Text(
        f"{title.zh}：{name}最多，占{of.zh}{share}。", f"{title.en}: {name} ranks first ({share}{of.en})."
    )
