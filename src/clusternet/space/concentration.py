"""Concentration and polarisation of the flows of one selection, observed and as each replicate has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clusternet.space.flows import Located
from clusternet.typing import Floats, Ints, Period

__all__ = ["BETWEEN", "MEASURES", "SIDES"]


SIDES = ("enable", "input", "flow")
BETWEEN = ("pole_to_pole", "pole_to_rest", "rest_to_pole", "rest_to_rest")
MEASURES = (
    "hhi", "hhi_size_corrected", "gini", "entropy", "top1_share", "top3_share", "intra_share",
    *BETWEEN, "kanbur_zhang",
)  # fmt: skip
_ROUNDING = 1e-12
_UNBOUNDED = ("entropy", "kanbur_zhang")
_NORMAL = 1.959963984540054
_CHUNK = 64


@dataclass(frozen=True, eq=False)
class Part:
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
            low, high = interval(found)
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


def _plogp(shares: Floats) -> Floats:
    return np.asarray(shares * np.log(np.where(shares > 0, shares, 1.0)))


def _gini(descending: Floats, units: int) -> Floats:
    """Return the Gini coefficient of shares that add up to 1; units that are not given have 0."""
    place = np.arange(1, descending.shape[1] + 1)
    return np.asarray((units + 1 - 2 * (descending * place).sum(axis=1)) / units)


def interval(found: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 percent interval of each column: row 0 is observed, the rest are replicates.

    Observed +- 1.96 standard deviations of the replicates: quantiles would be off, because leaving firms out
    makes any distribution look more concentrated.
    """
    if len(found) < 2:
        empty = np.full(found.shape[1], np.nan)
        return empty, empty
    half = _NORMAL * found[1:].std(axis=0, ddof=1 if len(found) > 2 else 0)
    return found[0] - half, found[0] + half
