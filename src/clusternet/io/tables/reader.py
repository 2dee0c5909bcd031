"""Reading a table that is no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats import tagged
from clusternet.io.formats.encodings import WESTERN
from clusternet.io.formats.shape import EXCEL_SUFFIXES, Shape, suffix_of
from clusternet.io.formats.tables import read_table
from clusternet.io.formats.workbooks import sheets
from clusternet.io.tables import remarks
from clusternet.io.tables.sheet import Sheet
from clusternet.schema import cells, recognition
from clusternet.schema import columns as schema
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, counts, done, wording
from clusternet.schema.numbers import Notations, Sign
from clusternet.words.text import NOTHING, Text, numbered


def read_sheet(
    path: str | Path,
    *columns: str,
    sheet: str = "",
    header_row: int = 1,
    lenient: bool = False,
    decimal: Sign | None = None,
    totals: str = "",
    kingdom: bool = False,
) -> Sheet:
    """Read a table: CSV, TSV (also gz), Excel or Parquet.

    Parameters
    ----------
    path
        The file.
    columns
        Headers by which the line of the header is told from a title above it.
    sheet
        Of a workbook; its first where empty.
    header_row
        Line of the header; where 1, a title above it is passed over.
    lenient
        Leave out lines that have more or fewer fields than the header, or the error of a formula in one of
        ``columns``, and count them (``refused``): for long lists of records. A table of units is small, and
        such a line is an error.
    decimal
        The decimal sign of its numbers; told from the cells of each column if None.
    totals
        ``keep`` or ``drop`` rows that sum up others; told from the rows where blank.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.

    Raises
    ------
    FormatError
        If the file cannot be read, or a line has more or fewer fields than the header.
    SchemaError
        If every row was refused.
    """
    path = Path(path)
    wanted = {cells.fold(column) for column in columns}
    found: list[Finding] = []
    shape = Shape(sheet=sheet, header_row=header_row, western=True)
    table = tagged.read(path, shape, found)
    if table is None:
        table = read_table(path, shape, found, is_header=lambda row: _is_header(row, wanted))
    faults = [each for each in found if each.severity == "fault"]
    if table.faulty and not lenient:
        line = faults[0].line if faults else 0
        first = Text(f"（首个在第{line}行）", f", the first on line {line}") if faults else NOTHING
        lines = Text(f"{table.faulty}行的", numbered(table.faulty, "line"))
        raise FormatError.of("uneven_lines", path=path, lines=lines, first=first)
    if lenient:
        table = _without_errors(table, columns, faults)
    refused = {wording(problem, "en"): number for problem, number in counts(faults).items()}
    if not len(table.frame):
        reasons = NOTHING.join(
            Text(f"；拒绝{number}：{wording(problem, 'zh')}", f"; {number} refused: {wording(problem, 'en')}")
            for problem, number in counts(faults).items()
        )
        raise SchemaError.of("no_row_below", where=table.place, reasons=reasons)
    said = [remarks.heading_row(each) for each in found if each.problem == "units_row"]
    said += [remarks.western(each) for each in found if each.value in WESTERN]
    return Sheet(
        table,
        refused,
        written=Notations(decimal, table.delimiter == ";"),
        totals=totals,
        kingdom=kingdom,
        said=said,
    )


def _without_errors(table: TextTable, columns: Sequence[str], faults: list[Finding]) -> TextTable:
    """Leave out the rows that have the error of a formula in one of some columns."""
    wrong = np.zeros(len(table.frame), dtype=bool)
    for header in filter(None, (schema.find(table.frame, each) for each in columns)):
        faulty = cells.each(table.frame[header], cells.is_error, bool)
        for row in np.flatnonzero(faulty & ~wrong).tolist():
            text = str(table.frame[header].iat[row])
            place = (table.file, table.sheet, int(table.line[row]), header, text)
            faults.append(Finding(cells.kind_of_error(text), *place, done("row_refused")))
        wrong |= faulty
    if not wrong.any():
        return table
    return replace(table, frame=table.frame[~wrong].reset_index(drop=True), line=table.line[~wrong])


def holds_network(path: Path) -> bool:
    """Whether a workbook has a sheet of edges."""
    return suffix_of(path) in EXCEL_SUFFIXES and any(
        tab.header for tab in sheets(path, recognition.is_edge_header)
    )


def _is_header(row: list[str], wanted: set[str]) -> bool:
    held = {cells.fold(cell) for cell in row}
    return (bool(wanted) and wanted <= held) or recognition.is_edge_header(row)
