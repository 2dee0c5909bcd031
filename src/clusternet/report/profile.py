"""Profiles of places: what the analyses say of each, gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from clusternet.change.verdict import judge
from clusternet.errors import ClusternetError
from clusternet.kernels.ties import levelled
from clusternet.network.value_network import ValueNetwork
from clusternet.records import specialisation
from clusternet.report.document import Material
from clusternet.space import flows, quotients
from clusternet.space.polarisation import LEAST
from clusternet.typing import Floats, Level

MOST = 40
"""Places that have a profile."""
FIRST = 3
"""Partners, fields and opportunities that a profile names."""
FIELDS = ("technology", "application", "industry")
"""What specialisation is in: the first that the data have."""


@dataclass(frozen=True)
class Share:
    """A part of something: a partner or a field, how much it is, and a quotient or density beside it."""

    name: str
    amount: float
    beside: float


@dataclass(frozen=True)
class Profile:
    """What is known of one place or organisation.

    Attributes
    ----------
    name
        As the data have it, places by their canonical names.
    rank
        Among all of its kind; ties share the best.
    ranks
        Robustness interval of the rank, if the package has one.
    numbers
        Key of a column -> value.
    receivers, suppliers
        Whom it supplies most, and who supplies it: amount, and share of what it supplies or receives.
    fields
        Those it is specialised in: amount and location quotient, the highest first.
    chances
        Those it is not: amount and relatedness density, the nearest first.
    series
        Year and share of the relations of the year.
    verdict
        Whether that share rises; see :func:`clusternet.change.verdict.judge`.
    """

    name: str
    rank: int
    numbers: dict[str, float]
    ranks: tuple[int, int] | None = None
    receivers: tuple[Share, ...] = ()
    suppliers: tuple[Share, ...] = ()
    fields: tuple[Share, ...] = ()
    chances: tuple[Share, ...] = ()
    series: tuple[tuple[int, float], ...] = ()
    verdict: str = ""
    where: tuple[Share, ...] = field(default=())
    """Places of its partners, of an organisation."""


def field_of(net: ValueNetwork) -> str | None:
    """Return the attribute that specialisation is in, None where relations have none."""
    return next((name for name in FIELDS if name in net.edges and net.edges[name].notna().any()), None)


# -- places ------------------------------------------------------------------------------------------------
def of_places(material: Material, level: Level) -> list[Profile]:
    """Return profiles of the places with the largest flows, those of the most first.

    Parameters
    ----------
    level
        What a place is.
    """
    found = material.flows.matrix(level)
    table, margins = flows.largest(found, 0), flows.margins(found)
    margins = margins[margins["place"].isin(found.places)].set_index("place")
    size = levelled(margins["enable"] + margins["input"])
    order = np.lexsort((margins.index.to_numpy(dtype=str), -size))
    series, special = _by_year(material, level), _special(material, level)
    profiles = []
    within = dict(zip(found.places, np.diag(found.inside.to_numpy()).tolist(), strict=True))
    for place in margins.index[order[:MOST]].tolist():
        row = margins.loc[place]
        stays = float(within[place])
        fields, chances = _fields(special, place)
        years = series.get(place, ())
        profiles.append(
            Profile(
                place,
                1 + int((size > size[margins.index.get_loc(place)]).sum()),
                {
                    "of": float(len(margins)),
                    **{name: float(row[name]) for name in ("enable", "enable_share", "input", "input_share")},
                    "both": float(row["enable"] + row["input"]),
                    "net": float(row["net"]),
                    "stays": stays,
                    "stays_share": stays / row["enable"] if row["enable"] else np.nan,
                },
                receivers=_partners(table, "source", "target", place, row["enable"]),
                suppliers=_partners(table, "target", "source", place, row["input"]),
                fields=fields,
                chances=chances,
                series=years,
                verdict=verdict(material, years),
            )
        )
    return profiles


def _partners(table: pd.DataFrame, end: str, other: str, place: str, whole: float) -> tuple[Share, ...]:
    """Return the largest flows of a place with others: amount and share of all that it sends or takes."""
    rows = table[table[end].eq(place) & table[other].ne(place)].head(FIRST)
    return tuple(
        Share(name, float(flow), float(flow) / float(whole))
        for name, flow in zip(rows[other], rows["flow"], strict=True)
    )


def _by_year(material: Material, level: Level) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return the share of every place in what each year adds, of years with enough relations."""
    net, count = material.flowing, material.count
    places = material.flows.places(level)
    shares: dict[int, Floats] = {}
    for year in net.years:
        within = net.edges["year"].eq(year).fillna(False).to_numpy(dtype=bool)
        found = flows.located(net, level=level, count=count, places=places, within=within)
        base = found.base
        if int(base.sum()) < LEAST:
            continue
        amount = found.amount[base]
        both = sum(np.bincount(end[base], amount, found.inside) for end in (found.source, found.target))
        shares[year] = both / (2 * amount.sum())
    return {
        name: tuple((year, float(share[at])) for year, share in shares.items())
        for at, name in enumerate(places.names[: places.inside])
    }


def specialised(material: Material, level: Level) -> specialisation.Specialisation | None:
    """Return what places that supply are specialised in, None where relations have no fields.

    Parameters
    ----------
    level
        What a place is.

    Raises
    ------
    ClusternetError
        If no relation has both a place and a field.
    """
    net, name = material.flowing, field_of(material.flowing)
    if name is None:
        return None
    counted = specialisation.of_network(net, f"source_{level}", name, count=material.count)
    return material.once("specialised", lambda: specialisation.measure(counted.table))


def _special(material: Material, level: Level) -> specialisation.Specialisation | None:
    """Return the same, None also where that cannot be counted."""
    try:
        return specialised(material, level)
    except ClusternetError:
        return None


def _fields(
    found: specialisation.Specialisation | None, unit: str
) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """Return the fields that a unit is specialised in, and those that are nearest to them."""
    if found is None or unit not in found.values.index:
        return (), ()
    at = found.values.index.tolist().index(unit)
    return nearest(*(each.iloc[at] for each in (found.values, found.lq, found.present, found.density)))


def nearest(
    values: pd.Series, lq: pd.Series, present: pd.Series, density: pd.Series
) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """Return the fields of highest quotient, and of the others those of highest density."""
    names = values.index.to_numpy(dtype=object).astype(str)
    held = present.to_numpy(dtype=bool)
    sure = held & (values.to_numpy() >= quotients.LEAST)
    near = ~held & (density.to_numpy(dtype=float) > 0)
    found = []
    for kept, column in ((sure, lq.to_numpy()), (near, density.to_numpy())):
        order = [at for at in np.lexsort((names, -np.nan_to_num(column))) if kept[at]][:FIRST]
        found.append(tuple(Share(names[at], float(values.iloc[at]), float(column[at])) for at in order))
    return found[0], found[1]


def verdict(material: Material, series: Sequence[tuple[int, float]]) -> str:
    """Return the verdict on a series of years, nothing where it has fewer than two."""
    if len(series) < 2:
        return ""
    years, values = zip(*series, strict=True)
    return judge(years, values, period="annual", breaks=material.breaks).verdict
