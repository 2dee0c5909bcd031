"""Missing values and outliers, before anything is normalised; what was changed is listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import SchemaError
from clusternet.indices.design import Design, Outliers
from clusternet.typing import Floats
from clusternet.words.text import NOTHING, Text

CHANGES = ("unit", "indicator", "before", "after", "action")
"""Columns of the list of changed values."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was filled in or changed."""

    unit: str
    indicator: str
    before: float
    after: float
    action: str


def skewness(x: Floats) -> float:
    """Return the bias-corrected skewness (Excel's SKEW, type 2), NaN where undefined.

    G1 = sqrt(n(n-1)) / (n-2) * m3 / m2^(3/2).

    >>> round(skewness(np.array([1.0, 2.0, 3.0, 10.0])), 4)
    1.7636
    """
    x = x[~np.isnan(x)]
    n = x.size
    if n < 3 or not np.ptp(x):
        return float("nan")
    d = x - x.mean()
    return float(np.sqrt(n * (n - 1)) / (n - 2) * np.mean(d**3) / np.mean(d**2) ** 1.5)


def kurtosis(x: Floats) -> float:
    """Return the bias-corrected excess kurtosis (Excel's KURT, type 2), NaN where undefined.

    G2 = (n-1) / ((n-2)(n-3)) * ((n+1) (m4/m2^2 - 3) + 6).

    >>> round(kurtosis(np.array([1.0, 2.0, 3.0, 10.0])), 4)
    3.228
    """
    x = x[~np.isnan(x)]
    n = x.size
    if n < 4 or not np.ptp(x):
        return float("nan")
    d = x - x.mean()
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (np.mean(d**4) / np.mean(d**2) ** 2 - 3) + 6))


def is_outlying(x: Floats, rule: Outliers) -> bool:
    """Whether an indicator has outliers: both its skewness and its kurtosis are over their limits."""
    return abs(skewness(x)) > rule.skew and kurtosis(x) > rule.kurtosis


def winsorise(x: Floats, rule: Outliers) -> Floats:
    """Set the farthest value to the next one, on the side of the skew, until the rule passes.

    Equal values count each; no further step is taken once ``points`` values are treated.

    Examples
    --------
    >>> winsorise(np.array([*range(1, 11), 30.0, 100.0]), Outliers("winsorise")).tolist()[-3:]
    [10.0, 30.0, 30.0]
    """
    x = x.copy()
    treated = np.zeros(x.size, dtype=bool)
    while is_outlying(x, rule) and treated.sum() < rule.points:
        high = skewness(x) >= 0
        edge = np.nanmax(x) if high else np.nanmin(x)
        rest = x[~np.isnan(x) & (x != edge)]
        treated |= x == edge
        x[x == edge] = rest.max() if high else rest.min()
    return x


def treat(values: Floats, names: Sequence[str], units: Sequence[str], rule: Outliers) -> list[Change]:
    """Treat the outliers of every column in place, shape (units, indicators), and return what changed."""
    changes: list[Change] = []
    if rule.treat == "none":
        return changes
    for place, name in enumerate(names):
        before = values[:, place].copy()
        if not is_outlying(before, rule):
            continue
        after, how = winsorise(before, rule), "winsorised"
        flat = np.nanmin(after) == np.nanmax(after)  # all but the outliers are equal
        if flat or is_outlying(after, rule):
            if rule.otherwise == "log":
                low, high = np.nanmin(before), np.nanmax(before)
                after, how = np.log(before - low + 0.01 * (high - low)), "log"
                how += ", still outlying" if is_outlying(after, rule) else ""
            elif flat:
                after = before
            else:
                how = "winsorised, still outlying"
        values[:, place] = after
        changed = np.flatnonzero(~np.isnan(before) & (before != after))
        changes += [Change(units[i], name, float(before[i]), float(after[i]), how) for i in changed.tolist()]
    return changes


def complete(
    values: Floats, names: Sequence[str], units: Sequence[str], design: Design, groups: Sequence[str] = ()
) -> tuple[NDArray[np.bool_], list[Change]]:
    """Apply the rules for missing values in place.

    Parameters
    ----------
    values
        Shape (units, indicators), NaN where missing; means and medians are filled in.
    groups
        The group of every unit, for a mean or median within it.

    Returns
    -------
    tuple
        Which units stay, and what was filled in.

    Raises
    ------
    SchemaError
        If values are missing and the rule is ``refuse``, nothing is left, or a group has no value to take.
    """
    gaps = np.isnan(values)
    kept: NDArray[np.bool_] = (~gaps).mean(axis=1) >= design.availability - 1e-12
    kept &= ~gaps.all(axis=1)
    if design.missing == "drop":
        kept &= ~gaps.any(axis=1)
    if not kept.any():
        raise SchemaError.of("units_lack", where=design.where, missing=design.missing)
    gaps &= kept[:, None]
    if design.missing == "refuse" and gaps.any():
        unit, column = (int(each[0]) for each in np.nonzero(gaps))
        raise SchemaError.of(
            "values_missing",
            number=int(gaps.sum()),
            indicator=names[column],
            unit=units[unit],
            where=design.where,
        )
    changes: list[Change] = []
    if design.missing not in ("mean", "median"):
        return kept, changes
    middle = np.mean if design.missing == "mean" else np.median
    of_unit = np.asarray(groups if len(groups) else [""] * len(units), dtype=object)
    original = values.copy()
    for row, column in zip(*np.nonzero(gaps), strict=True):
        others = original[(of_unit == of_unit[row]) & kept, column]
        others = others[~np.isnan(others)]
        if not others.size:
            by, group = design.missing_by, of_unit[row]
            inside = Text(f"在 {by}“{group}”内", f" in {by} {group!r}") if by else NOTHING
            raise SchemaError.of(
                "nothing_to_take", indicator=names[column], inside=inside, missing=design.missing
            )
        values[row, column] = middle(others)
        action = (
            f"{design.missing} of {design.missing_by} {of_unit[row]}" if design.missing_by else design.missing
        )
        changes.append(Change(units[row], names[column], np.nan, float(values[row, column]), action))
    return kept, changes


def listed(changes: Sequence[Change]) -> pd.DataFrame:
    """Return changes as a table with the columns :data:`CHANGES`."""
    rows = [(each.unit, each.indicator, each.before, each.after, each.action) for each in changes]
    return pd.DataFrame(rows, columns=list(CHANGES))


def errors(table: pd.DataFrame, design: Design) -> Floats | None:
    """Return the standard errors of the indicators, shape (units, indicators), 0 where a value is exact.

    Raises
    ------
    SchemaError
        If the table lacks a column that an indicator names, or an error is negative.
    """
    named = [each.error for each in design.indicators]
    if not any(named):
        return None
    if gone := [name for name in named if name and name not in table]:
        raise SchemaError.of("no_error_column", where=design.where, columns=gone)
    found = np.zeros((len(table), len(named)))
    for place, name in enumerate(named):
        if name:
            found[:, place] = table[name].fillna(0.0)
    if (found < 0).any():
        row, place = np.argwhere(found < 0)[0]
        unit = table["unit"].iat[row]
        raise SchemaError.of("error_negative", unit=unit, column=named[place], value=f"{found[row, place]:g}")
    return found
