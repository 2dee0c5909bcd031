"""Tables of counts, records and populations, from the headers people write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.sheet import Measures, read_measures
from clusternet.schema import cells

UNIT = (
    *(
        "country",
        "institution",
        "journal",
        "segment",
        "国家",
        "国家/地区",
        "国家地区",
        "地区",
        "省份",
        "城市",
    ),
    *("机构", "期刊", "unit", "单元", "name", "名称"),
)
COUNT = ("count", "papers", "patents", "数量", "计数", "论文", "论文数", "专利", "专利数", "value", "数值")
YEAR = ("year", "年份", "年度", "年", "PY", "publication_year")
_POPULATION = ("population", "人口", "pop", "人口数")
_SOURCE = ("source", "来源", "数据来源")
_NO_COUNT = re.compile(r"(?:.*[_ ])?(?:no|id|rank|seed_lines|序号|编号|排名|名次)", re.IGNORECASE)
_YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_counts(measures: Measures, *, unit: str = "", count: str = "", time: str = "") -> pd.DataFrame:
    """Return ``unit``, ``count``, and ``year`` where the table has one or a column a year.

    Raises
    ------
    SchemaError
        If a column is not there, no column of counts is found, or a unit is blank.
    """
    named = measures.column(unit) if unit else measures.find(UNIT) or _first_text(measures)
    years = measures.column(time) if time else measures.find(YEAR)
    wide = _year_columns(measures) if not count and not years else {}
    units = measures.text(named)
    if "" in units:
        raise SchemaError(f"{measures.at(units.index(''))}, column {named}: the unit is blank")
    if len(wide) > 1:
        parts = [
            pd.DataFrame({"unit": units, "year": year, "count": measures.numbers(header)})
            for header, year in wide.items()
        ]
        return pd.concat(parts, ignore_index=True)
    counted = (
        measures.column(count) if count else measures.find(COUNT) or _first_number(measures, named, years)
    )
    frame = pd.DataFrame({"unit": units, "count": measures.numbers(counted)})
    return frame.assign(year=read_years(measures, years)) if years else frame


def mixed_measures(measures: Measures, unit: str = "") -> list[str]:
    """Return the units of measurement of a table's rows where they are several, else nothing."""
    named = measures.column(unit) if unit else measures.find(UNIT) or _first_text(measures)
    header = measures.find(["measure", "currency", "unit", "计量单位", "单位", "币种"])
    kinds = list(dict.fromkeys(filter(None, measures.text(header)))) if header and header != named else []
    return kinds if len(kinds) > 1 else []


def read_years(measures: Measures, column: str) -> list[int]:
    """Return a column as years.

    Raises
    ------
    SchemaError
        If a cell names none.
    """
    found = []
    for row, text in enumerate(measures.text(column)):
        year = cells.year_of(text)
        if year is None or year not in cells.YEARS:
            raise SchemaError(f"{measures.at(row)}, column {column}: {text!r} is no year")
        found.append(year)
    return found


def read_population(measures: Measures, where: str, *, unit: str = "", people: float = 1.0) -> pd.DataFrame:
    """Return ``unit``, ``population`` in people, and ``year`` and ``source`` where they are given.

    Parameters
    ----------
    measures
        The table of the counts.
    where
        A column of it, or a file.
    people
        What one of the population column stands for: 10,000 where it is in 万人.
    """
    own = where in measures.headers
    table = measures if own else read_measures(Path(where))
    column = where if own else table.find(_POPULATION) or _first_number(table, "", table.find(YEAR))
    named = (table.find([unit]) if unit else "") or table.find(UNIT) or _first_text(table)
    found = pd.DataFrame({"unit": table.text(named), "population": table.numbers(column) * people})
    years = table.find([f"{column}_year", "population_year", "人口年份"] if own else YEAR) or table.find(YEAR)
    source = table.find([f"{column}_source", "population_source", "人口来源"] if own else _SOURCE)
    if years:
        found["year"] = read_years(table, years)
    if source:
        found["source"] = table.text(source)
    return found


def read_records(
    measures: Measures, by: Sequence[str], numbers: Sequence[str], *, split: str = ""
) -> pd.DataFrame:
    """Return records with the columns to count by as text and others as numbers.

    Parameters
    ----------
    split
        Characters that separate several values in a cell of ``by``: each value then counts once a record.
    """
    years = measures.find(YEAR)
    columns: dict[str, object] = {}
    for name in by:
        header = measures.column(name)
        columns[name] = read_years(measures, header) if header == years else measures.text(header)
    frame = pd.DataFrame(columns | {name: measures.numbers(measures.column(name)) for name in numbers})
    for name in by if split else ():
        if frame[name].dtype == object or pd.api.types.is_string_dtype(frame[name]):
            frame[name] = pd.Series([_values(text, split) for text in frame[name].astype(str)], dtype=object)
            frame = frame.explode(name, ignore_index=True)
            frame[name] = frame[name].fillna("")
    return frame


def read_pair(measures: Measures, x: str, y: str, *, unit: str = "") -> pd.DataFrame:
    """Return ``unit``, ``x`` and ``y``: two measures of the same units."""
    named = measures.column(unit) if unit else measures.find(UNIT) or _first_text(measures)
    numbers = {axis: measures.numbers(measures.column(name)) for axis, name in (("x", x), ("y", y))}
    return pd.DataFrame({"unit": measures.text(named), **numbers})


def _values(text: str, split: str) -> list[str]:
    parts = re.split(f"[{re.escape(split)}]", text)
    return list(dict.fromkeys(filter(None, map(cells.clean, parts))))


def _first_text(measures: Measures) -> str:
    return next((each for each in measures.headers if not measures.is_numeric(each)), measures.headers[0])


def _first_number(measures: Measures, *taken: str) -> str:
    for header in measures.headers:
        if header not in taken and not _NO_COUNT.fullmatch(header) and measures.is_numeric(header):
            return header
    raise SchemaError(f"{measures.name}: no column of numbers; found: {', '.join(measures.headers)}")


def _year_columns(measures: Measures) -> dict[str, int]:
    """Return the columns of numbers whose header holds one year."""
    found = {}
    for header in measures.headers:
        years = _YEAR_IN.findall(header)
        if len(years) == 1 and measures.is_numeric(header):
            found[header] = int(years[0])
    return found if len(set(found.values())) == len(found) else {}
