"""A table of the user's own that says where places lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats.shape import Shape
from clusternet.io.formats.tables import read_table
from clusternet.schema.findings import Finding

_HEADERS = {
    "place": ("place", "name", "地点", "地区", "名称"),
    "longitude": ("longitude", "lon", "lng", "经度"),
    "latitude": ("latitude", "lat", "纬度"),
}
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
    found: list[Finding] = []
    table = read_table(path, Shape(), found)
    if table.faulty:
        raise FormatError(f"{path.name}: {table.faulty} lines with more or fewer fields than the header")
    columns = _columns(table.frame, path.name)
    frame = pd.DataFrame({"place": table.frame[columns["place"]].str.strip()})
    for name, most in _LARGEST.items():
        cells = table.frame[columns[name]]
        frame[name] = pd.to_numeric(cells.str.strip(), errors="coerce").astype(float)
        wrong = np.flatnonzero(~(frame[name].abs() <= most))
        if wrong.size:
            line, cell = int(table.line[wrong[0]]), cells.iat[int(wrong[0])]
            raise SchemaError(
                f"{path.name}, line {line}: {name} {cell!r}; accepted: degrees from -{most:g} to {most:g}"
            )
    twice = frame["place"].duplicated().to_numpy()
    if twice.any():
        line = int(table.line[int(np.flatnonzero(twice)[0])])
        raise SchemaError(f"{path.name}, line {line}: {frame['place'][twice].iat[0]!r} stands twice")
    return frame.set_index("place")


def _columns(frame: pd.DataFrame, name: str) -> dict[str, str]:
    given = {str(column).strip().casefold(): str(column) for column in frame.columns}
    found = {
        role: next((given[word] for word in words if word in given), "") for role, words in _HEADERS.items()
    }
    missing = [role for role, column in found.items() if not column]
    if missing:
        raise SchemaError(
            f"{name}: no column {', '.join(missing)}; found: {', '.join(map(str, frame.columns))}; "
            "accepted: place, longitude, latitude"
        )
    return found
