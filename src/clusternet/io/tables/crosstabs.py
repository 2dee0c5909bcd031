"""Tables of units and fields, long or wide, or counted from records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.records import YEARS, Records
from clusternet.schema import cells
from clusternet.schema.multivalued import SEPARATORS, split

NONE = ("", "-", "–", "—", "－", "NA", "N/A", "NaN")
"""Cells that count as 0, which is said."""
UNITS = ("unit", "单元", "地区", "省份", "国家", "country", "region", "province", "city")
FIELDS = ("field", "领域", "技术", "technology", "industry", "行业", "topic", "topics")
VALUES = ("value", "数值", "值", "数量", "count")


@dataclass(frozen=True)
class Plan:
    """How units and fields lie in a table.

    Attributes
    ----------
    unit, field, value
        Columns of a long table; without ``value`` every row counts once for each of its units and fields.
    columns
        Of a wide table: those that hold values.
    transpose
        The rows of a wide table are the fields, its columns the units.
    """

    unit: str | None = None
    field: str | None = None
    value: str | None = None
    columns: Sequence[str] = ()
    transpose: bool = False


@dataclass(frozen=True, eq=False)
class Crosstab:
    """Units, fields and values as rows.

    Attributes
    ----------
    value
        Column of the values of a long table; blank where its rows are counted, or the table is wide.
    counted
        Every row counted 1.
    zeros
        Cells without a number that were read as 0.
    unread
        Columns that were not read.
    """

    units: pd.Series
    fields: pd.Series
    values: pd.Series
    value: str = ""
    counted: bool = False
    zeros: int = 0
    unread: tuple[str, ...] = ()


def crosstab(table: Records, plan: Plan, *, separators: str = SEPARATORS) -> Crosstab:
    """Return the values of units and fields.

    A table is long where ``plan`` names a field or its headers do (unit, field), else wide: one row a unit,
    one column a field.

    Raises
    ------
    SchemaError
        If a column is missing, a cell is no number of 0 or above, or no column holds numbers.
    """
    named = plan.field or (None if plan.columns or plan.transpose else table.header(*FIELDS))
    unit = plan.unit or table.header(*UNITS)
    if named is not None and unit is not None and unit != named:
        return _long(table, unit, named, plan.value, separators)
    if plan.field is not None:
        raise SchemaError(f"{table.file}: no column of units beside {plan.field}; name it with --unit")
    return _wide(table, plan)


def _long(table: Records, unit: str, field: str, value: str | None, separators: str) -> Crosstab:
    value = value or table.header(*VALUES) or _only_number(table, unit, field)
    rows = pd.DataFrame(
        {
            "unit": [split(cell, separators) for cell in table.column(unit)],
            "field": [split(cell, separators) for cell in table.column(field)],
        }
    )
    zeros = 0
    rows["value"] = 1.0
    if value is not None:
        rows["value"], zeros = _numbers(table, value)
    rows = rows.explode("unit").explode("field").dropna()
    if not len(rows):
        raise SchemaError(f"{table.file}: no row has both a {unit} and a {field}")
    read = {str(table.column(name).name) for name in (unit, field, value) if name}
    unread = tuple(str(header) for header in table.frame if str(header) not in read)
    return Crosstab(rows["unit"], rows["field"], rows["value"], value or "", value is None, zeros, unread)


def _only_number(table: Records, unit: str, field: str) -> str | None:
    """Return the third of three columns where it holds numbers that are no years."""
    named = {table.header(unit), table.header(field)}
    rest = [str(header) for header in table.frame if str(header) not in named]
    years = table.header(*YEARS)
    return rest[0] if len(rest) == 1 and rest[0] != years and _is_numeric(table.frame[rest[0]]) else None


def _wide(table: Records, plan: Plan) -> Crosstab:
    headers = [str(header) for header in table.frame]
    text = [header for header in headers if not _is_numeric(table.frame[header])]
    names_in = plan.unit or table.header(*FIELDS if plan.transpose else UNITS) or (text or headers)[0]
    unit = str(table.column(names_in).name)
    wanted = [str(table.column(name).name) for name in plan.columns]
    chosen = wanted or [header for header in headers if header != unit and _is_numeric(table.frame[header])]
    if not chosen:
        raise SchemaError(f"{table.file}: no column of numbers beside {unit}; found: {', '.join(headers)}")
    numbers = [_numbers(table, header) for header in chosen]
    names = table.frame[unit].astype(str).map(cells.clean)
    if (names == "").any():
        line = int(np.flatnonzero(names == "")[0]) + 1
        raise SchemaError(f"{table.file}: row {line} has no name in the column {unit}")
    if names.duplicated().any():
        raise SchemaError(
            f"{table.file}: {names[names.duplicated()].iloc[0]} stands twice in the column {unit}"
        )
    rows = pd.Series(np.tile(names.to_numpy(dtype=object), len(chosen)))
    columns = pd.Series(np.repeat(np.array(chosen, dtype=object), len(names)))
    values = pd.Series(np.concatenate([each for each, _ in numbers]))
    units, fields = (columns, rows) if plan.transpose else (rows, columns)
    unread = tuple(header for header in headers if header not in (unit, *chosen))
    return Crosstab(units, fields, values, zeros=sum(zeros for _, zeros in numbers), unread=unread)


def _is_numeric(column: pd.Series) -> bool:
    texts = [cells.clean(cell) for cell in column]
    return any(text not in NONE for text in texts) and all(
        text in NONE or cells.weight_of(text) is not None for text in texts
    )


def _numbers(table: Records, header: str) -> tuple[np.ndarray, int]:
    """Return a column as numbers, and how many of its cells were read as 0."""
    texts = [cells.clean(cell) for cell in table.column(header)]
    numbers = [0.0 if text in NONE else cells.weight_of(text) for text in texts]
    for place, (text, number) in enumerate(zip(texts, numbers, strict=True), start=1):
        if number is None:
            raise SchemaError(
                f"{table.file}: row {place}, column {header}: {text!r} is no number of 0 or above "
                "(a blank, a dash and NA count as 0)"
            )
    return np.array(numbers, dtype=float), sum(text in NONE for text in texts)
