"""Indicator tables that lie on their side: a row per unit, or a column per year, become a row per value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.io.tables.sheet import Sheet
from clusternet.schema.cells import is_chinese
from clusternet.schema.columns import is_ordinal
from clusternet.schema.wide import year_columns
from clusternet.words.text import Text, some

Test = Callable[[Sheet, str], bool]
"""Whether a column holds numbers."""


def of_rows(sheet: Sheet, entity: str, kept: Sequence[str], measured: Test) -> Sheet | None:
    """Return a table of one row per unit and a column per indicator as one row per value.

    Parameters
    ----------
    sheet
        The table.
    entity
        Its column of units.
    kept
        Columns that say more of a row: its year, its unit of measurement.
    measured
        Whether a column holds numbers.

    Returns
    -------
    Sheet or None
        With the columns of units, ``indicator`` and ``value``; None where no column is of numbers.
    """
    columns = [name for name in sheet.headers if name not in (entity, *kept) and measured(sheet, name)]
    if not columns:
        return None
    left = [name for name in sheet.headers if is_ordinal(name) and name not in (entity, *kept, *columns)]
    if left:
        zh, en = some(left, None)
        sheet.said.append(
            Text(
                f"{sheet.file}：{zh} 未读入：是序号或名次，不是指标",
                f"{sheet.file}: {en} left out: numbers or ranks of rows, no indicators",
            )
        )
    columns = [name for name in sheet.headers if name not in (entity, *kept, *left)]  # with those of words
    frame = sheet.frame
    indicator, value = _headers(sheet)
    parts = []
    for name in columns:
        sheet.raw(name)
        part = frame[[entity, *kept]].copy()
        part[indicator], part[value] = name, frame[name]
        parts.append(part)
    return _stacked(sheet, parts)


def of_years(sheet: Sheet, measured: Test) -> tuple[Sheet, str] | None:
    """Return a table of one column per year as one row per value, all of one unit, and what that is called.

    Parameters
    ----------
    sheet
        The table.
    measured
        Whether a column holds numbers.

    Returns
    -------
    tuple or None
        None where fewer than two columns of numbers name a year, or two name the same.
    """
    found = [name for name in sheet.headers if measured(sheet, name)]
    years = year_columns(found)
    if len(years) < 2:
        return None
    left = [name for name in found if name not in years]
    if left:
        zh, en = some(left, None)
        sheet.said.append(
            Text(
                f"{sheet.file}：{zh} 未读入：列名没有年份",
                f"{sheet.file}: {en} left out: no year in the name",
            )
        )
    frame, chinese = sheet.frame, is_chinese(sheet.headers)
    unit, period = Text("国家", "unit"), Text("年份", "year")
    language = "zh" if chinese else "en"
    _, value = _headers(sheet)
    others = [name for name in sheet.headers if name not in found]
    parts = []
    for name, year in years.items():
        sheet.raw(name)
        part = frame[others].copy()
        part[unit.in_(language)], part[period.in_(language)], part[value] = value, str(year), frame[name]
        parts.append(part)
    return _stacked(sheet, parts), value


def _headers(sheet: Sheet) -> tuple[str, str]:
    return ("指标", "数值") if is_chinese(sheet.headers) else ("indicator", "value")


def _stacked(sheet: Sheet, parts: list[pd.DataFrame]) -> Sheet:
    """Return the parts under one another, each row with the line it stood in."""
    table = sheet.table
    frame = pd.concat([part.astype(object) for part in parts], ignore_index=True)
    return replace(sheet, table=replace(table, frame=frame, line=np.tile(table.line, len(parts))))
