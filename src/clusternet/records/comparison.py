"""Two units compared on a set of indicators: gap, ratio, relative strength, and change.

A frame is a table with the columns ``indicator``, ``a`` and ``b`` (numbers, NaN where not known), and where
known ``text_a`` and ``text_b`` (what a cell says that holds no number), ``period_a``, ``period_b``,
``measure_a``, ``measure_b`` (units of measurement or currencies), ``direction`` (``more`` or ``less`` is
better), ``total`` (of which both are parts), and any further columns, which are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import SchemaError
from clusternet.records.rates import growth, growth_rates, own_growth, refuse_twice, trends_of
from clusternet.typing import Floats
from clusternet.words.labels import not_compared
from clusternet.words.text import COMMA, Text

__all__ = [
    "BOTH",
    "MISSING",
    "PERIODS",
    "REASONS",
    "SCALED",
    "SIGNS",
    "THRESHOLD",
    "Allowed",
    "compare",
    "growth",
    "growth_rates",
    "leaders",
    "over",
    "own_growth",
    "revealed_advantage",
    "series",
]

Allowed = Literal["measure", "period"]
THRESHOLD = 0.1
"""Log ratio up to which a row leans to both: a ratio of 1.105, or 0.905."""
SCALED = "measures differ"
PERIODS = "periods differ"
SIGNS = "signs differ"
MISSING = "a value is missing"
TEXT = "words, no number"
REASONS = (SCALED, PERIODS, SIGNS, MISSING, TEXT)
"""Why a row is not compared."""
BOTH = "both"
_WORDED = ("text_a", "text_b")


def compare(
    frame: pd.DataFrame,
    *,
    names: tuple[str, str] = ("a", "b"),
    threshold: float = THRESHOLD,
    rates: Mapping[str, float] | None = None,
    allow: Collection[Allowed] = (),
) -> pd.DataFrame:
    """Compare the two units row by row.

    Parameters
    ----------
    frame
        See the module.
    names
        Of the two units, as they stand in ``leans_to``.
    threshold
        With r = ln(a / b): within the threshold on either side leans to both, above to a, below to b;
        where less is better the other way round, and so where both are negative: the larger value leads.
    rates
        Period -> how many of a's measures one of b's is (7.05 yuan a dollar); the key "" is for every other
        period. Only rows whose measures differ are converted, to b's.
    allow
        ``measure`` or ``period``: compare rows that differ in it as they are.

    Returns
    -------
    DataFrame
        The further columns first, then ``indicator``, ``period``, ``measure``, ``a``, ``b``, ``gap`` (a - b),
        ``ratio`` (a / b), ``log_ratio``, ``leans_to``, where there are words ``text_a`` and ``text_b``, with
        a total ``share_a`` and ``share_b``, and
        ``reason``: why a row has no gap and no ratio (:data:`REASONS`). Values stay as given but for those
        converted.

    Raises
    ------
    SchemaError
        If a column is missing or no row is left to compare.

    Examples
    --------
    >>> frame = pd.DataFrame({"indicator": ["papers", "money"], "a": [27, 2130], "b": [68, 900],
    ...                       "measure_a": ["", "CNY"], "measure_b": ["", "USD"]})
    >>> compare(frame)[["indicator", "gap", "leans_to", "reason"]].values.tolist()
    [['papers', -41.0, 'b', ''], ['money', nan, '', 'measures differ']]
    >>> compare(frame, rates={"": 7.1}).loc[1, ["a", "ratio"]].astype(float).round(3).tolist()
    [300.0, 0.333]
    """
    if gone := [name for name in ("indicator", "a", "b") if name not in frame]:
        raise SchemaError.of("figure_columns", figure="comparison", columns=gone)
    frame = _complete(frame)
    a, b = frame["a"].to_numpy(dtype=float).copy(), frame["b"].to_numpy(dtype=float)
    apart = frame["measure_a"].ne(frame["measure_b"]).to_numpy()
    converted = np.zeros(len(frame), dtype=bool)
    for row in np.flatnonzero(apart).tolist() if rates else ():
        rate = (rates or {}).get(str(frame["period_a"].iat[row]), (rates or {}).get(""))
        if rate is not None:
            a[row] /= rate
            converted[row] = True
    reason = _reasons(frame, a, b, apart & ~converted, allow)
    compared = (reason == "") & ~np.isnan(a) & ~np.isnan(b)
    if not compared.any():
        whys = dict.fromkeys(reason[reason != ""])
        why = COMMA.join(Text(*(not_compared(each, language) for language in ("zh", "en"))) for each in whys)
        raise SchemaError.of("none_compared", why=why)
    gap = np.where(compared, a - b, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(compared, a / b, np.nan)
        log = np.where(compared, np.log(ratio), np.nan)
    log = np.where(compared & (a == b), 0.0, log)
    larger = np.where((a < 0) & (b < 0), -log, log)  # of two losses the smaller is the larger value
    known = ["indicator", "period_a", "period_b", "measure_a", "measure_b", "a", "b", "direction", "total"]
    known += _WORDED
    found = frame.drop(columns=[name for name in known if name in frame])
    found["indicator"] = frame["indicator"]
    found["period"] = _joined(frame, "period")
    measure = frame["measure_b"].where(pd.Series(converted, frame.index), _joined(frame, "measure"))
    found = found.assign(measure=measure, a=a, b=b, gap=gap, ratio=ratio, log_ratio=log)
    found["leans_to"] = _leaning(larger, frame["direction"].to_numpy(), threshold, names)
    found = found.assign(**{name: frame[name] for name in _WORDED if name in frame})
    if "total" in frame:
        for side, values in (("share_a", a), ("share_b", b)):
            found[side] = np.where(compared, values / frame["total"].to_numpy(dtype=float), np.nan)
    return found.assign(reason=reason)


def revealed_advantage(compared: pd.DataFrame, *, names: tuple[str, str] = ("a", "b")) -> pd.DataFrame:
    """Set beside a comparison which unit a row leans to by revealed comparative advantage.

    RCA of a in row i = (a_i / sum a) / ((a_i + b_i) / sum (a + b)). Above 1 the row leans to a, below 1 to b,
    whose RCA is then above 1: it asks what a unit does more of than its size would give, not who does more.

    Parameters
    ----------
    compared
        From :func:`compare`.
    names
        Of the two units, as they stand in ``leans_to_rca``.

    Returns
    -------
    DataFrame
        With ``rca_a``, ``rca_b``, ``leans_to_rca`` and ``rules_differ`` besides.

    Raises
    ------
    SchemaError
        If the rows are no parts of one whole: measures or periods differ between rows, a value is missing or
        negative.

    Examples
    --------
    >>> fields = pd.DataFrame({"indicator": ["cars", "health"], "a": [76, 16], "b": [81, 63]})
    >>> found = revealed_advantage(compare(fields))
    >>> found[["leans_to", "leans_to_rca", "rules_differ"]].values.tolist()
    [['both', 'a', True], ['b', 'b', False]]
    """
    worded = compared["reason"].eq(TEXT)
    if worded.any():  # rows of words are in no whole
        found = revealed_advantage(compared[~worded], names=names)
        found = pd.concat([found, compared[worded]])[list(found)].sort_index(kind="stable")
        return found.fillna({"leans_to_rca": ""}).astype({"rules_differ": "boolean"})
    found = compared.copy()
    whole = found[["period", "measure"]].drop_duplicates()
    if len(whole) > 1:
        kinds = "; ".join(" ".join(filter(None, row)) for row in whole.astype(str).to_numpy().tolist()[:4])
        raise SchemaError.of("rca_measures", kinds=kinds)
    values = found[["a", "b"]].to_numpy(dtype=float)
    usable = np.isfinite(values).all() and (values >= 0).all()
    if not usable or not values.sum(axis=0).all() or not values.sum(axis=1).all():
        raise SchemaError(
            "RCA needs a value of 0 or more of both units in every row, and one above 0",
            "RCA 要求每行双方数值均不小于0，且至少一项大于0",
        )
    share = (values / values.sum(axis=0)) / (values.sum(axis=1) / values.sum())[:, None]
    found["rca_a"], found["rca_b"] = share.T
    log = np.round(np.log(np.maximum(share[:, 0], np.finfo(float).tiny)), 12)
    found["leans_to_rca"] = _leaning(log, np.full(len(found), "more"), 0.0, names)
    found["rules_differ"] = found["leans_to"] != found["leans_to_rca"]
    return found[[*(name for name in found if name != "reason"), "reason"]]


def over(frame: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Add rows that divide one indicator by another: employees per firm, output per watt, anything per head.

    Where less of the numerator is better, so is less of the quotient.

    Parameters
    ----------
    frame
        As :func:`compare` takes it.
    pairs
        (numerator, denominator), names in ``indicator``; rows of the same period are divided.

    Raises
    ------
    SchemaError
        If a name is not in the frame, or no periods fit.

    Examples
    --------
    >>> frame = pd.DataFrame({"indicator": ["staff", "firms"], "a": [100, 4], "b": [90, 3]})
    >>> over(frame, [("staff", "firms")])[["a", "b"]].iloc[-1].astype(float).tolist()
    [25.0, 30.0]
    """
    frame = _complete(frame)
    rows = [frame]
    for top, bottom in pairs:
        for name in (top, bottom):
            if not frame["indicator"].eq(name).any():
                raise SchemaError.of("no_indicator", name=name, found=frame["indicator"].unique())
        upper, lower = (frame[frame["indicator"].eq(name)] for name in (top, bottom))
        made = upper.merge(lower, on=["period_a", "period_b"], suffixes=("", "_under"))
        if made.empty:
            raise SchemaError.of("no_common_period", top=top, bottom=bottom)
        new = made[list(frame.columns)].assign(indicator=f"{top} / {bottom}")
        for side in _sides(frame):
            below = made[f"{side}_under"].to_numpy(dtype=float)
            new[side] = made[side].to_numpy(dtype=float) / np.where(below == 0, np.nan, below)
        for name in ("measure_a", "measure_b"):
            both = made[name].ne("") & made[f"{name}_under"].ne("")
            new[name] = np.where(both, made[name] + "/" + made[f"{name}_under"], made[name])
        new = new.drop(columns=["total", *_WORDED], errors="ignore")  # the direction is the numerator's
        rows.append(new)
    found = pd.concat(rows, ignore_index=True)
    return found.fillna({name: "" for name in _WORDED if name in found})


