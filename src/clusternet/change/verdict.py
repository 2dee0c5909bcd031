"""What a series of years says: rising, falling, no monotone change, or a break in how data were collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.change.kendall import LEVEL, mann_kendall
from clusternet.typing import Period

PERIODS: tuple[Period, ...] = ("annual", "cumulative")
NAN = float("nan")

JUMP, FAR, STEPS = 1.25, 3.5, 3
"""The rule of :func:`breaks`."""

FEWEST = 3
"""Steps that a verdict on cumulative years needs."""


def breaks(years: Sequence[int], ratio: Sequence[float]) -> list[int]:
    """Return the years from which the data collection probably changed.

    Parameters
    ----------
    years
        Ascending.
    ratio
        Partner nodes per sample node, of the cumulative network of each year.

    Notes
    -----
    The step into a year is the ratio over that of the year before. The year is a break if its step is more
    than :data:`JUMP`, and more than :data:`JUMP` times the step before it, and its logarithm lies more than
    :data:`FAR` robust standard deviations (1.4826 times the median absolute deviation) above the median of
    the four steps before it (three at the start of a series); or all this with 1 / :data:`JUMP`, downwards. A
    young collection that gathers partners ever more slowly has no break.

    Examples
    --------
    >>> breaks(range(2014, 2023), [3.00, 3.15, 3.03, 3.57, 4.42, 5.42, 8.48, 10.28, 12.98])
    [2020]
    """
    values = np.asarray(ratio, dtype=float)
    known = np.isfinite(values) & (values > 0)
    named, steps = np.asarray(years)[known], np.diff(np.log(values[known]))
    return [
        int(year)
        for place, year in enumerate(named[1:])
        if place >= STEPS and _jumps(float(steps[place]), steps[max(0, place - STEPS - 1) : place])
    ]


def _jumps(step: float, before: NDArray[np.float64]) -> bool:
    """Whether a step, in logarithms, stands out from those before it."""
    way, least = np.sign(step), np.log(JUMP)
    usual = np.median(before)
    spread = 1.4826 * np.median(np.abs(before - usual))
    return bool(
        abs(step) > least and way * (step - before[-1]) > least and way * (step - usual) > FAR * spread
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of one series.

    Attributes
    ----------
    verdict
        ``rising``, ``falling``, ``no monotone change``, ``break`` (a direction only if the change over a
        break counts) or ``undetermined``.
    rule
        What gave it: ``each step``, ``p < 0.05``, ``p >= 0.05``, ``steps both ways``, ``no change``,
        ``only over a break``, ``too few years``.
    monotone
        Whether no counted step goes against another; None without steps.
    years
        Number of years with a value.
    change
        Last value less the first.
    over_breaks
        How much of it happened over breaks, and was not counted.
    s, p
        Mann and Kendall's, exact, within the stretches; of annual values. None for cumulative ones, which
        overlap and are no independent values.
    stretches
        First and last year of each.

    Examples
    --------
    >>> from clusternet.change.verdict import judge
    >>> found = judge(range(2015, 2020), [1.0, 1.2, 1.5, 1.6, 2.0], period="cumulative", breaks=[])
    >>> found.verdict, found.rule, round(found.change, 1)
    ('rising', 'each step', 1.0)
    """

    verdict: str
    rule: str
    monotone: bool | None
    years: int
    change: float
    over_breaks: float
    s: int | None
    p: float | None
    stretches: tuple[tuple[int, int], ...]


def judge(
    years: Sequence[int], values: Sequence[float], *, period: Period, breaks: Iterable[int] = ()
) -> Verdict:
    """Return the verdict on a series.

    Parameters
    ----------
    years
        Ascending.
    values
        One a year; those that are not finite are passed over.
    period
        ``annual``: the series rises or falls if Mann and Kendall's exact two-sided p is below 0.05.
        ``cumulative``: if of at least three steps none goes the other way, and not all are 0.
    breaks
        Years whose data were collected anew: the series is judged by the changes within the stretches between
        them. If only the change over a break would make it rise or fall, the verdict is ``break``.

    Examples
    --------
    >>> years = range(2014, 2022)
    >>> judge(years, [1, 2, 4, 3, 5, 6, 8, 9], period="annual").verdict
    'rising'
    >>> found = judge(years, [2, 1, 3, 2, 9, 10, 11, 8], period="annual", breaks=[2018])
    >>> found.verdict, found.rule, found.over_breaks
    ('break', 'only over a break', 7.0)
    """
    series = pd.Series(np.asarray(values, dtype=float), index=list(years))
    series = series[np.isfinite(series)]
    starts = sorted(set(breaks))
    parts = [part for _, part in series.groupby(np.searchsorted(starts, series.index, side="right"))]
    steps = np.concatenate([[], *(np.diff(part) for part in parts)])
    found, rule = _direction(parts, period)
    if found not in ("rising", "falling") and len(parts) > 1:
        whole, _ = _direction([series], period)
        if whole in ("rising", "falling"):
            found, rule = "break", "only over a break"
    test = mann_kendall([part.tolist() for part in parts]) if period == "annual" else None
    change = float(series.iloc[-1] - series.iloc[0]) if len(series) else NAN
    return Verdict(
        found,
        rule,
        bool((steps >= 0).all() or (steps <= 0).all()) if steps.size else None,
        len(series),
        change,
        float(sum(b.iloc[0] - a.iloc[-1] for a, b in pairwise(parts))) if len(series) else NAN,
        test.s if test else None,
        test.p if test else None,
        tuple((int(part.index[0]), int(part.index[-1])) for part in parts),
    )


def _direction(parts: Sequence[pd.Series], period: Period) -> tuple[str, str]:
    """Return where the changes within the stretches go, and by which rule."""
    return _tested(parts) if period == "annual" else _stepwise(parts)


def _tested(parts: Sequence[pd.Series]) -> tuple[str, str]:
    test = mann_kendall([part.tolist() for part in parts])
    if test.p < LEVEL:
        return ("rising" if test.s > 0 else "falling"), f"p < {LEVEL}"
    untied = mann_kendall([list(range(len(part))) for part in parts])
    if untied.least >= LEVEL:
        return "undetermined", "too few years"
    return "no monotone change", f"p >= {LEVEL}"


def _stepwise(parts: Sequence[pd.Series]) -> tuple[str, str]:
    steps = np.concatenate([[], *(np.diff(part) for part in parts)])
    if steps.size < FEWEST:
        return "undetermined", "too few years"
    if not steps.any():
        return "no monotone change", "no change"
    if (steps >= 0).all() or (steps <= 0).all():
        return ("rising" if steps.sum() > 0 else "falling"), "each step"
    return "no monotone change", "steps both ways"
