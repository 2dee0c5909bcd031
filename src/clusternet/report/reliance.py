"""The section on dependence: whom receivers with a single supplier hang on, and places."""

from __future__ import annotations

import pandas as pd

from clusternet.notes import headlines
from clusternet.notes import nulls as notes
from clusternet.notes.report import missing
from clusternet.nulls import dependence as measure
from clusternet.output.result import Result
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.report.tables_of_flows import no_flows
from clusternet.words.text import Text

TITLE = Text("供给依赖", "Dependence on suppliers")
_TOP = 20


def reliance(material: Material) -> Section:
    """Return the suppliers that receivers hang on, and how much places take from their first."""
    net = material.flowing
    if not net.directed:
        return material.without("dependence", TITLE, _NO_DIRECTION)
    frame, found = measure.suppliers(net, _TOP, null=None), measure.supplied(net)
    said = notes.suppliers_notes(found, int(frame["sole"].sum()))
    tables, lacking = [_table(material, 22, notes.DEPENDENCE["suppliers"], frame, said)], []
    if not found.sole:
        tables, lacking = [], [missing(notes.DEPENDENCE["suppliers"], _NONE)]
    level = level_of(material)
    if level is None:
        lacking.append(missing(notes.DEPENDENCE["places"], NOWHERE))
    else:
        places = measure.by_place(net, level=level, null=None)
        base = notes.places_notes(measure.base(net, level), int(places["input"].sum()))
        if places.empty:
            lacking.append(missing(notes.DEPENDENCE["places"], no_flows(material.flows.matrix(level))))
        else:
            tables.append(_table(material, 23, notes.DEPENDENCE["places"], places.head(_TOP), base))
    claims = [_claim(material, frame, found)]
    return material.section("dependence", TITLE, tables, claims=claims, left_out=lacking)


_NONE = Text("没有接受方只有一个供给方", "no receiver has a single supplier")
_NO_DIRECTION = Text("数据无向，没有供给方与接受方", "the data are undirected: there is no supplier")


def _table(material: Material, number: int, title: Text, frame: pd.DataFrame, said: list[Text]) -> Result:
    shown = notes.dependence_readable(frame, material.language).drop(columns="id", errors="ignore")
    return material.table(number, title, shown, notes=said)


def _claim(material: Material, frame: pd.DataFrame, found: measure.Supplied) -> Claim | None:
    """Return how many receivers hang on one supplier, where several receivers hang on the same."""
    if not found.receivers or frame.empty or int(frame["sole"].iloc[0]) < 2:
        return None
    first, share = frame.iloc[0], found.sole / found.receivers
    base = material.counted(found.receivers, material.flowing, Text("个接受方", "receivers"))
    sole, of = int(first["sole"]), float(first["sole_share"])
    return Claim(
        "dependence", headlines.dependence(share, str(first["name"]), sole, of, base), "table22", share
    )
