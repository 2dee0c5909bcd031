"""How concentrated flows are, and apart from it whether poles draw them in or pass them on.

Concentration (HHI, Gini, entropy, top shares) says how unequal places are. Polarisation (极化) and diffusion
(扩散) say between whom flows run: from pole to pole, from the poles to the rest, from the rest to the poles.
One can rise while the other falls, so they are never mixed into one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.resampling import Resampling, draws
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import flows
from clusternet.space.concentration import BETWEEN, MEASURES, SIDES, Part, interval
from clusternet.space.flows import Places
from clusternet.typing import Count, Level, Period

__all__ = ["BETWEEN", "CHANGES", "MEASURES", "PERIODS", "SIDES", "by_year", "changes"]

PERIODS: tuple[Period, ...] = ("annual", "cumulative")
CHANGES = (
    "period", "side", "measure", "first_year", "last_year", "first", "last", "change", "low", "high",
    "verdict", "base",
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
        percent), ``replicates``, ``base`` and ``base_n``.

        With shares s of k units: ``hhi`` = sum s^2; ``hhi_size_corrected`` = (W^2 hhi - sum w^2) /
        (W^2 - sum w^2) for relations of w each, W in all: that two different ones meet in a unit, and
        (n hhi - 1) / (n - 1) where n relations count one each, which takes out the chance concentration of
        few flows (Simpson 1949); ``gini`` over
        all k units; ``entropy`` = -sum s ln s, in nats; ``kanbur_zhang`` = inequality (Theil T) between the
        poles and the rest over that within them (Kanbur and Zhang 2001), empty where there is none within.
        Units are the places found in any year of ``net``, so years compare. Without poles the pole columns
        are empty; an interval is where the measure is undefined in a replicate.

    Raises
    ------
    SchemaError
        If the edges have no year.
    ClusternetError
        If a pole is no place of the level.

    Notes
    -----
    Each replicate draws sample firms with replacement (all nodes where the data name no samples). A relation
    counts as often as its firm is drawn, one between two firms as often as they are drawn on average, one
    without a firm once. Firms are drawn once for all years, so changes have intervals of their own. An
    interval is the observed value +- 1.96 standard deviations of the replicates: their quantiles would be
    off, because leaving firms out makes any distribution look more concentrated.

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
    rows = [
        part.row(side, value, low, high, resampling.replicates)
        for part in _parts(net, level, poles, count, places, resampling)
        for side, value, low, high in part.measured()
    ]
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
) -> pd.DataFrame:
    """Return how every measure changed from the first year to the last, with a verdict where one is due.

    Years without a counted flow are passed over.

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

    Returns
    -------
    DataFrame
        ``period``, ``side``, ``measure``, ``first_year``, ``last_year``, ``first``, ``last``, ``change``,
        ``low``, ``high`` (95 percent, the same firms drawn in both years) and ``verdict``: ``rises`` or
        ``falls`` where the interval lies on one side of 0, else ``undetermined``; ``base``.

    Raises
    ------
    ClusternetError
        If ``resampling`` has no replicates: then no verdict is possible.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> found = changes(net, resampling=Resampling(replicates=20))
    >>> found = found[found["period"].eq("annual") & found["measure"].eq("gini")]
    >>> found[["side", "verdict"]].values.tolist()
    [['enable', 'undetermined'], ['input', 'falls'], ['flow', 'falls']]
    """
    resampling = resampling or Resampling()
    if resampling.replicates < 1:
        raise ClusternetError("a verdict needs intervals: at least one replicate")
    places = places or flows.places_of(net, level=level, region_map=region_map)
    parts = list(_parts(net, level, poles, count, places, resampling))
    rows: list[dict[str, object]] = []
    for period in PERIODS:
        same = [part for part in parts if part.period == period and part.found.base.any()]
        rows += _compared(same[0], same[-1]) if same else []
    return pd.DataFrame(rows, columns=list(CHANGES))


# -- one year ----------------------------------------------------------------------------------------------


def _parts(
    net: ValueNetwork,
    level: Level,
    poles: Sequence[str] | None,
    count: Count,
    places: Places,
    resampling: Resampling,
) -> Iterator[Part]:
    """Yield the flows of every year, annual before cumulative."""
    if not net.years:
        raise SchemaError("the edges have no year column; accepted headers: year, date, 年份, 日期")
    names = places.names[: places.inside]
    pole = _poles(names, net.about.poles if poles is None else poles, level, given=poles is not None)
    drawn = draws(net, resampling)
    for period in PERIODS:
        for year in net.years:
            first = year if period == "annual" else net.years[0]
            part = net.window(first, year, isolated="keep")
            found = flows.located(part, level=level, count=count, places=places)
            yield Part(year, period, level, found, part.ends, pole, drawn)


def _poles(names: Sequence[str], poles: Sequence[str], level: str, *, given: bool) -> NDArray[np.bool_]:
    """Mark the poles among the places of the level."""
    marked = np.zeros(len(names), dtype=bool)
    for pole in poles:
        wanted = _names_of(pole, level)
        here = np.array([name in wanted or (level == "city" and _province(name) in wanted) for name in names])
        if not here.any() and given:
            raise ClusternetError(
                f"pole {pole!r} is no {level} with flows; accepted: {', '.join(names[:40])}"
            )
        marked |= here
    return marked


def _names_of(pole: str, level: str) -> set[str]:
    found = china.resolve(pole)
    if found is None or level not in ("province", "city"):
        return {pole}
    return {pole, found.city or found.province} if level == "city" else {pole, found.province}


def _province(city: str) -> str:
    found = china.resolve(city)
    return found.province if found else ""


def _compared(first: Part, last: Part) -> Iterator[dict[str, object]]:
    for side in SIDES:
        before, after = first.all_measures(side), last.all_measures(side)
        low, high = interval(after - before)
        for place, measure in enumerate(MEASURES):
            if np.isnan(after[0, place] - before[0, place]):
                continue
            yield {
                "period": first.period,
                "side": side,
                "measure": measure,
                "first_year": first.year,
                "last_year": last.year,
                "first": before[0, place],
                "last": after[0, place],
                "change": after[0, place] - before[0, place],
                "low": low[place],
                "high": high[place],
                "verdict": "rises" if low[place] > 0 else "falls" if high[place] < 0 else "undetermined",
                "base": last.found.base_name,
            }
