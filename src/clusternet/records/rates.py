"""How indicators grow over the years that they have."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.schema import cells, dates
from clusternet.typing import Floats

__all__ = ["growth", "growth_rates", "own_growth"]


def growth(compared: pd.DataFrame) -> pd.DataFrame:
    """Return growth from the first year to the last, for every indicator compared in two years or more.

    Parameters
    ----------
    compared
        What :func:`clusternet.records.comparison.compare` returns.

    Returns
    -------
    DataFrame
        ``indicator``, ``measure``, ``first_year``, ``last_year``, ``intervals`` (years between them),
        ``growth_a`` (last / first - 1), ``cagr_a`` ((last / first)^(1 / intervals) - 1), ``growth_b``,
        ``cagr_b``, ``gap_first``, ``gap_last`` and ``trend`` from one to the other. Periods that are no
        single year are passed over.

    Raises
    ------
    SchemaError
        If no indicator has two years, or one stands twice in a year.

    Examples
    --------
    >>> from clusternet.records.comparison import compare
    >>> years = pd.Series(["2015", "2024"])
    >>> frame = pd.DataFrame({"indicator": "papers", "a": [20, 80], "b": [40, 60]})
    >>> found = growth(compare(frame.assign(period_a=years, period_b=years)))
    >>> found[["growth_a", "growth_b", "trend"]].values.tolist()
    [[3.0, 0.5, 'overtakes']]
    """
    rows = []
    for row, first, last in _spans(compared, "gap"):
        for side in ("a", "b"):
            row[f"growth_{side}"], row[f"cagr_{side}"] = growth_rates(
                first[side], last[side], row["intervals"]
            )
        row |= {"gap_first": first["gap"], "gap_last": last["gap"]}
        rows.append(row | {"trend": trends_of(np.array([first["gap"], last["gap"]]))[1]})
    return pd.DataFrame(rows)


def own_growth(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of one unit from the first year to the last, for indicators of two years or more.

    Parameters
    ----------
    frame
        ``indicator``, ``a``, ``period_a``, ``measure_a``.

    Returns
    -------
    DataFrame
        ``indicator``, ``measure``, ``first_year``, ``last_year``, ``intervals``, ``first``, ``last``,
        ``growth_a`` and ``cagr_a`` as in :func:`growth`.

    Raises
    ------
    SchemaError
        If no indicator has two years, or one stands twice in a year.

    Examples
    --------
    >>> frame = pd.DataFrame({"indicator": "chips", "a": [850.0, 2302.0], "period_a": ["2022", "2024"]})
    >>> found = own_growth(frame.assign(measure_a=""))
    >>> [round(value, 3) for value in found.loc[0, ["growth_a", "cagr_a"]]]
    [1.708, 0.646]
    """
    rows = []
    for row, first, last in _spans(frame.assign(period=frame["period_a"], measure=frame["measure_a"]), "a"):
        grown, rate = growth_rates(first["a"], last["a"], row["intervals"])
        rows.append(row | {"first": first["a"], "last": last["a"], "growth_a": grown, "cagr_a": rate})
    return pd.DataFrame(rows)


def _spans(frame: pd.DataFrame, value: str) -> list[tuple[dict[str, Any], pd.Series, pd.Series]]:
    """Return the head of a row, and the first and the last year, of every indicator of two years or more."""
    found = frame.assign(year=np.array([_single_year(text) for text in frame["period"]], dtype=float))
    found = found[found["year"].notna() & found[value].notna()]
    spans = []
    for (indicator, measure), part in found.groupby(["indicator", "measure"], sort=False):
        refuse_twice(part, "year")
        if len(part) < 2:
            continue
        ordered = part.sort_values("year", kind="stable")
        first, last = ordered.iloc[0], ordered.iloc[-1]
        row = {"indicator": indicator, "measure": measure, "first_year": int(first["year"])}
        row |= {"last_year": int(last["year"]), "intervals": int(last["year"] - first["year"])}
        spans.append((row, first, last))
    if not spans:
        raise SchemaError("no indicator has two years to grow between", "没有指标有两个年份，无法计算增长")
    return spans


def growth_rates(first: float, last: float, intervals: int) -> tuple[float, float]:
    """Return growth and the compound annual rate.

    Parameters
    ----------
    first, last
        Values of the first and the last year.
    intervals
        Years between them.

    Returns
    -------
    growth, rate : float
        last / first - 1 and (last / first)^(1 / intervals) - 1; NaN where the first is not above 0.

    Examples
    --------
    >>> [round(rate, 3) for rate in growth_rates(1.67, 13.3, 9)]
    [6.964, 0.259]
    """
    if not first > 0 or not last >= 0 or intervals < 1:
        return float("nan"), float("nan")
    return last / first - 1, float((last / first) ** (1 / intervals) - 1)


def refuse_twice(part: pd.DataFrame, column: str) -> None:
    twice = part[part[column].duplicated()]
    if len(twice):
        name, period = twice.iloc[0][["indicator", "period"]]
        raise SchemaError.of("period_twice", name=name, period=period)


def trends_of(gaps: Floats) -> list[str]:
    found = [""]
    for before, after in pairwise(gaps.tolist()):
        if before * after < 0:
            found.append("overtakes")
        elif abs(after) == abs(before):
            found.append("unchanged")
        else:
            found.append("narrows" if abs(after) < abs(before) else "widens")
    return found


def _single_year(text: str) -> float:
    """Return a period that is one year; NaN for a span such as 2012-2023."""
    year = dates.year_of(text) if re.fullmatch(r"\d{4}年?", text) else None
    return float(year) if year is not None and year in cells.YEARS else float("nan")
