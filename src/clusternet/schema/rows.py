"""A table of text cells, and its rows on their way to becoming nodes or relations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from clusternet.schema import cells, coding
from clusternet.schema.columns import ORIGIN, SHARED
from clusternet.schema.findings import Finding, done
from clusternet.words.text import Text

Mask = NDArray[np.bool_]
Values = NDArray[Any] | pd.Series | ExtensionArray

Parser = Callable[[str], object]


@dataclass(frozen=True)
class TextTable:
    """A table as read: text cells, and where each row stood.

    Attributes
    ----------
    frame : DataFrame
        Every cell a ``str``, blank where empty; columns of objects or coded
        (:mod:`clusternet.schema.coding`).
    line : ndarray of int64, shape (rows,)
        Line in the file, or row in the sheet, counted from 1.
    file, sheet : str
        As printed in messages.
    faulty : int
        Rows refused while reading, which are not in ``frame``.
    delimiter : str
        What stands between the columns of a text file.
    shared : ndarray of int64, shape (rows,)
        As :data:`clusternet.schema.columns.SHARED`; None where no row was made of several names.
    """

    frame: pd.DataFrame
    line: NDArray[np.int64]
    file: str = "table"
    sheet: str = ""
    faulty: int = 0
    delimiter: str = ""
    shared: NDArray[np.int64] | None = None

    @property
    def where(self) -> str:
        """File and sheet, for messages."""
        return str(self.place)

    @property
    def place(self) -> Text:
        """File and sheet, for messages in both languages."""
        if not self.sheet:
            return Text(self.file, self.file)
        return Text(f"{self.file}，工作表 {self.sheet}", f"{self.file}, sheet {self.sheet}")


def from_frame(frame: pd.DataFrame, label: str) -> TextTable:
    """Return a DataFrame as text cells; its index counts as a column where it has a name."""
    if frame.index.name is not None:
        frame = frame.reset_index()
    cells_of = {
        str(name): [cells.text_of(cell) for cell in column.tolist()] for name, column in frame.items()
    }
    texts = pd.DataFrame(cells_of, dtype=object)
    return TextTable(texts, np.arange(1, len(texts) + 1, dtype=np.int64), label)


@dataclass
class Rows:
    """The rows of one table on their way to becoming relations; every column is coded."""

    frame: pd.DataFrame
    table: TextTable
    found: list[Finding]
    headers: dict[str, str]
    refused: Mask = field(init=False)
    _marks: dict[tuple[object, int], tuple[pd.Series, Mask]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.refused = np.zeros(len(self.frame), dtype=bool)

    def text(self, column: str) -> pd.Series:
        """Return the cells of a column."""
        return self.frame[column]

    def marked(self, column: str, test: Callable[[str], bool]) -> Mask:
        """Return the rows whose cell passes a test."""
        return np.asarray(cells.each(self.frame[column], test, bool))

    def share(self, *columns: str) -> None:
        """Code columns in one list of texts."""
        coded = coding.shared([self.frame[column] for column in columns])
        self.frame = self.frame.assign(**dict(zip(columns, coded, strict=True)))

    def where(self, column: str, test: Callable[[NDArray[np.object_]], Mask]) -> Mask:
        """Return the rows whose cell is marked by a test of all distinct cells at once.

        Columns that share one list of texts are tested once.
        """
        held = self.frame[column]
        codes, distinct = coding.coded(held)
        key = test, coding.list_of(held)
        if key not in self._marks:
            self._marks[key] = held, np.append(test(distinct), False)  # kept, or another list may get its id
        return self._marks[key][1][codes]

    def report(
        self, problem: str, mask: Mask, column: str, action: str, *values: object, of: Parser | None = None
    ) -> None:
        """Record one finding for each marked row.

        ``action`` is a key of :data:`clusternet.schema.findings.ACTIONS`, and ``values`` what its wording
        speaks of; where that depends on the cell, ``of`` gives it.
        """
        header = self.headers.get(column, column)
        for place in np.flatnonzero(mask).tolist():
            value = str(self.frame[column].iat[place]) if column in self.frame else ""
            line, said = int(self.table.line[place]), values if of is None else (of(value),)
            where = self.table.file, self.table.sheet, line, header, value[:200]
            self.found.append(Finding(problem, *where, done(action, *said)))

    def refuse_errors(self, needed: set[str]) -> None:
        """Refuse rows with the error of a formula, or one never calculated, in a column that is needed.

        In other columns it is a missing value.
        """
        for column in map(str, self.frame):
            codes, distinct = coding.coded(self.frame[column])
            wrong = cells.errors(distinct)
            if not wrong.any():
                continue
            if column not in needed:
                self.report("error_elsewhere", np.append(wrong, False)[codes], column, "taken_as_missing")
                known = np.where(wrong, "", distinct)
                self.frame = self.frame.assign(**{column: coding.column_of(codes, known)})
                continue
            unvalued = np.append(distinct == cells.UNVALUED, False)[codes]
            self.refuse("formula_without_value", unvalued, column, "row_refused_unvalued")
            self.refuse("error_value", np.append(wrong, False)[codes] & ~unvalued, column)

    def refuse(
        self, problem: str, mask: Mask, column: str, action: str = "row_refused", *values: object
    ) -> None:
        """Record the marked rows and take them out of the result; a row is refused once."""
        fresh = mask & ~self.refused
        self.report(problem, self._each_line(fresh, column), column, action, *values)
        self.refused |= fresh

    def _each_line(self, mask: Mask, column: str) -> Mask:
        """Return one row for every line and cell: those that a split made of it are one row of the file."""
        places = np.flatnonzero(mask)
        codes = coding.coded(self.frame[column])[0][places] if column in self.frame else 0 * places
        firsts = np.unique(np.column_stack([self.table.line[places], codes]), axis=0, return_index=True)[1]
        once = np.zeros(len(mask), dtype=bool)
        once[places[firsts]] = True
        return once


def coded_rows(table: TextTable, names: Mapping[str, str], found: list[Finding]) -> Rows:
    """Code every column and cut the blanks around its cells; a cell of blanks alone is an empty one."""
    raw = table.frame.rename(columns=dict(names))
    rows = Rows(raw, table, found, {name: header for header, name in names.items()})
    columns: dict[str, pd.Series | pd.Categorical] = {}
    for column in map(str, raw):
        codes, distinct = coding.coded(raw[column])
        cut = cells.cleaned(distinct)
        changed = cut != distinct
        if changed.any():
            rows.report("trimmed", (changed & (cut != ""))[codes], column, "trimmed")
        as_is = coding.is_coded(raw[column]) and not changed.any()
        columns[column] = raw[column] if as_is else coding.column_of(codes, cut)
    rows.frame = pd.DataFrame(columns, index=raw.index, copy=False)
    return rows


def are_blank(texts: NDArray[np.object_]) -> Mask:
    """Mark the blank cells, shape (texts,)."""
    return np.asarray(texts == "", dtype=bool)


def origin(table: TextTable) -> dict[str, Values]:
    """Return the columns that say where each row stood."""
    rows = len(table.line)
    texts = (coding.constant(table.file, rows), coding.constant(table.sheet, rows))
    found: dict[str, Values] = dict(zip(ORIGIN, (*texts, table.line), strict=True))
    return found if table.shared is None or not table.shared.any() else found | {SHARED: table.shared}
