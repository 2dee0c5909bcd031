"""Tables as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
_WRAPPED = {"text_wrap": True, "valign": "top"}
_A4, _WIDE, _LINE, _LONG = 9, 95.0, 15, 60
"""Code of the paper, letters across it upright, points of a line, and letters of the widest column."""
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


@dataclass(frozen=True)
class Index:
    """The first sheet of a workbook: what stands on the others, with links there and back.

    Attributes
    ----------
    tab
        Its name.
    title
        Its first line.
    heads
        Over the names of the sheets, their titles and how many rows they have.
    lines
        What a reader must know, under the title.
    """

    tab: str
    title: str
    heads: tuple[str, str, str]
    lines: Sequence[str] = ()


def write_book(tables: Sequence[Result], path: Path, *, index: Index | None = None) -> None:
    """Write tables, each on a sheet of its own: title, headings, rows, notes, and a chart of years or shares.

    Text stays text: no cell becomes a formula, and no link but those of ``index``.

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
        if index is not None:
            _write_index(book, index, tables)
        for table in tables:
            _write_sheet(book, table, index)


def _tab(table: Result) -> str:
    return table.key or table.tab or "clusternet"


def _write_index(book: Any, index: Index, tables: Sequence[Result]) -> None:
    sheet, bold = book.add_worksheet(index.tab), book.add_format({"bold": True})
    head, cell = book.add_format({"bold": True, "bottom": 1}), book.add_format(_WRAPPED)
    count, link = book.add_format({"num_format": "#,##0", "valign": "top"}), book.get_default_url_format()
    sheet.write_string(0, 0, _clean(index.title), bold)
    for row, line in enumerate(index.lines, start=1):
        sheet.merge_range(row, 0, row, 2, _clean(line), cell)
        sheet.set_row(row, _LINE * (1 + markup.cells(line) // 80))
    top = 2 + len(index.lines)
    for place, text in enumerate(index.heads):
        sheet.write_string(top, place, text, head)
    for row, table in enumerate(tables, start=top + 1):
        sheet.write_number(row, 0, row - top, count)
        sheet.write_url(row, 1, f"internal:'{_tab(table)}'!A1", link, _clean(table.heading))
        sheet.write_number(row, 2, len(table.frame), count)
    for place, wide in enumerate((8, _LONG, 8)):
        sheet.set_column(place, place, wide)
    sheet.freeze_panes(top + 1, 0)
    _on_paper(sheet, index.title, (top, top), _LONG + 24)


def _on_paper(sheet: Any, title: str, heads: tuple[int, int], wide: float) -> None:
    """Print a sheet one page wide, with its headings and its title on every page."""
    sheet.set_paper(_A4)
    if wide > _WIDE:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*heads)
    sheet.set_header(f"&L&9{_clean(title)[:90].replace('&', '&&')}")
    sheet.set_footer("&C&9&P / &N")


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


def _write_sheet(book: Any, table: Result, index: Index | None) -> None:
    sheet, rows = book.add_worksheet(_tab(table)), table.rows
    side = {"align": "center", "valign": "vcenter"} if table.key else {"valign": "top"}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **side})
    if index is not None:
        back = book.get_default_url_format()
        sheet.write_url(1, 0, f"internal:'{index.tab}'!A1", back, f"← {index.tab}")
    top, place = 2, 0
    for text, wide in table.spans:
        sheet.merge_range(top, place, top, place + wide - 1, text, head)
        place += wide
    top += bool(table.spans)
    widths = _write_columns(book, sheet, table, rows, top, head)
    _write_marks(book, sheet, table, rows, top)
    if (table.filters or table.key) and rows:
        sheet.autofilter(top, 0, top + len(rows), max(len(table.heads) - 1, 0))
    _write_across(book, sheet, 0, table.heading, widths, bold=True)
    below = top + 2 + len(rows)
    for row, note in enumerate(table.notes, start=below):
        _write_across(book, sheet, row, note, widths)
    _write_chart(book, sheet, table, rows, (top, below + len(table.notes) + 1))
    sheet.freeze_panes(top + 1, 0)
    _on_paper(sheet, table.heading, (2, top), sum(widths))


