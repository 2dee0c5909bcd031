"""How the yearly structure of a network changes: values by year, and a verdict with the rule that gave it.

A year in which the data were probably collected anew is a break. No change over a break counts for a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet import metrics
from clusternet.community import Search
from clusternet.conventions import GEPHI, Convention
from clusternet.ensemble import Comparison, Ensemble, Null, compare, ensemble
from clusternet.errors import ClusternetError, SchemaError
from clusternet.kendall import LEVEL, mann_kendall
from clusternet.metrics import Structure
from clusternet.network import ValueNetwork

Period = Literal["annual", "cumulative"]
PERIODS: tuple[Period, ...] = ("annual", "cumulative")
NAN = float("nan")

SHAPE = (
    "diameter", "radius", "average_path_length", "reachable_share", "average_clustering", "modularity",
    "communities", "weak_components", "strong_components",
)  # fmt: skip
"""Metrics that degrees do not fix: measured with every link of weight 1, and held against the nulls."""

METRICS = tuple(
    name
    for name in metrics.COLUMNS
    if name not in ("modularity_median", "modularity_min", "community_algorithm", "seeds", "convention")
)
"""What may be asked for."""

DEFAULT = (
    "average_degree", "density", "average_path_length", "reachable_share", "average_clustering", "modularity",
)  # fmt: skip
REPLICATES, FAST = 30, 9
"""Random networks a year, unless told otherwise, and with ``--fast``."""

JUMP, FAR, STEPS = 1.25, 3.5, 3
"""The rule of :func:`breaks`."""

FEWEST = 3
"""Steps that a verdict on cumulative years needs."""

BY_YEAR = (
    "period", "year", "metric", "observed", "random", "over_random", "null_mean", "null_sd", "over_null", "z",
    "p", "null", "replicates", "seed", "break",
)  # fmt: skip
"""Columns of :func:`by_year`."""


def breaks(years: Sequence[int], ratio: Sequence[float]) -> list[int]:
    """Return the years from which the data were probably collected anew.

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
    """Tell whether a step, in logarithms, stands out from those before it."""
    way, least = np.sign(step), np.log(JUMP)
    usual = np.median(before)
    spread = 1.4826 * np.median(np.abs(before - usual))
    return bool(
        abs(step) > least and way * (step - before[-1]) > least and way * (step - usual) > FAR * spread
    )


def collected_anew(net: ValueNetwork) -> list[int]:
    """Return the :func:`breaks` of a network; none where the data name no kinds of nodes."""
    if net.kinds is None or not net.years:
        return []
    found = metrics.by_year(net, columns=["sample_nodes", "partner_nodes"])
    sample = found["sample_nodes"].astype(float)
    ratio = found["partner_nodes"].astype(float) / sample.where(sample > 0)
    return breaks(found["year"].astype(int).tolist(), ratio.tolist())


# -- verdicts ----------------------------------------------------------------------------------------------
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
        hold one another and are no independent values.
    stretches
        First and last year of each.
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


