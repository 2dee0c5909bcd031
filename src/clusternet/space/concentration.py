"""The flows of some years, resampled, and how concentrated they are and between whom they run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.kernels.ordering import distinct
from clusternet.network.absent import no_years
from clusternet.network.resampling import Effective, counts, effective, firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import flows
from clusternet.space.located import Located, Places
from clusternet.typing import Count, Floats, Ints, Level, Marks, Period
from clusternet.words import labels
from clusternet.words.text import Text

__all__ = ["BETWEEN", "LINEAR", "MEASURES", "PERIODS", "SIDES", "Cells", "Part", "parts"]

PERIODS: tuple[Period, ...] = ("annual", "cumulative")
SIDES = ("enable", "input", "flow")
BETWEEN = ("pole_to_pole", "pole_to_rest", "rest_to_pole", "rest_to_rest")
MEASURES = (
    "hhi", "hhi_size_corrected", "gini", "entropy", "top1_share", "top3_share", "intra_share",
    *BETWEEN, "kanbur_zhang",
)  # fmt: skip
LINEAR = ("intra_share", *BETWEEN)
"""Measures that are shares of relations of a kind: more relations move them neither way."""
_ROUNDING = 1e-12
_CHUNK = 64


@dataclass(frozen=True, eq=False)
class Cells:
    """What flows from place to place, row 0 as observed and one row per replicate.

    Attributes
    ----------
    source, target : ndarray of int64, shape (cells,)
        Places; cells that are 0 throughout are left out.
    values : ndarray of float64, shape (1 + replicates, cells)
    squares : ndarray of float64, shape (1 + replicates,)
        Sum of the squares of what flowed in each relation.
    pole : ndarray of bool, shape (places,)
    """

    source: Ints
    target: Ints
    values: Floats
    squares: Floats
    pole: Marks

    def side(self, side: str) -> tuple[Floats, Ints, int]:
        """Return the values of the units, the group each is in, and how many units there are."""
        k = self.pole.size
        if side == "flow":
            return self.values, 2 * ~self.pole[self.source] + ~self.pole[self.target], k * k
        ends = self.source if side == "enable" else self.target
        sums = np.zeros((len(self.values), k))
        np.add.at(sums.T, ends, self.values.T)
        return sums, (~self.pole).astype(np.int64), k

    @cached_property
    def _total(self) -> Floats:
        return np.asarray(self.values.sum(axis=1))

    def measures(self, side: str) -> Floats:
        """Return every measure of a side; shape (1 + replicates, measures)."""
        values, group, units = self.side(side)
        total = self._total
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = values / total[:, None]
            hhi = (shares**2).sum(axis=1)
            ordered = -np.sort(-shares, axis=1)
            columns = [
                hhi,
                (total**2 * hhi - self.squares) / (total**2 - self.squares),
                _gini(ordered, units),
                0.0 - _plogp(shares).sum(axis=1),  # no -0
                ordered[:, :1].sum(axis=1),
                ordered[:, :3].sum(axis=1),
                *self._linear.T,
                self._kanbur_zhang(shares, group, units),
            ]
        found = np.column_stack(columns)
        found[total <= 0] = np.nan
        return found

    @cached_property
    def _linear(self) -> Floats:
        a, b = self.pole[self.source], self.pole[self.target]
        kinds = [self.source == self.target, a & b, a & ~b, ~a & b, ~a & ~b]
        return _shares_of(self.values, kinds, self.pole)

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


@dataclass(frozen=True, eq=False)
class Part:
    """The flows of one year, or of all up to it.

    Attributes
    ----------
    year, period, level
    found : Located
        What is counted.
    source, target : ndarray of int64, shape (relations,)
        Firms at the ends of the relations of the base.
    firm : ndarray of bool, shape (nodes,)
        Which nodes are firms.
    pole : ndarray of bool, shape (places,)
    """

    year: int
    period: Period
    level: str
    found: Located
    source: Ints
    target: Ints
    firm: Marks
    pole: Marks

    @property
    def amount(self) -> Floats:
        """What each relation of the base counts."""
        return self.found.amount[self.found.base]

    @cached_property
    def effective(self) -> Effective:
        """What its firms are worth."""
        return effective(self.firm, self.source, self.target, self.amount)

    @property
    def active(self) -> int:
        """How many firms have a relation of the base."""
        return int(self.firm[distinct(np.concatenate((self.source, self.target)))].sum())

    def cells(self, drawn: Floats, *, kept: float = 1.0, seed: Sequence[int] = (0,)) -> Cells:
        """Return the cells, as observed and with firms drawn.

        Parameters
        ----------
        drawn : ndarray of float64, shape (replicates, nodes)
            How often each firm counts; see :func:`clusternet.network.resampling.times`.
        kept
            Share of the relations kept in a replicate, at random.
        seed
            Of that.
        """
        k, (source, target) = self.pole.size, self._places
        key, values, squares = self._summed(source * k + target, drawn, kept, seed)
        return Cells(key // k, key % k, values, squares, self.pole)

    def linear(self, drawn: Floats) -> Floats:
        """Return the measures of :data:`LINEAR` with firms drawn; shape (1 + replicates, 5)."""
        source, target = self._places
        kind = 4 * (source == target) + 2 * self.pole[source] + self.pole[target]
        key, values, _ = self._summed(kind, drawn)
        return _shares_of(values, [key > 3, *(key % 4 == each for each in (3, 2, 1, 0))], self.pole)

    @property
    def _places(self) -> tuple[Ints, Ints]:
        inside = self.found.base
        return self.found.source[inside], self.found.target[inside]

    def _summed(
        self, key: Ints, drawn: Floats, kept: float = 1.0, seed: Sequence[int] = (0,)
    ) -> tuple[Ints, Floats, Floats]:
        """Return the keys there are, the sums over each, and the sums of squares over all relations."""
        from scipy.sparse import csr_array

        amount, random = self.amount, np.random.default_rng(list(seed))
        found, place = np.unique(key, return_inverse=True)
        values, squares = np.ones((1 + len(drawn), found.size)), np.ones(1 + len(drawn))
        values[0], squares[0] = np.bincount(place, amount, found.size), amount @ amount
        for start in range(0, len(drawn), _CHUNK):
            some = drawn[start : start + _CHUNK]
            counted, row = counts(some, self.source, self.target)
            if kept < 1:
                counted, row = counted[row], np.arange(row.size)
                counted *= random.random(counted.shape, dtype=np.float32) < kept
            sums = csr_array((amount, (place, row)), shape=(found.size, len(counted)))
            part = slice(1 + start, 1 + start + len(some))
            values[part] = (sums @ counted).T
            squares[part] = np.bincount(row, amount**2, len(counted)) @ counted
        return found, values, squares


def parts(
    net: ValueNetwork, *, level: Level, poles: Sequence[str] | None, count: Count, places: Places
) -> Iterator[Part]:
    """Yield the flows of every year, annual before cumulative.

    Parameters
    ----------
    net, level, poles, count, places
        As in :func:`clusternet.space.polarisation.by_year`.

    Raises
    ------
    SchemaError
        If the edges have no year.
    ClusternetError
        If a pole is no place of the level.
    """
    if not net.years:
        raise no_years(net.edges)
    names = places.names[: places.inside]
    pole = _poles(names, net.about.poles if poles is None else poles, level, given=poles is not None)
    firm, when = firms_of(net), net.edges["year"].fillna(net.years[-1] + 1).to_numpy(dtype=np.int64)
    for period in PERIODS:
        for year in net.years:
            within = when == year if period == "annual" else when <= year
            found = flows.located(net, level=level, count=count, places=places, within=within)
            source, target = (end[found.rows[found.base]] for end in net.ends)
            yield Part(year, period, level, found, source, target, firm, pole)


def _poles(names: Sequence[str], poles: Sequence[str], level: str, *, given: bool) -> Marks:
    """Mark the poles among the places of the level."""
    marked = np.zeros(len(names), dtype=bool)
    for pole in poles:
        wanted = _names_of(pole, level)
        here = np.array([name in wanted or (level == "city" and _province(name) in wanted) for name in names])
        if not here.any() and given:
            called = Text(labels.units(level).zh, level)
            raise ClusternetError.of("no_pole", pole=pole, level=called, accepted=names[:40])
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


def _shares_of(values: Floats, kinds: Sequence[Marks], pole: Marks) -> Floats:
    """Return the shares of the measures of :data:`LINEAR`; without poles the first alone."""
    with np.errstate(invalid="ignore", divide="ignore"):
        sums: Floats = np.column_stack([values[:, kind].sum(axis=1) for kind in kinds])
        found: Floats = sums / values.sum(axis=1)[:, None]
    if not pole.any():
        found[:, 1:] = np.nan
    return found


def _plogp(shares: Floats) -> Floats:
    return np.asarray(shares * np.log(np.where(shares > 0, shares, 1.0)))


def _gini(descending: Floats, units: int) -> Floats:
    """Return the Gini coefficient of shares that add up to 1; units that are not given have 0."""
    place = np.arange(1, descending.shape[1] + 1)
    return np.asarray((units + 1 - 2 * (descending * place).sum(axis=1)) / units)
