"""Where the header of a table lies: below titles, and in one row or in several with merged cells above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clusternet.io.formats.shape import HeaderTest
from clusternet.io.formats.state import Box
from clusternet.schema.cells import fold
from clusternet.schema.findings import Finding, done
from clusternet.schema.measures import are_units
from clusternet.schema.recognition import EDGE_HEADERS, NODE_HEADERS

TITLE_LINES = 10
"""Lines in which a header is looked for."""

_NUMBER = re.compile(r"[-+]?[\d.,]+%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DEEPEST = 4
"""Rows that a header may take."""

CellsOf = Callable[[int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes
    ----------
    line
        Its first line, counted from 0.
    cells
        Its texts; of several rows joined.
    depth
        How many rows it takes.
    """

    line: int
    cells: list[str]
    depth: int = 1


def find(
    numbers: range, cells_of: CellsOf, is_header: HeaderTest | None, boxes: Sequence[Box] = ()
) -> Header:
    """Return the first header of a kind; else the first line that is no title; else the first of all.

    Parameters
    ----------
    numbers
        Lines that may be it.
    cells_of
        The cells of a line, none beyond the last.
    is_header
        Tells a header by its cells.
    boxes
        Merged cells.
    """
    for test in filter(None, (is_header, fills_its_line)):
        for header in (at(number, cells_of, boxes) for number in numbers):
            if test([cell.strip() for cell in header.cells]):
                return header
    return at(numbers[0], cells_of, boxes)


def fills_its_line(cells: Sequence[str]) -> bool:
    """Tell a header from a title above it, which fills one cell of several, and from a row of numbers.

    >>> fills_its_line(["Country", "2018", "2019"]), fills_its_line(["All members", "", ""])
    (True, False)
    """
    filled = [cell for cell in cells if cell]
    numbers = [cell for cell in filled if _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return not numbers and len(filled) > 1 and (len(filled) * 2 > len(cells) or len(filled) > 3)


def at(number: int, cells_of: CellsOf, boxes: Sequence[Box] = (), *, rows: int = _DEEPEST) -> Header:
    """Return the header that begins at a line, joined with the rows below it that belong to it.

    >>> lines = [["供给方", "", "需求方", "年份"], ["名称", "省份", "名称", ""], ["甲", "北京", "乙", "2018"]]
    >>> at(0, lines.__getitem__)
    Header(line=0, cells=['供给方名称', '供给方省份', '需求方名称', '年份'], depth=2)
    """
    top = list(cells_of(number))
    own = [box for box in boxes if box[0] <= number <= box[1] and box[3] < len(top)]
    for first, _, left, right in own:
        if first < number and left == right:  # a header that begins above
            top[left] = cells_of(first)[left]
    groups = [(left, right) for _, _, left, right in own if right > left and top[left].strip()]
    merged = bool(groups)
    if not merged and rows == _DEEPEST and _told_apart(top, sub := list(cells_of(number + 1))):
        return Header(number, [_joined(*pair) for pair in zip(top, sub, strict=True)], 2)
    if not merged:
        groups, rows = _unmarked_groups(top), min(rows, 2)
    if not groups or rows < 2:
        return Header(number, top)
    below = at(number + 1, cells_of, boxes, rows=rows - 1)
    if not _belongs(top, list(below.cells), groups, own, merged=merged):
        return Header(number, top)
    for left, right in groups:
        top[left : right + 1] = [top[left]] * (right + 1 - left)
    depth = max([1 + below.depth, *(box[1] - number + 1 for box in own)])
    return Header(number, [_joined(*pair) for pair in zip(top, below.cells, strict=True)], depth)


def _told_apart(top: Sequence[str], sub: Sequence[str]) -> bool:
    """Whether a row below a header tells apart the columns of one name, as merged cells taken apart are.

    >>> _told_apart(["Region", "2018", "2018"], ["Region", "Male", "Female"])
    True
    >>> _told_apart(["name", "city", "name", "city"], ["a", "Rome", "b", "Oslo"])
    False
    """
    if len(top) != len(sub):
        return False
    pairs = [(above.strip(), below.strip()) for above, below in zip(top, sub, strict=True)]
    often = Counter(above for above, _ in pairs if above)
    inside = [(above, below) for above, below in pairs if often[above] > 1]
    words = all(below and not _NUMBER.fullmatch(below) for _, below in inside)
    again = [below in ("", above) for above, below in pairs if often[above] < 2]
    return len(inside) > 1 and words and any(again) and all(again) and len(set(inside)) == len(inside)


def _unmarked_groups(top: Sequence[str]) -> list[tuple[int, int]]:
    """Return first and last column of each text that has blank cells to its right."""
    starts = [place for place, cell in enumerate(top) if cell.strip()]
    ends = [start - 1 for start in [*starts[1:], len(top)]]
    return [(start, end) for start, end in zip(starts, ends, strict=False) if end > start]


def _belongs(
    top: list[str], sub: list[str], groups: list[tuple[int, int]], own: list[Box], *, merged: bool
) -> bool:
    """Whether a row is the second of a header: text below every group.

    Merged cells say so if there is none elsewhere; without them all texts must be headers that are known.
    """
    if len(sub) != len(top) or sum(bool(cell.strip()) for cell in top) < 2:
        return False
    inside = {column for left, right in groups for column in range(left, right + 1)}
    down = {column for box in own if box[1] > box[0] for column in range(box[2], box[3] + 1)}
    filled = {column for column, cell in enumerate(sub) if cell.strip()}
    if not inside - down <= filled:
        return False
    texts = [sub[column].strip() for column in filled]
    if merged:
        return filled <= inside | down and not any(
            _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts
        )
    return all(fold(text) in NODE_HEADERS or fold(text) in EDGE_HEADERS for text in texts)


def _joined(top: str, sub: str) -> str:
    """Return two texts of a header as one.

    >>> _joined("供给方", "省份"), _joined("Supplier", "city"), _joined("年份", ""), _joined("", "city")
    ('供给方省份', 'Supplier city', '年份', 'city')
    """
    top, sub = top.strip(), sub.strip()
    if not top or not sub or top == sub:
        return top or sub
    return f"{top} {sub}" if top[-1].isascii() and sub[0].isascii() else top + sub


def units_below(cells: Sequence[str], place: tuple[str, str, int], found: list[Finding]) -> int:
    """Return 1 where the line below a header holds units of measurement alone, which is reported; else 0."""
    if not are_units(cells):
        return 0
    value = ", ".join(filter(None, (cell.strip() for cell in cells)))
    found.append(Finding("units_row", *place, "", value[:200], done("passed_over")))
    return 1


def note_titles(name: str, sheet: str, above: list[int], found: list[Finding]) -> None:
    """Report the lines above the header."""
    if above:
        value = f"{len(above)} lines, the header is below line {above[-1] + 1}"
        found.append(Finding("title_rows", name, sheet, above[0] + 1, "", value, done("passed_over")))
