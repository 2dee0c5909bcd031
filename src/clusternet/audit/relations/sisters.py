"""Relations cell by cell between tables of one form, and between blocks of a table: all = men + women."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clusternet.audit.meaning import fold
from clusternet.audit.relations.belief import Relation
from clusternet.audit.relations.lattice import Grid, Lattice
from clusternet.audit.relations.search import sums

_LEAST, _MOST = 3, 12


def of_tables(grids: Sequence[Grid]) -> list[Relation]:
    """Return the sums that hold cell by cell between tables with the same rows and columns."""
    forms: dict[tuple[tuple[str, ...], ...], list[Grid]] = {}
    for each in grids:
        forms.setdefault(_form(each), []).append(each)
    found: list[Relation] = []
    for (rows, _), held in forms.items():
        if _LEAST <= len(held) <= _MOST and len(set(rows)) == len(rows) > 1:
            parts = [(each.values, each.half, each.cells) for each in held]
            exact = held[0].exact if len({each.exact for each in held}) == 1 else None
            found += sums(_stacked(parts, [each.table.name for each in held], exact))
    return found


def of_blocks(grid: Grid) -> list[Relation]:
    """Return the sums that hold cell by cell between blocks of a table whose rows have the same labels."""
    blocks = [sorted((*each.rows, *each.totals)) for each in grid.table.blocks]
    labels = [[fold(grid.table.named(row)) for row in rows] for rows in blocks]
    alike = [place for place, each in enumerate(labels) if each == labels[0]] if blocks else []
    if not _LEAST <= len(alike) <= _MOST or len(blocks[0]) < 2 or len(set(labels[0])) < len(labels[0]):
        return []
    parts = [(grid.values[rows], grid.half[rows], grid.cells[rows]) for rows in (blocks[at] for at in alike)]
    return sums(_stacked(parts, [grid.table.blocks[at].words for at in alike], grid.exact))


def _form(grid: Grid) -> tuple[tuple[str, ...], ...]:
    table = grid.table
    rows = tuple(fold(table.named(row)) for row in range(len(table.lines)))
    return rows, tuple(fold(table.columns[place].name) for place in grid.columns)


def _stacked(
    parts: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]], names: Sequence[str], exact: bool | None
) -> Lattice:
    values, half, cells = (np.column_stack([part[which].ravel() for part in parts]) for which in range(3))
    return Lattice(values, half, 2 * half, cells, tuple(names), len(names), "tables", exact=exact)
