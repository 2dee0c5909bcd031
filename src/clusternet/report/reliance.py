"""Sections on dependence: whom receivers with a single supplier hang on, and what is left without leaders."""

from __future__ import annotations

import pandas as pd

from clusternet.notes import dependence as notes
from clusternet.notes import headlines
from clusternet.notes.headlines import percent
from clusternet.notes.report import FAST, missing
from clusternet.nulls import dependence as measure
from clusternet.nulls import robustness
from clusternet.nulls.frame import kept
from clusternet.output.result import Result
from clusternet.plot.series import lines
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.report.tables_of_flows import no_flows
from clusternet.words import labels
from clusternet.words.text import Text

TITLE = Text("供给依赖", "Dependence on suppliers")
_TOP, _PART, _SURE = 20, 10, 0.05
"""Rows; one node in how many is removed at most; largest p of a finding."""
_TELLS = 0.6
"""What a loss weighs beside a share."""
_TOLD = ["id", "random_z", "random_p_holm"]
_DRAWN = ("links", "largest_component", "reachable_share")


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
    shown = notes.dependence_readable(frame, material.language).drop(columns=_TOLD, errors="ignore")
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


def removal(material: Material) -> Section:
    """Return what is left of the network without its leading nodes, against random removal."""
    net, chosen, title = material.last, material.settings, notes.DEPENDENCE["removal"]
    if not chosen.nulls:
        return material.without("robustness", title, FAST)
    asked = [number for number in robustness.REMOVE if number * _PART <= len(net.nodes)]
    if not asked:
        return material.without("robustness", title, notes.FEW_TO_REMOVE)
    found = material.once(
        "robustness", lambda: robustness.removal(net, remove=asked, null=None, seed=chosen.seed)
    )
    said = notes.removal_notes(found.first, "all", "degree", directed=net.directed)
    said += notes.dependence_nulls("removal", "none", robustness.REPLICATES, chosen.seed, kept(net))
    table = _table(material, 34, title, found.table, said)
    return material.section(
        "robustness", title, [table], _curve(material, found.table), [_remains(material, found.table)]
    )


def _curve(material: Material, frame: pd.DataFrame) -> list[Figure]:
    """Return what is left by the number of nodes removed, where there are several."""
    parts = []
    for metric in _DRAWN:
        rows = frame[frame["metric"].eq(metric)]
        for column, how in notes.REMOVED.items():
            values = {0: 1.0, **dict(zip(rows["removed"], rows[column], strict=True))}
            name = f"{labels.heading(metric, material.language)}{how.in_(material.language)}"
            parts.append(pd.DataFrame({"year": [*values], "name": name, "share": [*values.values()]}))
    long = pd.concat(parts)
    if long["share"].isna().any():
        return []
    return [
        Figure(
            "removal",
            material.words(material.last, notes.CURVE, [notes.CURVED]),
            lambda width: lines.plan(long, width, value="share", language=material.language),
            "table34",
        )
    ]


def _remains(material: Material, frame: pd.DataFrame) -> Claim | None:
    """Return how much can be reached without the leading nodes, where random removal leaves more for sure."""
    rows = frame[frame["metric"].eq("reachable_share") & frame["random_p"].le(_SURE)]
    rows = rows[rows["kept"] < rows["random_mean"]]
    if rows.empty:
        return None
    row = rows.iloc[-1]
    shares = [percent(float(row[name])) for name in ("kept", "random_mean")]
    base = material.counted(len(material.last.nodes), material.last, Text("个节点", "nodes"))
    drawn = f"{float(row['random_p']):.2g}", int(row["replicates"])
    text = notes.remaining(int(row["removed"]), shares, drawn, base.said)
    return Claim("dependence", text, "table34", _TELLS * float(row["random_mean"] - row["kept"]))
