"""Delimited text to text tables: the careful way, line by line, and what tells how to read a file."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats import columns, files, headers, plaintext, spreadsheet
from clusternet.io.formats.encodings import decode, may_be_utf8
from clusternet.io.formats.shape import FILE, HeaderTest, Shape, nothing_below
from clusternet.limits import admit
from clusternet.schema import footers
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done

_HEAD = 1 << 18
"""Bytes in which the header of a large file is looked for."""


_LINE, _CELL = 20, 6
"""Bytes of text for which a line and a cell, read with care, take as much memory as plain text does."""

_COMMENTS = ("#", "%")
"""Signs of comments that are told by themselves, above a table."""

_LONGEST = 100
"""Lines a cell may span."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table begins in its lines: columns, the number of the first row's line, the delimiter."""

    columns: list[str]
    body: int
    delimiter: str


def read_text(
    path: Path, suffix: str, shape: Shape, found: list[Finding], is_header: HeaderTest | None
) -> TextTable:
    """Read delimited text; see :func:`clusternet.io.formats.tables.read_table`."""
    data = files.content(path, "delimited", packed=suffix.endswith(".gz"))
    text = None
    if not may_be_utf8(data, shape.encoding) or _begins_with_comment(data):
        text = decode(data, path.name, shape.encoding, found, western=shape.western)
        text = _without_comments(text, path.name, suffix, shape, found, is_header)
        data = text.encode()
    clean = _at_once(data, path.name, suffix, shape, found, is_header)
    if clean is None:
        text = decode(data, path.name, shape.encoding, found) if text is None else text
        del data
        return _with_care(text, path.name, suffix, shape, found, is_header)
    guarded = spreadsheet.may_be_guarded(data)
    del data, text  # the cells become texts, which count twice in memory
    table = _rows(*clean, path.name)
    return spreadsheet.unguarded(table, found) if guarded else table


def _begins_with_comment(data: bytes) -> bool:
    return data[:_HEAD].decode("utf-8-sig", "replace").lstrip()[:1].startswith(_COMMENTS)


def _with_care(
    text: str, name: str, suffix: str, shape: Shape, found: list[Finding], is_header: HeaderTest | None
) -> TextTable:
    """Return the table of any text, line by line."""
    _admit_lines(text, name, shape.delimiter)
    lines = list(StringIO(text, newline=""))  # cut at line ends alone, unlike splitlines
    if shape.delimiter == " " or suffix.startswith(".txt"):  # blanks at the end are no further cell
        lines = [line.rstrip(" \r\n") + "\n" for line in lines]
    if shape.comment:
        lines = ["\n" if line.startswith(shape.comment) else line for line in lines]
    table = _records(lines, _layout(lines, name, suffix, shape, found, is_header), name, found)
    return spreadsheet.unguarded(table, found) if spreadsheet.may_be_guarded(text.encode()) else table


def _without_comments(
    text: str, name: str, suffix: str, shape: Shape, found: list[Finding], is_header: HeaderTest | None
) -> str:
    """Return text whose first lines, where they are comments, are blank; the last of them may be the header.

    One line that begins with # and has as many cells as the next is a header: a column may be called #.
    """
    if shape.comment or not text.lstrip()[:1].startswith(_COMMENTS):
        return text
    start, mark = 0, text.lstrip()[0]
    lines: list[str] = []
    while start < len(text) and len(lines) <= _LONGEST:
        end = text.find("\n", start) + 1 or len(text)
        if text[start:end].strip() and not text[start:end].lstrip().startswith(mark):
            break
        lines.append(text[start:end])
        start = end
    after = text[start : text.find("\n", start) + 1 or len(text)]
    cells = _cells_of([lines[-1].lstrip().lstrip(mark).lstrip(), after], suffix, shape)
    header = bool(is_header and is_header([cell.strip() for cell in cells(0)]))
    own = _cells_of([lines[-1], after], suffix, shape)
    said = [line for line in lines if line.strip()]
    if len(said) == 1 and not header and len(own(0)) == len(own(1)) > 1:
        return text
    kept = [line[len(line.rstrip("\r\n")) :] for line in lines]
    if header:
        kept[-1] = lines[-1].lstrip().lstrip(mark).lstrip()
        said = said[:-1]
    if said:
        first = next(at for at, line in enumerate(lines, start=1) if line.strip())
        value = f"{len(said)}: {said[0].strip()[:100]}"
        found.append(Finding("comment_lines", name, line=first, value=value, action=done("passed_over")))
    return "".join(kept) + text[start:]


