r"""Text that a spreadsheet would take for a formula, in CSV files.

The rule: a text cell that begins with ``=``, ``+``, ``-``, ``@`` (or their full-width forms), a tab or a line
break is written with an apostrophe before it, which makes a spreadsheet show it as text. Numbers (``-1.5``,
``+3%``) and single characters (``-``) stay as they are. Where such a cell already begins with apostrophes it
gets one more, so that reading, which takes one away by the same rule, gives back what was written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TextIO

import numpy as np
import pandas as pd

from clusternet.schema import coding
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done

MARKS = "=+-@＝＋－＠\t\r\n"
"""A cell that begins with one of them may be run by a spreadsheet."""

_BREAKS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Where some program or other ends a line."""

_FORMULA = re.compile(rf"'*[{re.escape(MARKS)}](?s:.+)")
_NUMBER = re.compile(r"'*[+-](?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*%?")


def is_formula(text: str) -> bool:
    """Whether a cell, its leading apostrophes aside, could be taken for a formula.

    >>> [is_formula(cell) for cell in ("=1+1", "'=1+1", "-1.5", "-", "O'Brien", "@SUM(A1)", "+86 10")]
    [True, True, False, False, False, True, True]
    """
    return _FORMULA.fullmatch(text) is not None and _NUMBER.fullmatch(text) is None


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table as it is written to CSV: cells and headings that could be formulas are made text.

    Parameters
    ----------
    frame
        Any table.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> guarded(pd.DataFrame({"name": ["=1+1", "Foo"]}))["name"].tolist()
    ["'=1+1", 'Foo']
    """
    changed: dict[int, pd.Series] = {}
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
            continue
        cells = [
            f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell for cell in column.tolist()
        ]
        changed[place] = pd.Series(cells, index=frame.index, dtype=object)
    parts = [changed.get(place, frame.iloc[:, place]) for place in range(frame.shape[1])]
    if not parts:
        return frame
    names = [f"'{name}" if is_formula(str(name)) else name for name in frame.columns]
    return pd.concat(parts, axis=1).set_axis(names, axis=1)


def write_csv(frame: pd.DataFrame, stream: TextIO) -> None:
    """Write a table as CSV, guarded; a cell that holds any kind of line break is quoted.

    Python quotes a bare carriage return since 3.11.9 and 3.12.3 alone, and a spreadsheet ends its row there:
    what follows would be a cell of its own that may begin with ``=``.
    """
    lines: Any = _Lines(stream)
    guarded(frame).to_csv(lines, index=False, lineterminator=_BREAKS)


class _Lines:
    """Ends lines plainly: the module ``csv`` quotes whatever holds a character of its line terminator."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.removesuffix(_BREAKS) + "\n")


def may_be_guarded(data: bytes) -> bool:
    """Tell fast whether a text in UTF-8 holds anything that :func:`unguarded` would change."""
    return b"'" in data and any(f"'{mark}".encode() in data for mark in MARKS)


def plain_names(names: list[str]) -> list[str]:
    """Return headings without the apostrophe that :func:`guarded` put before them."""
    return [name[1:] if name.startswith("'") and is_formula(name) else name for name in names]


def unguarded(table: TextTable, found: list[Finding]) -> TextTable:
    """Return a table read from CSV without the apostrophes of :func:`guarded`.

    Parameters
    ----------
    table
        As read.
    found
        Gets a finding for each.

    Returns
    -------
    TextTable
    """
    frame = table.frame
    for column in map(str, frame):
        codes, distinct = coding.coded(frame[column])
        marked = np.array([cell.startswith("'") and is_formula(cell) for cell in distinct], dtype=bool)
        if not marked.any():
            continue
        for place in np.flatnonzero(marked[codes]).tolist():
            value, line = str(frame[column].iat[place])[:200], int(table.line[place])
            action = done("apostrophe_cut")
            found.append(Finding("apostrophe_cut", table.file, table.sheet, line, column, value, action))
        cut = [cell[1:] if mark else cell for cell, mark in zip(distinct, marked, strict=True)]
        frame = frame.assign(**{column: coding.column_of(codes, cut)})
    return replace(table, frame=frame)
