"""The section that sets two data sets or two years side by side, with the parts of each difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.notes import beside as notes
from clusternet.output.result import Result
from clusternet.report.compared import KNOWN, NEW, Compared
from clusternet.report.parts import Claim, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.space import flows
from clusternet.space.flows import Located
from clusternet.typing import Level
from clusternet.words import labels
from clusternet.words.labels import Label
from clusternet.words.text import said_by

if TYPE_CHECKING:
    from clusternet.report.document import Material


_TOP = 20
"""Places of a table."""


def beside(material: Material) -> Section:
    """Return the structure of both networks and what their places supply and receive."""
    compared = material.settings.compared
    assert compared is not None
    title = notes.title(*compared.names)
    tables, lacking = [_structure(material, compared)], []
    try:
        level = level_of(material)
        if level is None:
            lacking.append(notes.missing_places(NOWHERE))
        else:
            parts = _located(material, compared, level)
            tables += [_places(material, compared, parts, side) for side in ("enable", "input")]
    except ClusternetError as error:
        lacking.append(notes.missing_places(said_by(error)))
    claims = [_claim(material, compared)]
    return material.section("comparison", title, tables, claims=claims, left_out=lacking)


def _structure(material: Material, compared: Compared) -> Result:
    """Return both structures, their difference and its parts, a row each: a column is of one indicator."""
    frame = compared.structure
    kept = [name for name in compared.causes if frame[name].abs().gt(0).any()]
    said = {"before": compared.names[0], "after": compared.names[1], "difference": notes.DIFFERENCE}
    said |= {name: compared.causes[name] for name in kept}
    rows = frame.set_index("indicator")[list(said)].T.rename_axis(None, axis=1)
    for name in frame["indicator"]:
        if labels.style(name) == "count":
            rows[name] = rows[name].astype(int)
    rows.insert(0, "network", [text.in_(material.language) for text in said.values()])
    columns = {"network": Label("对照", "Side by side")}
    said_below = [notes.ADD_UP, notes.NO_PATHS]
    return material.table(42, notes.STRUCTURE, rows.reset_index(drop=True), columns=columns, notes=said_below)


def _located(material: Material, compared: Compared, level: Level) -> list[Located]:
    """Return what flows before, and after that between nodes known before and with the new ones."""
    before, after = compared.before, compared.after
    if material.main is not None and not material.settings.relation:
        before, after = before.relation(material.main), after.relation(material.main)
    known = after.nodes.index.isin(before.nodes.index)
    source, target = after.ends
    both, first = known[source] & known[target], flows.located(before, level=level)
    places = flows.places_of(after, level=level)
    return [first, *(flows.located(after, level=level, places=places, within=each) for each in (both, ~both))]


def _places(material: Material, compared: Compared, parts: list[Located], side: str) -> Result:
    """Return what every place supplies or receives in both, and where the difference comes from."""
    sums = [_sums(each, side) for each in parts]
    frame = pd.concat(sums, axis=1, keys=["before", KNOWN, NEW]).fillna(0.0)
    whole = frame["before"].sum(), frame[[KNOWN, NEW]].to_numpy().sum()
    frame["after"] = frame[KNOWN] + frame[NEW]
    frame = frame[frame[["before", "after"]].gt(0).any(axis=1)].copy()
    frame["difference"] = frame["after"] - frame["before"]
    frame[KNOWN] -= frame["before"]
    frame["before_share"] = frame["before"] / (whole[0] or np.nan)
    frame["after_share"] = frame["after"] / (whole[1] or np.nan)
    frame = frame.rename_axis("place").reset_index()
    order = frame.assign(size=frame["difference"].abs()).sort_values(
        ["size", "place"], ascending=[False, True], kind="stable"
    )
    shown = frame.loc[order.index[:_TOP], ["place", "before", "after", "difference", KNOWN, NEW,
                                           "before_share", "after_share"]]  # fmt: skip
    heads = {**notes.PARTS, "before": compared.names[0], "after": compared.names[1]}
    heads |= {"difference": notes.DIFFERENCE}
    heads |= {
        f"{name}_share": notes.share(said)
        for name, said in zip(("before", "after"), compared.names, strict=True)
    }
    number = 43 if side == "enable" else 44
    counted = notes.base(whole, material.kind)
    columns = {
        name: Label(*head, "share" if name.endswith("share") else "count") for name, head in heads.items()
    }
    columns |= {"place": labels.holding("place", "zone" if material.net.about.places == "own" else "place")}
    return material.table(number, notes.places(side), shown, columns=columns, notes=[counted, notes.ADD_UP])


def _sums(found: Located, side: str) -> pd.Series[float]:
    """Return how many relations flow from or to every place."""
    end = (found.source if side == "enable" else found.target)[found.base]
    total = np.bincount(end, minlength=found.inside)[: found.inside]
    return pd.Series(total, index=list(found.names[: found.inside]), dtype=float)


def _claim(material: Material, compared: Compared) -> Claim:
    (row,) = compared.structure[compared.structure["indicator"].eq("relations")].to_dict("records")
    causes = [(compared.causes[name], float(row[name])) for name in compared.causes if row[name]]
    text = notes.grown(compared.names, float(row["before"]), float(row["after"]), causes)
    share = abs(float(row["difference"])) / max(float(row["before"]), float(row["after"]), 1.0)
    return Claim("comparison", text, "table42", share)
