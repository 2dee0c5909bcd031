"""How concentrated flows are, and apart from it whether poles draw them in or pass them on.

Concentration (HHI, Gini, entropy, top shares) says how unequal places are. Polarisation (极化) and diffusion
(扩散) say between whom flows run: from pole to pole, from the poles to the rest, from the rest to the poles.
One can rise while the other falls, so they are never mixed into one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.resampling import Resampling, draws
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import flows
from clusternet.space.flows import Located, Places
from clusternet.typing import Count, Floats, Ints, Level, Period

__all__ = ["BETWEEN", "CHANGES", "MEASURES", "PERIODS", "SIDES", "by_year", "changes"]

PERIODS: tuple[Period, ...] = ("annual", "cumulative")
SIDES = ("enable", "input", "flow")
BETWEEN = ("pole_to_pole", "pole_to_rest", "rest_to_pole", "rest_to_rest")
MEASURES = (
    "hhi", "hhi_size_corrected", "gini", "entropy", "top1_share", "top3_share", "intra_share",
    *BETWEEN, "kanbur_zhang",
)  # fmt: skip
CHANGES = (
    "period", "side", "measure", "first_year", "last_year", "first", "last", "change", "low", "high",
    "verdict", "base",
)  # fmt: skip
"""Columns of :func:`changes`."""
_ROUNDING = 1e-12
_UNBOUNDED = ("entropy", "kanbur_zhang")
_NORMAL = 1.959963984540054
_CHUNK = 64


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
@dataclass(frozen=True, eq=False)
class _Part:
    """One selection: its flows, observed first and then as each replicate has them."""

    year: int
    period: Period
    level: str
    found: Located
    ends: tuple[Ints, Ints]
    """Firms at the ends of its relations."""
    pole: NDArray[np.bool_]
    drawn: Floats

    @cached_property
    def _cells(self) -> tuple[Ints, Floats, Floats]:
        """The cells that are not 0, their values, and the sum of squares of what flowed in each relation.

        Shapes (cells,), (1 + replicates, cells) and (1 + replicates,).
        """
        from scipy.sparse import csr_array

        inside = self.found.base
        source, target = self.found.source[inside], self.found.target[inside]
        rows, amount = self.found.rows[inside], self.found.amount[inside]
        key, cell = np.unique(source * self.pole.size + target, return_inverse=True)
        each = np.arange(rows.size)
        sums = csr_array((amount, (cell, each)), shape=(key.size, rows.size))
        values, squares = np.ones((1 + len(self.drawn), key.size)), np.ones(1 + len(self.drawn))
        values[0], squares[0] = sums @ np.ones(rows.size), amount @ amount
        ends = [end[rows] for end in self.ends]
        for start in range(0, len(self.drawn), _CHUNK):
            some = self.drawn[start : start + _CHUNK]
            times, part = _weights(some, ends), slice(1 + start, 1 + start + len(some))
            values[part], squares[part] = (sums @ times).T, amount**2 @ times
        return key, values, squares

    @property
    def source(self) -> Ints:
        """Places that supply, of every cell."""
        return self._cells[0] // self.pole.size

    @property
    def target(self) -> Ints:
        """Places that receive, of every cell."""
        return self._cells[0] % self.pole.size

    @property
    def values(self) -> Floats:
        """What flows in every cell, observed and in each replicate."""
        return self._cells[1]

    def side(self, side: str, values: Floats) -> tuple[Floats, Ints, int]:
        """Return the values of the units, the group each is in, and how many units there are."""
        k = self.pole.size
        if side == "flow":
            return values, 2 * ~self.pole[self.source] + ~self.pole[self.target], k * k
        ends = self.source if side == "enable" else self.target
        sums = np.zeros((len(values), k))
        np.add.at(sums.T, ends, values.T)
        return sums, (~self.pole).astype(np.int64), k

    def all_measures(self, side: str) -> Floats:
        """Return every measure, observed and in each replicate; shape (1 + replicates, measures)."""
        values, group, units = self.side(side, self.values)
        total = self.values.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = values / total[:, None]
            hhi = (shares**2).sum(axis=1)
            ordered = -np.sort(-shares, axis=1)
            columns = [
                hhi,
                (total**2 * hhi - self._cells[2]) / (total**2 - self._cells[2]),
                _gini(ordered, units),
                0.0 - _plogp(shares).sum(axis=1),  # no -0
                ordered[:, :1].sum(axis=1),
                ordered[:, :3].sum(axis=1),
                self._share(self.source == self.target, total),
                *self._between(total),
                self._kanbur_zhang(shares, group, units),
            ]
        found = np.column_stack(columns)
        found[total <= 0] = np.nan
        return found

    def _share(self, cells: NDArray[np.bool_], total: Floats) -> Floats:
        return np.asarray(self.values[:, cells].sum(axis=1) / total)

    def _between(self, total: Floats) -> list[Floats]:
        if not self.pole.any():
            return [np.full(total.size, np.nan)] * len(BETWEEN)
        a, b = self.pole[self.source], self.pole[self.target]
        return [self._share(cells, total) for cells in (a & b, a & ~b, ~a & b, ~a & ~b)]

    def _kanbur_zhang(self, shares: Floats, group: Ints, units: int) -> Floats:
        """Return Theil's T between the groups over that within them."""
        poles = int(self.pole.sum())
        if not 0 < poles < self.pole.size:
            return np.full(len(shares), np.nan)
        rest = self.pole.size - poles
        sizes = [poles, rest] if units == self.pole.size else [poles**2, poles * rest, poles * rest, rest**2]
        theil = _plogp(shares).sum(axis=1) + np.log(units)
        between = np.zeros(len(shares))
        for number, size in enumerate(sizes):
            held = shares[:, group == number].sum(axis=1)
            between += _plogp(held) + held * np.log(units / size)
        within = theil - between
        return np.asarray(between / np.where(within > _ROUNDING, within, np.nan))

    def measured(self) -> Iterator[tuple[str, Floats, Floats, Floats]]:
        """Yield each side with its measures as observed, and the ends of their intervals."""
        for side in SIDES:
            found = self.all_measures(side)
            low, high = _interval(found)
            most = [np.inf if name in _UNBOUNDED else 1.0 for name in MEASURES]
            yield side, found[0], np.maximum(low, 0), np.minimum(high, most)

    def row(self, side: str, value: Floats, low: Floats, high: Floats, replicates: int) -> dict[str, object]:
        """Return one row of the table."""
        values, _, units = self.side(side, self.values[:1])
        head = {"year": self.year, "period": self.period, "level": self.level, "side": side}
        named: dict[str, object] = {}
        for name, *found in zip(MEASURES, value.tolist(), low.tolist(), high.tolist(), strict=True):
            named |= dict(zip((name, f"{name}_low", f"{name}_high"), found, strict=True))
        active = {"active_units": int((values[0] > 0).sum()), "units": units}
        total = float(self.values[0].sum())
        said = {
            "replicates": replicates,
            "base": self.found.base_name,
            "base_n": int(total) if total.is_integer() else total,
        }
        return head | named | active | said


