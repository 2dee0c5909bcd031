"""Years that are no column: side by side as headers, or in the name of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.schema import cells, coding, dates, recognition
from clusternet.schema import columns as schema
from clusternet.schema.cells import fold
from clusternet.schema.findings import Finding, done
from clusternet.schema.measures import without_unit
from clusternet.schema.numbers import notation
from clusternet.schema.rows import TextTable

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?度?")
_AROUND = re.compile(r"[\s_\-:：/（）()【】\[\]的]+")
_WEIGHTS = frozenset(
    map(
        fold,
        (
            *next(column.headers for column in schema.EDGES if column.name == "weight"),
            *(
                "",
                "次数",
                "频次",
                "合作次数",
                "合作数",
                "合作",
                "关系数",
                "关系",
                "件数",
                "项目数",
                "数量",
                "流量",
            ),
            *(
                "强度",
                "金额",
                "交易额",
                "贸易额",
                "投资额",
                "投资金额",
                "出口额",
                "进口额",
                "value",
                "amount",
                "flow",
            ),
            *("trade", "ties", "times", "number", "n", "w", "volume", "y", "yr", "year"),
        ),
    )
)
"""What headers of years may say beside the year: what is counted in it."""


def by_year(table: TextTable, columns: Mapping[str, str], found: list[Finding]) -> TextTable:
    """Return one row for each tie and year of a table whose headers are years; others as they are.

    The number under a year is the weight of the tie in it. Blank cells and 0 are no tie; a row without any
    stays once, with the weight 0.
    """
    names = set(recognition.edge_columns(table.frame.columns, dict(columns)).values())
    years = _year_headers(map(str, table.frame))
    if names & {"year", "weight"} or not years:
        return table
    written = pd.concat([table.frame[header] for header in years], ignore_index=True)
    codes, texts = coding.coded(written)
    said = notation(texts)
    absent = [cells.is_absent(text) or said.number(text) == 0 for text in texts]
    if not all(none or said.number(text) is not None for text, none in zip(texts, absent, strict=True)):
        return table
    none = np.append(absent, True)[codes].reshape(len(years), -1)
    kept = ~none
    kept[0] |= none.all(axis=0)
    row, year = np.nonzero(kept.T)
    frame = table.frame.drop(columns=list(years)).iloc[row].reset_index(drop=True)
    weights = np.append(np.where(absent, "0", texts), "0")[codes].reshape(none.shape)[year, row]
    frame["year"] = np.array(list(years.values()), dtype=object)[year]
    frame["weight"] = weights.astype(object)
    action = done("row_a_year", int(none.sum()))
    found.append(Finding("years_in_columns", table.file, table.sheet, value=", ".join(years), action=action))
    return replace(table, frame=frame, line=table.line[row])


def _year_headers(headers: Iterable[str]) -> dict[str, str]:
    """Return header -> year where headers are years, with one word beside them that says what is counted.

    >>> _year_headers(["来源", "2018年权重", "FY2019权重", "2018年营收"])
    {'2018年权重': '2018', 'FY2019权重': '2019'}
    >>> _year_headers(["Y1970 1970", "Y1971 1971"])
    {'Y1970 1970': '1970', 'Y1971 1971': '1971'}
    """
    groups: dict[str, dict[str, str]] = {}
    for header in headers:
        text = dates.common_calendar(without_unit(header))
        years = set(_YEAR.findall(text))
        beside = fold(_AROUND.sub("", _YEAR.sub("", text)))
        if len(years) == 1 and beside in _WEIGHTS:
            groups.setdefault(beside, {})[header] = years.pop()
    several = [group for group in groups.values() if len(group) > 1 and len({*group.values()}) == len(group)]
    return several[0] if len(several) == 1 and len(groups) == 1 else {}


def year_columns(headers: Iterable[str]) -> dict[str, int]:
    """Return header -> the year that it names, whatever words beside it; nothing where two name the same.

    >>> year_columns(["GDP 2018", "GDP 2019", "rank"]), year_columns(["GDP 2018", "papers 2018"])
    ({'GDP 2018': 2018, 'GDP 2019': 2019}, {})
    """
    years = {header: year for header in headers if (year := dates.one_year(header)) is not None}
    return years if len({*years.values()}) == len(years) else {}


def by_sheet(table: TextTable, columns: Mapping[str, str], found: list[Finding]) -> TextTable:
    """Return a table whose rows have the year that the name of its sheet says, where no column says one."""
    year = dates.named_year(table.sheet)
    if year is None:
        return table
    names = recognition.edge_columns(table.frame.columns, dict(columns))
    header = next((header for header, name in names.items() if name == "year"), None)
    if header is None:
        action = done("rows_of_year", year)
        found.append(Finding("year_of_sheet", table.file, table.sheet, value=table.sheet, action=action))
        return replace(table, frame=table.frame.assign(year=str(year)))
    said = cells.each(table.frame[header], dates.year_of)
    other = np.flatnonzero([each is not None and each != year for each in said])
    if other.size:
        value, line = str(table.frame[header].iat[other[0]]), int(table.line[other[0]])
        action = done("column_holds", int(other.size))
        found.append(Finding("year_against_sheet", table.file, table.sheet, line, header, value, action))
    return table
