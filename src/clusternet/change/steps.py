"""What the steps of a short series say: how many go which way, how likely that is, how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from clusternet.kernels.ties import levelled

__all__ = ["LEVEL", "Steps", "step_test"]

LEVEL = 0.05
"""p below which a series is called rising or falling."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one series.

    Attributes
    ----------
    steps, rising, falling
        How many there are, and how many go up and down.
    p
        Exact two-sided p of the sign test: as many or more one way, of those that go either way.
    least
        The smallest p that as many steps can have.
    slope, low, high
        Sen's slope, the median of the slopes of all pairs within the stretches, in units a year, and the 95 %
        interval of the usual step, which is that of the same test; NaN where the steps are too few for one.
    """

    steps: int
    rising: int
    falling: int
    p: float
    least: float
    slope: float
    low: float
    high: float


def step_test(years: Sequence[Sequence[float]], values: Sequence[Sequence[float]]) -> Steps:
    """Test whether more steps go one way than chance would have.

    Parameters
    ----------
    years, values
        The series, in order of time; several where it is broken: steps are taken within a stretch alone.

    Notes
    -----
    The sign test of the differences (Cox and Stuart 1955 test others). If each step goes up or down alike
    whatever came before, as in a random walk, p is exact; where values swing back, as independent ones and
    those of an autoregression do, steps of both ways alternate and p is too large, never too small. It does
    not hold where steps of one way follow one another without a trend.

    Examples
    --------
    >>> found = step_test([range(2014, 2021)], [[1.0, 2.0, 4.0, 5.0, 6.0, 7.0, 9.0]])
    >>> found.rising, found.steps, found.p, found.slope, (found.low, found.high)
    (6, 6, 0.03125, 1.25, (1.0, 2.0))
    """
    steps, slopes = [], []
    for when, values_of in zip(years, values, strict=True):
        even, at = levelled(values_of), np.asarray(when, dtype=float)
        steps += (np.diff(even) / np.diff(at)).tolist()
        slopes += [(even[j] - even[i]) / (at[j] - at[i]) for i, j in combinations(range(even.size), 2)]
    rising, falling = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    slope = float(np.median(slopes)) if slopes else float("nan")
    low, high = _interval(sorted(steps), slope)
    moved = rising + falling
    p = min(1.0, 2 * _tail(moved, max(rising, falling)))
    return Steps(len(steps), rising, falling, p, min(1.0, 2 * _tail(moved, moved)), slope, low, high)


def _tail(n: int, least: int) -> float:
    """Return how likely at least so many of n fair coins fall on one side."""
    return float(sum(comb(n, k) for k in range(least, n + 1)) / 2**n)


def _interval(steps: list[float], slope: float) -> tuple[float, float]:
    """Return the steps between which the usual one lies with 95 % and more, the slope included."""
    n = len(steps)
    cut = sum(2 * _tail(n, n - k) < LEVEL for k in range(n // 2 + 1))  # so many may lie outside, on each side
    if not cut:
        return float("nan"), float("nan")
    return min(steps[cut - 1], slope), max(steps[n - cut], slope)
