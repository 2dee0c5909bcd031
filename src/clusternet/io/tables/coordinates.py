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
from clusternet.typing import Floats
from clusternet.words.text import Text, numbered

_LARGEST = {"longitude": 180.0, "latitude": 90.0}


def read_coordinates(path: Path) -> tuple[pd.DataFrame, list[Text]]:
    """Read the positions of places from a table with a column of names, of longitudes and of latitudes.

    Parameters
    ----------
    path
        CSV, TSV, Excel or Parquet, in any encoding; degrees, east and north positive. Where a header is not
        known, the column is told from its cells: names are the first column that is no number, longitudes
        the one of two columns of degrees that goes beyond 90.

    Returns
    -------
    DataFrame
        ``longitude`` and ``latitude``, indexed by place.
    list of Text
        What was odd in reading, and one line a row that cannot be used: where it stands, and why.

    Raises
    ------
    FormatError
        If the file cannot be read.
    SchemaError
        If no column holds names, longitudes or latitudes, or no row can be used.
    """
    sheet = read_sheet(path, lenient=True)
    columns = _columns(sheet)
    place = sheet.shown(columns["place"])
    frame = pd.DataFrame({"place": place, **{name: _degrees(sheet, columns[name]) for name in _LARGEST}})
    wrong = _wrong(sheet, frame, columns)
    kept = frame[[row not in wrong for row in range(len(frame))]].set_index("place")
    lines = [
        Text(
            f"{sheet.file}：{number} 行不能用（{why}）",
            f"{sheet.file}: {numbered(number, 'row')} of no use: {why}",
        )
        for why, number in sheet.refused.items()
    ]
    lines += [
        Text(f"{sheet.at(row).zh}：{why.zh}", f"{sheet.at(row)}: {why.en}") for row, why in wrong.items()
    ]
    if kept.empty:
        raise SchemaError(f"{sheet.file}: no row gives a place with its degrees; {lines[0].en}", lines[0].zh)
    return kept, [*sheet.said, *lines]


def _degrees(sheet: Sheet, header: str) -> Floats:
    """Return a column of degrees, NaN where a cell is none; no degree has thousands."""
    texts = sheet.shown(header)
    said = notation(texts)
    said = said if said.sure else Notation(",")
    numbers = (said.number(text.rstrip("°")) for text in texts)
    return np.array([np.nan if value is None else value for value in numbers], dtype=float)


def _wrong(sheet: Sheet, frame: pd.DataFrame, columns: dict[str, str]) -> dict[int, Text]:
    """Return the rows that cannot be used, and why: the first reason of each."""
    found: dict[int, Text] = {}
    place = frame["place"].tolist()
    for row in np.flatnonzero(frame["place"].eq("")).tolist():
        found[row] = Text("没有地名", "no name of a place")
    for name, most in _LARGEST.items():
        for row in np.flatnonzero(~(frame[name].abs() <= most)).tolist():
            cell = sheet.shown(columns[name])[row]
            found.setdefault(
                row,
                Text(
                    f"{columns[name]} 为“{cell}”，应为 -{most:g} 至 {most:g} 度",
                    f"{columns[name]} {cell!r}; accepted: degrees from -{most:g} to {most:g}",
                ),
            )
    usable = frame[~frame.index.isin(list(found))]
    for row in usable.index[usable["place"].duplicated()].tolist():
        name = place[row]
        found[row] = Text(f"“{name}”重复，以前一行为准", f"{name!r} stands twice; the first row counts")
    return dict(sorted(found.items()))


def _columns(sheet: Sheet) -> dict[str, str]:
    """Return the three columns, by their headers, else by their cells."""
    found = {name: sheet.find(column) for name, column in COORDINATES.items()}
    if not (found["longitude"] and found["latitude"]) and all(told := _by_cells(sheet)):
        found |= dict(zip(_LARGEST, told, strict=True))
    if not found["place"]:
        rest = [each for each in sheet.headers if each not in found.values() and not sheet.is_numeric(each)]
        found["place"] = rest[0] if rest else ""
    missing = [name for name, header in found.items() if not header]
    if missing:
        raise SchemaError.of(
            "coordinate_columns",
            file=sheet.file,
            missing=missing,
            headers=sheet.headers,
            accepted=COORDINATES,
        )
    return found


def _by_cells(sheet: Sheet) -> tuple[str, str]:
    """Return the two columns of degrees, longitude first; blank where it is not plain which they are."""
    reach = {each: _reach(sheet, each) for each in sheet.headers}
    degrees = [each for each, most in reach.items() if 0 < most <= _LARGEST["longitude"]]
    if len(degrees) != 2:
        return "", ""
    first, second = degrees
    if reach[first] > _LARGEST["latitude"] >= reach[second]:
        return first, second
    return (second, first) if reach[second] > _LARGEST["latitude"] >= reach[first] else ("", "")


def _reach(sheet: Sheet, header: str) -> float:
    """Return the largest of a column of degrees, by most of its cells; 0 where it holds others."""
    found = np.abs(_degrees(sheet, header))
    held = found[found <= _LARGEST["longitude"]]
    return float(held.max()) if held.size > len(found) / 2 else 0.0
