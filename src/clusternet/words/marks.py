"""Marks: how a text names a value of the data, for ``fill`` to put it there."""

from __future__ import annotations

from collections.abc import Mapping


def mark(family: str, column: str, where: Mapping[str, object], form: str = "") -> str:
    """Return the mark of a value.

    Parameters
    ----------
    family, column
        The table and the column.
    where
        The row, and what selects the data.
    form
        How it is printed; as in tables if blank.

    Examples
    --------
    >>> mark("metrics", "nodes", {"year": 2022}, "count")
    '{{ metrics.nodes year=2022 | count }}'
    >>> mark("centrality", "degree", {"name": "Arm 中国"})
    '{{ centrality.degree name="Arm 中国" }}'
    """
    words = [f"{family}.{column}", *(f"{key}={_quoted(str(value))}" for key, value in where.items())]
    return f"{{{{ {' '.join(words)}{f' | {form}' if form else ''} }}}}"


def _quoted(text: str) -> str:
    return f'"{text}"' if any(each.isspace() or each in "|}=" for each in text) else text
