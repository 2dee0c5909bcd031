"""The section on concentration, and apart from it on flows between poles and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from clusternet.network.resampling import Resampling
from clusternet.output.result import Result
from clusternet.report.document import Material, Section
from clusternet.report.space import NOWHERE, level_of
from clusternet.space import polarisation
from clusternet.words import labels
from clusternet.words.bases import Base, base_of

_TITLE = ("集中与极化—扩散", "Concentration and polarisation")
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
        return material.without("polarisation", _TITLE, NOWHERE)
    if not material.flowing.years:
        return material.without("polarisation", _TITLE, ("数据没有年份", "the data have no years"))
    measured: dict[str, Any] = {
        "level": level,
        "count": material.settings.count,
        "places": material.flows.places(level),
    }
    frame = polarisation.by_year(material.flowing, resampling=Resampling(0), **measured)
    annual = frame[frame["period"].eq("annual")]
    tables = [_yearly(material, annual)]
    missing = []
    if annual["year"].nunique() > 1:
        resampling = Resampling(material.settings.replicates, material.settings.seed)
        found = polarisation.changes(material.flowing, resampling=resampling, **measured)
        tables.append(_changes(material, found))
    else:
        missing.append(
            material.say("首末年变化：数据只有一年。", "First year against last: the data have one year.")
        )
    return material.section("polarisation", _TITLE, tables, left_out=missing)


def _pole_notes(material: Material, base: Base | None) -> list[str]:
    named = material.net.about.poles
    listed = material.say("、".join(named), ", ".join(named)) or material.say(
        "数据未指定，故不列极化与扩散", "none named by the data, so no shares between poles and the rest"
    )
    return [
        material.say(
            f"极：{listed}。基数：{base.in_('zh') if base else ''}{material.of_kind()}；各年为当年。",
            f"Poles: {listed}. Base: {base or ''}{material.of_kind()}; each year by itself.",
        ),
        material.say(
            "集中度与极化/扩散（极与其余之间的流量占比）是两回事，分别列出。",
            "Concentration and polarisation (shares of flows between poles and the rest) differ.",
        ),
    ]


def _yearly(material: Material, annual: pd.DataFrame) -> Result:
    words = {side: labels.word(side, "side", material.language) for side in polarisation.SIDES}
    columns = {"year": annual["year"].drop_duplicates().tolist()}
    heads = [labels.heading("year", material.language)]
    styles: list[labels.Style] = ["count"]
    for side, name in _kept(annual):
        part = annual[annual["side"].eq(side)].set_index("year")[name]
        columns[f"{side} {name}"] = part.reindex(columns["year"]).tolist()
        head = labels.heading(name, material.language)
        heads.append(head if side == "flow" else f"{words[side]} {head}")
        styles.append(labels.style(name))
    return material.layout.printed(
        20,
        ("各年的集中度与极化—扩散", "Concentration and polarisation by year"),
        list(zip(heads, styles, strict=True)),
        list(zip(*columns.values(), strict=True)),
        notes=_pole_notes(material, base_of(annual)),
    )


def _kept(annual: pd.DataFrame) -> Sequence[tuple[str, str]]:
    """Return the measures that have a value in some year."""
    return [(side, name) for side, name in _SIDES if annual.loc[annual["side"].eq(side), name].notna().any()]


def _changes(material: Material, frame: pd.DataFrame) -> Result:
    wanted = pd.MultiIndex.from_tuples(_SIDES)
    kept = frame["period"].eq("annual") & pd.MultiIndex.from_frame(frame[["side", "measure"]]).isin(wanted)
    rows = frame[kept & frame["first"].notna()]
    columns = [
        "side",
        "measure",
        "first_year",
        "last_year",
        "first",
        "last",
        "change",
        "low",
        "high",
        "verdict",
    ]
    shown = rows[columns].copy()
    shown["measure"] = [labels.heading(name, material.language) for name in shown["measure"]]
    for name in ("first_year", "last_year"):
        shown[name] = shown[name].astype(str)
    times, seed = material.settings.replicates, material.settings.seed
    note = material.say(
        f"区间：95%，对企业有放回重抽样{times}次，种子{seed}；区间不含0才判定升降。",
        f"Intervals: 95%, firms resampled with replacement {times} times, seed {seed}; a verdict only where "
        "the interval is clear of 0.",
    )
    base = base_of(frame) if len(frame) else None
    return material.table(
        21, ("首年与末年相比", "First year against last"), shown, notes=[*_pole_notes(material, base), note]
    )
