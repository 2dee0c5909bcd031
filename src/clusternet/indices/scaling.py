"""Indicators on a common scale, more always better: the normalisations of the Handbook, chapter 5."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.indices.design import FIXED, Indicator, Normalise
from clusternet.typing import Floats
from clusternet.words.text import Text


def normalise(
    values: Floats, indicator: Indicator, how: Normalise, *, scale: tuple[float, float] = (0.0, 1.0)
) -> Floats:
    """Return one indicator normalised; NaN stays NaN.

    Parameters
    ----------
    values
        Shape (units,), in the indicator's own units.
    indicator
        Its direction and its target.
    how
        With x the value (its negative where less is better) and lo, hi the bounds of ``scale``:

        ``min-max``     lo + (hi - lo) (x - min) / (max - min)
        ``z-score``     (x - mean) / s, s with n - 1
        ``rank``        1 for the lowest to n; ties get the mean rank
        ``percentile``  (rank - 1) / (n - 1)
        ``target``      lo + (hi - lo) (x - min) / (target - min), at most hi
        ``leader``      value / best value; best value / value where less is better
        ``goalposts``   lo + (hi - lo) (value - least) / (most - least), least and most fixed by the indicator
                        (turned round where less is better), at least lo and at most hi
        ``none``        the value as it is

        A value above the indicator's ``cap`` counts as that; with ``log`` logarithms stand for values, target
        and goalposts.

    scale
        Used by ``min-max``, ``target`` and ``goalposts``.

    Raises
    ------
    ClusternetError
        If the indicator is the same for all units where that has no meaning, or a ratio to the leader has
        values of 0 or below it would divide by.

    Examples
    --------
    >>> from clusternet.words.labels import Label
    >>> normalise(np.array([1.0, 3.0, 2.0]), Indicator("a", "a", Label("", "")), "min-max").tolist()
    [0.0, 1.0, 0.5]
    >>> less = Indicator("a", "a", Label("", ""), direction="less")
    >>> normalise(np.array([2.0, 4.0]), less, "leader").tolist()
    [1.0, 0.5]
    """
    known = values[~np.isnan(values)]
    if known.size == 0:
        raise ClusternetError.of("indicator_empty", id=indicator.id)
    less = indicator.direction == "less"
    values, known = _counted(values, indicator), _counted(known, indicator)
    if how in FIXED:
        return values if how == "none" else _between(values, indicator, scale, less)
    if how == "leader":
        return _to_leader(values, known, indicator, less)
    x = -values if less else values
    if how in ("rank", "percentile"):
        found = np.full(values.shape, np.nan)
        found[~np.isnan(values)] = pd.Series(x[~np.isnan(values)]).rank().to_numpy()
        return found if how == "rank" else _divided(found - 1, known.size - 1, indicator, how)
    if how == "z-score":
        spread = float(known.std(ddof=1)) if known.size > 1 and np.ptp(known) else 0.0
        return _divided(x - np.nanmean(x), spread, indicator, how)
    least, most = float(np.nanmin(x)), float(np.nanmax(x))
    low, high = scale
    if how == "min-max":
        return low + (high - low) * _divided(x - least, most - least, indicator, how)
    target = float(_counted(np.array([indicator.target or 0.0]), indicator)[0]) * (-1 if less else 1)
    if target <= least:
        raise ClusternetError.of(
            "target_no_better",
            id=indicator.id,
            target=f"{indicator.target:g}",
            end=Text("最高", "highest") if less else Text("最低", "lowest"),
        )
    return low + (high - low) * np.minimum((x - least) / (target - least), 1.0)


def _counted(values: Floats, indicator: Indicator) -> Floats:
    """Return values no higher than the cap, or their logarithms."""
    values = values if indicator.cap is None else np.minimum(values, indicator.cap)
    if not indicator.log:
        return values
    if (values <= 0).any():
        raise ClusternetError.of("indicator_logarithm", id=indicator.id, value=f"{np.nanmin(values):g}")
    return np.asarray(np.log(values))


def _between(values: Floats, indicator: Indicator, scale: tuple[float, float], less: bool) -> Floats:
    """Return values between the goalposts, on the scale."""
    assert indicator.goalposts is not None  # the file was checked
    ends = np.array(indicator.goalposts, dtype=float)
    least, most = np.log(ends) if indicator.log else ends
    share = np.clip((values - least) / (most - least), 0.0, 1.0)
    low, high = scale
    return np.asarray(low + (high - low) * (1 - share if less else share))


def stretch(values: Floats, onto: tuple[float, float]) -> Floats:
    """Return normalised indicators stretched onto a positive range, each from its least to its most.

    For geometric and harmonic means, which have no meaning at or below 0. Shape (units, indicators).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column without any value stays so
        least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    span = np.where(most > least, most - least, 1.0)
    at = np.where(most > least, (values - least) / span, np.where(np.isnan(values), np.nan, 1.0))
    return np.asarray(onto[0] + (onto[1] - onto[0]) * at)


def _divided(x: Floats, by: float, indicator: Indicator, how: str) -> Floats:
    if by == 0:
        raise ClusternetError.of("indicator_constant", id=indicator.id, how=how)
    return x / by


def _to_leader(values: Floats, known: Floats, indicator: Indicator, less: bool) -> Floats:
    if known.min() < 0 or (known.min() if less else known.max()) == 0:
        raise ClusternetError.of("indicator_leader", id=indicator.id, value=f"{known.min():g}")
    return np.asarray(known.min() / values if less else values / known.max())
