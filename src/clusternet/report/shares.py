"""The section on distributions: technologies, fields of application, industries, categories, places."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Result
from clusternet.plot.series import bars
from clusternet.plot.sheet import palette
from clusternet.report.document import Figure, Material, Section
from clusternet.space import distribution
from clusternet.space.distribution import By
from clusternet.words import labels
from clusternet.words.bases import base_of

_TOP = 20
_BY: dict[By, tuple[int, tuple[str, str]]] = {
    "technology": (15, ("关系的技术类别分布", "Relations by technology")),
    "application": (16, ("关系的应用领域分布", "Relations by field of application")),
    "industry": (17, ("关系的行业分布", "Relations by industry")),
    "category": (18, ("节点的机构类型分布", "Nodes by category")),
    "province": (19, ("节点的省份分布", "Nodes by province")),
}


def shares(material: Material) -> Section:
    """Return a table and ranked bars for every attribute the data have."""
    titles, tables, figures, missing, mentions = [], [], [], [], []
    for by, (number, title) in _BY.items():
        try:
            found = _found(material, by)
        except EmptyNetworkError as error:
            missing.append(material.say(f"{title[0]}：{error}。", f"{title[1]}: {error}."))
            continue
        if found.empty:
            missing.append(_no_column(material, by, title))
            continue
        mentions.append(bool(base_of(found).each))
        titles.append(material.say(*title))
        tables.append(_table(material, number, title, found))
        figures.append(_figure(material, by, title, found))
    return material.section(
        "distribution",
        ("分布", "Distributions"),
        tables,
        figures,
        list(_sentences(material, titles, tables, mentions)),
        missing,
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


def _no_column(material: Material, by: By, title: tuple[str, str]) -> str:
    column = labels.heading(by, material.language) if by in ("category", "province") else by
    return material.say(
        f"{title[0]}：数据没有该属性（{column}）。", f"{title[1]}: the data have no such attribute ({by})."
    )


def _note(material: Material, found: pd.DataFrame) -> tuple[str, str]:
    base, size = base_of(found), f"{int(found['count'].sum()):,}"
    kind = material.of_kind() if base.counted == "relations" else ""
    zh, en = ("；一格多值时每个值各计一次", "; a cell of several values counts once for each")
    zh, en = (zh, en) if base.each else ("", "")
    return f"基数：{base.in_('zh')}{kind}，共 {size}{zh}。", f"Base: {base}{kind}, {size} in all{en}."


def _table(material: Material, number: int, title: tuple[str, str], found: pd.DataFrame) -> Result:
    shown = found[["rank", "name", "count", "share"]].head(_TOP)
    notes = [material.say(*_note(material, found))]
    if len(found) > _TOP:
        rest = len(found) - _TOP
        notes.append(material.say(f"仅列前{_TOP}项，另有{rest:,}项。", f"The {_TOP} largest; {rest:,} more."))
    return material.table(number, title, shown, notes=notes)


def _figure(material: Material, by: By, title: tuple[str, str], found: pd.DataFrame) -> Figure:
    colours = palette.of_places(found["name"]) if by == "province" else None
    edges = distribution.counted(by) == "edges"
    return Figure(
        f"bars_{by}",
        material.words(_counted(material, by), title, [_note(material, found)], flows=edges),
        lambda width: bars.plan(
            found, width, top=_TOP, colours=colours, holds=labels.holds(by), language=material.language
        ),
    )


def _sentences(
    material: Material, titles: list[str], tables: list[Result], mentions: list[bool]
) -> Iterator[str]:
    for what, table, mentioned in zip(titles, tables, mentions, strict=True):
        name = table.rows[0][1]
        share = labels.printed(table.rows[0][3], "share")
        zh, en = ("提及次数的", " of the mentions") if mentioned else ("", "")
        yield material.say(
            f"{what}：{name}最多，占{zh}{share}。", f"{what}: {name} is first with {share}{en}."
        )
