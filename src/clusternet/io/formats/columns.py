"""The names of the columns of a table, from its header or without one."""

from __future__ import annotations

import re

import pandas as pd

from clusternet.errors import FormatError, SchemaError
from clusternet.limits import VARIABLE, raised
from clusternet.schema.cells import clean
from clusternet.schema.findings import Finding, done

MOST = 1 << 14
"""Columns a table may have."""


def named(cells: list[str], where: str, line: int) -> list[str]:
    """Return the cells of a header as distinct names.

    >>> named(["source", "target", "source", ""], "edges.csv", 1)
    ['source', 'target', 'source (3)', 'column 4']

    Raises
    ------
    SchemaError
        If all of them are numbers: then it is a row.
    """
    check(len(cells), where)
    columns = distinct(cells)
    if all(re.fullmatch(r"[-+.\d]+|column \d+", text) for text in columns):
        raise SchemaError.of("row_as_header", where=where, line=line, columns=columns[:4])
    return columns


def note_repeated(
    cells: list[str], names: list[str], place: tuple[str, str, int], found: list[Finding]
) -> None:
    """Report headers that stand twice, with the name under which each later one is kept."""
    seen: set[str] = set()
    for cell, name in zip(map(clean, cells), names, strict=True):
        if cell and cell in seen:
            found.append(Finding("repeated_header", *place, cell, "", done("kept_as", name)))
        seen.add(cell)


def check(number: int, where: str) -> None:
    """Refuse more columns than the widest sheet of Excel has: each takes memory, however few the rows.

    Raises
    ------
    FormatError
        The message says how to raise the limit.
    """
    if number > MOST and not raised():
        raise FormatError.of("too_many_columns", where=where, number=number, most=MOST, variable=VARIABLE)


def distinct(names: list[str]) -> list[str]:
    """Return names without blanks around them; those that are empty or repeated get their number."""
    taken: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        text = clean(name) or f"column {place}"
        while text in taken:
            text = f"{text} ({place})"
        taken[text] = None
    return list(taken)


def numbered(width: int, where: str) -> list[str]:
    """Return the names of columns that have none: 1, 2, 3, ..."""
    check(width, where)
    return [str(place) for place in range(1, width + 1)]


def inked(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Leave out columns that have neither a header nor a cell, as a spreadsheet leaves them at the right."""
    blank = [
        name
        for place, name in enumerate(columns, start=1)
        if name == f"column {place}" and not frame[name].str.strip().any()
    ]
    return frame.drop(columns=blank) if blank else frame
