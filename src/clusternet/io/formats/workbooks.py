"""Excel and OpenDocument workbooks to text tables."""

from __future__ import annotations

import itertools
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats import biff8, columns, files
from clusternet.io.formats.extent import Extent, shared
from clusternet.io.formats.limits import admit, admit_cells
from clusternet.io.formats.shape import (
    TITLE_LINES,
    HeaderTest,
    Shape,
    header_line,
    note_titles,
    nothing_below,
)
from clusternet.io.formats.sheets import extent
from clusternet.schema.cells import text_of
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding
from clusternet.schema.numbers import notation


def read_excel(path: Path, shape: Shape, found: list[Finding], is_header: HeaderTest | None) -> TextTable:
    """Read one sheet; see :func:`clusternet.io.formats.tables.read_table`."""
    name = path.name
    sheet, cells = _grid(path, shape.sheet)
    grid = _texts(cells)
    first = max(shape.header_row, 1) - 1
    while first < len(grid) and not any(map(str.strip, grid[first])):
        first += 1
    if first >= len(grid):
        raise FormatError(f"{name}, sheet {sheet}: {nothing_below(shape.header_row, len(grid), 'sheet')}")
    if shape.header_row == 1 and is_header is not None:
        first = header_line(range(first, min(first + TITLE_LINES, len(grid))), grid.__getitem__, is_header)
        note_titles(name, sheet, [number for number in range(first) if any(grid[number])], found)
    names, body = columns.numbered(len(grid[first]), name), first
    if shape.header_row:
        names, body = columns.named(grid[first], f"{name}, sheet {sheet}", first + 1), first + 1
    numbers = [number for number in range(body, len(grid)) if any(map(str.strip, grid[number]))]
    if not numbers:
        raise FormatError(f"{name}, sheet {sheet}: a header and no rows")
    frame = pd.DataFrame([grid[number] for number in numbers], columns=names, dtype=object)
    return TextTable(columns.inked(frame, names), np.array(numbers, dtype=np.int64) + 1, name, sheet)


def _texts(cells: list[list[Any]]) -> list[list[str]]:
    """Return typed cells as texts; numbers among texts that have decimal commas get one too."""
    grid = [[text_of(cell) for cell in row] for row in cells]
    for place, column in enumerate(itertools.zip_longest(*cells)):
        typed = [row for row, cell in enumerate(column) if isinstance(cell, float) and not cell.is_integer()]
        if typed and notation(cell for cell in column if isinstance(cell, str)).decimal == ",":
            for row in typed:
                grid[row][place] = grid[row][place].replace(".", ",")
    return grid


def sheet_names(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook."""
    with _opened(path) as book:
        return list(book.sheet_names)


def sheets_with(path: Path, is_header: HeaderTest) -> list[str]:
    """Return the sheets that have a header of a kind among their first lines."""
    with _opened(path) as book:
        found = []
        for name in book.sheet_names:
            top = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=TITLE_LINES)
            if any(is_header([text_of(cell).strip() for cell in row]) for row in top):
                found.append(name)
        return found


def _grid(path: Path, sheet: str) -> tuple[str, list[list[Any]]]:
    with _opened(path) as book:
        names = book.sheet_names
        sheet = sheet or next(iter(names), "")
        if sheet not in names:
            raise SchemaError(f"{path.name}: no sheet {sheet!r}; the sheets are: {', '.join(names)}")
        return sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook; whatever goes wrong inside, a panic of the library too, means it is not readable."""
    import python_calamine

    files.require(path)
    _admit(path)
    try:
        yield python_calamine.CalamineWorkbook.from_path(str(path))
    except (SchemaError, FormatError, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FormatError(f"{path.name}: not a readable workbook ({error})") from error


def _admit(path: Path) -> None:
    """Refuse a workbook that would take more than the limit, or whose cells lie absurdly far apart."""
    admit(path.name, path.stat().st_size, "excel")
    try:
        parts = list(_parts(path))
    except FormatError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise FormatError(f"{path.name}: not a readable workbook ({error})") from error
    strings = shared(part for _, part in parts)
    for where, part in parts:
        admit_cells(where, part.rows, part.columns, part.size, taken=max(part.cells, part.reserved))
        admit(where, part.texts(strings), "texts")
        if part.sheets > len(parts):
            raise FormatError(f"{where}: it lists {part.sheets:,} sheets, more than the file holds")


def _parts(path: Path) -> Iterator[tuple[str, Extent]]:
    """Yield what each part of a workbook asks for; a file may be of both kinds at once."""
    with path.open("rb") as stream:
        if stream.read(len(biff8.SIGNATURE)) == biff8.SIGNATURE:
            yield path.name, biff8.extent(path.read_bytes())
    if zipfile.is_zipfile(path):
        for name, pieces in files.entries(path, "excel"):
            yield f"{path.name}, {name}", extent(name, pieces)
