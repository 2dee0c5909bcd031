"""The names of the columns of a table, from its header or without one."""

from __future__ import annotations

import re

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.schema.cells import clean


def named(cells: list[str], where: str, line: int) -> list[str]:
    """Return the cells of a header as distinct names.

    >>> named(["source", "target", "source", ""], "edges.csv", 1)
    ['source', 'target', 'source (3)', 'column 4']

    Raises
    ------
    SchemaError
        If all of them are numbers: then it is a row.
    """
    columns = distinct(cells)
    if all(re.fullmatch(r"[-+.\d]+|column \d+", text) for text in columns):
        raise SchemaError(
            f"{where}, line {line}: this looks like a row and not a header ({', '.join(columns[:4])}); "
            "write header = false in dataset.toml, with columns = { source = 1, target = 2 }"
        )
    return columns


def distinct(names: list[str]) -> list[str]:
    """Return names without blanks around them; those that are empty or repeated get their number."""
    taken: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        text = clean(name) or f"column {place}"
        while text in taken:
            text = f"{text} ({place})"
        taken[text] = None
    return list(taken)


def numbered(width: int) -> list[str]:
    """Return the names of columns that have none: 1, 2, 3, ..."""
    return [str(place) for place in range(1, width + 1)]


def inked(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Leave out columns that have neither a header nor a cell, as a spreadsheet leaves them at the right."""
    blank = [
        name
        for place, name in enumerate(columns, start=1)
        if name == f"column {place}" and not frame[name].str.strip().any()
    ]
    return frame.drop(columns=blank) if blank else frame
