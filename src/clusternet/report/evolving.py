"""Sections on change: whether the structure rises or falls, and how new relations form."""

from __future__ import annotations

import math

import pandas as pd

from clusternet.change import choices, formation, trends
from clusternet.change.formation import Formation
from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import change as notes
from clusternet.notes import formation as formed
from clusternet.notes import stated
from clusternet.notes.network import base_note, counting
from clusternet.notes.report import FAST, missing
from clusternet.notes.series_figures import trend_notes
from clusternet.output.result import Result
from clusternet.plot.series import lines, odds, trend
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.poles import NO_YEARS
from clusternet.report.space import level_of
from clusternet.words import labels
from clusternet.words.bases import Base
from clusternet.words.text import Text, said_by

_FEWEST, _SLIGHT = 3, 0.01
"""Nodes that a year has at least; of the pairs of the largest year, what a year has at least."""
_TOLD = ["tau", "p_holm", "rule"]
_RISES, _TELLS = 0.6, 0.4
"""What a change of a metric, and what an odds ratio weighs beside a share."""
_MADE = ["existing", "entering", "repeated"]
"""What the pairs of a year are made of."""


def trending(material: Material) -> Section:
    """Return the verdict on every metric, of each year by itself and of all up to it."""
    net = material.last
    if not net.years:
        return material.without("trends", notes.TRENDS, NO_YEARS)
    measured = material.once(
        "trends",
        lambda: trends.by_year(
            net,
            columns=[*trends.DEFAULT, "nodes"],
            broken=material.breaks,
            convention=material.settings.convention,
            null=None,
        ),
    )
    kept, thin = _full(measured[measured["year"].isin(material.layout.within(net.years))])
    if kept.empty:
        return material.without("trends", notes.TRENDS, notes.FEW)
    frame = trends.verdicts(kept)
    if frame["p"].isna().all() or frame["verdict"].eq("undetermined").all():
        return material.without("trends", notes.TRENDS, notes.FEW)
    made = [_verdicts(material, frame, thin)], [_annual(material, kept)]
    return material.section("trends", notes.TRENDS, *made, [_claim(material, frame)])


