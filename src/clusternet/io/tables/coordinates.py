"""A table of the user's own that says where places lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.reader import read_sheet
from clusternet.io.tables.sheet import Sheet
from clusternet.schema.numbers import Notation, notation
from clusternet.schema.tables import COORDINATES

_LARGEST = {"longitude": 180.0, "latitude": 90.0}


def read_coordinates(path: Path) -> pd.DataFrame:
    """Read the positions of places from a file with the columns place, longitude and latitude.

    Parameters
    ----------
    path
        CSV, TSV, Excel or Parquet; degrees, east and north positive. Chinese headers are read too.

    Returns
    -------
    DataFrame
        ``longitude`` and ``latitude``, indexed by place.

    Raises
    ------
    FormatError
        If the file cannot be read, or a line of it was refused.
    SchemaError
        If a column is missing, a number is none or out of range, or a place stands twice.
    """
    sheet = read_sheet(path)
    columns = _columns(sheet)
    frame = pd.DataFrame({"place": sheet.text(columns["place"])})
    for name, most in _LARGEST.items():
        texts = sheet.text(columns[name])
        said = notation(texts)  # no degree has thousands
        said = said if said.sure else Notation(",")
        frame[name] = [np.nan if (value := said.number(text)) is None else value for text in texts]
        wrong = np.flatnonzero(~(frame[name].abs() <= most))
        if wrong.size:
            row = int(wrong[0])
            raise SchemaError(
                f"{sheet.at(row)}: {name} {texts[row]!r}; accepted: degrees from -{most:g} to {most:g}"
            )
    twice = np.flatnonzero(frame["place"].duplicated())
    if twice.size:
        row = int(twice[0])
        raise SchemaError(f"{sheet.at(row)}: {frame['place'].iat[row]!r} stands twice")
    return frame.set_index("place")


def _columns(sheet: Sheet) -> dict[str, str]:
    found = {name: sheet.find(column) for name, column in COORDINATES.items()}
    missing = [name for name, header in found.items() if not header]
    if missing:
        raise SchemaError(
            f"{sheet.file}: no column {', '.join(missing)}; found: {', '.join(sheet.headers)}; "
            f"accepted: {', '.join(COORDINATES)}"
        )
    return found
