"""The weights of rows: numbers, percentages, and the decimal sign of their column."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from clusternet.schema import cells, coding, numbers
from clusternet.schema.findings import Finding, done
from clusternet.schema.rows import Rows


def weights(rows: Rows, decimal: numbers.Sign | None) -> NDArray[np.float64]:
    """Return the weight of each row, 1 where it has none; rows whose weight is no number are refused."""
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    parse = _notation(rows, decimal, cells.share_of if _are_shares(rows) else cells.weight_of)
    found = cells.each(rows.text("weight"), lambda text: parse(text) if text else 1.0, float)  # None is NaN
    rows.refuse("bad_weight", np.isnan(found), "weight")
    rows.report("zero_weight", (found == 0) & ~rows.refused, "weight", "tie_left_out")
    return found


def _notation(
    rows: Rows, decimal: numbers.Sign | None, parse: Callable[[str], float | None]
) -> Callable[[str], float | None]:
    """Return how a weight is read: by the one decimal sign of the column; commas are a finding."""
    said = numbers.notation(coding.coded(rows.text("weight"))[1], decimal)
    if said.example and (said.decimal == "," or not said.sure):
        first = rows.marked("weight", said.example.__eq__)
        first[np.flatnonzero(first)[1:]] = False
        problem = "decimal_comma" if said.decimal == "," else "comma_of_thousands"
        rows.report(problem, first, "weight", "whole_column")
    return (lambda text: parse(said.pointed(text))) if said.decimal == "," else parse


def _are_shares(rows: Rows) -> bool:
    """Tell a column of percentages; among plain numbers a percentage is refused, for it may mean either."""
    percent = rows.marked("weight", cells.is_share)
    if not percent.any():
        return False
    if rows.marked("weight", lambda text: cells.weight_of(text) is not None).any():
        rows.refuse("bad_weight", percent, "weight", "row_refused_percent")
        return False
    first = int(np.flatnonzero(percent)[0])
    place = (rows.table.file, rows.table.sheet, int(rows.table.line[first]), rows.headers["weight"])
    value = str(rows.text("weight").iat[first])
    rows.found.append(Finding("weights_as_shares", *place, value, done("read_as_shares")))
    return True
