"""Tables of counts, records and populations, from the headers people write."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.sheet import Sheet
from clusternet.schema import cells, dates
from clusternet.schema.columns import MEASURE, SOURCE, YEAR, is_ordinal
from clusternet.schema.tables import COUNTS

_YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_counts(sheet: Sheet, *, unit: str = "", count: str = "", time: str = "") -> pd.DataFrame:
    """Return ``unit``, ``count``, and ``year`` where the table has one or a column per year.

    Raises
    ------
    SchemaError
        If a column is not there, no column of counts is found, or a unit is blank.
    """
    named = _units_in(sheet, unit)
    years = sheet.column(time) if time else sheet.find(YEAR)
    wide = _year_columns(sheet) if not count and not years else {}
    units = sheet.text(named)
    if "" in units:
        raise SchemaError(f"{sheet.at(units.index(''))}, column {named}: the unit is blank")
    if len(wide) > 1:
        parts = [
            pd.DataFrame({"unit": units, "year": year, "count": sheet.numbers(header)})
            for header, year in wide.items()
        ]
        return pd.concat(parts, ignore_index=True)
    counted = (
        sheet.column(count) if count else sheet.find(COUNTS["count"]) or _first_number(sheet, named, years)
    )
    frame = pd.DataFrame({"unit": units, "count": sheet.numbers(counted)})
    return frame.assign(year=read_years(sheet, years)) if years else frame


def units_alone(sheet: Sheet, unit: str = "") -> Sheet:
    """Return a table without the rows that sum up its units, and with one spelling of each country."""
    return sheet.of_units(_units_in(sheet, unit))


def mixed_measures(sheet: Sheet, unit: str = "") -> list[str]:
    """Return the units of measurement of a table's rows where they are several, else nothing."""
    header = sheet.find(MEASURE, "unit")
    named = _units_in(sheet, unit)
    kinds = list(dict.fromkeys(filter(None, sheet.text(header)))) if header and header != named else []
    return kinds if len(kinds) > 1 else []


def read_years(sheet: Sheet, column: str) -> list[int]:
    """Return a column as years.

    Raises
    ------
    SchemaError
        If a cell names none.
    """
    found = []
    for row, text in enumerate(sheet.text(column)):
        year = dates.year_of(text)
        if year is None or year not in cells.YEARS:
            raise SchemaError(f"{sheet.at(row)}, column {column}: {text!r} is no year")
        found.append(year)
    return found


def read_population(table: Sheet, column: str = "", *, unit: str = "", people: float = 1.0) -> pd.DataFrame:
    """Return ``unit``, ``population`` in people, and ``year`` and ``source`` where they are given.

    Parameters
    ----------
    table
        The table of the counts, or another.
    column
        Of the inhabitants, in the table of the counts; found by its header in another.
    people
        What one of the population column stands for: 10,000 where it is in 万人.
    """
    own = bool(column)
    column = column or table.find(COUNTS["population"]) or _first_number(table, table.find(YEAR))
    table = units_alone(table, table.find(unit) if unit else "")
    named = _units_in(table, table.find(unit) if unit else "")
    found = pd.DataFrame({"unit": table.text(named), "population": table.numbers(column) * people})
    years = table.find(*((f"{column}_year", COUNTS["population_year"]) if own else ()), YEAR)
    source = table.find(*((f"{column}_source", COUNTS["population_source"]) if own else (SOURCE,)))
    if years:
        found["year"] = read_years(table, years)
    if source:
        found["source"] = table.text(source)
    return found


def read_records(sheet: Sheet, by: Sequence[str], numbers: Sequence[str], *, split: str = "") -> pd.DataFrame:
    """Return records with the columns to count by as text and others as numbers.

    Parameters
    ----------
    split
        Characters that separate several values in a cell of ``by``: each value then counts once a record.
    """
    years = sheet.find(YEAR)
    for name in by:
        sheet = sheet.apart(sheet.column(name)).of_countries(sheet.column(name))
    columns: dict[str, object] = {}
    for name in by:
        header = sheet.column(name)
        columns[name] = read_years(sheet, header) if header == years else sheet.text(header)
    frame = pd.DataFrame(columns | {name: sheet.numbers(sheet.column(name)) for name in numbers})
    for name in by if split else ():
        if frame[name].dtype == object or pd.api.types.is_string_dtype(frame[name]):
            frame[name] = pd.Series([_values(text, split) for text in frame[name].astype(str)], dtype=object)
            frame = frame.explode(name, ignore_index=True)
            frame[name] = frame[name].fillna("")
            one = sheet.spellings(sheet.column(name), frame[name].tolist())
            frame[name] = frame[name].map(lambda value, one=one: one.get(value, value))
    return frame


def read_pair(sheet: Sheet, x: str, y: str, *, unit: str = "") -> pd.DataFrame:
    """Return ``unit``, ``x`` and ``y``: two measures of the same units."""
    named = _units_in(sheet, unit)
    numbers = {axis: sheet.numbers(sheet.column(name)) for axis, name in (("x", x), ("y", y))}
    return pd.DataFrame({"unit": sheet.text(named), **numbers})


def _values(text: str, split: str) -> list[str]:
    parts = re.split(f"[{re.escape(split)}]", text)
    return list(dict.fromkeys(filter(None, map(cells.clean, parts))))


def _units_in(sheet: Sheet, named: str) -> str:
    """Return the column that holds the units."""
    return sheet.column(named) if named else sheet.find(COUNTS["country"], COUNTS["unit"]) or sheet.first_text


def _first_number(sheet: Sheet, *taken: str) -> str:
    for header in sheet.headers:
        if header not in taken and not is_ordinal(header) and sheet.is_numeric(header):
            return header
    raise SchemaError(f"{sheet.file}: no column of numbers; found: {', '.join(sheet.headers)}")


def _year_columns(sheet: Sheet) -> dict[str, int]:
    """Return the columns of numbers whose header holds one year."""
    found = {}
    for header in sheet.headers:
        years = _YEAR_IN.findall(header)
        if len(years) == 1 and sheet.is_numeric(header):
            found[header] = int(years[0])
    return found if len(set(found.values())) == len(found) else {}
