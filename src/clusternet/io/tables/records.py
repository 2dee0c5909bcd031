"""Tables of records, one row a paper, a patent or a firm: nothing is asked of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.formats.shape import EXCEL_SUFFIXES, Shape, suffix_of
from clusternet.io.formats.tables import read_table
from clusternet.io.formats.workbooks import sheets_with
from clusternet.schema import cells
from clusternet.schema import columns as schema
from clusternet.schema.findings import Finding, counts, wording

YEARS = (
    "year", "PY", "publication year", "pub_year", "application year", "date",
    "年份", "年", "年度", "发表年份", "出版年", "出版年份", "申请年份", "授权年份", "日期",
)  # fmt: skip
"""Headers of the column of years, the first that is there counts."""
_ALIASES = ("label", "alias", "别名", "原词")
_NAMES = ("replace by", "canonical", "规范名", "替换为")


@dataclass(frozen=True, eq=False)
class Records:
    """A table of records.

    Attributes
    ----------
    frame : DataFrame
        Every cell a ``str``, blank where empty, under the headers of the file.
    file, sheet : str
        As printed in messages.
    refused : dict of str to int
        Why rows were refused, and how many.
    undated
        Records left out of a selection of years because they name none.
    """

    frame: pd.DataFrame
    file: str
    sheet: str = ""
    refused: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0

    @property
    def language(self) -> str:
        """``zh`` where a header has a Chinese character, else ``en``."""
        return "zh" if any(re.search(r"[一-鿿]", str(header)) for header in self.frame) else "en"

    @property
    def is_network(self) -> bool:
        """Whether the columns are those of a table of edges."""
        return schema.is_edge_header(map(str, self.frame.columns))

    def header(self, *names: str) -> str | None:
        """Return the header that is one of some names, capitals, blanks and hyphens aside; None without."""
        headers = {str(header): str(header) for header in self.frame}
        folded = {schema.fold(header): header for header in reversed(headers)}
        found = (headers.get(name) or folded.get(schema.fold(name)) for name in names)
        return next((header for header in found if header), None)

    def column(self, *names: str) -> pd.Series:
        """Return the column under the first of some names that is there.

        Raises
        ------
        SchemaError
            If there is none; the message lists the columns.
        """
        header = self.header(*names)
        if header is None:
            found = ", ".join(map(str, self.frame.columns))
            raise SchemaError(f"{self.file}: no column {' or '.join(names)}; found: {found}")
        return self.frame[header]

    @property
    def years(self) -> list[int]:
        """The years that records name, ascending; empty where no column holds years."""
        if self.header(*YEARS) is None:
            return []
        named = (year for year in cells.each(self.column(*YEARS), cells.year_of) if year)
        return sorted(set(map(int, named)))

    def within(self, first: int | None, last: int, *, column: str | None = None) -> Records:
        """Return the records of the years from ``first`` to ``last``, both included.

        Raises
        ------
        SchemaError
            If no column holds years, or no record is of these years.
        """
        named = (column,) if column else YEARS
        if self.header(*named) is None:
            raise SchemaError(f"{self.file}: no column of years; accepted headers: {', '.join(named)}")
        years = np.array([year or 0 for year in cells.each(self.column(*named), cells.year_of)])
        keep = (years <= last) & (years >= (1 if first is None else first))
        if not keep.any():
            known = years[years > 0]
            span = f"{known.min()} to {known.max()}" if known.size else "none that can be read"
            raise SchemaError(f"{self.file}: no record of these years; the years are {span}")
        undated = int((years == 0).sum())
        return replace(self, frame=self.frame[keep].reset_index(drop=True), undated=undated)


def read_records(path: str | Path, *columns: str, sheet: str = "") -> Records:
    """Read a table of records.

    Parameters
    ----------
    path
        CSV, TSV (also gz), Excel or Parquet.
    columns
        Headers by which the line of the header is told from a title above it.
    sheet
        Of a workbook; its first where empty.

    Raises
    ------
    FormatError
        If the file is missing, empty, or not what its suffix says.
    SchemaError
        If every row was refused.
    """
    path = Path(path)
    wanted = {schema.fold(column) for column in columns}
    found: list[Finding] = []
    table = read_table(path, Shape(sheet=sheet), found, is_header=lambda row: _is_header(row, wanted))
    faults = [each for each in found if each.severity == "fault"]
    refused = {wording(problem, "en"): number for problem, number in counts(faults).items()}
    if not len(table.frame):
        raise SchemaError(f"{table.where}: no row below the header{_reasons(refused)}")
    return Records(table.frame, table.file, table.sheet, refused)


def holds_network(path: Path) -> bool:
    """Tell whether a workbook has a sheet of edges."""
    return suffix_of(path) in EXCEL_SUFFIXES and bool(sheets_with(path, schema.is_edge_header))


def _is_header(row: list[str], wanted: set[str]) -> bool:
    return wanted <= {schema.fold(cell) for cell in row} or schema.is_edge_header(row)


def _reasons(refused: Mapping[str, int]) -> str:
    return "".join(f"; {number} refused: {reason}" for reason, number in refused.items())


def read_thesaurus(path: str | Path) -> dict[str, str]:
    """Read which item counts as which.

    The columns are ``alias`` and ``canonical``, or ``label`` and ``replace by`` as in VOSviewer; an item
    with a blank beside it is left out.

    Raises
    ------
    SchemaError
        If the columns are missing, or a name has two meanings.
    """
    table = read_records(path)
    alias, canonical = table.header(*_ALIASES), table.header(*_NAMES)
    if alias is None or canonical is None:
        raise SchemaError(
            f"{table.file}: a thesaurus has the columns alias and canonical, or label and replace by; "
            f"found: {', '.join(map(str, table.frame.columns))}"
        )
    return _agreed(zip(table.frame[alias], table.frame[canonical], strict=True), table.file)


def _agreed(pairs: Iterable[tuple[str, str]], file: str) -> dict[str, str]:
    meant: dict[str, str] = {}
    for name, other in ((cells.clean(one), cells.clean(two)) for one, two in pairs):
        if name and meant.setdefault(name, other) != other:
            raise SchemaError(f"{file}: {name!r} counts as {meant[name]!r} and as {other!r}")
    return meant
