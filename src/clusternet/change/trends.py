"""How the yearly structure of a network changes: values by year, and a verdict with the rule that gave it.

A year in which the data collection probably changed is a break. No change over a break counts for a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypedDict, Unpack

import numpy as np
import pandas as pd

from clusternet.change.verdict import PERIODS, Verdict, breaks, judge
from clusternet.conventions import GEPHI, Convention
from clusternet.errors import chosen
from clusternet.kernels.families import with_adjusted
from clusternet.network.absent import no_years
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.ensemble import Ensemble, Null, ensemble
from clusternet.structure import metrics
from clusternet.structure.community import Search
from clusternet.structure.metrics import Structure
from clusternet.typing import Period
from clusternet.words.labels import because, label
from clusternet.words.text import Tell, Text

__all__ = [
    "BY_YEAR",
    "DEFAULT",
    "METRICS",
    "SHAPE",
    "Drawn",
    "by_year",
    "check_metrics",
    "collected_anew",
    "verdicts",
]

NAN = float("nan")

SHAPE = (
    "diameter", "radius", "average_path_length", "reachable_share", "average_clustering", "modularity",
    "communities", "weak_components", "strong_components",
)  # fmt: skip
"""Metrics that degrees do not fix: measured with every link of weight 1, and compared with the nulls."""

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

BY_YEAR = (
    "period", "year", "metric", "observed", "random", "over_random", "null_mean", "null_sd", "over_null", "z",
    "p", "p_holm", "q", "null", "replicates", "seed", "break",
)  # fmt: skip
"""Columns of :func:`by_year`."""


def collected_anew(net: ValueNetwork) -> list[int]:
    """Return the :func:`breaks` of a network: years in which its partners were collected anew.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    list of int
        None where the data name no kinds of nodes.

    Examples
    --------
    >>> import clusternet
    >>> collected_anew(clusternet.read(clusternet.shipped()))
    [2020]
    """
    if net.kinds is None or not net.years:
        return []
    found = metrics.by_year(net, columns=["sample_nodes", "partner_nodes"])
    sample = found["sample_nodes"].astype(float)
    ratio = found["partner_nodes"].astype(float) / sample.where(sample > 0)
    return breaks(found["year"].astype(int).tolist(), ratio.tolist())


# -- values by year ----------------------------------------------------------------------------------------
def check_metrics(names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the metrics asked for.

    Parameters
    ----------
    names
        Names of :data:`METRICS`; :data:`DEFAULT` if None.

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> check_metrics(["density", "average_degree"])
    ('average_degree', 'density')
    """
    if names is None:
        return DEFAULT
    return chosen(names, METRICS, Text("指标", "metric"))


class Drawn(TypedDict, total=False):
    """How random networks are drawn; see :func:`clusternet.nulls.ensemble.ensemble`.

    Parameters
    ----------
    null, replicates, seed, sweeps, framed
        As there.
    """

    null: Null | None
    replicates: int
    seed: int
    sweeps: int
    framed: bool


