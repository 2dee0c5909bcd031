"""The weights of rows: numbers, percentages, and the decimal sign of their column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.schema import cells, coding, numbers
from clusternet.schema.findings import Finding, done
from clusternet.schema.rows import Rows


def weights(rows: Rows, decimal: numbers.Sign | None) -> NDArray[np.float64]:
    """Return the weight of each row, 1 where it has none; rows whose weight is no number are refused."""
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    said = notation(rows, decimal)
    _report_commas(rows, said)
    parse = said.share if _are_shares(rows, said) else said.number
    found = cells.each(rows.text("weight"), lambda text: parse(text) if text else 1.0, float)  # None is NaN
    rows.refuse("bad_weight", np.isnan(found) | (found < 0), "weight")
    rows.report("zero_weight", (found == 0) & ~rows.refused, "weight", "tie_left_out")
    return found


def notation(rows: Rows, decimal: numbers.Sign | None) -> numbers.Notation:
    """Return how weights are written: one decimal sign for the column."""
    return numbers.notation(coding.coded(rows.text("weight"))[1], decimal)


def _report_commas(rows: Rows, said: numbers.Notation) -> None:
    if said.example and (said.decimal == "," or not said.sure):
        first = rows.marked("weight", said.example.__eq__)
        first[np.flatnonzero(first)[1:]] = False
        problem = "decimal_comma" if said.decimal == "," else "comma_of_thousands"
        rows.report(problem, first, "weight", "whole_column")


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
