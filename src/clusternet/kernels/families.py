"""Many tests at once: what their p values are worth together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from clusternet.typing import Floats

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ADJUSTED", "adjusted", "draws_needed", "with_adjusted"]

ADJUSTED = ("p_holm", "q")
"""Columns of :func:`with_adjusted`."""


def adjusted(p: ArrayLike) -> tuple[Floats, Floats]:
    """Return p values adjusted for their number.

    Parameters
    ----------
    p : array_like of shape (n,)
        Of all tests of a family; NaN where there was none.

    Returns
    -------
    holm, q : ndarray of float64, shape (n,)
        Holm's (1979), which keeps the chance of a single false finding, and those of Benjamini and Hochberg
        (1995), which keep the share of false ones among the findings.

    Examples
    --------
    >>> holm, q = adjusted([0.01, float("nan"), 0.04, 0.03])
    >>> holm.tolist(), q.round(12).tolist()
    ([0.03, nan, 0.06, 0.06], [0.03, nan, 0.04, 0.04])
    """
    given = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    rising, place = given[order], np.arange(1, order.size + 1)
    holm, q = np.full((2, given.size), np.nan)
    holm[order] = np.minimum(np.maximum.accumulate(rising * (order.size + 1 - place)), 1)
    q[order] = np.minimum.accumulate((rising * order.size / place)[::-1])[::-1]
    return holm, np.minimum(q, 1)


def with_adjusted(frame: pd.DataFrame, column: str = "p") -> pd.DataFrame:
    """Return a table with the adjusted p values beside its p: the family is all its rows.

    Parameters
    ----------
    frame
        A row a test.
    column
        Where p is.

    Returns
    -------
    DataFrame
        With :data:`ADJUSTED` after that column.

    Examples
    --------
    >>> import pandas as pd
    >>> with_adjusted(pd.DataFrame({"p": [0.01, 0.5], "n": [1, 2]})).values.tolist()
    [[0.01, 0.02, 0.02, 1.0], [0.5, 0.5, 0.5, 2.0]]
    """
    found = frame.copy()
    place = list(found.columns).index(column)
    for name, values in zip(ADJUSTED, adjusted(frame[column].to_numpy(dtype=float)), strict=True):
        place += 1
        found.insert(place, name, values)
    return found


def draws_needed(tests: int, level: float = 0.05) -> int:
    """Return how many random draws give p values small enough for Holm's at a level.

    Parameters
    ----------
    tests
        In the family.
    level
        What the least adjusted p must not exceed.

    Returns
    -------
    int
        The smallest B with tests / (B + 1) <= level.

    Examples
    --------
    >>> draws_needed(1), draws_needed(16), draws_needed(56)
    (19, 319, 1119)
    """
    return int(np.ceil(round(tests / level, 9))) - 1
