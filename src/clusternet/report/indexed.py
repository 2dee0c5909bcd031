"""The section on the composite index of places that comes with the package."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from clusternet import data, indices
from clusternet.indices import Composite, Design
from clusternet.network.relations import TECHNOLOGY, main_type
from clusternet.notes import index as notes
from clusternet.notes import stated
from clusternet.output.result import Result
from clusternet.plot.series import scores
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.space import regional
from clusternet.words import labels
from clusternet.words.labels import Label
from clusternet.words.text import Text

_TOP, _PLAIN = 20, 0.3
"""Rows; what the lead of the first weighs beside a share."""


def scored(material: Material) -> Section:
    """Return scores, ranks and how sure they are."""
    level = level_of(material)
    if level is None:
        return material.without("index", notes.INDEX, NOWHERE)
    if level == "country" or material.net.about.places == "own":
        return material.without("index", notes.INDEX, notes.NO_DESIGN)
    net = material.last
    table = regional.indicators(net, level=level)
    if len(table) < 3:
        return material.without("index", notes.INDEX, notes.FEW)
    flows = main_type(net.edges)
    design = _design(level, exchanged=flows != TECHNOLOGY)
    found, frame = material.once("index", lambda: _measured(table, design))
    said = [*notes.index_notes("index", found)]
    said += notes.exchanged_note(found.design, "" if flows == TECHNOLOGY else flows)
    made = _table(material, found, frame, level, said)
    figure = Figure(
        "scores",
        material.words(net, Text(design.label.zh, design.label.en), notes.scores_notes(found)),
        lambda width: scores.plan(frame.head(_TOP), width, language=material.language),
        made.key,
    )
    return material.section("index", notes.INDEX, [made], [figure], [_claim(material, frame, design)])


def _design(level: Any, *, exchanged: bool) -> Design:
    design = indices.load(data.folder("index") / "regional.toml")
    design = notes.exchanged(design) if exchanged else design
    return replace(design, network=level)


def _measured(table: pd.DataFrame, design: Design) -> tuple[Composite, pd.DataFrame]:
    """Return the index, and its table with the intervals of ranks."""
    found = indices.composite(table, design)
    spread = indices.rank_intervals(table, found.design)[["unit", "rank_low", "rank_median", "rank_high"]]
    return found, found.table.merge(spread, on="unit", how="left")


def _table(material: Material, found: Composite, frame: pd.DataFrame, level: str, said: list[Text]) -> Result:
    parts = {each.id: each.label for each in found.design.dimensions if each.id in frame}
    shown = frame[["rank", "unit", "score", "rank_low", "rank_median", "rank_high", *parts]].head(_TOP)
    columns = {"unit": labels.called(level, "place"), "score": Label("得分", "Score", "number"), **parts}
    title = Text(found.design.label.zh, found.design.label.en)
    return material.table(41, title, shown, notes=said, columns=columns)


def _claim(material: Material, frame: pd.DataFrame, design: Design) -> Claim | None:
    """Return what scores highest, as far as its rank is sure."""
    said = stated.scored(frame, kind="place")
    if not said.en or frame["rank_high"].iloc[0] > 1:
        return None
    net = material.last
    base = material.counted(len(net.edges), net, Text("条关系", "relations"))
    first, second = frame["score"].iloc[:2]
    text = notes.scored_in(said, Text(design.label.zh, design.label.en), base.said)
    return Claim("index", text, "table41", _PLAIN * float(1 - second / first))
