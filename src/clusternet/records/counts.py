"""Counts of units: per head, growth, the leader against the rest, means over records, and quadrants.

A table of counts has ``unit`` and ``count``, and where it is a series ``year``. Records are a table with a
row a paper, patent or policy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.kernels.ties import levelled
from clusternet.records.rates import growth_rates
from clusternet.typing import Cut, Floats

__all__ = [
    "MILLION", "by", "by_year", "cuts", "fields", "implied_population", "leader_and_rest", "quadrants",
    "ranked",
]  # fmt: skip

MILLION = 1e6


def ranked(
    table: pd.DataFrame, *, year: int | None = None, population: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Rank units by their counts, per million inhabitants and with growth where known.

    Parameters
    ----------
    table
        ``unit``, ``count``, and ``year`` where it is a series. Rows of one unit and year are added up.
    year
        Rank by the count of this year; if None by the sum over all years.
    population
        ``unit`` and ``population`` (people), optional ``year`` and ``source``. Of several years that of
        ``year`` is taken, else the latest.

    Returns
    -------
    DataFrame
        ``rank`` (equal counts share the best), ``unit``, ``count``, ``share`` (of all counts); with a
        population ``per_million``, ``population``, ``population_year``, ``population_source``; with several
        years ``first_year``, ``last_year`` (of the unit, up to ``year``), ``intervals``, ``growth`` (last /
        first - 1) and ``cagr``. Largest count first.

    Raises
    ------
    SchemaError
        If a column is missing, no row has the year, or a population stands twice.

    Examples
    --------
    >>> papers = pd.DataFrame({"unit": ["CN", "CN", "US"], "year": [2015, 2024, 2024], "count": [2, 13, 5]})
    >>> ranked(papers, year=2024)[["rank", "unit", "count", "growth", "intervals"]].values.tolist()
    [[1, 'CN', 13, 5.5, 9], [2, 'US', 5, nan, 0]]
    """
    _require(table, "unit", "count")
    dated = "year" in table
    if year is not None and not dated:
        raise SchemaError("the counts have no column year", "计数表没有年份列")
    summed = _summed(table)
    now = summed if year is None else summed[summed["year"].eq(year)]
    if now.empty:
        known = ", ".join(str(each) for each in sorted(summed["year"].unique()))
        raise SchemaError(
            f"no count of {year}; the years are {known}", f"没有{year}年的数量；年份有：{known}"
        )
    found = now.groupby("unit", sort=False)["count"].sum().reset_index()
    found["share"] = found["count"] / found["count"].sum()
    found = _ranked(found, [])
    if population is not None:
        found = _per_million(found, population, year)
    if dated and summed["year"].nunique() > 1:
        past = summed if year is None else summed[summed["year"].le(year)]
        found = found.merge(_growth(past), on="unit", how="left")
    return found


