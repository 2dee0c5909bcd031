"""Many tests at once: what their p values are worth together."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

    from clusternet.typing import Floats

__all__ = ["adjusted", "draws_needed", "tests", "with_adjusted"]


def adjusted(p: ArrayLike, *, family: int = 0) -> tuple[Floats, Floats]:
    """Return p values adjusted for their number.

    Parameters
    ----------
    p : array_like of shape (n,)
        Of all tests of a family; NaN where there was none.
    family
        How many tests the family has, where those that are not given have p = 1.

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
    >>> adjusted([0.01, 0.02], family=10)[1].tolist()
    [0.1, 0.1]
    """
    import numpy as np

    given = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    rising, place = given[order], np.arange(1, order.size + 1)
    number = max(order.size, family)
    holm, q = np.full((2, given.size), np.nan)
    holm[order] = np.minimum(np.maximum.accumulate(rising * (number + 1 - place)), 1)
    q[order] = np.minimum.accumulate((rising * number / place)[::-1])[::-1]
    return holm, np.minimum(q, 1)


def tests(frame: pd.DataFrame) -> list[str]:
    """Return the columns of a table that hold the p of a test: ``p``, and what ends in ``_p``.

    Examples
    --------
    >>> import pandas as pd
    >>> tests(pd.DataFrame(columns=["p", "random_p", "p_holm", "q"]))
    ['p', 'random_p']
    """
    return [str(name) for name in frame if name == "p" or str(name).endswith("_p")]


def with_adjusted(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the adjusted p values beside its p: the family is all tests in it.

    Parameters
    ----------
    frame
        Whose columns of :func:`tests` hold them.

    Returns
    -------
    DataFrame
        With ``p_holm`` and ``q`` after ``p``, and ``x_p_holm`` and ``x_q`` after ``x_p``: anew where they are
        there already.

    Examples
    --------
    >>> import pandas as pd
    >>> found = with_adjusted(pd.DataFrame({"p": [0.01, 0.5], "n": [1, 2]}))
    >>> found.values.tolist()
    [[0.01, 0.02, 0.02, 1.0], [0.5, 0.5, 0.5, 2.0]]
    >>> list(with_adjusted(found))
    ['p', 'p_holm', 'q', 'n']
    """
    names = tests(frame)
    found = frame.drop(columns=[f"{name}_holm" for name in names], errors="ignore")
    found = found.drop(columns=[f"{name[:-1]}q" for name in names], errors="ignore")
    values = frame[names].to_numpy(dtype=float)
    holm, q = (each.reshape(values.shape) for each in adjusted(values.ravel()))
    for number, name in enumerate(names):
        place = list(found.columns).index(name)
        found.insert(place + 1, f"{name}_holm", holm[:, number])
        found.insert(place + 2, f"{name[:-1]}q", q[:, number])
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
    return ceil(round(tests / level, 9)) - 1
