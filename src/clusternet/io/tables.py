"""Files to text tables: CSV and TSV (gz too), Excel, Parquet. One reader a suffix."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clusternet.cells import clean, text_of
from clusternet.conform import TextTable
from clusternet.errors import FormatError, SchemaError
from clusternet.findings import Finding


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table lies in its file.

    Attributes
    ----------
    sheet
        Name of the sheet of a workbook; the first where it is empty.
    header_row
        Line of the header, counted from 1; 0 where there is none and columns are called 1, 2, 3, ...
    encoding, delimiter
        Found automatically where empty.
    comment
        Lines that begin with it are passed over.
    """

    sheet: str = ""
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    comment: str = ""


HeaderTest = Callable[[list[str]], bool]
TITLE_LINES = 10

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SUFFIXES = (*TEXT_SUFFIXES, ".parquet", *EXCEL_SUFFIXES)


def suffix_of(path: Path) -> str:
    """Return the suffix in lower case, ``.csv.gz`` being one.

    >>> suffix_of(Path("Edges.CSV.gz")), suffix_of(Path("a.b.xlsx"))
    ('.csv.gz', '.xlsx')
    """
    last = path.suffix.lower()
    return Path(path.stem).suffix.lower() + last if last == ".gz" else last


def read_table(
    path: Path, shape: Shape, found: list[Finding], *, is_header: HeaderTest | None = None
) -> TextTable:
    """Read one table as text.

    Parameters
    ----------
    path
        The file.
    shape
        How the table lies in it.
    found
        Findings are added here.
    is_header
        Tells a header from a title: the lines above the first that passes are passed over, unless the shape
        names the line. Where none of the first ten passes, the first is the header.

    Raises
    ------
    FormatError
        If the file is missing, empty, or not what its suffix says.
    """
    name = path.name
    suffix = suffix_of(path)
    if not path.is_file():
        raise FormatError(f"{path}: no such file")
    if not path.stat().st_size:
        raise FormatError(f"{name}: the file is empty")
    if suffix in TEXT_SUFFIXES:
        return _read_text(path, suffix, shape, found, is_header)
    if suffix == ".parquet":
        return _read_parquet(path, name)
    if suffix in EXCEL_SUFFIXES:
        return _read_excel(path, shape, found, is_header)
    raise FormatError(f"{name}: unknown suffix {suffix!r}; accepted: {', '.join(SUFFIXES)}")


# -- delimited text ----------------------------------------------------------------------------------------
def _read_text(
    path: Path, suffix: str, shape: Shape, found: list[Finding], is_header: HeaderTest | None
) -> TextTable:
    name = path.name
    text = _decode(_bytes(path, name, suffix), name, shape.encoding, found)
    lines = list(StringIO(text, newline=""))  # cut at line ends alone, unlike splitlines
    if shape.comment:
        lines = ["\n" if line.startswith(shape.comment) else line for line in lines]
    first = max(shape.header_row, 1) - 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first >= len(lines):
        raise FormatError(f"{name}: the file is empty")

    def cells_of(number: int) -> list[str]:
        mark = shape.delimiter or _delimiter(lines[number], suffix)
        return next(csv.reader(_from(lines, number), delimiter=mark, skipinitialspace=mark == " "))

    if shape.header_row == 1 and is_header is not None:
        first = _header_line(range(first, min(first + TITLE_LINES, len(lines))), cells_of, is_header)
        _note_titles(name, "", [number for number in range(first) if lines[number].strip()], found)
    delimiter = shape.delimiter or _delimiter(lines[first], suffix)
    if not shape.header_row:
        return _records(lines, first, _numbered(len(cells_of(first))), delimiter, name, found)
    reader = csv.reader(_from(lines, first), delimiter=delimiter, skipinitialspace=delimiter == " ")
    columns = _header(next(reader), name, first + 1)
    return _records(lines, first + reader.line_num, columns, delimiter, name, found)


def _from(lines: list[str], start: int) -> Iterator[str]:
    return map(lines.__getitem__, range(start, len(lines)))


def _header_line(numbers: range, cells_of: Callable[[int], list[str]], is_header: HeaderTest) -> int:
    """Return the first line that is a header; the first of all where none is."""
    for number in numbers:
        try:
            if is_header([cell.strip() for cell in cells_of(number)]):
                return number
        except csv.Error:
            break
    return numbers.start


