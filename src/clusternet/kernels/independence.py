"""What independence of rows and columns expects of a table in which some cells cannot be."""

from __future__ import annotations

import numpy as np

from clusternet.typing import Floats, Ints

__all__ = ["completed"]

_ROUNDS, _CLOSE = 1000, 1e-10


def completed(rows: Floats, columns: Floats, missing: tuple[Ints, ...]) -> tuple[Floats, Floats, Floats]:
    """Return the margins of tables whose missing cells are filled by what the margins expect of them.

    The expected value of any other cell is then row x column / total: quasi-independence (Goodman 1968),
    the fit of which keeps the margins of what is there. Where it has no end (all is in one row and one
    column) the margins grow, and the expected values have a limit.

    Parameters
    ----------
    rows, columns : ndarray of float64, shape (r, tables) and (c, tables)
        Margins of what is there.
    missing : tuple of ndarray of int64, shape (m,)
        Row and column of the cells that are not.

    Returns
    -------
    rows, columns : ndarray of float64
    total : ndarray of float64, shape (tables,)

    Examples
    --------
    >>> three = np.array([[10.0], [10.0], [10.0]])
    >>> rows, columns, total = completed(three, three, (np.arange(3), np.arange(3)))
    >>> rows.round(6).ravel().tolist(), (rows[0] * columns[1] / total).round(6).tolist()
    ([15.0, 15.0, 15.0], [5.0])
    """
    row, column = missing
    filled = np.zeros((row.size, rows.shape[1]))
    full, high, total = rows, columns, rows.sum(axis=0)
    for _ in range(_ROUNDS if row.size else 0):
        with np.errstate(invalid="ignore", divide="ignore"):
            fresh = np.nan_to_num(full[row] * high[column] / total)
        full, high = rows.copy(), columns.copy()
        np.add.at(full, row, fresh)
        np.add.at(high, column, fresh)
        total = full.sum(axis=0)
        close = np.abs(fresh - filled).max() <= _CLOSE * total.max(initial=1.0)
        filled = fresh
        if close:
            break
    return full, high, total
