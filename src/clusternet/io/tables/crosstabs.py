"""Tables of units and fields, long or wide, or counted from records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables.sheet import Sheet
from clusternet.schema import cells
from clusternet.schema.columns import DATE, YEAR, is_ordinal
from clusternet.schema.multivalued import SEPARATORS, split
from clusternet.schema.printed import is_rank, is_score
from clusternet.schema.tables import CROSSTAB
from clusternet.schema.totals import is_total, sums_up, trailing, unnamed
from clusternet.typing import Floats
from clusternet.words.text import Text

_LEFT = Text(
    "是其他列之和，未读入；--columns 指定读入的列",
    "left out as a sum of others; --columns names those that are read",
)
_KEPT = Text("保留，虽可能是合计", "kept, though it may be a sum")


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
    absent
        Units and fields of records that say there is none (—, n/a, 未披露), or that a thesaurus leaves out.
    """

    units: pd.Series
    fields: pd.Series
    values: pd.Series
    value: str = ""
    counted: bool = False
    zeros: int = 0
    unread: tuple[str, ...] = ()
    absent: int = 0


def crosstab(
    sheet: Sheet, plan: Plan, *, separators: str = SEPARATORS, thesaurus: Mapping[str, str] | None = None
) -> Crosstab:
    """Return the values of units and fields; a cell that has none counts as 0, and is counted.

    A ``thesaurus`` says which unit or field counts as which; what it gives a blank is left out.

    A table is long where ``plan`` names a field or its headers do (unit, field), else wide: one row per unit,
    one column per field.

    Raises
    ------
    SchemaError
        If a column is missing, a cell is no number of 0 or above, or no column holds numbers.
    """
    named = plan.field or ("" if plan.columns or plan.transpose else sheet.find(CROSSTAB["field"]))
    unit = plan.unit or sheet.find(CROSSTAB["unit"])
    if named and unit and unit != named:
        return _long(sheet, unit, named, plan.value, separators, thesaurus or {})
    if plan.field is not None:
        raise SchemaError.of("no_units_column", file=sheet.file, field=plan.field)
    found = _wide(sheet, plan)
    return _renamed(found, thesaurus) if thesaurus else found


def _renamed(found: Crosstab, thesaurus: Mapping[str, str]) -> Crosstab:
    """Return a wide table with the names of a thesaurus; equal ones are added up where they are measured."""
    units, fields = (each.map(lambda name: thesaurus.get(name, name)) for each in (found.units, found.fields))
    kept = units.ne("") & fields.ne("")
    return replace(found, units=units[kept], fields=fields[kept], values=found.values[kept])


def _long(
    sheet: Sheet, unit: str, field: str, value: str | None, separators: str, thesaurus: Mapping[str, str]
) -> Crosstab:
    sheet = sheet.of_units(sheet.column(unit)).apart(sheet.column(field))
    value = value or sheet.find(CROSSTAB["value"]) or _only_number(sheet, unit, field)
    rows = pd.DataFrame(
        {
            "unit": [split(cell, separators) for cell in sheet.raw(unit)],
            "field": [split(cell, separators) for cell in sheet.raw(field)],
        }
    )
    zeros = 0
    rows["value"] = 1.0
    if value:
        rows["value"], zeros = _numbers(sheet, sheet.column(value))
    rows, absent = _items(rows, thesaurus)
    if not len(rows):
        raise SchemaError.of("no_row_with_both", file=sheet.file, unit=unit, field=field)
    read = {sheet.column(name) for name in (unit, field, value) if name}
    unread = tuple(header for header in sheet.headers if header not in read)
    return Crosstab(rows["unit"], rows["field"], rows["value"], value, not value, zeros, unread, absent)