def _note_titles(name: str, sheet: str, above: list[int], found: list[Finding]) -> None:
    if above:
        value = f"{len(above)} lines, the header is below line {above[-1] + 1}"
        found.append(Finding("title_rows", name, sheet, above[0] + 1, value=value, action="passed over"))


def _bytes(path: Path, name: str, suffix: str) -> bytes:
    if not suffix.endswith(".gz"):
        return path.read_bytes()
    try:
        with gzip.open(path) as stream:
            return stream.read()
    except (OSError, EOFError) as error:
        raise FormatError(f"{name}: not a readable gzip file ({error})") from error


def _decode(data: bytes, name: str, encoding: str, found: list[Finding]) -> str:
    """Decode by byte order mark, then as UTF-8, then as GB18030."""
    if not encoding and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    if not encoding and data[:4] in (b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"):
        raise FormatError(f"{name}: not text, but a workbook or Parquet file under another suffix")
    if not encoding and b"\x00" in data[:65536]:
        raise FormatError(f"{name}: not a table of text (the file is binary)")
    for attempt in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            wanted = encoding or "UTF-8 or GB18030"
            problem = f"{name}, line {line}: byte 0x{data[error.start]:02x} is not {wanted}"
        except LookupError as error:
            raise SchemaError(f"{name}: unknown encoding {encoding!r}") from error
        else:
            if attempt == "gb18030" and not encoding:
                if not _looks_chinese(data):
                    problem = f"{name}: not UTF-8 or GB18030"
                    break
                found.append(Finding("encoding", name, value="GB18030", action="read as GB18030"))
            return text
    raise FormatError(f'{problem}; say encoding = "..." in dataset.toml')


def _looks_chinese(data: bytes) -> bool:
    """Tell GB18030 from Western European text, whose accented letters stand before plain ones.

    >>> _looks_chinese("企业".encode("gb18030")), _looks_chinese("Zürich, Malmö".encode("latin-1"))
    (True, False)
    """
    sample = data[:1_000_000]
    common = len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", sample))
    return common >= len(
        re.findall(rb"[\x81-\xfe][\x40-\x7e]", re.sub(rb"[\xa1-\xf7][\xa1-\xfe]", b"", sample))
    )


def _delimiter(header: str, suffix: str) -> str:
    if suffix.startswith(".tsv"):
        return "\t"
    counts = {mark: header.count(mark) for mark in ",\t;|"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else (" " if suffix.startswith(".txt") else ",")


def _header(cells: list[str], where: str, line: int) -> list[str]:
    columns: list[str] = []
    for place, cell in enumerate(cells, start=1):
        text = clean(cell) or f"column {place}"
        columns.append(text if text not in columns else f"{text} ({place})")
    if all(re.fullmatch(r"[-+.\d]+|column \d+", text) for text in columns):
        raise SchemaError(
            f"{where}, line {line}: this looks like a row and not a header ({', '.join(columns[:4])}); "
            "write header = false in dataset.toml, with columns = { source = 1, target = 2 }"
        )
    return columns


def _numbered(width: int) -> list[str]:
    return [str(place) for place in range(1, width + 1)]


def _records(
    lines: list[str], body: int, columns: list[str], delimiter: str, name: str, found: list[Finding]
) -> TextTable:
    """Parse line by line; a quote that swallows lines loses its own line, not the lines after it."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    faulty, start, width = 0, body, len(columns)
    blank = [""] * width
    while start < len(lines):
        opened = start
        reader = csv.reader(_from(lines, start), delimiter=delimiter, skipinitialspace=delimiter == " ")
        try:
            for row in reader:
                end = opened + reader.line_num
                if end - start > 1 and _swallowed(lines[start:end], row, width, delimiter):
                    break
                if len(row) == width:
                    if row != blank:
                        rows.append(row)
                        numbers.append(start + 1)
                elif any(cell.strip() for cell in row):
                    value = f"{len(row)} instead of {width}: {delimiter.join(row)[:120]}"
                    found.append(
                        Finding("field_count", name, line=start + 1, value=value, action="row refused")
                    )
                    faulty += 1
                start = end
            else:
                break
        except csv.Error:  # a cell over 131,072 characters: only a quote that never closes makes one
            end = max(opened + reader.line_num, start + 1)
        value = f"{end - start - 1} lines, {start + 2} to {end}: {lines[start].strip()[:80]}"
        action = "line refused, the lines after it read by themselves"
        found.append(Finding("swallowed_lines", name, line=start + 1, value=value, action=action))
        faulty += 1
        start += 1
    if not rows and not faulty:
        raise FormatError(f"{name}: the file holds a header and no rows")
    frame = _inked(pd.DataFrame(rows, columns=columns, dtype=object), columns)
    return TextTable(frame, np.array(numbers, dtype=np.int64), name, faulty=faulty)


def _swallowed(lines: list[str], row: list[str], width: int, delimiter: str) -> bool:
    """Tell a quote that was never meant to open from a cell that holds line breaks.

    The row then has the wrong number of cells, text follows the closing quote, the quote stays open to the
    end of the file, it spans a hundred lines, or half the lines inside look like rows.
    """
    if len(row) != width or len(lines) > 100:
        return True
    try:
        next(csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=delimiter == " ", strict=True))
    except csv.Error:
        return True
    inner = lines[1:-1]
    likely = sum(max(line.count(mark) for mark in (delimiter, "\t")) >= width - 1 for line in inner)
    return width > 2 and bool(inner) and likely * 2 >= len(inner)


def _inked(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Leave out columns that have neither a header nor a cell, as a spreadsheet leaves them at the right."""
    blank = [
        name
        for place, name in enumerate(columns, start=1)
        if name == f"column {place}" and not frame[name].str.strip().any()
    ]
    return frame.drop(columns=blank)


# -- workbooks and Parquet ---------------------------------------------------------------------------------
def _read_excel(path: Path, shape: Shape, found: list[Finding], is_header: HeaderTest | None) -> TextTable:
    name = path.name
    sheet, cells = _grid(path, shape.sheet)
    grid = [[text_of(cell) for cell in row] for row in cells]
    first = max(shape.header_row, 1) - 1
    while first < len(grid) and not any(map(str.strip, grid[first])):
        first += 1
    if first >= len(grid):
        raise FormatError(f"{name}, sheet {sheet}: the sheet is empty")
    if shape.header_row == 1 and is_header is not None:
        first = _header_line(range(first, min(first + TITLE_LINES, len(grid))), grid.__getitem__, is_header)
        _note_titles(name, sheet, [number for number in range(first) if any(grid[number])], found)
    columns, body = _numbered(len(grid[first])), first
    if shape.header_row:
        columns, body = _header(grid[first], f"{name}, sheet {sheet}", first + 1), first + 1
    numbers = [number for number in range(body, len(grid)) if any(map(str.strip, grid[number]))]
    if not numbers:
        raise FormatError(f"{name}, sheet {sheet}: a header and no rows")
    frame = pd.DataFrame([grid[number] for number in numbers], columns=columns, dtype=object)
    return TextTable(_inked(frame, columns), np.array(numbers, dtype=np.int64) + 1, name, sheet)


def _grid(path: Path, sheet: str) -> tuple[str, list[list[Any]]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = sheet or book.sheet_names[0]
        if sheet not in book.sheet_names:
            raise SchemaError(
                f"{path.name}: no sheet {sheet!r}; the sheets are: {', '.join(book.sheet_names)}"
            )
        return sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise FormatError(f"{path.name}: not a readable workbook ({error})") from error


def sheet_names(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook."""
    import python_calamine

    try:
        return list(python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names)
    except (python_calamine.CalamineError, OSError) as error:
        raise FormatError(f"{path.name}: not a readable workbook ({error})") from error


def _read_parquet(path: Path, name: str) -> TextTable:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise FormatError(f"{name}: not a readable Parquet file ({error})") from error
    if not table.num_rows:
        raise FormatError(f"{name}: the file holds columns and no rows")
    cells = {column: [text_of(cell) for cell in table[column].to_pylist()] for column in table.column_names}
    frame = pd.DataFrame(cells, dtype=object)
    return TextTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), name)
