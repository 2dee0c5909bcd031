"""Which values are one, whatever the order their terms were added in."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clusternet.typing import Floats

__all__ = ["levelled"]

_OWN = 1e-12
"""Share of a value by which an equal one may differ."""

_LARGEST = 1e-14
"""Share of the largest value by which equal ones may differ: where terms cancel, what is left is noise."""


def levelled(values: ArrayLike) -> Floats:
    """Return values with those that differ by rounding alone made equal, so that they share a rank.

    Parameters
    ----------
    values : array_like of shape (n,)
        Numbers, and NaN where there is none. Whole numbers are exact and stay as they are.

    Returns
    -------
    ndarray of float64, shape (n,)
        The least of every run of values each of which is next to the one before.

    Examples
    --------
    >>> levelled([0.1 + 0.2, 0.3, 0.5, float("nan")]).tolist()
    [0.3, 0.3, 0.5, nan]
    """
    given = np.asarray(values, dtype=float)
    known = np.flatnonzero(np.isfinite(given))
    exact = given[known]
    if not exact.size or (exact == np.floor(exact)).all():
        return given
    order = known[np.argsort(exact, kind="stable")]
    rising = given[order]
    size = np.abs(rising)
    near = _OWN * np.maximum(size[1:], size[:-1]) + _LARGEST * size.max()
    first = np.flatnonzero(np.concatenate([[True], np.diff(rising) > near]))
    found = given.copy()
    found[order] = np.repeat(rising[first], np.diff(first, append=rising.size))
    return found