def _full(measured: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """Return the metrics of years with enough nodes by themselves, and the other years."""
    sizes = measured["metric"].eq("nodes")
    few = measured[sizes & measured["period"].eq("annual") & measured["observed"].lt(_FEWEST)]
    thin = few["year"].astype(int).tolist()
    return measured[~sizes & ~measured["year"].isin(thin)], thin


def _verdicts(material: Material, frame: pd.DataFrame, thin: list[int]) -> Result:
    shown, first = notes.trends_readable(frame, material.language, widest=0)
    shown = shown.drop(columns=_TOLD, errors="ignore")
    named, kinds = bool(material.settings.cover.breaks), material.net.kinds is not None
    said = [
        *first,
        *notes.too_thin(thin, _FEWEST),
        notes.breaks_note(material.breaks, by_rule=not named, kinds=kinds),
    ]
    said += [counting(material.last, material.selection), *notes.trends_notes(trends.DEFAULT, brief=True)]
    return material.table(29, notes.VERDICTS, shown, notes=said)


def _claim(material: Material, frame: pd.DataFrame) -> Claim | None:
    """Return the surest rise or fall, of a year by itself before one of all years, which breaks spoil."""
    found = frame[frame["verdict"].isin(["rising", "falling"]) & frame["basis"].eq("value")]
    found = found[found["period"].eq("annual") | (not material.breaks)]
    found = found[found["metric"].ne("density")]  # it falls as networks grow
    if found.empty:
        return None
    row = found.sort_values(["period", "p"], kind="stable").to_dict("records")[0]
    series = [(int(str(name)), float(row[name])) for name in frame if str(name).isdecimal()]
    known = [(year, value) for year, value in series if math.isfinite(value)]
    (_, first), (_, last) = ends = known[0], known[-1]
    base = material.counted(len(material.last.edges), material.last, Text("条关系", "relations"))
    moved = abs(last - first) / max(abs(first), abs(last), 1e-12)
    return Claim("change", notes.risen(row, ends, base.said), "table29", _RISES * moved)


def _annual(material: Material, measured: pd.DataFrame) -> Figure:
    """Return the metrics of each year by itself."""
    annual = measured[measured["period"].eq("annual")]
    wide = annual.pivot(index="year", columns="metric", values="observed").reset_index()
    wide = wide.rename(columns={"modularity": "modularity_run"})
    drawn = [name for name in (*trends.DEFAULT[:-1], "modularity_run") if wide[name].notna().any()]
    return Figure(
        "annual",
        material.words(material.last, notes.ANNUAL, trend_notes(material.breaks, annual=True)),
        lambda width: trend.plan(
            wide, width, columns=drawn, breaks=material.breaks, language=material.language
        ),
        "table29",
    )


def forming(material: Material) -> Section:
    """Return new and repeated pairs by year, and what tells the partners that are chosen from others."""
    net = material.last
    if not net.years:
        return material.without("formation", formed.FORMATION, NO_YEARS)
    tables, figures, claims, lacking = [], [], [], []
    frame = formation.by_year(net)
    frame = frame[frame["year"].isin(material.layout.within(net.years))]
    enough = frame["pairs"] >= _SLIGHT * frame["pairs"].max()
    frame, slight = frame[enough].reset_index(drop=True), frame.loc[~enough, "year"].tolist()
    if len(frame) > 1:
        tables.append(_years(material, net, frame, slight))
        figures.append(_made(material, net, frame))
        claims.append(_renewed(material, frame))
    else:
        lacking.append(missing(formed.YEARS, formed.ONE_YEAR))
    found = _chosen(material, net)
    if isinstance(found, Text):
        lacking.append(missing(formed.CHOICES, found))
    else:
        tables.append(_odds(material, found))
        figures.append(_forest(material, net, found))
        claims.append(_telling(found))
    return material.section("formation", formed.FORMATION, tables, figures, claims, left_out=lacking)


def _years(material: Material, net: ValueNetwork, frame: pd.DataFrame, slight: list[int]) -> Result:
    undated = choices.ties(net).undated
    said = [base_note(Base("pairs"), f"{int(frame['pairs'].sum()):,}"), *formed.years_notes(undated)]
    said += formed.slight_years(slight, _SLIGHT)
    return material.table(30, formed.YEARS, frame, notes=said)


def _made(material: Material, net: ValueNetwork, frame: pd.DataFrame) -> Figure:
    """Return what the pairs of each year are made of, as bands."""
    named = {name: labels.heading(name, material.language) for name in _MADE}
    long = frame.rename(columns=named).melt("year", list(named.values()), "name", "count")
    return Figure(
        "formed",
        material.words(net, formed.YEARS, formed.years_notes(0)),
        lambda width: lines.plan(long, width, chart="area", language=material.language),
        "table30",
    )


def _renewed(material: Material, frame: pd.DataFrame) -> Claim | None:
    """Return how much of the last year is new, against the first that could repeat anything."""
    first, last = (frame.iloc[place] for place in (1, -1))
    if len(frame) < 3:
        return None
    began, ended = ((int(row["year"]), float(row["new_share"])) for row in (first, last))
    text = formed.renewed(began, (*ended, int(last["pairs"])))
    if abs(began[1] - ended[1]) < _SLIGHT:
        return None
    return Claim("formation", text, "table30", _TELLS * abs(began[1] - ended[1]))


def _telling(found: Formation) -> Claim | None:
    """Return what most tells the chosen from others."""
    said, frame = stated.chosen(found), found.table
    if not said.en:
        return None
    sure = frame[frame["low"].gt(1) | frame["high"].lt(1)]
    row = sure.iloc[int(sure["z"].abs().argmax())]
    text = formed.chosen_in(said, found.since, found.until)
    return Claim("formation", text, "table31", _TELLS * (1 - math.exp(-abs(float(row["estimate"])))))


def _chosen(material: Material, net: ValueNetwork) -> Formation | Text:
    """Return the model of choices, or why there is none."""
    if not material.settings.nulls:
        return FAST
    level, seed = level_of(material) or "province", material.settings.seed
    try:
        return material.once("formation", lambda: formation.formation(net, level=level, seed=seed))
    except ClusternetError as error:
        return said_by(error)


def _odds(material: Material, found: Formation) -> Result:
    shown = formed.formation_readable(found.table, material.language)
    said = formed.formation_notes(found, level_of(material) or "province")
    return material.table(31, formed.CHOICES, shown, notes=said)


def _forest(material: Material, net: ValueNetwork, found: Formation) -> Figure:
    return Figure(
        "odds",
        material.words(net, formed.CHOICES_FIGURE, formed.odds_notes(found)),
        lambda width: odds.plan(found.table, width, language=material.language),
        "table31",
    )
