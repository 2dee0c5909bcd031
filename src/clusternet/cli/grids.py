"""A table in the terminal: as wide as it is, in blocks of columns one below the other where it is wider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.output import markup
from clusternet.output.result import Result

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, JustifyMethod
    from rich.segment import Segment
    from rich.table import Table

_FRAME = 3
"""A line and two blanks beside every column; one line more ends the table."""
_HEAD, _TEXT = 12, 24
"""Widths beyond which headings and texts are folded before a table is cut; numbers never are."""
_MANY = 500
"""Rows from which on most are drawn here: Rich takes minutes for a hundred thousand."""
_ORDINALS = ("rank", "year", "line")


def grids(result: Result, width: int) -> list[Grid]:
    """Return a result as tables within a width, each with the columns that say what a row is.

    Parameters
    ----------
    width
        Of the terminal, in columns; a Chinese character takes two.
    """
    from rich.cells import cell_len

    rows = [[markup.one_line(cell) for cell in row] for row in [result.heads, *result.texts()]]
    numbers = [_is_number(result, place) for place in range(len(rows[0]))]
    right = [number or style != "text" for number, style in zip(numbers, result.styles, strict=True)]
    keys = _keys(result, numbers)
    if len(rows) == 1:
        return []
    if result.sideways:  # a column per row
        rows = [list(row) for row in zip(*rows, strict=True)]
        numbers, keys = [place > 0 for place in range(len(rows[0]))], [0]
        right = numbers
    sizes = [[cell_len(cell) for cell in column] for column in zip(*rows, strict=True)]
    natural = [max(column) for column in sizes]
    keys.sort(key=lambda key: -len({row[key] for row in rows}))
    needs = [
        max(1, min(column[0], _HEAD), max(column[1:]) if number else min(_TEXT, max(column[1:], default=0)))
        for column, number in zip(sizes, numbers, strict=True)
    ]
    return [
        Grid([[row[place] for place in block] for row in rows], [right[place] for place in block], widths)
        for block in blocks(needs, keys, width)
        for widths in [_widths([natural[place] for place in block], [needs[place] for place in block], width)]
    ]


def blocks(needs: Sequence[int], keys: Sequence[int], width: int) -> list[list[int]]:
    """Return which columns stand in each of the tables that are within a width; the keys stand in all.

    Parameters
    ----------
    needs
        What every column needs, without its frame.
    keys
        Columns that say what a row is, the one that tells most rows apart first; the last are dropped where
        they would take over half.

    Examples
    --------
    >>> blocks([4, 10, 8, 8, 8], [0, 1], 45), blocks([4, 10, 8], [0, 1], 80)
    ([[0, 1, 2, 3], [0, 1, 4]], [[0, 1, 2]])
    """
    if sum(needs) + _FRAME * len(needs) + 1 <= width:
        return [list(range(len(needs)))]
    held = list(keys)
    while len(held) > 1 and sum(needs[key] + _FRAME for key in held) > width / 2:
        held.pop()
    start = sum(needs[key] + _FRAME for key in held) + 1
    found: list[list[int]] = [[]]
    used = start
    for place, need in enumerate(needs):
        if place in held:
            continue
        if found[-1] and used + need + _FRAME > width:
            found.append([])
            used = start
        found[-1].append(place)
        used += need + _FRAME
    return [sorted([*held, *block]) for block in found]


def _widths(natural: Sequence[int], needs: Sequence[int], width: int) -> list[int]:
    """Return the widths of columns in one table: their own if there is room, else the short ones first."""
    widths = list(needs)
    room = width - 1 - _FRAME * len(widths) - sum(widths)
    for place in sorted(range(len(widths)), key=lambda place: natural[place] - needs[place]):
        more = max(0, min(natural[place] - needs[place], room))
        widths[place] += more
        room -= more
    while room < 0 and max(widths) > 1:  # one column that is wider than the terminal
        widest = widths.index(max(widths))
        cut = min(-room, widths[widest] - 1)
        widths[widest], room = widths[widest] - cut, room + cut
    return widths


def _keys(result: Result, numbers: Sequence[bool]) -> list[int]:
    """Return the columns that say what a row is: rank, year or line, and the first two of words."""
    names = [str(name) for name in result.frame]
    keys = [place for place, name in enumerate(names[:3]) if name in _ORDINALS]
    words = [place for place in range(len(names)) if place not in keys]
    for place in words[:2]:
        if numbers[place]:
            break
        keys.append(place)
    return keys or [0]


def _is_number(result: Result, place: int) -> bool:
    from pandas.api.types import is_numeric_dtype

    return bool(is_numeric_dtype(result.frame.iloc[:, place]))


@dataclass(frozen=True)
class Grid:
    """A table whose columns have their widths, to be printed by Rich; the first row has the headings."""

    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    widths: Sequence[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Table | Segment]:
        """Yield the table as Rich draws it; of many rows, most as lines that are made here."""
        from rich.segment import Segment

        rows = self.rows[1:]
        sample = next((row for row in rows if self._fits(row)), None) if len(rows) > _MANY else None
        framed = None if sample is None else console.render_lines(self._table([sample]), options, pad=False)
        if sample is None or framed is None or _text(framed[-2]) != self._line(sample, _text(framed[-2])[:1]):
            yield self._table(rows)
            return
        *head, line, bottom = framed
        side = _text(line)[:1]
        for each in head:
            yield from (*each, Segment.line())
        for row in rows:
            if self._fits(row):
                yield Segment(f"{self._line(row, side)}\n")
            else:
                folded = console.render_lines(self._table([row]), options, pad=False)[len(head) : -1]
                yield from (segment for each in folded for segment in (*each, Segment.line()))
        yield from (*bottom, Segment.line())

    def _fits(self, row: Sequence[str]) -> bool:
        """Whether every cell is one line as it is."""
        from rich.cells import cell_len

        return all(
            cell == cell.strip() and cell_len(cell) <= width
            for cell, width in zip(row, self.widths, strict=True)
        )

    def _line(self, row: Sequence[str], side: str) -> str:
        from rich.cells import cell_len

        padded = []
        for cell, right, width in zip(row, self.right, self.widths, strict=True):
            blank = " " * (width - cell_len(cell))
            padded.append(blank + cell if right else cell + blank)
        return f"{side} {f' {side} '.join(padded)} {side}"

    def _table(self, rows: Sequence[Sequence[str]]) -> Table:
        from rich.table import Table
        from rich.text import Text

        table = Table()
        for head, right, width in zip(self.rows[0], self.right, self.widths, strict=True):
            side: JustifyMethod = "right" if right else "left"
            table.add_column(Text(head), justify=side, overflow="fold", width=width)
        for row in rows:
            table.add_row(*map(Text, row))
        return table


def _text(line: Sequence[Segment]) -> str:
    return "".join(segment.text for segment in line)
