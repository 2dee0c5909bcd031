"""Tables of ties with a column per year, as years and weights below each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.schema import cells, coding
from clusternet.schema import columns as schema
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import notation
from clusternet.schema.rows import TextTable

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?(?:度)?")


def by_year(table: TextTable, columns: Mapping[str, str], found: list[Finding]) -> TextTable:
    """Return one row for each tie and year of a table whose headers are years; others as they are.

    The number under a year is the weight of the tie in it. Blank cells and 0 are no tie; a row without any
    stays once, with the weight 0.
    """
    names = set(schema.edge_columns(table.frame.columns, dict(columns)).values())
    years = {str(header): match[1] for header in table.frame if (match := _YEAR.fullmatch(str(header)))}
    if len(set(years.values())) < 2 or len(set(years.values())) < len(years) or names & {"year", "weight"}:
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
