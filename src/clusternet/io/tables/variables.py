"""A table of the user's own that says something of every pair of places."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.reader import read_sheet
from clusternet.schema.columns import EDGES

_ENDS = {each.name: each for each in EDGES if each.name in ("source", "target")}


def read_variables(path: Path) -> pd.DataFrame:
    """Read what is known of pairs of places: the columns source and target, and numbers.

    Parameters
    ----------
    path
        CSV, TSV, Excel or Parquet, a row per pair. Chinese headers are read too.

    Returns
    -------
    DataFrame
        ``source``, ``target`` and every other column, as numbers.

    Raises
    ------
    FormatError
        If the file cannot be read, or a line of it was refused.
    SchemaError
        If an end is missing, there is no further column, a cell is no number, or a pair stands twice.
    """
    sheet = read_sheet(path)
    ends = {name: sheet.find(column) for name, column in _ENDS.items()}
    others = [header for header in sheet.headers if header not in ends.values()]
    if not all(ends.values()) or not others:
        raise SchemaError.of("pair_columns", file=sheet.file, headers=sheet.headers)
    frame = pd.DataFrame({name: sheet.text(header) for name, header in ends.items()})
    for header in others:
        frame[header] = sheet.numbers(header)
        wrong = frame.index[frame[header].isna()]
        if len(wrong):
            row = int(wrong[0])
            raise SchemaError.of("pair_number", at=sheet.at(row), header=header, text=sheet.text(header)[row])
    twice = frame.index[frame.duplicated(["source", "target"])]
    if len(twice):
        row = int(twice[0])
        pair = f"{frame['source'].iat[row]}, {frame['target'].iat[row]}"
        raise SchemaError.of("pair_twice", at=sheet.at(row), pair=pair)
    return frame
