"""Sections on what explains links: the gravity model of flows, and the links that stand out from chance."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from clusternet.network.persons import persons
from clusternet.notes import backbone as notes
from clusternet.notes import gravity as model
from clusternet.nulls import backbone as measure
from clusternet.nulls.backbone import Backbone
from clusternet.plot.flow import sankey
from clusternet.plot.series import odds
from clusternet.report.document import Material
from clusternet.report.explored import named
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.space import NOWHERE, counted_in, level_of, said_of, shown
from clusternet.space import flows, gravity
from clusternet.space.gravity import Gravity
from clusternet.structure.measures import degrees
from clusternet.typing import Level
from clusternet.words import naming
from clusternet.words.text import Text

_TOP, _FEW, _PLACES = 20, 2, 10
_TELLS = 0.4
"""What a multiplier weighs beside a share."""


def explaining(material: Material) -> Section:
    """Return the gravity model of the flows between places."""
    level = level_of(material)
    if level is None:
        return material.without("gravity", model.TERMS, NOWHERE)
    found = material.once(
        "gravity",
        lambda: gravity.gravity(material.flowing, level=level, count=material.count, surveyed=material.net),
    )
    frame = model.terms_readable(found.table, material.language)
    said = model.gravity_notes(found, level, given=False)
    table = material.table(32, model.TERMS, frame, notes=said)
    drawn = model.multipliers(found.table, material.language)
    figure = Figure(
        "gravity",
        material.words(
            material.flowing, model.FIGURE, [model.MULTIPLIED, model.sample_note(found)], flows=True
        ),
        lambda width: odds.plan(drawn, width, heading=model.MULTIPLIER, language=material.language),
        "table32",
    )
    return material.section("gravity", model.TERMS, [table], [figure], [_multiplied(material, found)])


def _multiplied(material: Material, found: Gravity) -> Claim | None:
    """Return the surest term whose interval excludes no effect."""
    sure = found.table[found.table["low"].gt(0) | found.table["high"].lt(0)]
    if sure.empty:
        return None
    row = sure.iloc[int(sure["z"].abs().argmax())]
    base = material.counted(len(found.pairs), material.flowing, Text("对地区", "pairs of places"))
    text = model.explained(row.to_dict(), base.said)
    return Claim("flows", text, "table32", _TELLS * (1 - math.exp(-abs(float(row["estimate"])))))


def standing(material: Material) -> Section:
    """Return the flows between places that stand out from chance, or links where there are no places."""
    level = level_of(material)
    net = material.last if level is None else material.flowing
    count = None if level is None else material.count
    found = measure.not_empty(
        material.once("backbone", lambda: measure.backbone(net, level=level, count=count))
    )
    told = _told(material, found, level)
    frame = notes.backbone_readable(told.head(_TOP), net, places=level is not None)
    columns = notes.backbone_columns(
        found, level or "node", own=net.about.places == "own", technology=material.technology
    )
    said = notes.backbone_notes(found, places=level is not None)
    said += [] if level or material.settings.entities else [notes.HIDDEN]
    title = notes.LINKS if level is None else notes.FLOWS
    table = material.table(33, title, frame, notes=said, columns=columns)
    figures = [] if level is None else _drawn(material, found, level)
    claims = [_most(material, found, told, level)]
    return material.section("backbone", notes.BACKBONE, [table], figures, claims)


def _told(material: Material, found: Backbone, level: Level | None) -> pd.DataFrame:
    """Return the links that are told: of nodes those between the ones that have names, as everywhere."""
    if level is not None:
        return found.table
    net, chosen = material.last, material.settings
    degree = np.asarray(degrees(net.links(chosen.convention))["degree"])
    ids = net.nodes.index[named(net.nodes.index, degree, persons(net), entities=chosen.entities)]
    return found.table[found.table["source"].isin(ids) & found.table["target"].isin(ids)]


def _drawn(material: Material, found: Backbone, level: Level) -> list[Figure]:
    """Return the flows between places that are kept, if they are several."""
    net, table = material.flowing, flows.largest(material.flows.matrix(level), 0)
    rows = table[table["source"].ne(table["target"]) & np.array(measure.standing_flows(found, net, table))]
    if len(rows) < _FEW:
        return []
    rows = rows.reset_index(drop=True).assign(base_n=rows["flow"].sum())
    terms, places = said_of(material, level).terms(material.language), shown(material, rows, _PLACES)
    caption = [*notes.figure_notes(found), notes.SHARES]
    return [
        Figure(
            "backbone",
            material.words(net, notes.FLOWS, caption, flows=True),
            lambda width: sankey.plan(rows, width, language=material.language, places=places, terms=terms),
            "table33",
        )
    ]


def _most(material: Material, found: Backbone, told: pd.DataFrame, level: Level | None) -> Claim | None:
    """Return how many links stand out, and which does most."""
    if told.empty or not told["kept"].iloc[0]:
        return None
    row, net = told.iloc[0], material.last if level is None else material.flowing
    ends = [str(row[end]) for end in ("source", "target")]
    if level is None:
        names = net.nodes["name"].fillna(net.nodes.index.to_series()) if "name" in net.nodes else None
        one, two = (Text(*[str(end if names is None else names[end])] * 2) for end in ends)
    else:
        kind = said_of(material, level).terms("zh").kinds[0]
        one, two = (naming.said(end, kind) for end in ends)
    what = Text("条关系", "relations") if level is None else counted_in(material)
    size = material.counted(float(found.table["base_n"].iloc[0]), net, what)
    share = float(found.table.loc[found.table["kept"], "weight"].sum() / found.table["weight"].sum())
    text = notes.most(found, row.to_dict(), (one, two), size.said, places=level is not None)
    return Claim("flows", text, "table33", _TELLS * share * (1 - share))
