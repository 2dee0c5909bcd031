"""Files to text tables: CSV and TSV (gz too), Excel, Parquet. One reader a suffix."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.cells import text_of
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


def read_table(path: Path, shape: Shape, found: list[Finding], *, label: str = "") -> TextTable:
    """Read one table as text.

    Parameters
    ----------
    path
        The file.
    shape
        How the table lies in it.
    found
        Findings are added here.
    label
        What the file is called in messages; its name where empty.

    Raises
    ------
    FormatError
        If the file is missing, empty, or not what its suffix says.
    """
    name = label or path.name
    suffix = suffix_of(path)
    if not path.is_file():
        raise FormatError(f"{path}: no such file")
    if not path.stat().st_size:
        raise FormatError(f"{name}: the file is empty")
    if suffix in TEXT_SUFFIXES:
        return _read_text(path, name, suffix, shape, found)
    if suffix == ".parquet":
        return _read_parquet(path, name)
    if suffix in EXCEL_SUFFIXES:
        return _read_excel(path, name, shape)
    raise FormatError(f"{name}: unknown suffix {suffix!r}; accepted: {', '.join(SUFFIXES)}")


# -- delimited text ----------------------------------------------------------------------------------------
def _read_text(path: Path, name: str, suffix: str, shape: Shape, found: list[Finding]) -> TextTable:
    lines = _decode(_bytes(path, name, suffix), name, shape.encoding, found).splitlines(keepends=True)
    lines = _physical(lines)
    if shape.comment:
        lines = ["\n" if line.startswith(shape.comment) else line for line in lines]
    first = max(shape.header_row, 1) - 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first >= len(lines):
        raise FormatError(f"{name}: the file is empty")
    delimiter = shape.delimiter or _delimiter(lines[first], suffix)
    header = next(csv.reader([lines[first]], delimiter=delimiter))
    columns = _header(header, name) if shape.header_row else _numbered(len(header))
    body = first + 1 if shape.header_row else first
    return _records(lines, body, columns, delimiter, name, found)


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
            problem = f"{name}, line {line}: byte 0x{data[error.start]:02x} is not {attempt}"
        except LookupError as error:
            raise SchemaError(f"{name}: unknown encoding {encoding!r}") from error
        else:
            if attempt == "gb18030" and not encoding:
                found.append(Finding("encoding", name, value="GB18030", action="read as GB18030"))
            return text
    raise FormatError(f'{problem}; say encoding = "..." in dataset.toml')


def _physical(lines: list[str]) -> list[str]:
    """Join what ``splitlines`` cut at characters that end no line in a file."""
    if all(line.endswith(("\n", "\r")) for line in lines[:-1]):
        return lines
    text = "".join(lines)
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def _delimiter(header: str, suffix: str) -> str:
    if suffix.startswith(".tsv"):
        return "\t"
    counts = {mark: header.count(mark) for mark in ",\t;|"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else (" " if suffix.startswith(".txt") else ",")


def _header(cells: list[str], name: str) -> list[str]:
    columns: list[str] = []
    for place, cell in enumerate(cells, start=1):
        text = cell.strip().strip("﻿") or f"column {place}"
        columns.append(text if text not in columns else f"{text} ({place})")
    if all(re.fullmatch(r"[-+.\d]+|column \d+", text) for text in columns):
        raise SchemaError(
            f"{name}, line 1: this looks like a row and not a header ({', '.join(columns[:4])}); "
            "write header = false in dataset.toml, with columns = { source = 1, target = 2 }"
        )
    return columns


def _numbered(width: int) -> list[str]:
    return [str(place) for place in range(1, width + 1)]


class _Lines:
    """An iterator over lines that can be set back."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.next = lines, start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next >= len(self.lines):
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]


def _records(
    lines: list[str], body: int, columns: list[str], delimiter: str, name: str, found: list[Finding]
) -> TextTable:
    """Parse line by line; a quote that swallows lines loses its own line, not the lines after it."""
    feed = _Lines(lines, body)
    reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=delimiter == " ")
    rows: list[list[str]] = []
    numbers: list[int] = []
    faulty, start, width = 0, body, len(columns)
    while True:
        try:
            row = next(reader, None)
        except csv.Error:  # a cell over 131,072 characters: only a quote that never closes makes one
            row, feed.next = [], max(feed.next, start + 2)
        if row is None:
            break
        if feed.next - start > 1 and _swallowed(lines[start : feed.next], row, width, delimiter, feed.next):
            count = feed.next - start - 1
            value = f"{count} lines, {start + 2} to {feed.next}: {lines[start].strip()[:80]}"
            action = "line refused, the lines after it read by themselves"
            found.append(Finding("swallowed_lines", name, line=start + 1, value=value, action=action))
            faulty += 1
            feed.next = start + 1
            reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=delimiter == " ")
        elif len(row) == width:
            rows.append(row)
            numbers.append(start + 1)
        elif any(cell.strip() for cell in row):
            value = f"{len(row)} instead of {width}: {delimiter.join(row)[:120]}"
            found.append(Finding("field_count", name, line=start + 1, value=value, action="row refused"))
            faulty += 1
        start = feed.next
    if not rows and not faulty:
        raise FormatError(f"{name}: the file holds a header and no rows")
    return TextTable(_frame(rows, columns), np.array(numbers, dtype=np.int64), name, faulty=faulty)


def _swallowed(lines: list[str], row: list[str], width: int, delimiter: str, end: int) -> bool:
    """Tell a quote that was never meant to open from a cell that holds line breaks.

    Such a cell runs to the end of the file, spans more than ten lines, or holds lines that look like rows.
    """
    if len(lines) > 10 or len(row) != width:
        return True
    inner = lines[1:]
    likely = sum(max(line.count(mark) for mark in (delimiter, "\t")) >= width - 1 for line in inner)
    return width > 2 and likely * 2 > len(inner)


def _frame(rows: list[list[str]], columns: list[str]) -> pd.DataFrame:
    cells = zip(*rows, strict=True) if rows else [() for _ in columns]
    return pd.DataFrame(
        {name: pd.Series(cell, dtype=object) for name, cell in zip(columns, cells, strict=True)}
    )


# -- workbooks and Parquet ---------------------------------------------------------------------------------
def _read_excel(path: Path, name: str, shape: Shape) -> TextTable:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = shape.sheet or book.sheet_names[0]
        if sheet not in book.sheet_names:
            raise SchemaError(f"{name}: no sheet {sheet!r}; the sheets are: {', '.join(book.sheet_names)}")
        grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise FormatError(f"{name}: not a readable workbook ({error})") from error
    first = max(shape.header_row, 1) - 1
    if len(grid) <= first:
        raise FormatError(f"{name}, sheet {sheet}: the sheet is empty")
    head = [text_of(cell) for cell in grid[first]]
    columns = _header(head, f"{name}, sheet {sheet}") if shape.header_row else _numbered(len(head))
    body = first + 1 if shape.header_row else first
    rows, numbers = [], []
    for number, row in enumerate(grid[body:], start=body + 1):
        texts = [text_of(cell) for cell in row]
        if any(texts):
            rows.append(texts)
            numbers.append(number)
    if not rows:
        raise FormatError(f"{name}, sheet {sheet}: a header and no rows")
    return TextTable(_frame(rows, columns), np.array(numbers, dtype=np.int64), name, sheet)


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