def _items(rows: pd.DataFrame, thesaurus: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """Return a row for each unit and field of a record, once each, and how many units and fields are none."""
    absent = 0
    for name in ("unit", "field"):
        rows = rows.explode(name).dropna(subset=[name])
        rows[name] = rows[name].map(lambda item: thesaurus.get(item, item))
        none = rows[name].map(lambda item: not item or cells.names_nobody(item)).astype(bool)
        absent += int(none.sum())
        rows = rows[~none]
    if not thesaurus:
        return rows, absent
    twice = rows.set_index([rows.index, "unit", "field"]).index.duplicated()
    return rows[~twice], absent


def _only_number(sheet: Sheet, unit: str, field: str) -> str:
    """Return the third of three columns where it holds numbers that are no years; else blank."""
    named = {sheet.find(unit), sheet.find(field)}
    rest = [header for header in sheet.headers if header not in named]
    alone = len(rest) == 1 and rest[0] != sheet.find(YEAR, DATE) and _holds_amounts(sheet, rest[0])
    return rest[0] if alone else ""


def _wide(sheet: Sheet, plan: Plan) -> Crosstab:
    years = sheet.find(YEAR, DATE)
    free = [each for each in sheet.headers if not is_rank(each) and not is_ordinal(each)]
    amounts = [each for each in free if each != years and _holds_amounts(sheet, each)]
    text = [each for each in free if each not in amounts and not sheet.is_numeric(each)]
    named = plan.unit or sheet.find(CROSSTAB["field" if plan.transpose else "unit"])
    unit = sheet.column(named or next(iter(text), "") or years or sheet.headers[0])
    chosen = [sheet.column(name) for name in plan.columns]
    sheet = (sheet if plan.transpose else sheet.ungrouped(unit)).apart(unit)
    _require_names(sheet, unit)  # the spellings of one country stand once each, and are added up
    sheet = sheet if plan.transpose else sheet.of_units(unit)
    amounts = [header for header in amounts if header != unit]
    counts = [header for header in amounts if not is_score(header, decimals=0)]
    chosen = chosen or _without_sums(sheet, counts or amounts)
    if not chosen:
        found = ", ".join(sheet.headers)
        raise SchemaError.of("no_numbers_column", file=sheet.file, unit=unit, found=found)
    numbers = [_numbers(sheet, header) for header in chosen]
    names = sheet.text(unit)
    rows = pd.Series(np.tile(np.array(names, dtype=object), len(chosen)))
    columns = pd.Series(np.repeat(np.array(chosen, dtype=object), len(names)))
    values = pd.Series(np.concatenate([each for each, _ in numbers]))
    units, fields = (columns, rows) if plan.transpose else (rows, columns)
    unread = tuple(header for header in sheet.headers if header not in (unit, *chosen))
    return Crosstab(units, fields, values, zeros=sum(zeros for _, zeros in numbers), unread=unread)


def _without_sums(sheet: Sheet, columns: list[str]) -> list[str]:
    """Return columns without those that sum up the others: 合计, Total, and the first or last by any name."""
    if sheet.totals == "keep" or not columns:
        return columns
    table = np.column_stack([sheet.numbers(header) for header in columns])
    whole = unnamed([*table])
    marked = np.array([is_total(header) for header in columns], dtype=bool) | whole
    if not marked.any():
        return columns
    summed = np.array([sums_up(row, marked) for row in table]).mean(axis=0) > 0.5
    sure = marked if sheet.totals == "drop" else trailing(marked) | summed | whole
    for header, gone, named in zip(columns, sure, marked, strict=True):
        if named:
            what = _LEFT if gone else _KEPT
            sheet.said.append(
                Text(f"{sheet.file}：{header} 列{what.zh}", f"{sheet.file}: column {header} {what.en}")
            )
    return [header for header, gone in zip(columns, sure, strict=True) if not gone]


def _require_names(sheet: Sheet, column: str) -> None:
    """Refuse a column of names of which one is blank or stands twice."""
    names = sheet.text(column)
    if "" in names:
        raise SchemaError.of("no_name_in", at=sheet.at(names.index("")), column=column)
    twice = pd.Series(names, dtype=object).duplicated()
    if twice.any():
        raise SchemaError.of("name_twice_in", file=sheet.file, name=names[int(twice.argmax())], column=column)


def _holds_amounts(sheet: Sheet, column: str) -> bool:
    """Whether every value of a column is a number of 0 or above, and there is one."""
    texts, said = sheet.distinct(column), sheet.notation(column)
    return bool(texts) and all(
        (said.number(text) or 0) >= 0 and said.number(text) is not None for text in texts
    )


def _numbers(sheet: Sheet, header: str) -> tuple[Floats, int]:
    """Return a column as numbers of 0 or above, and how many of its cells had none and were read as 0."""
    texts = sheet.text(header)
    absent = [cells.is_absent(text) for text in texts]
    said = sheet.notation(header)
    numbers = [0.0 if none else said.number(text) for text, none in zip(texts, absent, strict=True)]
    for row, number in enumerate(numbers):
        if number is not None and number >= 0:
            continue
        raise SchemaError.of("not_a_count", at=sheet.at(row), header=header, text=texts[row])
    return np.array(numbers, dtype=float), sum(absent)
