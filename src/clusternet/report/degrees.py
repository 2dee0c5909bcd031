"""The section on degrees: concentration of links, the power law and its rivals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clusternet.notes import degrees as notes
from clusternet.notes import stated
from clusternet.notes.headlines import Counted
from clusternet.output.result import Result
from clusternet.plot.series import tail
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.tables import counting
from clusternet.structure import centrality, degree, powerlaw
from clusternet.words import labels
from clusternet.words.labels import Label
from clusternet.words.text import Text

_LEAST = 0.0005
_TITLE = Text("度分布与集中度", "Degrees and concentration")
_EVEN = Text("所有节点的度数相同", "all nodes have the same degree")


def degrees(material: Material) -> Section:
    """Return concentration, the power-law fit, alternative distributions and the tail."""
    net, convention = material.last, material.settings.convention
    links = net.links(convention)
    if all(np.unique(each).size < 2 for each in (links.in_degree, links.out_degree)):
        return material.without("degrees", _TITLE, _EVEN)
    held = degree.concentration(net, direction=_directions(material), convention=convention)
    fits = material.once("degrees", lambda: _fits(material))
    return material.section(
        "degrees",
        _TITLE,
        [_concentration(material, held), _fit_table(material, fits), _other_laws(material, fits)],
        [_tail(material)],
        [_leader(material, held)],
    )


def _directions(material: Material) -> tuple[degree.Direction, ...]:
    """Return the degrees there are: without direction they are all the same."""
    return degree.DIRECTIONS if material.layout.directed else ("total",)


def _concentration(material: Material, held: pd.DataFrame) -> Result:
    columns = ["direction", "share_of_nodes", "nodes", "links", "share_of_links", "gini", "centralisation"]
    said = [counting(material.layout), notes.concentration_base(held), notes.ENDS, notes.FREEMAN]
    title = Text("边的集中度", "Concentration of links")
    return material.table(11, title, held[columns], notes=said)


def _fits(material: Material) -> pd.DataFrame:
    chosen = material.settings
    return powerlaw.table(
        material.last,
        directions=_directions(material),
        kind=None if material.net.kinds is None else "sample",
        bootstrap=chosen.bootstrap,
        seed=chosen.seed,
        convention=chosen.convention,
    )


def _fit_table(material: Material, fits: pd.DataFrame) -> Result:
    columns = ["direction", "n", "xmin", "n_tail", "alpha", "alpha_se", "ks", "p", "verdict"]
    frame = notes.power_law_readable(fits)[columns]
    kind = "all" if material.net.kinds is None else "sample"
    said = [*notes.fitted_notes(fits, kind, seed=material.settings.seed), notes.RULE, notes.UNTESTED]
    return material.table(12, Text("度分布的幂律拟合", "Power law fitted to degrees"), frame, notes=said)


def _other_laws(material: Material, fits: pd.DataFrame) -> Result:
    language = material.language
    rows: list[tuple[Any, ...]] = [
        (
            labels.word(fit["direction"], "direction", language),
            labels.law(each["name"], language),
            each["log_ratio"],
            None if each["flag"] else each["normalised_ratio"],
            None if each["flag"] else _small(each["p"]),
        )
        for fit in fits.to_dict("records")
        for each in fit["alternatives"]
    ]
    columns = [
        labels.label("direction"),
        Label("其他分布", "Other law"),
        Label("对数似然比", "Log ratio", "number"),
        Label("标准化", "Normalised", "number"),
        Label("p", "p", "number"),
    ]
    title = Text("幂律与其他分布的比较", "The power law and alternative distributions")
    if not rows:
        why = Text("没有可比较的尾部", "there is no tail to compare")
        return material.layout.without_rows(13, title, columns, why)
    blank = Text(
        "空格：该分布退化为幂律，不作证据。",
        "Blank: at its limit the law is the power law, which is no evidence.",
    )
    return material.layout.printed(13, title, columns, rows, notes=[notes.RATIO, blank])


def _small(p: float | None) -> float | str | None:
    """Return a p that three decimals would print as nothing as the bound it is."""
    return "<0.001" if p is not None and p < _LEAST else p


def _tail(material: Material) -> Figure:
    directions = _directions(material)
    table = degree.ccdf(material.last, directions=directions, convention=material.settings.convention)
    zeros = table[table["degree"].eq(0)].set_index("direction")["nodes"]
    note = notes.tail_note({name: int(zeros.get(name, 0)) for name in directions})
    return Figure(
        "tail",
        material.words(material.last, notes.TAIL, [note]),
        lambda width: tail.plan(table, width, language=material.language),
        "table11",
    )


def _leader(material: Material, held: pd.DataFrame) -> Claim | None:
    """Return who leads and how concentrated edges are; nothing where they are spread evenly."""
    net, convention = material.last, material.settings.convention
    edges = Counted(net.links(convention).size, Text("条边", "edges"), material.span)
    top = centrality.top(net, 1, convention=convention)
    text, row = stated.leader(held, top, len(net.nodes), edges), stated.few(held, top)
    weight = float(row["share_of_links"]) - float(row["share_of_nodes"])
    return Claim("leaders", text, "table11", weight) if text.en else None
