"""The section on concentration, and apart from it on flows between poles and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from clusternet.network.resampling import Resampling
from clusternet.notes import headlines
from clusternet.notes import space as notes
from clusternet.notes.report import missing
from clusternet.output.result import Result
from clusternet.report.document import Material
from clusternet.report.parts import Box, Claim, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.space import polarisation
from clusternet.words import labels
from clusternet.words.bases import base_of
from clusternet.words.labels import Label
from clusternet.words.text import Text

_SIDES = (
    ("enable", "hhi_size_corrected"),
    ("enable", "top3_share"),
    ("input", "hhi_size_corrected"),
    ("input", "top3_share"),
    ("flow", "intra_share"),
    *(("flow", name) for name in polarisation.BETWEEN),
)
"""Side and measure of the columns."""


def poles(material: Material) -> Section:
    """Return concentration and the shares between poles and the rest, by year, and their change."""
    level = level_of(material)
    if level is None:
        return material.without("polarisation", notes.POLARISATION, NOWHERE)
    if not material.flowing.years:
        return material.without("polarisation", notes.POLARISATION, NO_YEARS)
    measured: dict[str, Any] = {
        "level": level,
        "count": material.count,
        "places": material.flows.places(level),
    }
    net, span = material.flowing, material.settings.cover.years
    if span:
        net = net.window(*span)
        del measured["places"]  # those of nodes that the window may not have
    frame = polarisation.by_year(net, resampling=Resampling(0), **measured)
    annual = frame[frame["period"].eq("annual")]
    tables = [_yearly(material, annual)]
    lacking = []
    resampling = Resampling(material.settings.replicates, material.settings.seed)
    first = _comparable(material, net.years)
    if first is not None:
        net = net.window(first, net.years[-1])
        measured.pop("places", None)
    found = material.once(
        "polarisation", lambda: polarisation.changes(net, resampling=resampling, **measured)
    )
    if found["period"].eq("annual").any():
        tables.append(_changes(material, found, first))
    else:
        lacking.append(missing(Text("首末年变化", "First year against last"), _ONE_YEAR))
    claims = [_changed(material, found)] if not lacking else []
    return material.section(
        "polarisation",
        notes.POLARISATION,
        tables,
        claims=claims,
        boxes=_boxes(material, annual),
        left_out=lacking,
    )


def _comparable(material: Material, years: Sequence[int]) -> int | None:
    """Return the last year from which data were collected anew, if the years reach over it."""
    return max((year for year in material.breaks if years[0] < year <= years[-1]), default=None)


NO_YEARS = Text("数据没有年份", "the data have no years")
_ONE_YEAR = Text(
    f"关系不少于{polarisation.LEAST}条的年份不足两个",
    f"fewer than two years have {polarisation.LEAST} relations",
)
_NO_POLES = Text(
    "数据未指定，故不列极化与扩散", "none named by the data, so no shares between poles and the rest"
)


def _notes(material: Material, frame: pd.DataFrame) -> list[Text]:
    base = base_of(frame) if len(frame) else None
    poles = material.net.about.poles
    return [*notes.poles_notes(poles, base, kind=material.kind, none=_NO_POLES), notes.ANNUAL]


def _yearly(material: Material, annual: pd.DataFrame) -> Result:
    columns = {"year": annual["year"].drop_duplicates().tolist()}
    heads = [Label("年份", "Year", "count")]
    for side, name in _kept(annual):
        part = annual[annual["side"].eq(side)].set_index("year")[name]
        columns[f"{side} {name}"] = part.reindex(columns["year"]).tolist()
        head, which = labels.label(name), labels.label(side, "word")
        named = Label(f"{which.zh} {head.zh}", f"{which.en} {head.en}", head.style)
        heads.append(head if side == "flow" else named)
    return material.layout.printed(
        20,
        Text("各年的集中度与极化—扩散", "Concentration and polarisation by year"),
        heads,
        list(zip(*columns.values(), strict=True)),
        notes=_notes(material, annual),
    )


def _kept(annual: pd.DataFrame) -> Sequence[tuple[str, str]]:
    """Return the measures that have a value in some year."""
    return [(side, name) for side, name in _SIDES if annual.loc[annual["side"].eq(side), name].notna().any()]


def _kept_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of the measures that the tables have, where both years have a value."""
    kept = frame["period"].eq("annual") & pd.MultiIndex.from_frame(frame[["side", "measure"]]).isin(
        pd.MultiIndex.from_tuples(_SIDES)
    )
    return frame[kept & frame["first"].notna()]


