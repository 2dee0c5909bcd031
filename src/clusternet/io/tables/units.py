"""Units of a table by name, and tables of the same units side by side."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.sheet import Sheet
from clusternet.words.text import NOTHING, Text


def units(sheet: Sheet, column: str = "") -> list[str]:
    """Return the names of the units, from a column or from the first.

    Raises
    ------
    SchemaError
        If a name is blank or stands twice.
    """
    column = column or sheet.headers[0]
    names = sheet.text(column)
    seen: dict[str, int] = {}
    for row, name in enumerate(names):
        if not name:
            raise SchemaError.of("unit_blank", at=sheet.at(row))
        if name in seen:
            first, again = (sheet.written_as(column, each) for each in (seen[name], row))
            other = NOTHING if first == again else Text(f"写作“{first}”，", f" as {first!r}")
            raise SchemaError.of(
                "unit_twice",
                at=sheet.at(row),
                unit=again,
                other=other,
                line=int(sheet.table.line[seen[name]]),
            )
        seen[name] = row
    return names


def joined(first: pd.DataFrame, other: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Add the columns of another table by unit; return the units that only the other has.

    Raises
    ------
    SchemaError
        If both have a column of one name, or no unit is in both.
    """
    twice = [str(column) for column in other if column != "unit" and column in first]
    if twice:
        raise SchemaError.of("column_in_data", name=name, column=twice[0])
    if not set(first["unit"]) & set(other["unit"]):
        raise SchemaError.of("units_differ", name=name, its=other["unit"].iat[0], first=first["unit"].iat[0])
    extra = [unit for unit in other["unit"] if unit not in set(first["unit"])]
    return first.merge(other, on="unit", how="left", sort=False), extra


__all__ = ["joined", "units"]
