"""Excel and OpenDocument workbooks to text tables."""

from __future__ import annotations

import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats import biff8, columns, files, headers, hypertext
from clusternet.io.formats.extent import Extent, shared
from clusternet.io.formats.shape import SHEET, HeaderTest, Shape, nothing_below
from clusternet.io.formats.sheets import extent
from clusternet.io.formats.state import KNOWN, State
from clusternet.limits import admit, admit_cells, limit
from clusternet.schema.cells import UNVALUED, text_of
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import notation


def read_excel(path: Path, shape: Shape, found: list[Finding], is_header: HeaderTest | None) -> TextTable:
    """Read one sheet; see :func:`clusternet.io.formats.tables.read_table`."""
    name = path.name
    sheet, grid, state = _grid(path, shape, found)
    first = max(shape.header_row, 1) - 1
    while first < len(grid) and not any(map(str.strip, grid[first])):
        first += 1
    if first >= len(grid):
        raise FormatError.of(
            "nothing_below_in_sheet",
            file=name,
            sheet=sheet,
            why=nothing_below(shape.header_row, len(grid), SHEET),
        )
    cells_of, boxes = _rows_of(grid), state.above(first + headers.TITLE_LINES)
    header = headers.Header(first, grid[first], 0)
    if shape.header_row == 1 and is_header is not None:
        last = min(first + headers.TITLE_LINES, len(grid))
        header = headers.find(range(first, last), cells_of, is_header, boxes)
        above = [number for number in range(header.line) if any(grid[number])]
        headers.note_titles(name, sheet, above, found)
    elif shape.header_row:
        header = headers.at(first, cells_of, boxes)
    names, body = columns.numbered(len(header.cells), name), header.line + header.depth
    if shape.header_row:
        body += headers.units_below(cells_of(body), (name, sheet, body + 1), found)
        names = columns.named(header.cells, f"{name}, sheet {sheet}", header.line + 1)
        columns.note_repeated(header.cells, names, (name, sheet, header.line + 1), found)
    for column, (number, row, value) in sorted(state.fill_down(grid, body).items()):
        place, action = (name, sheet, row + 1, names[column]), done("held_in_rows", number)
        found.append(Finding("merged_cells", *place, value[:200], action))
    numbers = [number for number in range(body, len(grid)) if any(map(str.strip, grid[number]))]
    if not numbers:
        raise FormatError.of("header_only_in_sheet", name=name, sheet=sheet)
    _note_state(state, path, sheet, found)
    frame = pd.DataFrame([grid[number] for number in numbers], columns=names, dtype=object)
    return TextTable(columns.inked(frame, names), np.array(numbers, dtype=np.int64) + 1, name, sheet)


def _grid(path: Path, shape: Shape, found: list[Finding]) -> tuple[str, list[list[str]], State]:
    """Return the name, the texts and the state of a sheet; a page of HTML has a table instead."""
    files.require(path)
    if hypertext.is_page(path):
        found.append(Finding("html_table", path.name, action=done("read_as", "HTML")))
        return "", hypertext.read_grid(path, found), State()
    with _opened(path) as (book, states):
        sheet = _chosen(path, book, shape.sheet)
        cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    grid, state = _texts(cells), states.get(sheet, State())
    state.write_errors(grid)
    return sheet, grid, state


def _rows_of(grid: list[list[str]]) -> headers.CellsOf:
    return lambda number: grid[number] if number < len(grid) else []


def _texts(cells: list[list[Any]]) -> list[list[str]]:
    """Return typed cells as texts; numbers among texts that have decimal commas get one too."""
    grid = [[text_of(cell) for cell in row] for row in cells]
    for place, column in enumerate(itertools.zip_longest(*cells)):
        typed = [row for row, cell in enumerate(column) if isinstance(cell, float) and not cell.is_integer()]
        if typed and notation(cell for cell in column if isinstance(cell, str)).decimal == ",":
            for row in typed:
                grid[row][place] = grid[row][place].replace(".", ",")
    return grid


@dataclass(frozen=True, slots=True)
class About:
    """A sheet of a workbook.

    Attributes
    ----------
    name
        As its tab says.
    hidden
        Whether a reader of the workbook does not see it.
    header
        Whether a header of the kind asked for is among its first lines.
    """

    name: str
    hidden: bool
    header: bool = False


def sheets(path: Path, is_header: HeaderTest | None = None, *, admitted: bool = False) -> list[About]:
    """Return the sheets of a workbook, and which of those that can be seen have a header.

    A file that is ``admitted`` has been read before, and is not weighed again.
    """
    files.require(path)
    if hypertext.is_page(path):
        top = hypertext.read_grid(path, [])[: headers.TITLE_LINES]
        return [About("", hidden=False, header=is_header is not None and any(map(is_header, top)))]
    with _opened(path, admitted=admitted) as (book, states):
        found = []
        for name, hidden in _listed(book):
            header = False
            if is_header is not None and not hidden:
                rows = headers.TITLE_LINES + 1
                top = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=rows)
                grid = [[text_of(cell).strip() for cell in row] for row in top]
                boxes = states.get(name, State()).above(headers.TITLE_LINES)
                numbers = range(min(len(grid), headers.TITLE_LINES))
                header = any(is_header(headers.at(each, _rows_of(grid), boxes).cells) for each in numbers)
            found.append(About(name, hidden, header))
        return found