def _changed(material: Material, frame: pd.DataFrame) -> Claim | None:
    """Return the change that is furthest from its interval's width, or that none is beyond it."""
    rows = _kept_rows(frame)
    sure = rows[rows["verdict"].isin(["rises", "falls"])]
    if rows.empty:
        return None
    base = material.counted(len(material.flowing.edges), material.flowing, Text("条关系", "relations"))
    years = int(rows["first_year"].iloc[0]), int(rows["last_year"].iloc[0])
    if sure.empty:
        return Claim("change", headlines.steady(len(rows), years, base.said), "table21", 0.05)
    width = (sure["high"] - sure["low"]).where(lambda each: each > 0)
    row = sure.iloc[int((sure["compared_change"].abs() / width).fillna(0.0).argmax())]
    side, name = labels.label(row["side"], "word"), labels.label(row["measure"])
    measure = (
        name if row["side"] == "flow" else Text(f"{side.zh}的{name.zh}", f"{side.en.capitalize()}: {name.en}")
    )
    text = headlines.change(
        Text(measure.zh, measure.en),
        years,
        [_shown(row[end], name) for end in ("first", "last")],
        [_moved(row[end], name) for end in ("compared_change", "low", "high")],
        str(row["verdict"]),
        base.said,
    )
    least = min(1.0, abs(row["change"]) / max(abs(row["first"]), 1e-12))
    return Claim("change", text, "table21", 0.3 + 0.7 * least)


def _shown(value: float, label: Label) -> str:
    return ("−" if value < 0 else "") + labels.shown(abs(value), label.style)


def _moved(value: float, label: Label) -> Text:
    """Return a difference with its sign, of shares in percentage points."""
    size = labels.shown(abs(value), label.style)
    points = size.endswith("%")
    said = ("+" if value > 0 else "−" if value < 0 else "") + size.rstrip("%")
    return Text(said + "个百分点" * points, said + " points" * points)


def _boxes(material: Material, annual: pd.DataFrame) -> list[Box]:
    """Return how much stays within places and how concentrated supply is, and their course."""
    found = []
    for side, name in (("flow", "intra_share"), ("enable", "top3_share")):
        rows = annual[annual["side"].eq(side) & annual[name].notna()]
        if rows.empty:
            continue
        label, which = labels.label(name), labels.label(side, "word")
        head = (
            label
            if side == "flow"
            else Label(f"{which.zh} {label.zh}", f"{which.en.capitalize()}: {label.en}")
        )
        series = tuple(zip(map(int, rows["year"]), map(float, rows[name]), strict=True))
        value = f"{labels.shown(series[-1][1], label.style)} ({series[-1][0]})"
        found.append(Box(head.in_(material.language), value, series, "table20"))
    return found


def _changes(material: Material, frame: pd.DataFrame, first: int | None) -> Result:
    rows = _kept_rows(frame)
    columns = [
        "side",
        "measure",
        "first_year",
        "last_year",
        "first",
        "last",
        "change",
        "compared_change",
        "low",
        "high",
        "verdict",
    ]
    shown = rows[columns].copy()
    shown["measure"] = [labels.heading(name, material.language) for name in shown["measure"]]
    for name in ("first_year", "last_year"):
        shown[name] = shown[name].astype(str)
    settings = material.settings
    said = [*_notes(material, frame), *notes.change_notes(polarisation.LEAST)]
    said += [*notes.intervals_notes(settings.replicates, settings.seed), _VERDICT]
    said += [] if first is None else [notes.comparable(first)]
    return material.table(21, Text("首年与末年相比", "First year against last"), shown, notes=said)


_VERDICT = Text("区间不含0才判定升降。", "A verdict only where the interval excludes 0.")