def _write_columns(
    book: Any, sheet: Any, table: Result, rows: Sequence[tuple[Any, ...]], top: int, head: Any
) -> list[float]:
    """Write headings and cells; return the widths of the columns."""
    kinds, widths, years = list(zip(table.styles, table.decimals, strict=True)), [], _years(table)
    formats = {
        kind: book.add_format({"num_format": _code(_CODES, *kind)} | (_WRAPPED if kind[0] == "text" else {}))
        for kind in dict.fromkeys(kinds)
    }
    whole = book.add_format({"num_format": "0"})  # years and numbers that are names
    for place, (text, kind) in enumerate(zip(table.heads, kinds, strict=True)):
        column = [row[place] for row in rows]
        sheet.write_string(top, place, text, head)
        for row, value in enumerate(column, start=top + 1):
            number = place in years or (kind[0] == "text" and isinstance(value, int))
            _write(sheet, row, place, value, whole if number else formats[kind])
        widths.append(_width(text, column))
        sheet.set_column(place, place, widths[-1])
    return widths


def _write_marks(book: Any, sheet: Any, table: Result, rows: Sequence[tuple[Any, ...]], top: int) -> None:
    marked = book.add_format({"bg_color": "#FFE08A"})
    for (row, place), remark in table.marks.items():
        sheet.write_string(top + 1 + row, place, _clean(str(rows[row][place]))[:32767], marked)
        sheet.write_comment(top + 1 + row, place, _clean(remark)[:2000])


def _write_across(
    book: Any, sheet: Any, row: int, text: str, widths: Sequence[float], *, bold: bool = False
) -> None:
    """Write a line over the whole width of a table, as high as it is long."""
    form, text = book.add_format(_WRAPPED | {"bold": bold}), _clean(text)[:32767]
    if len(widths) < 2:
        sheet.write_string(row, 0, text, book.add_format({"bold": bold}))
        return
    sheet.merge_range(row, 0, row, len(widths) - 1, "", form)
    sheet.write_string(row, 0, text, form)
    lines = 1 + int(markup.cells(text) / (0.9 * sum(widths)))
    if lines > 1:
        sheet.set_row(row, _LINE * lines)


def _write_chart(
    book: Any, sheet: Any, table: Result, rows: Sequence[tuple[Any, ...]], places: tuple[int, int]
) -> None:
    """Draw numbers over years as lines, shares of few names as bars; nothing where it is neither."""
    kind, names, values = _charted(table, rows)
    if not values or not table.key:
        return
    (top, below), tab, last = places, sheet.get_name(), places[0] + len(rows)
    chart = book.add_chart({"type": kind})
    for place in values:
        chart.add_series(
            {
                "name": [tab, top, place],
                "categories": [tab, top + 1, names, last, names],
                "values": [tab, top + 1, place, last, place],
            }
        )
    axis = {"num_format": "0%" if table.styles[values[0]] == "share" else "#,##0.###"}
    chart.set_title({"name": [tab, 0, 0], "name_font": {"size": 11}})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(axis)
    else:
        chart.set_y_axis(axis)
    chart.set_legend({"none": True} if len(values) < 2 else {"position": "bottom"})
    chart.set_size({"width": 640, "height": 300 if kind == "line" else 120 + 20 * len(rows)})
    sheet.insert_chart(below, 0, chart)


def _years(table: Result) -> list[int]:
    """Return the columns that hold years."""
    named = labels.heading("year", table.language, {})
    return [
        place
        for place, (name, head) in enumerate(zip(table.frame, table.heads, strict=True))
        if head == named or str(name) == "year" or str(name).endswith("_year")
    ]


def _charted(table: Result, rows: Sequence[tuple[Any, ...]]) -> tuple[str, int, list[int]]:
    """Return the kind of chart, the column of its names and those of its values, if there are any."""
    years, styles = _years(table), list(table.styles)
    texts, shares = (
        [place for place, each in enumerate(styles) if each == kind] for kind in ("text", "share")
    )
    if len(years) == 1 and len({row[years[0]] for row in rows}) == len(rows) > 2:
        numbers = [place for place, style in enumerate(styles) if style != "text" and place not in years]
        return "line", years[0], [place for place in numbers if styles[place] == styles[numbers[0]]][:4]
    if len(texts) == len(shares) == 1 and len(styles) <= 4 and 2 <= len(rows) <= 40:
        return "bar", texts[0], shares
    return "", 0, []


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
        sheet.write_string(row, place, _clean(str(value))[:32767], form)


def _clean(text: str) -> str:
    return NO_CHARACTER.sub("\ufffd", text)


def _width(heading: str, cells: Sequence[object]) -> float:
    longest = max((markup.cells(_shown(cell)) for cell in cells[:1000]), default=0)
    return float(min(max(longest, markup.cells(heading), 8) + 2, _LONG))


def _shown(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