def by_year(
    net: ValueNetwork,
    *,
    columns: Iterable[str] | None = None,
    periods: Sequence[Period] = PERIODS,
    broken: Iterable[int] | None = None,
    convention: Convention = GEPHI,
    isolated: bool = False,
    progress: Tell | None = None,
    explain: Callable[[Text], None] | None = None,
    **drawn: Unpack[Drawn],
) -> pd.DataFrame:
    """Measure every year by itself, and everything up to it, and compare both with random networks.

    Parameters
    ----------
    net
        The network.
    columns
        Out of :data:`METRICS`; :data:`DEFAULT` if None.
    periods
        ``annual``: the rows of a year alone; ``cumulative``: of that year and before.
    broken
        Years from which the data were collected anew; :func:`collected_anew` if None.
    convention
        Which software's definitions to use.
    isolated
        Keep nodes that have no tie in the years measured.
    progress
        Called with a short text before each year.
    explain
        Called with a line for every value that is missing or estimated.
    **drawn
        ``null``, ``replicates``, ``seed``, ``sweeps`` and ``framed`` as in
        :func:`clusternet.nulls.ensemble.ensemble`: networks with the degrees and the frame of each year's;
        no null if None. The seed is also that of the communities.

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
        If the data have no years.
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
    how: dict[str, Any] = {"null": "swap", "replicates": REPLICATES, "seed": 0, **drawn}
    null, seed = how.pop("null"), how["seed"]
    if not net.years:
        raise no_years(net.edges)
    starts = set(collected_anew(net) if broken is None else broken)
    rows: list[dict[str, Any]] = []
    for period in periods:
        for year in net.years:
            at = Text(f"{year}年，{label(period, 'word').zh}", f"{year}, {period}")
            if progress is not None:
                progress(Text(f"计算{at.zh}", f"measuring {at.en}"))
            first = year if period == "annual" else None
            part = net.window(first, year, isolated="keep" if isolated else "drop")
            head = {"period": period, "year": year, "break": year in starts}
            nulls = None if null is None else ensemble(part, null=null, **how)
            found, reasons = _measured(part, wanted, nulls, seed, convention)
            rows += [head | row for row in found]
            if explain is not None:
                for name, why in reasons:
                    explain(because(name, why, at))
    frame = with_adjusted(pd.DataFrame(rows))
    frame["null"], frame["replicates"] = null, how["replicates"] if null is not None else 0
    return frame.assign(seed=seed)[list(BY_YEAR)]


def _measured(
    net: ValueNetwork, wanted: Sequence[str], nulls: Ensemble | None, seed: int, convention: Convention
) -> tuple[list[dict[str, Any]], list[tuple[str, Text]]]:
    """Return a row per metric of one network, and why values are missing or how they were estimated."""
    shape = [name for name in wanted if name in SHAPE]
    rest = metrics.structure(net, convention, columns=[*(set(wanted) - set(shape)), "density"])
    links = net.links()
    simple = replace(links, weight=np.ones(links.size))  # as nulls are
    own = metrics.of_links(simple, convention, columns=shape, search=Search(seeds=1, seed=seed))
    drawn: list[Structure] = []
    if nulls is not None and shape:

        def measured(number: int) -> Structure:
            search = Search(seeds=1, seed=seed + number + 1)
            return metrics.of_links(nulls.links(number), convention, columns=shape, search=search)

        drawn = nulls.over(measured)
    rows = []
    for name in wanted:
        observed = _number(getattr(own if name in shape else rest, name))
        random = _number(rest.density) if name == "average_clustering" else NAN
        values = [_number(getattr(each, name)) for each in drawn] if name in shape else []
        found = compare(observed, values)
        rows.append({"metric": name, "random": random, "over_random": _ratio(observed, random)} | _row(found))
    reasons = [*own.notes.items(), *rest.notes.items()]
    return rows, [(name, why) for name, why in reasons if name in wanted]


def _row(found: Comparison) -> dict[str, float]:
    return {
        "observed": found.observed,
        "null_mean": found.null_mean,
        "null_sd": found.null_sd,
        "over_null": found.ratio,
        "z": found.z,
        "p": found.p,
    }


def _number(value: float | int | None) -> float:
    return NAN if value is None else float(value)


def _ratio(value: float, to: float) -> float:
    return value / to if to else NAN


# -- the table of verdicts ---------------------------------------------------------------------------------
_TOLD = (
    "change", "over_breaks", "years", "monotone", "steps", "rising_steps", "falling_steps", "tau", "slope",
    "slope_low", "slope_high", "p", "p_independent", "verdict", "rule", "stretches",
)  # fmt: skip
_BASES = {"value": "observed", "random": "over_random", "null": "over_null"}


def verdicts(measured: pd.DataFrame) -> pd.DataFrame:
    """Return a verdict on every series of :func:`by_year`.

    Parameters
    ----------
    measured
        What :func:`by_year` returns.

    Returns
    -------
    DataFrame
        ``period``, ``metric``, ``basis`` (``value``; ``random``: over that of links drawn at random;
        ``null``: over the mean of the nulls), a column per year, ``change``, ``over_breaks``, ``years``,
        ``monotone``, ``steps`` within the stretches, ``rising_steps`` and ``falling_steps`` of them, ``tau``,
        ``slope`` with ``slope_low`` and ``slope_high``, ``p`` of the steps, ``p_holm`` and ``q`` of all
        series together, ``p_independent`` (Mann and Kendall's), ``verdict``, ``rule`` and ``stretches``
        (``2014-2019, 2020-2022``): see :class:`~clusternet.change.verdict.Verdict` and
        :class:`~clusternet.change.steps.Steps`. Series without a value are left out.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> found = verdicts(by_year(net, columns=["average_degree"], periods=["cumulative"], null=None))
    >>> found[["verdict", "rule", "stretches"]].values.tolist()
    [['rising', 'p < 0.05', '2014-2019, 2020-2022']]
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
    return with_adjusted(pd.DataFrame(rows, columns=["period", "metric", "basis", *map(str, years), *_TOLD]))


def _told(found: Verdict) -> dict[str, Any]:
    return {
        "change": found.change,
        "over_breaks": found.over_breaks,
        "years": found.years,
        "monotone": found.monotone,
        "steps": found.steps.steps,
        "rising_steps": found.steps.rising,
        "falling_steps": found.steps.falling,
        "tau": found.tau,
        "slope": found.steps.slope,
        "slope_low": found.steps.low,
        "slope_high": found.steps.high,
        "p": found.steps.p if found.steps.rising + found.steps.falling else NAN,
        "p_independent": NAN if found.p_independent is None else found.p_independent,
        "verdict": found.verdict,
        "rule": found.rule,
        "stretches": ", ".join(f"{first}-{last}" for first, last in found.stretches),
    }