def _admit_lines(text: str, name: str, delimiter: str) -> None:
    """Refuse text whose lines and cells, read one by one, do not fit into memory: short ones take most."""
    cells = max(map(text.count, delimiter or ",\t;|"))
    admit(name, max(len(text), _LINE * text.count("\n") + _CELL * cells), "delimited")


def _at_once(
    data: bytes, name: str, suffix: str, shape: Shape, found: list[Finding], is_header: HeaderTest | None
) -> tuple[Layout, Any] | None:
    """Return layout and cells of a clean file; None where it has to be read with care, or is no UTF-8."""
    if len(data) < plaintext.SMALLEST or shape.comment:
        return None
    start = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    noted: list[Finding] = []
    try:
        head = data[start : data.rfind(b"\n", 0, _HEAD) + 1].decode()
        lines = list(StringIO(head, newline=""))
        layout = _layout(lines, name, suffix, shape, noted, is_header)
    except (FormatError, SchemaError, UnicodeDecodeError):
        return None
    if layout.body >= len(lines):
        return None
    body = start + sum(len(line.encode()) for line in lines[: layout.body])
    parsed = plaintext.parse(data, body, layout.columns, layout.delimiter)
    if parsed is None:
        return None
    found += noted
    return layout, parsed


def _rows(layout: Layout, parsed: Any, name: str) -> TextTable:
    frame, line = plaintext.rows(parsed)
    if frame.empty:
        raise FormatError.of("header_only", name=name)
    frame = columns.inked(frame, layout.columns)
    return TextTable(frame, line + layout.body + 1, name, delimiter=layout.delimiter)


def _layout(
    lines: list[str],
    name: str,
    suffix: str,
    shape: Shape,
    found: list[Finding],
    is_header: HeaderTest | None,
) -> Layout:
    first = max(shape.header_row, 1) - 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first >= len(lines):
        raise FormatError.of(
            "nothing_below", where=name, why=nothing_below(shape.header_row, len(lines), FILE)
        )
    if shape.header_row == 1 and is_header is not None:
        cells_of = _cells_of(lines, suffix, shape)
        numbers = range(first, min(first + headers.TITLE_LINES, len(lines)))
        first = headers.find(numbers, cells_of, is_header).line
        headers.note_titles(name, "", [number for number in range(first) if lines[number].strip()], found)
    mark = shape.delimiter or _delimiter(lines[first], suffix)
    reader = csv.reader(_from(lines, first), delimiter=mark, skipinitialspace=mark == " ")
    try:
        header = next(reader)
    except (csv.Error, StopIteration) as error:
        raise FormatError.of("header_unreadable", name=name, line=first + 1, why=error) from error
    if not shape.header_row:
        return Layout(columns.numbered(len(header), name), first, mark)
    body = first + reader.line_num
    below = _second(reader)
    joined = headers.at(0, lambda number: (header, below, [])[min(number, 2)])
    if joined.depth > 1:
        body, below = first + reader.line_num, _second(reader)
    if headers.units_below(below, (name, "", body + 1), found):
        body = first + reader.line_num
    texts = spreadsheet.plain_names(joined.cells)
    names = columns.named(texts, name, first + 1)
    columns.note_repeated(texts, names, (name, "", first + 1), found)
    return Layout(names, body, mark)


def _second(reader: Iterator[list[str]]) -> list[str]:
    try:
        return next(reader, [])
    except csv.Error:
        return []


