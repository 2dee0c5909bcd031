"""Cells laid out for a search: each row a test, each column an item that may enter a relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from clusternet.audit.meaning import fold, says_rank
from clusternet.audit.printed import Printed, trailing
from clusternet.audit.tables import Column, Table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Axis = Literal["columns", "rows", "tables"]

_WIDTH, _SIZE = 10**6, 10**12
NOWHERE = -1
"""The place of a number that stands in no single cell."""
_NO_NUMBERS = frozenset({"ignore", "label", "block", "unit", "text", "rank"})
_FEW = 0.6
"""Share of the filled cells of a column that must be numbers."""
_MANY = 3
"""Numbers from which zeros that all of them end in count as rounding."""
_WRITTEN_OUT = 9
"""Decimals from which a number was not rounded for print."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Numbers to be related.

    Attributes
    ----------
    values, half, unit
        Shape (tests, items): the numbers, NaN for none; what rounding may have taken; the unit of their
        last digit.
    cells
        Shape (tests, items): where each number stands, see :func:`place_of`; :data:`NOWHERE` for a number
        that was computed from several cells.
    names
        Of the items.
    printed
        The first so many items stand side by side in print; the others are derived from them.
    axis
        What the items are: columns, rows, or cells of sister tables.
    rates
        Items that are 1 + x/100 of the x that is printed.
    exact
        Whether sums hold to the last digit, if an audit.toml says it.
    """

    values: Floats
    half: Floats
    unit: Floats
    cells: Ints
    names: tuple[str, ...]
    printed: int
    axis: Axis
    rates: frozenset[int] = frozenset()
    exact: bool | None = None

    @property
    def tests(self) -> int:
        """Number of tests."""
        return int(self.values.shape[0])

    @property
    def items(self) -> int:
        """Number of items."""
        return int(self.values.shape[1])

    def sharp(self) -> Lattice:
        """Return the lattice as if nothing had been rounded."""
        return replace(self, half=np.zeros_like(self.half))

    def with_whole(self) -> Lattice:
        """Return the lattice with 100, which shares add up to, as a further item."""
        shape = (self.tests, 1)
        nowhere = np.full(shape, NOWHERE, np.int64)
        return self.with_items(np.full(shape, 100.0), np.zeros(shape), nowhere, ["100"])

    def with_items(self, values: Floats, half: Floats, cells: Ints, names: Sequence[str]) -> Lattice:
        """Return the lattice with derived items added at its end."""
        return Lattice(
            np.hstack([self.values, values]),
            np.hstack([self.half, half]),
            np.hstack([self.unit, 2 * half]),
            np.hstack([self.cells, cells]),
            (*self.names, *names),
            self.printed,
            self.axis,
            self.rates,
            self.exact,
        )


@dataclass(frozen=True)
class Grid:
    """The numbers of a table: which columns hold any, and their values.

    Attributes
    ----------
    table
        Where they are from.
    columns
        Places of the columns that hold numbers.
    values, half
        Shape (rows, columns of numbers).
    number
        Of the table in its report.
    """

    table: Table
    columns: tuple[int, ...]
    values: Floats
    half: Floats
    number: int = 0

    @property
    def cells(self) -> Ints:
        """Where each number stands: see :func:`place_of`."""
        rows = np.arange(len(self.table.lines), dtype=np.int64)[:, None] * _WIDTH
        return cell_of(self.number, 0, 0) + rows + np.array(self.columns, np.int64)[None, :]

    def by_column(self) -> Lattice:
        """Return the columns as items, tested row by row."""
        names = tuple(self.table.columns[place].name for place in self.columns)
        return self._lattice(self.values, self.half, self.cells, names, "columns")

    def by_row(self) -> Lattice:
        """Return the rows as items, tested column by column."""
        names = tuple(self.table.named(row) or f"#{row + 1}" for row in range(len(self.table.lines)))
        return self._lattice(self.values.T, self.half.T, self.cells.T, names, "rows")

    @property
    def exact(self) -> bool | None:
        """Whether sums hold to the last digit, if an audit.toml says it."""
        said = self.table.settings.get("exact")
        return said if isinstance(said, bool) else None

    def _lattice(
        self, values: Floats, half: Floats, cells: Ints, names: Sequence[str], axis: Axis
    ) -> Lattice:
        return Lattice(values, half, 2 * half, cells, tuple(names), len(names), axis, exact=self.exact)


def cell_of(number: int, row: int, column: int) -> int:
    """Return the cell of a table, given its number, the row and the column.

    >>> place_of(cell_of(2, 3, 4))
    (2, 3, 4)
    """
    return number * _SIZE + row * _WIDTH + column


def place_of(cell: int) -> tuple[int, int, int]:
    """Return the number of the table, the row and the column of a cell."""
    table, rest = divmod(cell, _SIZE)
    return table, *divmod(rest, _WIDTH)


def grid(table: Table, number: int = 0) -> Grid:
    """Return the numbers of a table, the so-many-th of its report."""
    ranks = sum(is_ranks(column) for column in table.columns) > 1  # their differences may stand beside them
    places = tuple(
        place
        for place, column in enumerate(table.columns)
        if _holds_numbers(column, ranks=ranks and is_ranks(column))
    )
    shape = (len(table.lines), len(places))
    values, half = np.full(shape, np.nan), np.zeros(shape)
    for at, place in enumerate(places):
        column = table.columns[place]
        step = _step(column)
        for row, cell in enumerate(column.cells):
            if cell is not None and not cell.bounded:
                values[row, at] = float(cell.value)
                half[row, at] = max(float(cell.half), step) if cell.decimals else step
    return Grid(table, places, values, half, number)


def is_ranks(column: Column) -> bool:
    """Whether a column holds ranks, by its header."""
    return column.role == "rank" or says_rank(column.head.name)


def _holds_numbers(column: Column, *, ranks: bool = False) -> bool:
    filled = sum(bool(text) for text in column.texts)
    held = sum(cell is not None for cell in column.cells)
    if (column.role in _NO_NUMBERS and not ranks) or held < 2 or held < _FEW * filled:
        return False
    return column.role != "year" and not _is_years(column)


def _is_years(column: Column) -> bool:
    """Tell a column of years by its numbers: whole, from 1700 to 2100, in order."""
    held = np.array([float(cell.value) for cell in column.cells if cell is not None])
    steps = np.diff(held)
    ordered = bool((steps >= 0).all() or (steps <= 0).all())
    return ordered and bool(((held >= 1700) & (held <= 2100) & (held == np.floor(held))).all())


def _step(column: Column) -> float:
    """Return half a unit of the last place that a column prints; numbers written out in full are exact."""
    held = [cell for cell in column.cells if cell is not None]
    decimals = max((cell.decimals for cell in held), default=0)
    if decimals >= _WRITTEN_OUT:
        return 0.0
    if decimals == 0:
        zeros = [trailing(int(cell.value)) for cell in held if cell.value and cell.value.denominator == 1]
        return 0.5 * float(min(zeros)) if len(zeros) > _MANY else 0.5
    return 0.5 * min(_scale(cell) for cell in held) * 10.0**-decimals


def _scale(cell: Printed) -> float:
    """Return what one unit of the last digit is worth beyond its decimals: 10,000 for 1.3万."""
    worth = 2 * float(cell.half) * 10.0**cell.decimals
    return worth if worth > 1.5 else 1.0


def margins(found: Grid) -> Lattice | None:
    """Return the columns with the sums of the matching columns beside, if a table is a square of flows.

    A table is one if the labels of at least three rows head columns: then what flows into a place is the sum
    of its column, and may enter a relation with the cells of its row.
    """
    table = found.table
    if table.label is None:
        return None
    heads = {fold(table.columns[place].name): at for at, place in enumerate(found.columns)}
    at = [heads.get(fold(text), -1) for text in table.columns[table.label].texts]
    rows = [row for row, place in enumerate(at) if place >= 0]
    if len(rows) < 3 or len({at[row] for row in rows}) < len(rows):
        return None
    sums, halves = np.full((len(at), 1), np.nan), np.zeros((len(at), 1))
    for row in rows:
        inner = found.values[rows, at[row]]
        sums[row, 0] = np.nansum(inner)
        halves[row, 0] = found.half[rows, at[row]][np.isfinite(inner)].sum()
    nowhere = np.full(sums.shape, NOWHERE, np.int64)
    return found.by_column().with_items(sums, halves, nowhere, ["Σ↓"])