def implied_population(table: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """Return the population that a printed per-million figure implies.

    Parameters
    ----------
    table
        ``unit``, ``count`` and ``per_million`` as printed, rounded to ``decimals``.
    decimals
        Decimals of the printed figure.

    Returns
    -------
    DataFrame
        ``unit``, ``count``, ``per_million``, and ``population`` = count / per_million * 10^6 with
        ``population_low`` and ``population_high``, what the rounding leaves open; whole people.

    Examples
    --------
    >>> printed = pd.DataFrame({"unit": ["US"], "count": [368104], "per_million": [1082.7]})
    >>> found = implied_population(printed, 1)
    >>> (found[["population_low", "population_high"]] / 1e6).round(2).values.tolist()
    [[339.97, 340.0]]
    """
    _require(table, "unit", "count", "per_million")
    half = 0.5 * 10.0**-decimals
    found = table[["unit", "count", "per_million"]].reset_index(drop=True)
    rate = found["per_million"].to_numpy(dtype=float)
    for name, divisor in (
        ("population", rate),
        ("population_low", rate + half),
        ("population_high", rate - half),
    ):
        with np.errstate(divide="ignore", invalid="ignore"):
            people = found["count"].to_numpy(dtype=float) / divisor * MILLION
        found[name] = np.where(divisor > 0, np.round(people), np.nan)
    return found


def leader_and_rest(table: pd.DataFrame, *, last: int = 10) -> pd.DataFrame:
    """Return the leader's counts beside those of ranks 2 to ``last`` and of all others, by year.

    Ranks are those of the sums over all years, so that the same units are compared throughout.

    Parameters
    ----------
    table
        ``unit``, ``count`` and, where known, ``year``.
    last
        The last rank that is told from all others.

    Returns
    -------
    DataFrame
        ``year`` (where known), ``leader``, ``leader_count``, ``rest`` (ranks 2 to ``last`` together),
        ``ratio`` (leader / rest), ``total``, ``without_leader``, ``lacking`` (units without a count in that
        year, which no sum has), and since the first year ``leader_growth``, ``rest_growth``,
        ``total_growth``, ``without_growth``: each over the units that are counted in both years, of which
        there are ``common_units``.

    Raises
    ------
    SchemaError
        If there are fewer than two units.

    Examples
    --------
    >>> papers = pd.DataFrame({"unit": ["CN", "US", "IN"], "count": [77, 37, 12]})
    >>> leader_and_rest(papers)[["leader", "rest", "ratio"]].round(2).values.tolist()
    [['CN', 49, 1.57]]
    """
    _require(table, "unit", "count")
    summed = _summed(table)
    order = ranked(table)["unit"].tolist()
    if len(order) < 2:
        raise SchemaError("one unit has no rest to be compared with", "只有一个对象，无从与其他比较")
    wide = summed.pivot_table(index="year", columns="unit", values="count", aggfunc="sum")
    others = order[1:last]
    rest = wide[others].sum(axis=1, min_count=1)
    found = pd.DataFrame({"leader": order[0], "leader_count": wide[order[0]], "rest": rest})
    with np.errstate(divide="ignore", invalid="ignore"):
        found["ratio"] = np.where(found["rest"] > 0, found["leader_count"] / found["rest"], np.nan)
    found["total"] = wide.sum(axis=1)
    found["without_leader"] = wide[order[1:]].sum(axis=1, min_count=1)
    found["lacking"] = wide.isna().sum(axis=1)
    found = found.reset_index()
    if "year" not in table:
        return found.drop(columns=["year", "lacking"])
    sets = {"leader": order[:1], "rest": others, "total": order, "without": order[1:]}
    for name, units in sets.items():
        found[f"{name}_growth"] = _since_first(wide[units])
    return found.assign(common_units=(wide.notna() & wide.iloc[0].notna()).sum(axis=1).to_numpy())


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of every unit in every year, with share and rank, for a figure over years.

    Parameters
    ----------
    table
        ``unit``, ``count`` and ``year``.

    Returns
    -------
    DataFrame
        ``year``, ``rank``, ``name``, ``count``, ``share`` of the year; equal counts have one rank.

    Examples
    --------
    >>> papers = pd.DataFrame({"unit": ["CN", "US"], "count": [3, 1], "year": [2020, 2020]})
    >>> by_year(papers)[["rank", "name", "share"]].values.tolist()
    [[1, 'CN', 0.75], [2, 'US', 0.25]]
    """
    _require(table, "unit", "count", "year")
    summed = _summed(table)
    yearly = summed.groupby("year")["count"]
    found = summed.assign(
        rank=yearly.rank(ascending=False, method="min").astype(int),
        share=summed["count"] / yearly.transform("sum"),
    )
    found = found.sort_values(["year", "rank", "unit"], kind="stable").rename(columns={"unit": "name"})
    return found[["year", "rank", "name", "count", "share"]].reset_index(drop=True)


def _since_first(wide: pd.DataFrame) -> Floats:
    """Return growth since the first year, of every year over the units that are counted in both."""
    values = wide.to_numpy(dtype=float)
    common = ~np.isnan(values) & ~np.isnan(values[0])
    first, now = np.where(common, values[0], 0.0).sum(axis=1), np.where(common, values, 0.0).sum(axis=1)
    growth: Floats = np.divide(now, first, out=np.full(first.size, np.nan), where=first > 0) - 1
    return growth


def by(
    records: pd.DataFrame, columns: Sequence[str], *, mean: Sequence[str] = (), amount: str = ""
) -> pd.DataFrame:
    """Count records by one column or several crossed, with means of others.

    Parameters
    ----------
    records
        A row per record; a blank cell counts as no value, and such records are left out.
    columns
        What to count by.
    mean
        Columns of numbers whose arithmetic means are wanted, each over the records that have a number.
    amount
        A column to add up where a row stands for more than one record.

    Returns
    -------
    DataFrame
        ``rank``, the columns, ``count``, ``share`` (of the records counted), and for every mean ``mean_`` and
        its name with ``n_`` and its name, the records behind it. Largest count first, then by the columns.

    Examples
    --------
    >>> papers = pd.DataFrame({"country": ["CN", "US", "US"], "cited": [10.0, 30.0, None]})
    >>> by(papers, ["country"], mean=["cited"])[["country", "count", "mean_cited", "n_cited"]].values.tolist()
    [['US', 2, 30.0, 1], ['CN', 1, 10.0, 1]]
    """
    names = list(columns)
    _require(records, *names, *mean, *([amount] if amount else []))
    blank = pd.DataFrame({name: records[name].isna() | records[name].astype(object).eq("") for name in names})
    given = records[~blank.any(axis=1)]
    if given.empty:
        raise SchemaError(
            f"no record has a value of {', '.join(names)}", f"没有记录在{'、'.join(names)}上有取值"
        )
    groups = given.groupby(names, sort=False)
    counted = groups[amount].sum() if amount else groups.size()
    found = counted.rename("count").reset_index()
    found["share"] = found["count"] / found["count"].sum()
    for name in mean:
        part = groups[name].agg(["mean", "count"]).reset_index()
        found[f"mean_{name}"], found[f"n_{name}"] = part["mean"], part["count"].astype(int)
    return _ranked(found, names)


def _ranked(found: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return counts, the largest first and then by names, with their rank: sums that are equal share one."""
    level = found.assign(count=levelled(found["count"]))
    order = [False] + [True] * len(names)
    level = level.sort_values(["count", *names], ascending=order, kind="stable")
    found = found.loc[level.index].reset_index(drop=True)
    found.insert(0, "rank", level["count"].rank(method="min", ascending=False).astype(int).to_numpy())
    return found


def cuts(table: pd.DataFrame, cut: Cut = "mean") -> tuple[float, float]:
    """Return where the lines of a quadrant stand: the unweighted mean or the median of ``x`` and of ``y``.

    Parameters
    ----------
    table
        ``x`` and ``y``, a row per unit.
    cut
        ``mean`` or ``median``.

    Examples
    --------
    >>> cuts(pd.DataFrame({"x": [1, 2, 6], "y": [0, 0, 3]}), "median")
    (2.0, 0.0)
    """
    values = table[["x", "y"]].astype(float)
    found = values.mean() if cut == "mean" else values.median()
    return float(found["x"]), float(found["y"])


def fields(table: pd.DataFrame, cut: Cut = "mean") -> pd.Series:
    """Return the field of every unit.

    Parameters
    ----------
    table
        ``x`` and ``y``, a row per unit.
    cut
        ``mean`` or ``median``; see :func:`cuts`.

    Returns
    -------
    Series of str
        ``high-high``, ``high-low``, ``low-high`` or ``low-low`` (x, then y). A unit on a line counts as high.

    Examples
    --------
    >>> fields(pd.DataFrame({"x": [1, 2, 6], "y": [0, 0, 3]})).tolist()
    ['low-low', 'low-low', 'high-high']
    """
    x, y = cuts(table, cut)
    level = [
        np.where(table[name].astype(float) >= line, "high", "low") for name, line in (("x", x), ("y", y))
    ]
    return pd.Series([f"{one}-{other}" for one, other in zip(*level, strict=True)], index=table.index)


def quadrants(table: pd.DataFrame, *, cut: Cut = "mean") -> pd.DataFrame:
    """Return which field of a quadrant each unit lies in.

    Parameters
    ----------
    table
        ``unit``, ``x`` and ``y``; units without both numbers are left out.
    cut
        ``mean`` or ``median`` of each axis.

    Returns
    -------
    DataFrame
        ``unit``, ``x``, ``y``, ``quadrant``, ``cut_x``, ``cut_y``.

    Raises
    ------
    SchemaError
        If fewer than two units have both numbers.

    Examples
    --------
    >>> table = pd.DataFrame({"unit": ["a", "b"], "x": [1.0, 3.0], "y": [2.0, 1.0]})
    >>> quadrants(table)[["unit", "quadrant", "cut_x"]].values.tolist()
    [['a', 'low-high', 2.0], ['b', 'high-low', 2.0]]
    """
    _require(table, "unit", "x", "y")
    found = table.loc[table[["x", "y"]].notna().all(axis=1), ["unit", "x", "y"]].reset_index(drop=True)
    if len(found) < 2:
        raise SchemaError.of("quadrants_few", number=len(found))
    x, y = cuts(found, cut)
    return found.assign(quadrant=fields(found, cut), cut_x=x, cut_y=y)


def _require(table: pd.DataFrame, *names: str) -> None:
    gone = [name for name in names if name not in table]
    if gone:
        raise SchemaError.of("no_columns", columns=gone, found=list(table))


def _summed(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit and year, 0 where there are no years; missing counts are left out."""
    dated = table if "year" in table else table.assign(year=0)
    given = dated[dated["count"].notna() & dated["year"].notna()]
    return given.groupby(["unit", "year"], sort=False)["count"].sum().reset_index()


def _growth(summed: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for unit, part in summed.sort_values("year", kind="stable").groupby("unit", sort=False):
        first, last = part.iloc[0], part.iloc[-1]
        span = int(last["year"] - first["year"])
        rate, yearly = growth_rates(float(first["count"]), float(last["count"]), span)
        rows.append((unit, int(first["year"]), int(last["year"]), span, rate, yearly))
    names = ["unit", "first_year", "last_year", "intervals", "growth", "cagr"]
    return pd.DataFrame(rows, columns=names)


def _per_million(found: pd.DataFrame, population: pd.DataFrame, year: int | None) -> pd.DataFrame:
    _require(population, "unit", "population")
    people = population[population["population"].notna()]
    if people["population"].le(0).any():
        unit = people.loc[people["population"].le(0), "unit"].iat[0]
        raise SchemaError.of("population_positive", unit=unit)
    keys = [name for name in ("unit", "year") if name in people]
    people = people.drop_duplicates([*keys, "population"])
    twice = people.duplicated(keys)
    if twice.any():
        again = " ".join(str(each) for each in people.loc[twice, keys].iloc[0])
        raise SchemaError.of("population_twice", again=again)
    if "year" in people:
        people = people.sort_values("year", kind="stable")
        exact = people[people["year"].eq(year)] if year is not None else people.head(0)
        people = pd.concat([people, exact])  # the last row counts: of the year asked for, else the latest
        people = people.rename(columns={"year": "population_year"}).astype({"population_year": "Int64"})
    people = people.drop_duplicates("unit", keep="last").rename(columns={"source": "population_source"})
    kept = ["unit", "population", "population_year", "population_source"]
    people = people[[name for name in kept if name in people]]
    found = found.merge(people, on="unit", how="left")
    found["per_million"] = found["count"] / (found["population"] / MILLION)
    first = ["rank", "unit", "count", "share", "per_million"]
    return found[[*first, *(name for name in found if name not in first)]]
