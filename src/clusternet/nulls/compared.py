"""How far a number of a network lies from the same number of its nulls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Comparison", "compare"]

NAN = float("nan")

_TAIL = 9.0
"""Kurtosis above which a few huge values make a standard deviation: that of an exponential distribution."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number of a network against the same number of its nulls.

    Attributes
    ----------
    observed
    null_mean, null_sd
        Over the nulls in which the number is defined; the standard deviation has n - 1 below.
    z
        (observed - null_mean) / null_sd; NaN where all nulls agree, and where a few of them make the sd (a
        kurtosis above 9, or 0.7 nulls): then it says nothing of how far out the observed value is.
    ratio
        observed / null_mean.
    p
        (1 + nulls at least as far out) / (nulls + 1), both sides: distances are taken from the mean of the
        nulls and the observed value together, so that under the null every rank is as likely as another. It
        is never below 1 / (nulls + 1).
    replicates
        Nulls in which the number is defined.

    Examples
    --------
    >>> compare(5.0, [1.0, 2.0, 3.0, 2.0]).replicates
    4
    """

    observed: float
    null_mean: float
    null_sd: float
    z: float
    ratio: float
    p: float
    replicates: int


def compare(observed: float, replicates: Sequence[float] | NDArray[np.float64]) -> Comparison:
    """Compare a number of the network with those of its nulls.

    Parameters
    ----------
    observed
        The number of the network.
    replicates
        The number of every null; those that are not finite are left out.

    Returns
    -------
    Comparison
        The number, mean and standard deviation of its nulls, z, ratio and p.

    Examples
    --------
    >>> found = compare(5.0, [1.0, 2.0, 3.0, 2.0])
    >>> found.null_mean, round(found.z, 2), found.ratio, found.p
    (2.0, 3.67, 2.5, 0.2)
    >>> compare(2.0, [2.0, 2.0, 2.0]).p
    1.0
    """
    values = np.asarray(replicates, dtype=float)
    values = values[np.isfinite(values)]
    if not values.size or not np.isfinite(observed):
        mean = float(values.mean()) if values.size else NAN
        return Comparison(float(observed), mean, NAN, NAN, NAN, NAN, values.size)
    mean = float(values.mean())
    scale = max(abs(mean), abs(observed), 1e-300)
    spread = float(values.std(ddof=1)) if values.size > 1 else 0.0
    spread = spread if spread > 1e-12 * scale else 0.0
    centre = (values.sum() + observed) / (values.size + 1)
    far = np.abs(values - centre) >= abs(observed - centre) - 1e-12 * scale
    return Comparison(
        float(observed),
        mean,
        spread,
        (observed - mean) / spread if spread and not _made_by_few(values) else NAN,
        float(observed / mean) if mean else NAN,
        float((1 + far.sum()) / (values.size + 1)),
        values.size,
    )


def _made_by_few(values: NDArray[np.float64]) -> bool:
    """Whether a few huge values make the spread, as of random removals one of which hits the hub."""
    squares = (values - values.mean()) ** 2
    return bool((squares**2).mean() > min(_TAIL, 0.7 * values.size) * squares.mean() ** 2)
