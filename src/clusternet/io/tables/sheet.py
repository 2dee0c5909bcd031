"""Tables of units and numbers: what indicators, comparisons and counts are read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats.shape import Shape
from clusternet.io.formats.tables import read_table
from clusternet.schema import cells
from clusternet.schema import columns as schema
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding

ABSENT = frozenset({"", "—", "–", "-", "－", "…", "..", "...", ".", "na", "n/a", "n.a.", "nan", "null"})
"""Cells, in lower case, that say there is no value."""


@dataclass(frozen=True, eq=False)
class Measures:
    """One table of text cells that knows where each stood.

    Attributes
    ----------
    table
        As read.
    name
        The file.
    """

    table: TextTable
    name: str

    @property
    def headers(self) -> list[str]:
        """The columns, in order."""
        return [str(column) for column in self.table.frame]

    def text(self, column: str) -> list[str]:
        """Return the cells of a column without blanks around them."""
        return [cells.clean(str(cell)) for cell in self.table.frame[self.column(column)].astype(object)]

    def column(self, name: str) -> str:
        """Return the header a name means, in any case and width.

        Raises
        ------
        SchemaError
            If there is none.
        """
        if name in self.headers:
            return name
        found = next((each for each in self.headers if schema.fold(each) == schema.fold(name)), None)
        if found is None:
            raise SchemaError(f"{self.name}: no column {name!r}; found: {', '.join(self.headers)}")
        return found

    def find(self, names: Iterable[str]) -> str:
        """Return the first header that is one of these words, blank where none is."""
        folded = {schema.fold(header): header for header in self.headers}
        return next((folded[schema.fold(name)] for name in names if schema.fold(name) in folded), "")

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Return a column as numbers, NaN where it says there is none; percentages are shares of 1.

        Raises
        ------
        SchemaError
            If a cell is no number, or percentages and plain numbers stand side by side.
        """
        found = np.full(len(self.table.frame), np.nan)
        texts = self.text(column)
        shares = [cells.is_share(text) for text in texts]
        for row, text in enumerate(texts):
            if text.casefold() in ABSENT:
                continue
            value = _share(text) if shares[row] else cells.number_of(text)
            if value is None:
                raise SchemaError(f"{self.at(row)}, column {column}: {text!r} is no number")
            if any(shares) and not shares[row]:
                raise SchemaError(
                    f"{self.at(row)}, column {column}: {text!r} stands among percentages and may be either"
                )
            found[row] = value
        return found

    def is_numeric(self, column: str) -> bool:
        """Tell whether every cell that is there is a number, and one is."""
        texts = [text for text in self.text(column) if text.casefold() not in ABSENT]
        return bool(texts) and all(
            (_share(text) if cells.is_share(text) else cells.number_of(text)) is not None for text in texts
        )

    def decimals(self, column: str) -> int:
        """Return to how many decimals a column is printed, at most; percents have two more."""
        most = 0
        for text in self.text(column):
            _, point, digits = text.rstrip("%％ ").partition(".")
            printed = len(digits) if point and digits.isdigit() else 0
            most = max(most, printed + 2 * cells.is_share(text))
        return most

    def at(self, row: int) -> str:
        """Return where a row stood, for messages."""
        return f"{self.table.where}, line {int(self.table.line[row])}"


def read_measures(path: str | Path, *, lenient: bool = False) -> Measures:
    """Read a table of units and numbers: CSV, TSV, Excel or Parquet.

    Parameters
    ----------
    lenient
        Leave out lines that have more or fewer fields than the header, and count them (``table.faulty``): for
        long lists of records. A table of units is small and is refused.

    Raises
    ------
    FormatError
        If the file cannot be read, or a line has more or fewer fields than the header.
    """
    found: list[Finding] = []
    table = read_table(Path(path), Shape(), found)
    if table.faulty and not lenient:
        lines = [each.line for each in found if each.severity == "fault"]
        first = f", the first on line {lines[0]}" if lines else ""
        raise FormatError(
            f"{path}: {table.faulty} lines with more or fewer fields than the header{first}; they would shift"
        )
    return Measures(table, str(path))


def units(measures: Measures, column: str = "") -> list[str]:
    """Return the names of the units, from a column or from the first.

    Raises
    ------
    SchemaError
        If a name is blank or stands twice.
    """
    names = measures.text(column or measures.headers[0])
    seen: dict[str, int] = {}
    for row, name in enumerate(names):
        if not name:
            raise SchemaError(f"{measures.at(row)}: the unit is blank")
        if name in seen:
            raise SchemaError(
                f"{measures.at(row)}: the unit {name!r} stands twice, first on line "
                f"{int(measures.table.line[seen[name]])}; a row is a unit"
            )
        seen[name] = row
    return names


def joined(first: pd.DataFrame, other: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Add the columns of another table by unit; return the units that only the other has.

    Raises
    ------
    SchemaError
        If both have a column of one name, or no unit is in both.
    """
    twice = [str(column) for column in other if column != "unit" and column in first]
    if twice:
        raise SchemaError(f"{name}: the column {twice[0]!r} is in the data already")
    if not set(first["unit"]) & set(other["unit"]):
        raise SchemaError(
            f"{name}: none of its units is in the data; its first: {other['unit'].iat[0]!r}, that of the "
            f"data: {first['unit'].iat[0]!r}"
        )
    extra = [unit for unit in other["unit"] if unit not in set(first["unit"])]
    return first.merge(other, on="unit", how="left", sort=False), extra


def is_chinese(texts: Sequence[str]) -> bool:
    """Tell whether any text has a Chinese character: then output is in Chinese unless told otherwise."""
    return any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)


def _share(text: str) -> float | None:
    bare = text.strip(cells.BLANK)
    sign, rest = (-1.0, bare[1:]) if bare[:1] in ("-", "\u2212", "－") else (1.0, bare)
    share = cells.share_of(rest)
    return None if share is None else sign * share