def _cells_of(lines: list[str], suffix: str, shape: Shape) -> Callable[[int], list[str]]:
    def cells_of(number: int) -> list[str]:
        if number >= len(lines):
            return []
        mark = shape.delimiter or _delimiter(lines[number], suffix)
        try:
            cells = next(csv.reader(_from(lines, number), delimiter=mark, skipinitialspace=mark == " "), [])
        except csv.Error:
            return []
        return cells[: columns.MOST + 1]  # a row of many items is no header; one so wide is refused by name

    return cells_of


def _from(lines: list[str], start: int) -> Iterator[str]:
    return map(lines.__getitem__, range(start, len(lines)))


def _delimiter(header: str, suffix: str) -> str:
    if suffix.startswith(".tsv"):
        return "\t"
    counts = {mark: header.count(mark) for mark in ",\t;|"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else (" " if suffix.startswith(".txt") else ",")


def _records(lines: list[str], layout: Layout, name: str, found: list[Finding]) -> TextTable:
    """Parse line by line; a quote that swallows lines loses its own line, not the lines after it."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    short: list[tuple[Finding, list[str]]] = []
    faulty, start, width, delimiter = 0, layout.body, len(layout.columns), layout.delimiter
    blank = [""] * width
    while start < len(lines):
        opened = start
        ahead = _Ahead(lines, start)
        reader = csv.reader(ahead, delimiter=delimiter, skipinitialspace=delimiter == " ")
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
                    action = done("row_refused")
                    found.append(Finding("field_count", name, line=start + 1, value=value, action=action))
                    short.append((found[-1], row))
                    faulty += 1
                start = ahead.row = end
            else:
                break
        except csv.Error:  # a cell over 131,072 characters: only a quote that never closes makes one
            end = max(opened + reader.line_num, start + 1)
        value = f"{end - start - 1} lines, {start + 2} to {end}: {lines[start].strip()[:80]}"
        action = done("line_refused")
        found.append(Finding("swallowed_lines", name, line=start + 1, value=value, action=action))
        faulty += 1
        start += 1
    faulty -= _unfaulted(short, numbers, name, found)
    if not rows and not faulty:
        raise FormatError.of("header_only", name=name)
    frame = columns.inked(pd.DataFrame(rows, columns=layout.columns, dtype=object), layout.columns)
    lines_of = np.array(numbers, dtype=np.int64)
    return TextTable(frame, lines_of, name, faulty=faulty, delimiter=delimiter)


def _unfaulted(
    short: list[tuple[Finding, list[str]]], numbers: list[int], name: str, found: list[Finding]
) -> int:
    """Take lines with few fields that are notes below the table out of the faults; return how many."""
    last = numbers[-1] if numbers else 0
    below = [(each, cells) for each, cells in short if (each.line or 0) > last]
    start = footers.begin([cells for _, cells in below])
    for each, cells in below[start:]:
        found[:] = [other for other in found if other is not each]
        footers.note_line(name, "", each.line or 0, cells, found)
    return len(below) - start


class _Ahead:
    """The lines from one on, but not more than a row may span: a quote that never closes would take all."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.row = start
        self._lines, self._next = lines, start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._next >= min(len(self._lines), self.row + _LONGEST + 1):
            raise StopIteration
        self._next += 1
        return self._lines[self._next - 1]


def _swallowed(lines: list[str], row: list[str], width: int, delimiter: str) -> bool:
    """Tell a quote that was never meant to open from a cell that holds line breaks.

    The row then has the wrong number of cells, text follows the closing quote, the quote stays open to the
    end of the file, it spans a hundred lines, or half the lines that lie wholly inside a cell look like rows.
    """
    if len(row) != width or len(lines) > _LONGEST:
        return True
    try:
        next(csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=delimiter == " ", strict=True))
    except csv.Error:
        return True
    cells = (cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row)
    inner = [line for cell in cells for line in cell.split("\n")[1:-1]]
    likely = sum(max(line.count(mark) for mark in (delimiter, "\t")) >= width - 1 for line in inner)
    return width > 2 and bool(inner) and likely * 2 >= len(inner)