def series(compared: pd.DataFrame) -> pd.DataFrame:
    """Return levels and gaps period by period, for every indicator compared in two periods or more.

    Parameters
    ----------
    compared
        What :func:`compare` returns.

    Returns
    -------
    DataFrame
        ``indicator``, ``measure``, ``period``, ``a``, ``b``, ``gap``, and since the period before
        ``change_a``, ``change_b``, ``gap_change`` (of the absolute gap) and ``trend``: ``narrows``,
        ``widens``, ``unchanged``, or ``overtakes`` where the sign of the gap turned.

    Raises
    ------
    SchemaError
        If no indicator has two periods, or one stands twice in a period.

    Examples
    --------
    >>> years = pd.Series(["2015", "2024"])
    >>> frame = pd.DataFrame({"indicator": "papers", "a": [20, 80], "b": [40, 60]})
    >>> found = series(compare(frame.assign(period_a=years, period_b=years)))
    >>> found[["period", "gap", "trend"]].values.tolist()
    [['2015', -20.0, ''], ['2024', 20.0, 'overtakes']]
    """
    found = compared[compared["gap"].notna()]
    rows = []
    for _, part in found.groupby(["indicator", "measure"], sort=False):
        if part["period"].nunique() < 2:
            continue
        refuse_twice(part, "period")
        new = part.sort_values("period", kind="stable")
        new = new[["indicator", "measure", "period", "a", "b", "gap"]].copy()
        new["change_a"], new["change_b"] = new["a"].diff(), new["b"].diff()
        new["gap_change"] = new["gap"].abs().diff()
        new["trend"] = trends_of(new["gap"].to_numpy(dtype=float))
        rows.append(new)
    if not rows:
        raise SchemaError("no indicator has two periods to follow", "没有指标有两个时期，无法比较变化")
    return pd.concat(rows, ignore_index=True)