def _parts(
    net: ValueNetwork,
    level: Level,
    poles: Sequence[str] | None,
    count: Count,
    places: Places,
    resampling: Resampling,
) -> Iterator[_Part]:
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
            yield _Part(year, period, level, found, part.ends, pole, drawn)


def _weights(drawn: Floats, ends: list[Ints]) -> Floats:
    """Return how often each relation counts: the mean over its firms; shape (rows, replicates)."""
    firm = ~np.isnan(drawn[0])
    times = np.ascontiguousarray(np.where(firm, drawn, 0.0).T)
    firms = firm[ends[0]].astype(float) + firm[ends[1]]
    mean: Floats = times[ends[0]]
    mean += times[ends[1]]
    mean /= np.maximum(firms, 1)[:, None]
    mean[firms == 0] = 1.0
    return mean


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


def _plogp(shares: Floats) -> Floats:
    return np.asarray(shares * np.log(np.where(shares > 0, shares, 1.0)))


def _gini(descending: Floats, units: int) -> Floats:
    """Return the Gini coefficient of shares that add up to 1; units that are not given have 0."""
    place = np.arange(1, descending.shape[1] + 1)
    return np.asarray((units + 1 - 2 * (descending * place).sum(axis=1)) / units)


def _interval(found: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 percent interval of each column: row 0 is observed, the rest are replicates.

    Observed +- 1.96 standard deviations of the replicates: quantiles would be off, because leaving firms out
    makes any distribution look more concentrated.
    """
    if len(found) < 2:
        empty = np.full(found.shape[1], np.nan)
        return empty, empty
    half = _NORMAL * found[1:].std(axis=0, ddof=1 if len(found) > 2 else 0)
    return found[0] - half, found[0] + half


def _compared(first: _Part, last: _Part) -> Iterator[dict[str, object]]:
    for side in SIDES:
        before, after = first.all_measures(side), last.all_measures(side)
        low, high = _interval(after - before)
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
