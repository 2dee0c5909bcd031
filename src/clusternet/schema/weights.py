"""The weights of rows: numbers, percentages, and the decimal sign of their column."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from clusternet.schema import cells, coding, numbers
from clusternet.schema.columns import edge_names, is_ordinal
from clusternet.schema.findings import Finding, done
from clusternet.schema.rows import Rows, TextTable, are_blank
from clusternet.words.text import Text

_KNOWN = frozenset(edge_names())
_NO_WEIGHT = re.compile(
    r"代码|编号|号码|邮编|电话|经度|纬度|code|phone|^(?:lat|lon|lng)|(?:^|[_ ])id\d*$|^row_", re.I
)
"""Headers of numbers that measure nothing."""

_OF_YEARS = re.compile(r"年|时间|日期|year|date|time", re.I)
_OF_ENDS = re.compile(r"成立|注册|创立|设立|创办|上市|出生|found|birth|born|establish|listed", re.I)
"""Headers of years that are those of an end and not of the relation."""

_BETWEEN = Text("千分位", "stands between thousands")
_DECIMAL = Text("小数点", "is the decimal sign")
_LOOKED_AT = 1000
"""Different cells by which a column of numbers is told."""


def weights(rows: Rows, decimal: numbers.Sign | None) -> NDArray[np.float64]:
    """Return the weight of each row, 1 where it has none; rows whose weight is no number are refused."""
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    said = notation(rows, decimal)
    _report_commas(rows, said)
    parse = said.share if _are_shares(rows, said) else said.number
    found = cells.each(rows.text("weight"), lambda text: parse(text) if text else 1.0, float)  # None is NaN
    bad = np.isnan(found) | (found < 0)
    if said.decimal == ",":
        pointed = rows.marked("weight", lambda text: numbers.POINT.number(text) is not None)
        rows.refuse("bad_weight", bad & pointed, "weight", "row_refused_comma")
    rows.refuse("bad_weight", bad, "weight")
    blank = rows.where("weight", are_blank)
    rows.report("blank_weight", blank & ~rows.refused, "weight", "taken_as", 1)
    rows.report("zero_weight", (found == 0) & ~rows.refused, "weight", "tie_left_out")
    return found


def report_unused(table: TextTable, names: Mapping[str, str], found: list[Finding]) -> None:
    """Report columns of numbers that nothing is made of: one of them may hold the weights, or the years."""
    taken = set(names.values())
    if taken.issuperset(("weight", "year")):
        return
    for header, name in names.items():
        if name in _KNOWN or _NO_WEIGHT.search(header) or is_ordinal(header):
            continue
        held = [text for text in coding.coded(table.frame[header])[1][:_LOOKED_AT] if cells.clean(text)]
        values = list(map(numbers.notation(held).number, held))
        years = all(value is not None and value in cells.YEARS for value in values)
        if not held or None in values or ("year" if years else "weight") in taken:
            continue
        if years and (not _OF_YEARS.search(header) or _OF_ENDS.search(header)):
            continue
        place, value = (table.file, table.sheet, None, header), ", ".join(held[:3])
        if years:
            found.append(Finding("unused_years", *place, value, done("name_as_year", header)))
        else:
            found.append(Finding("unused_numbers", *place, value, done("name_as_weight", header)))


def notation(rows: Rows, decimal: numbers.Sign | None) -> numbers.Notation:
    """Return how weights are written: one decimal sign for the column."""
    return numbers.notation(coding.coded(rows.text("weight"))[1], decimal)


def _report_commas(rows: Rows, said: numbers.Notation) -> None:
    european = rows.table.delimiter == ";"  # elsewhere a point is the decimal sign, and a comma none
    if not said.example or (said.decimal == "." and said.sure) or (said.is_pointed and not european):
        return
    first = rows.marked("weight", said.example.__eq__)
    first[np.flatnonzero(first)[1:]] = False
    if said.decimal == ",":
        rows.report("decimal_comma", first, "weight", "whole_column")
    elif said.is_pointed:
        rows.report("doubtful_point", first, "weight", "column_unless", _BETWEEN)
    elif european:
        rows.report("doubtful_comma", first, "weight", "column_unless", _DECIMAL)
    else:
        rows.report("comma_of_thousands", first, "weight", "whole_column")


def _are_shares(rows: Rows, said: numbers.Notation) -> bool:
    """Tell a column of percentages; among plain numbers a percentage is refused, for it may mean either."""
    percent = rows.marked("weight", cells.is_share)
    if not percent.any():
        return False
    if rows.marked("weight", lambda text: said.number(text) is not None).any():
        rows.refuse("bad_weight", percent, "weight", "row_refused_percent")
        return False
    first = int(np.flatnonzero(percent)[0])
    place = (rows.table.file, rows.table.sheet, int(rows.table.line[first]), rows.headers["weight"])
    value = str(rows.text("weight").iat[first])
    rows.found.append(Finding("weights_as_shares", *place, value, done("read_as_shares")))
    return True
