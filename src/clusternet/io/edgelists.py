"""Tables of edges that name no columns: lists without a header, and adjacency matrices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import FormatError, SchemaError
from clusternet.io.blocks import Source
from clusternet.io.formats.tables import HeaderTest, read_table
from clusternet.schema import recognition
from clusternet.schema.cells import YEARS, clean
from clusternet.schema.conform import TextTable, Written
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import Sign, notation
from clusternet.schema.totals import is_total
from clusternet.typing import Floats

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_NONE = frozenset(("", "-", "—", "."))
"""Cells of a matrix without a tie, beside 0."""
_WIDEST = 4
"""Columns a list without a header may have: two ends, a weight, a year."""
_MARKS = ("#", "%")

Grid = NDArray[np.object_]


def read_edges(
    source: Source, is_header: HeaderTest, found: list[Finding]
) -> tuple[TextTable, TextTable | None, bool | None]:
    """Read a table of edges, whether or not its columns have names.

    Parameters
    ----------
    source
        Where nothing but the file is said, a list without a header and a matrix are told by their cells.
    is_header
        Tells a header by its cells.
    found
        Findings are added here.

    Returns
    -------
    tuple
        The edges; the nodes, and whether edges are directed, where the table is a matrix.

    Raises
    ------
    FormatError, SchemaError
        See :func:`clusternet.io.formats.tables.read_table`.
    """
    shape = source.shape
    if source.matrix:
        return _said_matrix(source, found)
    if source.columns or source.pairs is not None or shape.header_row > 1:
        return read_table(source.file, shape, found, is_header=is_header), None, None
    noted: list[Finding] = []
    failed: FormatError | SchemaError | None = None
    table = None
    try:
        table = read_table(source.file, shape, noted, is_header=is_header)
        if shape.header_row and recognition.is_edge_header(map(str, table.frame)):
            found += noted
            return table, None, None
    except (FormatError, SchemaError) as error:
        failed = error
    made = _unnamed(source, table, found)
    if made is not None:
        return made
    if failed is not None:
        raise failed
    found += noted
    assert table is not None
    return table, None, None


def _said_matrix(source: Source, found: list[Finding]) -> tuple[TextTable, TextTable, bool]:
    """Return the edges of a table that is said to be a matrix; its ends may be of two kinds."""
    bare = read_table(source.file, replace(source.shape, header_row=0), found)
    below = bare.line >= max(source.shape.header_row, 1)
    bare = replace(bare, frame=bare.frame[below].reset_index(drop=True), line=bare.line[below])
    matrix = _matrix(bare, _cells(bare), source.written, found, two_kinds=True)
    if matrix is None:
        raise SchemaError.of("not_a_matrix", where=bare.place)
    return matrix


def ends_of(bare: TextTable) -> tuple[list[str], list[str]] | None:
    """Return the names at the left and above of a table that may be a matrix, None where it is none.

    Parameters
    ----------
    bare
        Read without a header.

    Examples
    --------
    >>> frame = pd.DataFrame([["", "甲", "乙"], ["甲", "0", "3"], ["乙", "1", "0"]], dtype=object)
    >>> ends_of(TextTable(frame, np.arange(1, 4)))
    (['甲', '乙'], ['甲', '乙'])
    """
    grid = _cells(bare)
    named = _names(grid[_top(grid) :], two_kinds=True)
    return None if named is None or _numbers(named[2], None) is None else named[:2]


def _unnamed(
    source: Source, table: TextTable | None, found: list[Finding]
) -> tuple[TextTable, TextTable | None, bool | None] | None:
    """Return the edges of a table whose columns have no names; None where it is neither list nor matrix."""
    noted: list[Finding] = []
    shape = replace(source.shape, header_row=0)
    first = str(table.frame.columns[0])[:1] if table is not None else ""
    if not shape.comment and first in _MARKS:
        shape = replace(shape, comment=first)
    try:
        bare = read_table(source.file, shape, noted)
        if len(bare.frame.columns) == 1 and not shape.delimiter:
            noted.clear()
            bare = read_table(source.file, replace(shape, delimiter=" "), noted)
    except (FormatError, SchemaError):
        return None
    grid = _cells(bare)
    matrix = _matrix(bare, grid, source.written, noted)
    if matrix is not None:
        found += noted
        return matrix
    if grid.shape[1] >= 2 and (not source.shape.header_row or _is_list(grid)):
        found += noted
        return _named(bare, grid, found), None, None
    return None


def _is_list(grid: Grid) -> bool:
    """Whether a table has ties in its first row, and no header.

    Its ends are numbers, or the weight beside the first is one, or one end of the first row stands again.

    >>> _is_list(np.array([["甲", "乙"], ["乙", "丙"]], dtype=object))
    True
    >>> _is_list(np.array([["company", "supplier"], ["甲", "乙"]], dtype=object))
    False
    """
    rows, width = grid.shape
    if not 2 <= width <= _WIDEST or not all(map(clean, grid[0, :2])):
        return False
    ends = grid[:, :2]
    if _numeric(ends.ravel().tolist()):
        return True
    if width > 2 and _numeric(grid[:, 2].tolist()):
        return True
    later = set(map(clean, ends[1:].ravel().tolist()))
    return rows > 1 and bool({clean(cell) for cell in ends[0].tolist()} & later)


def _named(bare: TextTable, grid: Grid, found: list[Finding]) -> TextTable:
    """Return a list with the names its columns seem to have: two ends, a weight, a year."""
    names = ["source", "target"]
    for place in range(2, grid.shape[1]):
        cells = grid[:, place].tolist()
        year = _numeric(cells) and all(map(_is_year, cells))
        name = "year" if year else "weight" if place == 2 and _numeric(cells) else str(place + 1)
        names.append(name if name not in names else str(place + 1))
    said = ", ".join(f"{place} = {name}" for place, name in enumerate(names, start=1) if name != str(place))
    line = int(bare.line[0]) if len(bare.line) else None
    found.append(Finding("no_header", bare.file, bare.sheet, line, "", said, done("name_columns")))
    return replace(bare, frame=bare.frame.set_axis(names, axis=1))


def _matrix(
    bare: TextTable, grid: Grid, written: Written, found: list[Finding], *, two_kinds: bool = False
) -> tuple[TextTable, TextTable, bool] | None:
    """Return the edges of an adjacency matrix, its nodes, and whether it is directed; None if it is none."""
    top = _top(grid)
    named = _names(grid[top:], two_kinds=two_kinds)
    if named is None:
        return None
    down, across, body, skipped = named
    numbers = _numbers(body, written.decimal)
    if numbers is None:
        return None
    lines = bare.line[top + skipped :]
    sums = set() if written.totals == "keep" else _sums(down, across, numbers)
    kept = [np.array([name not in sums for name in names], dtype=bool) for names in (down, across)]
    numbers, lines = numbers[np.ix_(*kept)], lines[kept[0]]
    down, across = ([name for name in names if name not in sums] for names in (down, across))
    nodes = list(dict.fromkeys((*down, *across)))
    symmetric = down == across and bool(np.array_equal(numbers, numbers.T)) and bool(numbers.any())
    held = np.triu(numbers) if symmetric else numbers
    rows, columns = np.nonzero(held)
    cells = {
        "source": [down[row] for row in rows.tolist()],
        "target": [across[column] for column in columns.tolist()],
        "weight": [repr(number) for number in numbers[rows, columns].tolist()],
    }
    value = f"{len(down)} × {len(across)}{' − ' * bool(sums)}{', '.join(sorted(sums))}"
    action = done("matrix_symmetric" if symmetric else "matrix_rows_to_columns", len(rows))
    found.append(Finding("matrix", bare.file, bare.sheet, int(bare.line[top]), "", value, action))
    edges = replace(bare, frame=pd.DataFrame(cells, dtype=object), line=lines[rows])
    listed = np.arange(1, len(nodes) + 1, dtype=np.int64)
    table = TextTable(pd.DataFrame({"id": nodes}, dtype=object), listed, bare.file, bare.sheet)
    return edges, table, not symmetric


def _cells(bare: TextTable) -> Grid:
    return bare.frame.astype(object).to_numpy(dtype=object)


def _top(grid: Grid) -> int:
    """Return the first line with more than one cell: titles stand above it."""
    return next((at for at, row in enumerate(grid) if sum(bool(clean(cell)) for cell in row) > 1), 0)


def _sums(down: list[str], across: list[str], numbers: Floats) -> set[str]:
    """Return the names of rows and columns that are called totals, where they sum up the others."""
    rows = [each for each, name in enumerate(down) if is_total(name)]
    columns = [each for each, name in enumerate(across) if is_total(name)]
    plain = np.delete(np.delete(numbers, rows, axis=0), columns, axis=1)
    right = np.allclose(np.delete(numbers, rows, axis=0)[:, columns], plain.sum(axis=1, keepdims=True))
    below = np.allclose(np.delete(numbers, columns, axis=1)[rows], plain.sum(axis=0, keepdims=True))
    return {*(down[each] for each in rows), *(across[each] for each in columns)} if right and below else set()


def _names(grid: Grid, *, two_kinds: bool) -> tuple[list[str], list[str], Grid, int] | None:
    """Return the names of rows and columns of a matrix, its body, and its lines above; None if it is none."""
    rows, width = grid.shape
    if rows > 2 and width > 2:
        across, down = [clean(cell) for cell in grid[0, 1:]], [clean(cell) for cell in grid[1:, 0]]
        distinct = len(set(across)) == len(across) and len(set(down)) == len(down)
        plain = [{name for name in names if not is_total(name)} for names in (across, down)]
        shared = two_kinds or plain[0] <= plain[1] or plain[1] <= plain[0]
        if distinct and shared and all(across) and all(down):
            return down, across, grid[1:, 1:], 1
    if rows == width > _WIDEST and not two_kinds:
        names = [str(place) for place in range(1, rows + 1)]
        return names, names, grid, 0
    return None


def _numbers(body: Grid, decimal: Sign | None) -> Floats | None:
    """Return the numbers of a matrix, 0 where it has no tie; None if a cell is no number."""
    codes, texts = pd.factorize(body.ravel())
    cells = [clean(str(text)) for text in texts.tolist()]
    said = notation((cell for cell in cells if cell not in _NONE), decimal)
    values = [0.0 if cell in _NONE else said.number(cell) for cell in cells]
    if None in values:
        return None
    return np.array(values, dtype=np.float64)[codes].reshape(body.shape)


def _is_year(cell: str) -> bool:
    return cell.strip().isdecimal() and YEARS.start <= float(cell) < YEARS.stop


def _numeric(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_NUMBER.fullmatch(cell.strip()) for cell in cells)