def leaders(frame: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """Return who leads each indicator, and every unit's ratio to the best.

    Parameters
    ----------
    frame
        ``indicator``, a column of numbers for each of ``units``, and where known ``direction``.
    units
        The columns that are compared, two or more.

    Returns
    -------
    DataFrame
        ``indicator``, ``measure``, the units, ``leader``, ``laggard``, and ``ratio_`` and the unit: value /
        best, or best / value where less is better, so that 1 is the leader's. ``reason`` where the measures
        of the units differ and there is no ratio. What cells say that hold no number is in ``text_`` and the
        unit.

    Examples
    --------
    >>> chips = pd.DataFrame({"indicator": ["speed", "power"], "one": [312, 400], "two": [256, 350],
    ...                       "direction": ["more", "less"]})
    >>> leaders(chips, ["one", "two"])[["indicator", "leader", "ratio_two"]].round(2).values.tolist()
    [['speed', 'one', 0.82], ['power', 'two', 1.0]]
    """
    frame = _complete(frame)
    values = frame[list(units)].to_numpy(dtype=float)
    less = frame["direction"].eq("less").to_numpy()
    several = (~np.isnan(values)).sum(axis=1) >= 2
    apart = frame["measure_a"].ne(frame["measure_b"]).to_numpy()
    if not (several & ~apart).any():
        raise SchemaError("no indicator has comparable values of two units", "没有指标有两个对象的可比数值")
    found = frame[["indicator"]].assign(measure=_joined(frame, "measure"))
    found[list(units)] = values
    values = np.where((several & ~apart)[:, None], values, np.nan)
    high: Floats = np.fmax.reduce(values, axis=1, initial=-np.inf)
    low: Floats = np.fmin.reduce(values, axis=1, initial=np.inf)
    for name, edge in (("leader", np.where(less, low, high)), ("laggard", np.where(less, high, low))):
        hits = values == edge[:, None]
        found[name] = [", ".join(unit for unit, hit in zip(units, row, strict=True) if hit) for row in hits]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(less[:, None], low.reshape(-1, 1) / values, values / high.reshape(-1, 1))
    for place, unit in enumerate(units):
        found[f"ratio_{unit}"] = ratio[:, place]
    words = [f"text_{unit}" for unit in units if f"text_{unit}" in frame]
    found[words] = frame[words]
    worded = (frame[words] != "").any(axis=1).to_numpy()
    return found.assign(reason=np.where(worded, TEXT, np.where(several & apart, SCALED, "")))


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every column the rules look at."""
    missing = {name: "" for name in ("period_a", "period_b", "measure_a", "measure_b") if name not in frame}
    frame = frame.assign(**missing).reset_index(drop=True)
    texts = ("period_a", "period_b", "measure_a", "measure_b")
    frame[list(texts)] = frame[list(texts)].fillna("").astype(str)
    direction = frame["direction"] if "direction" in frame else pd.Series("more", frame.index)
    return frame.assign(direction=direction.replace("", "more").fillna("more"))


def _sides(frame: pd.DataFrame) -> list[str]:
    """Return the columns of values: a, b, and further units."""
    own = {"indicator", "total", "direction"}
    return [str(name) for name in frame if name not in own and pd.api.types.is_numeric_dtype(frame[name])]


def _reasons(
    frame: pd.DataFrame, a: Floats, b: Floats, apart: NDArray[np.bool_], allow: Collection[Allowed]
) -> NDArray[np.object_]:
    given = ~np.isnan(a) & ~np.isnan(b)
    reason = np.full(len(frame), "", dtype=object)
    reason[given & ((a < 0) != (b < 0))] = SIGNS
    if "period" not in allow:
        reason[given & frame["period_a"].ne(frame["period_b"]).to_numpy()] = PERIODS
    if "measure" not in allow:
        reason[given & apart] = SCALED
    reason[~given] = MISSING
    for name in _WORDED:
        if name in frame:
            reason[frame[name].ne("").to_numpy()] = TEXT
    return reason


def _joined(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return what both sides have, or the two joined where they differ."""
    a, b = frame[f"{name}_a"], frame[f"{name}_b"]
    return a.where(a.eq(b), a + " / " + b)


def _leaning(
    log: Floats, direction: NDArray[np.object_], threshold: float, names: tuple[str, str]
) -> NDArray[np.object_]:
    toward = np.where(direction == "less", -log, log)
    found = np.where(toward > threshold, names[0], np.where(toward < -threshold, names[1], BOTH)).astype(
        object
    )
    found[np.isnan(log)] = ""
    return np.asarray(found)