# -- values by year ----------------------------------------------------------------------------------------
def check_metrics(names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the metrics asked for, :data:`DEFAULT` where None, or raise with the accepted ones."""
    if names is None:
        return DEFAULT
    asked = list(names)
    for name in asked:
        if name not in METRICS:
            raise ClusternetError(f"unknown metric {name!r}; accepted: {', '.join(METRICS)}")
    return tuple(name for name in METRICS if name in asked)


def by_year(
    net: ValueNetwork,
    *,
    columns: Iterable[str] | None = None,
    periods: Sequence[Period] = PERIODS,
    null: Null | None = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    broken: Iterable[int] | None = None,
    convention: Convention = GEPHI,
    progress: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Measure every year by itself, and everything up to it, and hold both against random networks.

    Parameters
    ----------
    net
        The network.
    columns
        Out of :data:`METRICS`; :data:`DEFAULT` where None.
    periods
        ``annual``: the rows of a year alone; ``cumulative``: of that year and before.
    null, replicates, seed
        As in :func:`clusternet.ensemble.ensemble`: networks with the degrees and the frame of each year's; no
        null where None. The seed is also that of the communities.
    broken
        Years from which the data were collected anew; :func:`collected_anew` where None.
    convention
        Whose definitions are meant.
    progress
        Called with a short text before each year.

    Returns
    -------
    DataFrame
        :data:`BY_YEAR`, annual before cumulative. ``random`` is the clustering E / (N (N - 1)) of links drawn
        at random, ``over_random`` and ``over_null`` observed / that and observed / mean of the nulls;
        ``break`` marks the years of ``broken``. The metrics of :data:`SHAPE` count every link once, with
        weight 1; modularity is that of one run with one seed, in the network and in each null.

    Raises
    ------
    SchemaError
        If the data have no years, or are undirected and a null is asked for.
    ClusternetError
        If a metric is unknown.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2016)
    >>> found = by_year(net, columns=["average_clustering"], replicates=5)
    >>> cumulative = found[found["period"].eq("cumulative")]
    >>> bool(cumulative["over_random"].gt(1).all()), cumulative["year"].tolist()
    (True, [2014, 2015, 2016])
    """
    wanted = check_metrics(columns)
    if not net.years:
        raise SchemaError("the edges have no year column; accepted headers: year, date, 年份, 日期")
    if null is not None and not net.directed:
        raise SchemaError("the data are undirected, null models keep in- and out-degrees apart; --null none")
    starts = set(collected_anew(net) if broken is None else broken)
    rows: list[dict[str, Any]] = []
    for period in periods:
        for year in net.years:
            if progress is not None:
                progress(f"measuring {year}, {period}")
            part = net.window(year, year) if period == "annual" else net.until(year)
            head = {"period": period, "year": year, "break": year in starts}
            nulls = None if null is None else ensemble(part, null=null, replicates=replicates, seed=seed)
            rows += [head | row for row in _measured(part, wanted, nulls, seed, convention)]
    frame = pd.DataFrame(rows)
    frame["null"], frame["replicates"] = null, replicates if null is not None else 0
    return frame.assign(seed=seed)[list(BY_YEAR)]


def _measured(
    net: ValueNetwork, wanted: Sequence[str], nulls: Ensemble | None, seed: int, convention: Convention
) -> list[dict[str, Any]]:
    """Return a row a metric of one network."""
    shape = [name for name in wanted if name in SHAPE]
    rest = metrics.structure(net, convention, columns=[*(set(wanted) - set(shape)), "density"])
    own = metrics.structure(_simple(net), convention, columns=shape, search=Search(seeds=1, seed=seed))
    drawn: list[Structure] = []
    if nulls is not None and shape:

        def measured(number: int) -> Structure:
            search = Search(seeds=1, seed=seed + number + 1)
            return metrics.structure(nulls.network(number), convention, columns=shape, search=search)

        drawn = nulls.over(measured)
    rows = []
    for name in wanted:
        observed = _number(getattr(own if name in shape else rest, name))
        random = _number(rest.density) if name == "average_clustering" else NAN
        values = [_number(getattr(each, name)) for each in drawn] if name in shape else []
        found = compare(observed, values)
        rows.append({"metric": name, "random": random, "over_random": _ratio(observed, random)} | _row(found))
    return rows


def _row(found: Comparison) -> dict[str, float]:
    return {
        "observed": found.observed,
        "null_mean": found.null_mean,
        "null_sd": found.null_sd,
        "over_null": found.ratio,
        "z": found.z,
        "p": found.p,
    }


def _simple(net: ValueNetwork) -> ValueNetwork:
    """Return the network with one row a link, of weight 1, as nulls are."""
    links = net.links()
    ends = (pd.Categorical.from_codes(codes, net.nodes.index) for codes in (links.source, links.target))
    edges = pd.DataFrame(dict(zip(("source", "target"), ends, strict=True)) | {"weight": 1.0})
    return replace(net, edges=edges, members=None)


def _number(value: float | int | None) -> float:
    return NAN if value is None else float(value)


def _ratio(value: float, to: float) -> float:
    return value / to if to else NAN


# -- the table of verdicts ---------------------------------------------------------------------------------
_BASES = {"value": "observed", "random": "over_random", "null": "over_null"}


def verdicts(measured: pd.DataFrame) -> pd.DataFrame:
    """Return a verdict on every series of :func:`by_year`.

    Returns
    -------
    DataFrame
        ``period``, ``metric``, ``basis`` (``value``; ``random``: over that of links drawn at random;
        ``null``: over the mean of the nulls), a column a year, ``change``, ``over_breaks``, ``years``,
        ``monotone``, ``p``, ``verdict``, ``rule`` and ``stretches`` (``2014-2019, 2020-2022``): see
        :class:`Verdict`. Series without a value are left out.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> found = verdicts(by_year(net, columns=["average_degree"], periods=["cumulative"], null=None))
    >>> found[["verdict", "rule", "stretches"]].values.tolist()
    [['rising', 'each step', '2014-2019, 2020-2022']]
    """
    years = sorted(measured["year"].unique())
    starts = measured.loc[measured["break"], "year"].unique()
    rows: list[dict[str, Any]] = []
    for period, metric in dict.fromkeys(zip(measured["period"], measured["metric"], strict=True)):
        same = measured["period"].eq(period) & measured["metric"].eq(metric)
        part = measured[same].set_index("year")
        for basis, column in _BASES.items():
            values = part[column].reindex(years)
            if values.isna().all():
                continue
            found = judge(years, values.tolist(), period=period, breaks=starts)
            head = {"period": period, "metric": metric, "basis": basis}
            rows.append(head | {str(year): values[year] for year in years} | _told(found))
    last = ["change", "over_breaks", "years", "monotone", "p", "verdict", "rule", "stretches"]
    return pd.DataFrame(rows, columns=["period", "metric", "basis", *map(str, years), *last])


def _told(found: Verdict) -> dict[str, Any]:
    return {
        "change": found.change,
        "over_breaks": found.over_breaks,
        "years": found.years,
        "monotone": found.monotone,
        "p": NAN if found.p is None else found.p,
        "verdict": found.verdict,
        "rule": found.rule,
        "stretches": ", ".join(f"{first}-{last}" for first, last in found.stretches),
    }
