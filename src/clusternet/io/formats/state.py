"""What a sheet holds beside values: formulas without one, errors of formulas, and merged cells."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import Any

from clusternet.schema.cells import UNVALUED

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
"""Errors by their numbers in the binary forms of Excel."""

KNOWN = frozenset(ERRORS.values()) - {"#GETTING_DATA"}
"""Errors that the reader of workbooks knows; it takes no sheet that holds another."""

_FAR = 1 << 32
_MOST_WORDS = 99
_RANGE = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,9}):\$?([A-Za-z]{1,4})\$?([0-9]{1,9})")

Box = tuple[int, int, int, int]
"""First and last row, first and last column, counted from 0."""


class State:
    """What one sheet holds beside values, kept in few bytes a cell.

    Attributes
    ----------
    formulas
        How many of its cells are formulas.
    hidden_rows
        How many of its rows are hidden, by the user or a filter.
    words
        The errors it holds, each once.
    """

    def __init__(self) -> None:
        self.formulas = self.hidden_rows = 0
        self.words: list[str] = []
        self._errors = array("Q")
        self._merged = array("Q")

    def fault(self, text: str, box: Box) -> None:
        """Take in cells that hold the error of a formula."""
        if text not in self.words:
            if len(self.words) == _MOST_WORDS:
                text = self.words[0]
            else:
                self.words.append(text)
        if min(box) >= 0 and max(box) < _FAR:
            self._errors.extend((*box, self.words.index(text)))

    def unvalued(self, box: Box) -> None:
        """Take in formulas without a stored value."""
        self.fault(UNVALUED, box)

    def merge(self, box: Box) -> None:
        """Take in merged cells."""
        if min(box) >= 0 and max(box) < _FAR and (box[1] > box[0] or box[3] > box[2]):
            self._merged.extend(box)

    def merge_range(self, ref: str) -> None:
        """Take in merged cells as Excel writes them, ``A2:A4``."""
        if found := _RANGE.fullmatch(ref.strip()):
            first, row, last, end = found.groups()
            self.merge((int(row) - 1, int(end) - 1, column_number(first) - 1, column_number(last) - 1))

    @property
    def merged(self) -> Iterator[Box]:
        """The merged cells."""
        held = self._merged
        return ((held[at], held[at + 1], held[at + 2], held[at + 3]) for at in range(0, len(held), 4))

    def above(self, line: int) -> list[Box]:
        """Return the merged cells that begin above a line."""
        return [box for box in self.merged if box[0] < line]

    def fill_down(self, grid: list[list[str]], body: int) -> dict[int, tuple[int, int, str]]:
        """Write the value of cells that are merged downwards into each of their rows that holds anything.

        Parameters
        ----------
        grid
            The cells of the sheet.
        body
            The first row below the header.

        Returns
        -------
        dict
            Column -> how many merged cells were filled, the row of the first, and its value.
        """
        inked = [any(map(str.strip, cells)) for cells in grid]
        left = len(grid) * max(map(len, grid), default=0)
        found: dict[int, tuple[int, int, str]] = {}
        for top, bottom, column, _ in self.merged:
            last = min(bottom, len(grid) - 1)
            if top < body or last <= top or column >= len(grid[top]) or not grid[top][column].strip():
                continue
            value = grid[top][column]
            left -= last - top
            if left < 0:  # merged cells that lie in one another
                break
            for row in range(top + 1, last + 1):
                if inked[row] and not grid[row][column].strip():
                    grid[row][column] = value
            number, first, said = found.get(column, (0, top, value))
            found[column] = (number + 1, *min((first, said), (top, value)))
        return found

    def write_errors(self, grid: list[list[Any]]) -> None:
        """Write errors into the cells of a sheet, which its reader leaves blank."""
        held = self._errors
        width = max(map(len, grid), default=0)
        budget = 2 * (len(grid) * width + len(held))
        for at in range(0, len(held), 5):
            top, bottom, left, right, word = held[at : at + 5]
            if bottom == top and right == left:  # rows and columns that hold nothing else
                width = max(width, right + 1)
                grid.extend([] for _ in range(top + 1 - len(grid)))
            for row in range(top, min(bottom, len(grid) - 1) + 1):
                cells = grid[row]
                cells.extend([""] * (min(right + 1, width) - len(cells)))
                for column in range(left, min(right + 1, len(cells))):
                    cells[column] = self.words[word]
                    budget -= 1
                if budget < 0:
                    return
        for cells in grid:
            cells.extend([""] * (width - len(cells)))


def column_number(letters: str) -> int:
    """Return the number of a column; 0 where it is none.

    >>> column_number("A"), column_number("xfd"), column_number("A1B")
    (1, 16384, 0)
    """
    letters = letters.strip().upper()
    number = 0
    for letter in letters[:8] if letters.isascii() and letters.isalpha() else "":
        number = 26 * number + ord(letter) - 64
    return number
