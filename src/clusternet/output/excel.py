"""Tables as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet.errors import FormatError
from clusternet.output import markup
from clusternet.output.markup import NO_CHARACTER
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.output.result import Result

_CODES = {"count": "#,##0", "number": "0.000", "share": "0.00%", "scientific": "0.000E+00", "text": "@"}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # no temporary files elsewhere
}
MADE = datetime(2000, 1, 1)
"""When every document says it was made."""
ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet."""


def write_book(tables: Sequence[Result], path: Path) -> None:
    """Write tables, each on a sheet of its own: title, headings, rows, notes.

    Text stays text: no cell becomes a formula or a link.

    Raises
    ------
    FormatError
        If a table does not fit on a sheet.
    OSError
        If the disk is full.
    """
    for table in tables:
        _admit(table.frame, len(table.notes) + 5)
    with _book(path) as book:
        for table in tables:
            _write_sheet(book, table)


def write_sheets(frames: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write tables as they are, each on a sheet of its name with its header in the first row.

    Raises
    ------
    FormatError
        If a table does not fit on a sheet.
    OSError
        If the disk is full.
    """
    for frame in frames.values():
        _admit(frame, 1)
    with _book(path) as book:
        text, number = book.add_format({"num_format": "@"}), book.add_format({})
        for name, frame in frames.items():
            sheet = book.add_worksheet(name)
            for place, (header, column) in enumerate(frame.items()):
                sheet.write_string(0, place, str(header))
                form = text if column.dtype == object else number
                for row, value in enumerate(column.astype(object).tolist(), start=1):
                    _write(sheet, row, place, value, form)
            sheet.freeze_panes(1, 0)


def _admit(frame: pd.DataFrame, more: int) -> None:
    """Refuse a table that is larger than a sheet."""
    rows, columns = frame.shape
    if rows + more > ROWS or columns > COLUMNS:
        raise FormatError.of("excel_full", rows=rows, columns=columns, most=ROWS, widest=COLUMNS)


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """Yield a workbook, which is written only if the block ends well."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"created": MADE})  # the same table gives the same bytes
    try:
        yield book
    except BaseException:
        book.fileclosed = True  # or it is written when the object goes
        raise
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _write_sheet(book: Any, table: Result) -> None:
    sheet = book.add_worksheet(table.key or table.tab or "clusternet")
    bold = book.add_format({"bold": True})
    side = {"align": "center", "valign": "vcenter"} if table.key else {"valign": "top"}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **side})
    codes = {**_CODES, "count": "0"} if table.key else _CODES
    kinds = list(zip(table.styles, table.decimals, strict=True))
    formats = {kind: book.add_format({"num_format": _code(codes, *kind)}) for kind in dict.fromkeys(kinds)}
    sheet.write_string(0, 0, table.heading, bold)
    top, place = 2, 0
    for text, wide in table.spans:
        sheet.merge_range(top, place, top, place + wide - 1, text, head)
        place += wide
    top += bool(table.spans)
    rows = table.rows
    for place, (text, kind) in enumerate(zip(table.heads, kinds, strict=True)):
        column = [row[place] for row in rows]
        sheet.write_string(top, place, text, head)
        for row, value in enumerate(column, start=top + 1):
            _write(sheet, row, place, value, formats[kind])
        sheet.set_column(place, place, _width(text, column))
    marked = book.add_format({"bg_color": "#FFE08A"})
    for (row, place), remark in table.marks.items():
        text = NO_CHARACTER.sub("\ufffd", str(rows[row][place]))[:32767]
        sheet.write_string(top + 1 + row, place, text, marked)
        sheet.write_comment(top + 1 + row, place, NO_CHARACTER.sub("\ufffd", remark)[:2000])
    if table.filters and rows:
        sheet.autofilter(top, 0, top + len(rows), max(len(table.heads) - 1, 0))
    for row, note in enumerate(table.notes, start=top + 2 + len(rows)):
        sheet.write_string(row, 0, note)
    sheet.freeze_panes(top + 1, 0)


def _code(codes: dict[str, str], style: str, decimals: int | None) -> str:
    """Return how Excel prints numbers of a style."""
    if decimals is None:
        return codes[style]
    point = "." if decimals else ""
    return f"0{point}{'0' * decimals}%" if style == "share" else f"#,##0{point}{'0' * decimals}"


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
    longest = max((markup.cells(_shown(cell)) for cell in cells[:1000]), default=0)
    return float(min(max(longest, markup.cells(heading), 8) + 2, 60))


def _shown(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
