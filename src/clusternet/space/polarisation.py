"""How concentrated flows are, and apart from it whether poles draw them in or pass them on.

Concentration (HHI, Gini, entropy, top shares) says how unequal places are. Polarisation (极化) and diffusion
(扩散) say between whom flows run: from pole to pole, from the poles to the rest, from the rest to the poles.
One can rise while the other falls, so they are never mixed into one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Effective, Resampling, draws, halves, margin
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import flows
from clusternet.space.concentration import BETWEEN, LINEAR, MEASURES, PERIODS, SIDES, Cells, Part, parts
from clusternet.space.located import Places
from clusternet.space.rarefaction import difference, equal, judged
from clusternet.typing import Count, Floats, Level

__all__ = [
    "BETWEEN",
    "CHANGES",
    "LEAST",
    "MEASURES",
    "NO_INTERVAL",
    "PERIODS",
    "SIDES",
    "by_year",
    "changes",
    "year_row",
]

NO_INTERVAL = ("gini", "entropy", "kanbur_zhang")
"""Measures that few flows move so far, and so skewly, that no interval about the population holds."""
LEAST = 30
"""Relations that a year has at least to be compared with another."""
CHANGES = (
    "period", "side", "measure", "first_year", "last_year", "first", "last", "change", "compared_change",
    "low", "high", "verdict", "base", "compared_relations", "compared_firms", "p", "replicates", "seed",
)  # fmt: skip
"""Columns of :func:`changes`."""


def by_year(
    net: ValueNetwork,
    *,
    level: Level = "province",
    poles: Sequence[str] | None = None,
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
    resampling: Resampling | None = None,
    places: Places | None = None,
) -> pd.DataFrame:
    """Return concentration and the pole table for every year, annual before cumulative, for each side.

    Parameters
    ----------
    net
        The network or a selection; take ``net.relation("technology")`` for flows of technology.
    level
        What a place is.
    poles
        Names of places of the level; those of the data set if None. A pole that is a province stands, at
        the level of cities, for all its cities.
    count
        ``relations``, ``pairs`` or ``weight``.
    resampling
        Of firms, for the intervals.
    places
        Where the nodes are at the level, if that is known: see :func:`clusternet.space.flows.places_of`.
    region_map
        Which regions, of level ``region``.

    Returns
    -------
    DataFrame
        ``year``, ``period`` (``annual``, ``cumulative``), ``level``, ``side``: ``enable`` (what places
        supply), ``input`` (what they receive) or ``flow`` (the cells of the matrix), the columns of
        :data:`MEASURES`, ``active_units``, ``units``, for every measure its ``_low`` and ``_high`` (95
        percent), ``replicates``, ``base``, ``base_n``, ``active_firms`` (with a relation),
        ``effective_firms`` (as many of equal size hold as much) and ``seed``.

        With shares s of k units: ``hhi`` = sum s^2; ``hhi_size_corrected`` = (W^2 hhi - sum w^2) /
        (W^2 - sum w^2) for relations of w each, W in all: that two different ones meet in a unit, and
        (n hhi - 1) / (n - 1) where n relations count one each, which takes out the chance concentration of
        few flows (Simpson 1949); ``gini`` over
        all k units; ``entropy`` = -sum s ln s, in nats; ``kanbur_zhang`` = inequality (Theil T) between the
        poles and the rest over that within them (Kanbur and Zhang 2001), empty where there is none within.
        Units are the places found in any year of ``net``, so years compare. Without poles the pole columns
        are empty. No interval is given for :data:`NO_INTERVAL`, where the measure is undefined in a
        replicate, or for fewer than 10 effective firms.

    Raises
    ------
    SchemaError
        If the edges have no year.
    ClusternetError
        If a pole is no place of the level.

    Notes
    -----
    An interval is about the population that the firms were drawn from. Each replicate draws sample firms
    with replacement (all nodes where the data name no samples), once for all years; see
    :func:`clusternet.network.resampling.times`. An interval is the observed value +- t standard deviations of
    the replicates (:func:`clusternet.network.resampling.margin`), and reaches as much farther as they are off
    on average: their quantiles would be off, because leaving firms out makes any distribution look more
    concentrated. It covers 0.87 to 1.00 in the simulations of ``benchmarks/polarisation.py``, below 0.90 in 8
    of 216 cells, of heavy-tailed firms.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"], "year": [2020, 2020]})
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["北京市", "北京市", "云南省"]})
    >>> table = by_year(from_frames(ties, nodes), poles=["北京市"], resampling=Resampling(0))
    >>> table.loc[0, ["hhi", "intra_share", "pole_to_rest"]].tolist()
    [1.0, 0.5, 0.5]
    """
    resampling = resampling or Resampling()
    places = places or flows.places_of(net, level=level, region_map=region_map)
    drawn = draws(net, resampling)
    rows = []
    for part in parts(net, level=level, poles=poles, count=count, places=places):
        cells = part.cells(drawn)
        rows += [year_row(part, cells, side, resampling) for side in SIDES]
    return pd.DataFrame(rows)


def changes(
    net: ValueNetwork,
    *,
    level: Level = "province",
    poles: Sequence[str] | None = None,
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
    resampling: Resampling | None = None,
    places: Places | None = None,
    least: int = LEAST,
) -> pd.DataFrame:
    """Return how every measure changed from the first year to the last, with a verdict where one is due.

    Concentration is compared at equal numbers of firms and relations (:mod:`clusternet.space.rarefaction`):
    it falls, and entropy rises, merely because there are more. Shares of relations are compared as observed.

    Parameters
    ----------
    net
        The network; its relations have years.
    level, poles, count, region_map
        As in :func:`by_year`.
    resampling
        How firms are drawn; see :class:`clusternet.network.resampling.Resampling`.
    places
        Where the nodes are, if known already.
    least
        Relations of the first and the last year at least; years with fewer are passed over.

    Returns
    -------
    DataFrame
        The columns of :data:`CHANGES`: ``change`` is of the values as observed; ``compared_change``, between
        years of ``compared_relations`` and ``compared_firms`` (active ones) each, has the interval ``low``,
        ``high`` (95 percent, the same firms drawn in both years) and a two-sided ``p``; ``verdict`` is
        ``rises`` or ``falls`` where the interval lies on one side of 0, else ``undetermined``. No rows of a
        period that has no two such years.

    Raises
    ------
    ClusternetError
        If ``resampling`` has no replicates: then no verdict is possible.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> found = changes(net, resampling=Resampling(replicates=99))
    >>> found = found[found["period"].eq("annual") & found["measure"].eq("gini")]
    >>> found[["side", "verdict"]].values.tolist()
    [['enable', 'undetermined'], ['input', 'falls'], ['flow', 'undetermined']]
    """
    resampling = resampling or Resampling()
    if resampling.replicates < 1:
        raise ClusternetError.of("verdict_intervals")
    places = places or flows.places_of(net, level=level, region_map=region_map)
    drawn, halved = draws(net, resampling), halves(net, resampling)
    every = list(parts(net, level=level, poles=poles, count=count, places=places))
    rows: list[dict[str, object]] = []
    for period in PERIODS:
        same = [part for part in every if part.period == period and part.found.base.sum() >= least]
        if len(same) > 1:
            rows += _compared(same[0], same[-1], drawn, halved, resampling)
    return pd.DataFrame(rows, columns=list(CHANGES))


def year_row(part: Part, cells: Cells, side: str, resampling: Resampling) -> dict[str, object]:
    """Return one row of :func:`by_year`.

    Parameters
    ----------
    part
        The flows of the year, or of all up to it.
    cells
        Their cells, as observed and with firms drawn.
    side
        ``enable``, ``input`` or ``flow``.
    resampling
        How firms are drawn.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> places = flows.places_of(net)
    >>> first = next(parts(net, level="province", poles=None, count="relations", places=places))
    >>> year_row(first, first.cells(np.empty((0, 1))), "flow", Resampling(0))["year"]
    2014
    """
    found = cells.measures(side)
    low, high = _interval(found, part.effective)
    values, _, units = replace(cells, values=cells.values[:1]).side(side)
    head = {"year": part.year, "period": part.period, "level": part.level, "side": side}
    named: dict[str, object] = {}
    for name, *ends in zip(MEASURES, found[0].tolist(), low.tolist(), high.tolist(), strict=True):
        named |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
    total = float(part.amount.sum())
    return {
        **head,
        **named,
        "active_units": int((values[0] > 0).sum()),
        "units": units,
        "replicates": resampling.replicates,
        "base": part.found.base_name,
        "base_n": int(total) if total.is_integer() else total,
        "active_firms": part.active,
        "effective_firms": part.effective.firms,
        "seed": resampling.seed,
    }


def _interval(found: Floats, own: Effective) -> tuple[Floats, Floats]:
    """Return the ends of the interval of each measure: row 0 is observed, the rest are replicates."""
    if len(found) < 3:
        empty = np.full(found.shape[1], np.nan)
        return empty, empty
    half = margin(own) * found[1:].std(axis=0, ddof=1)
    half[[MEASURES.index(name) for name in NO_INTERVAL]] = np.nan
    off = found[1:].mean(axis=0) - found[0]
    low, high = found[0] - np.maximum(off, 0) - half, found[0] - np.minimum(off, 0) + half
    return np.maximum(low, 0), np.minimum(high, 1)


def _compared(
    first: Part, last: Part, drawn: Floats, halved: Floats, resampling: Resampling
) -> Iterator[dict[str, object]]:
    sizes = equal(first, last)
    own = min(first.effective, last.effective, key=lambda each: each.degrees)
    before, after = (part.cells(drawn[:0]) for part in (first, last))
    shares = last.linear(drawn) - first.linear(drawn)
    rarefied = difference(first, last, sizes, halved, resampling)
    for side in SIDES:
        values = [cells.measures(side)[0] for cells in (before, after)]
        for place, (measure, one, other) in enumerate(zip(MEASURES, *values, strict=True)):
            if np.isnan(other - one):
                continue
            if linear := measure in LINEAR:
                column = LINEAR.index(measure)
                found = judged(shares[1:, column], own, observed=float(shares[0, column]))
            else:
                found = judged(rarefied[side][:, place], own)
            yield {
                "period": first.period,
                "side": side,
                "measure": measure,
                "first_year": first.year,
                "last_year": last.year,
                "first": one,
                "last": other,
                "change": other - one,
                "low": found.low,
                "high": found.high,
                "verdict": found.verdict,
                "base": last.found.base_name,
                "compared_change": found.change,
                "compared_relations": None if linear else sizes.left_relations,
                "compared_firms": None if linear else sizes.left_firms,
                "p": found.p,
                "replicates": resampling.replicates,
                "seed": resampling.seed,
            }
