"""What a figure takes of a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from clusternet.errors import ClusternetError


def require(table: pd.DataFrame, columns: Iterable[str], figure: str) -> None:
    """Refuse a table without the columns of a figure.

    Raises
    ------
    ClusternetError
        The message has the columns.

    Examples
    --------
    >>> require(pd.DataFrame({"name": ["a"]}), ("name", "count"), "bars")
    Traceback (most recent call last):
        ...
    clusternet.errors.ClusternetError: bars: no column count
    """
    if absent := [name for name in columns if name not in table]:
        raise ClusternetError.of("figure_columns", figure=figure, columns=absent)


def nothing(figure: str) -> ClusternetError:
    """Return the error of a table that holds nothing for a figure.

    >>> str(nothing("bars"))
    'bars: nothing to draw'
    """
    return ClusternetError.of("figure_empty", figure=figure)