def _listed(book: Any) -> list[tuple[str, bool]]:
    """Return the sheets and whether each is hidden, be it from all menus ("very hidden")."""
    states = {each.name: not str(each.visible).endswith("Visible") for each in book.sheets_metadata}
    return [(name, states.get(name, False)) for name in book.sheet_names]


def _chosen(path: Path, book: Any, sheet: str) -> str:
    """Return the sheet that is asked for; without a name, the first that is not hidden."""
    listed = dict(_listed(book))
    if sheet and sheet not in listed:
        raise SchemaError.of("no_such_sheet", name=path.name, sheet=sheet, listed=listed)
    return sheet or next((name for name, hidden in listed.items() if not hidden), next(iter(listed), ""))


def _note_state(state: State, path: Path, sheet: str, found: list[Finding]) -> None:
    """Report rows that are hidden, and formulas whose values cannot be told from values never calculated."""
    if state.hidden_rows:
        value, action = str(state.hidden_rows), done("read_like_others")
        found.append(Finding("hidden_rows", path.name, sheet, value=value, action=action))
    suffix = path.suffix.lower()
    if state.formulas and suffix in (".xls", ".xlsb"):
        value, action = str(state.formulas), done("values_as_stored", suffix)
        found.append(Finding("formulas_unproven", path.name, sheet, value=value, action=action))


@contextmanager
def _opened(path: Path, *, admitted: bool = False) -> Iterator[tuple[Any, dict[str, State]]]:
    """Open a workbook; whatever goes wrong inside, a panic of the library too, means it is not readable."""
    import python_calamine

    files.require(path)
    states = {} if admitted else _admit(path)
    strange = {word for state in states.values() for word in state.words} - KNOWN - {UNVALUED}
    try:
        if strange and zipfile.is_zipfile(path):
            yield python_calamine.CalamineWorkbook.from_filelike(_with_known_errors(path, strange)), states
        else:
            yield python_calamine.CalamineWorkbook.from_path(str(path)), states
    except (SchemaError, FormatError, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FormatError.of("not_workbook", name=path.name, why=error) from error


def _with_known_errors(path: Path, strange: set[str]) -> BytesIO:
    """Return a workbook with the reader's own errors in the place of those it does not know."""
    made = BytesIO()
    words = b"|".join(re.escape(escape(word)).encode() for word in sorted(strange))
    value = re.compile(rb"(<(?:\w+:)?v>\s*)(?:" + words + rb")(?=\s*</)")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(
                entry, value.sub(rb"\g<1>#VALUE!", data) if entry.filename.endswith(".xml") else data
            )
    made.seek(0)
    return made


def _admit(path: Path) -> dict[str, State]:
    """Return what its sheets hold beside values; a workbook is looked through once, however many are read.

    A workbook that would take more than the limit, or whose cells lie absurdly far apart, is refused.
    """
    about = path.stat()
    return _admitted(path, about.st_mtime_ns, about.st_size, limit())


@lru_cache(maxsize=8)
def _admitted(path: Path, changed: int, size: int, most: int) -> dict[str, State]:
    admit(path.name, path.stat().st_size, "excel")
    try:
        parts = list(_parts(path))
    except FormatError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise FormatError.of("not_workbook", name=path.name, why=error) from error
    strings = shared(part for _, part in parts)
    for name, part in parts:
        where = f"{path.name}, {name}" if name else path.name
        admit_cells(where, part.rows, part.columns, part.size, taken=max(part.cells, part.reserved))
        admit(where, part.texts(strings), "texts")
        if part.sheets > len(parts):
            raise FormatError.of("too_many_sheets", where=where, sheets=part.sheets)
    return _states(dict(parts))


def _states(parts: dict[str, Extent]) -> dict[str, State]:
    """Return what each sheet holds beside values: sheets of a part, or parts that another lists."""
    found: dict[str, State] = {}
    for name, part in parts.items():
        found |= part.states
        folder, _, book = name.rpartition("/")
        targets = parts.get(f"{folder}/_rels/{book}.rels", Extent()).targets
        for sheet, key in part.listed.items():
            target = targets.get(key, "")
            lies = target[1:] if target.startswith("/") else f"{folder}/{target}"
            if lies in parts:
                found[sheet] = parts[lies].state
    return found


def _parts(path: Path) -> Iterator[tuple[str, Extent]]:
    """Yield what each part of a workbook asks for; a file may be of both kinds at once."""
    with path.open("rb") as stream:
        if stream.read(len(biff8.SIGNATURE)) == biff8.SIGNATURE:
            yield "", biff8.extent(path.read_bytes())
    if zipfile.is_zipfile(path):
        for name, pieces in files.entries(path, "excel"):
            yield name, extent(name, pieces)
