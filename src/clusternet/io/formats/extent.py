"""What a workbook asks of memory: its reader lays out all cells up to the last, and copies every text."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from clusternet.io.formats.state import State
from clusternet.typing import Ints

UNKNOWN = (1 << 64) - 1
"""The place of a shared string that cannot be told."""


@dataclass
class Extent:
    """What a part of a workbook holds.

    Attributes
    ----------
    size
        Its bytes.
    rows, columns
        Up to the last cell with a value, of its largest sheet.
    cells
        Rows times columns, of all its sheets.
    text
        Bytes of the texts of its cells, as often as they are repeated; shared strings aside.
    strings
        Bytes of each shared string that it defines.
    named
        The places of the shared strings that its cells name.
    sheets
        How many sheets it lists.
    reserved
        Cells for which its reader takes memory because the part claims them.
    state
        What it holds beside values, where it is a sheet.
    states
        The same of the sheets within it, by their names.
    listed
        The sheets that it lists: name -> the part's id.
    targets
        Ids of parts -> where they lie.
    """

    size: int = 0
    rows: int = 0
    columns: int = 0
    cells: int = 0
    text: int = 0
    strings: array[int] = field(default_factory=lambda: array("Q"))
    named: array[int] = field(default_factory=lambda: array("Q"))
    sheets: int = 0
    reserved: int = 0
    state: State = field(default_factory=State)
    states: dict[str, State] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)

    def add_sheet(self, rows: int, columns: int) -> None:
        """Take in a sheet by its last row and column."""
        if rows * columns > self.rows * self.columns:
            self.rows, self.columns = rows, columns
        self.cells += rows * columns

    def unsure(self) -> None:
        """Take every shared string for the longest: which of them a cell names cannot be told."""
        if self.strings:
            self.strings = array("Q", [max(self.strings)]) * len(self.strings)

    def texts(self, strings: Ints) -> int:
        """Return the bytes of all texts of its cells; one that names no string may name the longest."""
        named = np.asarray(self.named, dtype=np.uint64)
        known = named < len(strings)
        longest = int(strings.max(initial=0)) * int((~known).sum())
        return self.text + int(strings[named[known].astype(np.int64)].sum()) + longest


def shared(parts: Iterable[Extent]) -> Ints:
    """Return the bytes of each shared string; where several parts define them, of the longest."""
    found = itertools.zip_longest(*(part.strings for part in parts if part.strings), fillvalue=0)
    return np.array([max(lengths) for lengths in found], dtype=np.int64)
