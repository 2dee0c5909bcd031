"""What a series of years says: rising, falling, no monotone change, or a break in how data were collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.change.kendall import mann_kendall
from clusternet.change.steps import LEVEL, Steps, step_test
from clusternet.typing import Period

PERIODS: tuple[Period, ...] = ("annual", "cumulative")
NAN = float("nan")

JUMP, FAR, STEPS = 1.25, 3.5, 3
"""The rule of :func:`breaks`."""

FEWEST = 3
"""Steps from which a series that never moves is said not to change."""

MOST = 0.5
"""Share of the change that must have happened over breaks for it to be called one over a break."""


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
        What gave it: ``p < 0.05``, ``p >= 0.05``, ``p >= 0.05 within stretches``, ``no change``,
        ``only over a break``, ``too few steps``.
    monotone
        Whether no counted step goes against another; None without steps.
    years
        Number of years with a value.
    change
        Last value less the first.
    over_breaks
        How much of it happened over breaks, and was not counted.
    steps
        How many steps within the stretches go which way, p of that, and how large they are.
    tau, p_independent
        Kendall's tau-b within the stretches, and the exact p of Mann and Kendall's test, which holds only
        for years that do not depend on one another: None for cumulative ones, which overlap.
    stretches
        First and last year of each.

    Examples
    --------
    >>> from clusternet.change.verdict import judge
    >>> found = judge(range(2015, 2022), [1.0, 1.2, 1.5, 1.6, 2.0, 2.1, 2.4], period="cumulative", breaks=[])
    >>> found.verdict, found.rule, round(found.change, 1)
    ('rising', 'p < 0.05', 1.4)
    """

    verdict: str
    rule: str
    monotone: bool | None
    years: int
    change: float
    over_breaks: float
    steps: Steps
    tau: float
    p_independent: float | None
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
        ``annual`` or ``cumulative``: the rule is the same.
    breaks
        Years whose data were collected anew: the series is judged by the steps within the stretches between
        them. If it would rise or fall only with the change over a break, and that is most of the change, the
        verdict is ``break``.

    Notes
    -----
    The series rises or falls if the exact two-sided p of the sign test of its steps is below 0.05: see
    :func:`clusternet.change.steps.step_test`. That holds in a random walk, in which Mann and Kendall's test
    finds a trend in 40 % of series of nine years; fewer than six steps never suffice.

    Examples
    --------
    >>> years = range(2014, 2022)
    >>> judge(years, [1, 2, 4, 5, 6, 7, 8, 9], period="annual").verdict
    'rising'
    >>> found = judge(years, [2, 1, 3, 2, 9, 10, 11, 8], period="annual", breaks=[2018])
    >>> found.verdict, found.rule, found.over_breaks
    ('break', 'only over a break', 7.0)
    """
    series = pd.Series(np.asarray(values, dtype=float), index=list(years), dtype=float)
    series = series[np.isfinite(series)]
    starts = sorted(set(breaks))
    parts = [part for _, part in series.groupby(np.searchsorted(starts, series.index, side="right"))]
    steps = step_test([part.index.tolist() for part in parts], [part.tolist() for part in parts])
    change = float(series.iloc[-1] - series.iloc[0]) if len(series) else NAN
    over = float(sum(b.iloc[0] - a.iloc[-1] for a, b in pairwise(parts))) if len(series) else NAN
    found, rule = _direction(steps)
    if found not in ("rising", "falling") and len(parts) > 1:
        if _is_called_without_breaks(series, period) and change and over / change > MOST:
            found, rule = "break", "only over a break"
        elif rule == "p >= 0.05":
            rule = "p >= 0.05 within stretches"
    test = mann_kendall([part.tolist() for part in parts])
    return Verdict(
        found,
        rule,
        not (steps.rising and steps.falling) if steps.steps else None,
        len(series),
        change,
        over,
        steps,
        test.tau,
        test.p if period == "annual" else None,
        tuple((int(part.index[0]), int(part.index[-1])) for part in parts),
    )


def _direction(steps: Steps) -> tuple[str, str]:
    """Return where the steps within the stretches go, and by which rule."""
    if steps.p < LEVEL:
        return ("rising" if steps.rising > steps.falling else "falling"), f"p < {LEVEL}"
    if steps.steps >= FEWEST and not steps.rising + steps.falling:
        return "no monotone change", "no change"
    if steps.least >= LEVEL:
        return "undetermined", "too few steps"
    return "no monotone change", f"p >= {LEVEL}"


def _is_called_without_breaks(series: pd.Series, period: Period) -> bool:
    """Whether one who passes over the breaks would call the series rising or falling."""
    steps = np.diff(series)
    if period == "annual":
        return mann_kendall([series.tolist()]).p < LEVEL
    return steps.size >= FEWEST and bool(steps.any()) and bool((steps >= 0).all() or (steps <= 0).all())
