"""Tables as Excel workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from clusternet.errors import FormatError
from clusternet.output.markup import NO_CHARACTER
from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.output.result import PrintedTable

_FORMATS = {"count": "#,##0", "number": "0.000", "share": "0.00%", "scientific": "0.000E+00", "text": "@"}

_PRINTED = {**_FORMATS, "count": "0"}
MADE = datetime(2000, 1, 1)
"""When every document says it was made."""
ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet."""


def write_table(
    frame: pd.DataFrame,
    path: Path,
    *,
    title: str,
    notes: Sequence[str] = (),
    language: str = "en",
    own: Mapping[str, labels.Label] | None = None,
) -> None:
    """Write one table: title, headings, rows, notes. Text stays text: no cell becomes a formula or a link.

    Parameters
    ----------
    frame
        Columns by their English names; headings are set in ``language``.
    path
        The workbook to write.
    own
        Labels of columns that only this table has.

    Raises
    ------
    FormatError
        If the table does not fit on a sheet, or the disk is full.
    """
    if len(frame) + len(notes) + 5 > ROWS or frame.shape[1] > COLUMNS:
        raise FormatError(
            f"{len(frame):,} rows and {frame.shape[1]:,} columns are more than a sheet of Excel holds "
            f"({ROWS:,} and {COLUMNS:,}); write .csv or .parquet"
        )
    _write_book(path, lambda book: _fill(book, frame, title, notes, language, own))


def write_book(tables: Sequence[PrintedTable], path: Path) -> None:
    """Write printed tables, each on a sheet of its own named by its key. Text stays text.

    Raises
    ------
    OSError
        If the disk is full.
    """

    def fill(book: Any) -> None:
        for table in tables:
            _print(book, table)

    _write_book(path, fill)


def _write_book(path: Path, fill: Callable[[Any], object]) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # no temporary files elsewhere
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": MADE})  # the same table gives the same bytes
    try:
        fill(book)
    except BaseException:
        book.fileclosed = True  # or it is written when the object goes
        raise
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _print(book: Any, table: PrintedTable) -> None:
    sheet = book.add_worksheet(table.key)
    bold = book.add_format({"bold": True})
    head = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    formats = {name: book.add_format({"num_format": code}) for name, code in _PRINTED.items()}
    sheet.write_string(0, 0, table.heading, bold)
    top = 2
    if table.spans:
        place = 0
        for text, wide in table.spans:
            sheet.merge_range(top, place, top, place + wide - 1, text, head)
            place += wide
        top += 1
    for place, (text, style) in enumerate(zip(table.head, table.styles, strict=True)):
        sheet.write_string(top, place, text, head)
        column = [row[place] for row in table.rows]
        for row, value in enumerate(column, start=top + 1):
            _write(sheet, row, place, value, formats[style])
        sheet.set_column(place, place, _width(text, column))
    for row, note in enumerate(table.notes, start=top + 2 + len(table.rows)):
        sheet.write_string(row, 0, note)
    sheet.freeze_panes(top + 1, 0)


def _fill(
    book: Any,
    frame: pd.DataFrame,
    title: str,
    notes: Sequence[str],
    language: str,
    own: Mapping[str, labels.Label] | None,
) -> None:
    sheet = book.add_worksheet("clusternet")
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {name: book.add_format({"num_format": code}) for name, code in _FORMATS.items()}
    sheet.write_string(0, 0, title, bold)
    for place, column in enumerate(map(str, frame.columns)):
        sheet.write_string(2, place, labels.heading(column, language, own), head)
        cells = labels.named(frame[frame.columns[place]].tolist(), column, language, own)
        for row, value in enumerate(cells, start=3):
            _write(sheet, row, place, value, formats[labels.style(column, own)])
        sheet.set_column(place, place, _width(labels.heading(column, language, own), cells))
    for row, note in enumerate(notes, start=4 + len(frame)):
        sheet.write_string(row, 0, note)
    sheet.freeze_panes(3, 0)


def _write(sheet: object, row: int, place: int, value: object, form: object) -> None:
    import xlsxwriter.worksheet

    assert isinstance(sheet, xlsxwriter.worksheet.Worksheet)
    if labels.missing(value) or value in (float("inf"), float("-inf")):
        sheet.write_blank(row, place, None)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    else:
        sheet.write_string(row, place, NO_CHARACTER.sub("\ufffd", str(value))[:32767])


def _width(heading: str, cells: Sequence[object]) -> float:
    longest = max((_cells(_shown(cell)) for cell in cells[:1000]), default=0)
    return float(min(max(longest, _cells(heading), 8) + 2, 60))


def _shown(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _cells(text: str) -> int:
    """Return the width of a text in columns: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
