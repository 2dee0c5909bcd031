"""Where a table on a page ends and the next begins: below one another, or beside, a blank column between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from clusternet.audit.meaning import fold, is_total
from clusternet.io.formats import columns
from clusternet.schema import footers
from clusternet.schema.cells import is_absent
from clusternet.schema.findings import Finding
from clusternet.schema.rows import TextTable

_HEADS = 4
"""Rows that a header may take."""
_NEAR = 5
"""Rows above a header by which columns of numbers are told."""
_LEAST_YEARS = 3
_NUMBER = re.compile(r"[^\w]*\d[\d,. ]*\s*(?:%|‰|[万亿千]+)?[*a-z]{0,2}[^\w]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\D{0,2}")
_NUMBERED = re.compile(
    r"(?:附?[表图]|tab(?:le|\.)|fig(?:ure|\.))\s*[\dA-Z一二三四五六七八九十]", re.IGNORECASE
)


@dataclass(frozen=True)
class Page:
    """The cells of a sheet, a file of text or a table of a document, as they stand, without blank rows."""

    rows: list[list[str]]
    lines: list[int]
    file: str
    sheet: str = ""

    def gap(self, row: int) -> bool:
        """Whether a blank line stands above a row."""
        return self.lines[row] - self.lines[row - 1] > 1

    def single(self, row: int) -> str:
        """Return the text of a row that says one thing alone, in merged cells too; else nothing."""
        said = {cell for cell in self.rows[row] if cell}
        return said.pop() if len(said) == 1 else ""


@dataclass(frozen=True)
class Part:
    """A table of a page: its title, its cells, and the columns of the page that they stand in, from 0."""

    title: str
    text: TextTable
    places: tuple[int, ...]


def page_of(rows: Sequence[Sequence[str]], lines: Sequence[int], file: str, sheet: str = "") -> Page:
    """Return rows of cells as a page: as wide as the widest, without blank rows."""
    width = max(map(len, rows), default=0)
    texts = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    kept = [at for at, row in enumerate(texts) if any(row)]
    return Page([texts[at] for at in kept], [int(lines[at]) for at in kept], file, sheet)


def parts(page: Page, found: list[Finding]) -> list[Part]:
    """Take a page apart into its tables; one that holds one table alone is one part.

    A table begins with a row of words, or of years in their order, above numbers: after a blank line or a
    title, or where such a row repeats what heads the table above or stands in its columns of numbers. Tables
    beside one another have a blank column between, and labels of their own.
    """
    starts = list(_starts(page))
    if not starts:
        return []
    bands = [_title(page, start, low) for start, low in zip(starts, [0, *starts], strict=False)]
    stops = [*(first for first, _ in bands[1:]), len(page.rows)]
    held: list[Part] = []
    for start, stop, (_, title) in zip(starts, stops, bands, strict=True):
        for group in _beside(page, start, stop):
            held.append(_part(page, range(start, stop), group, title, found))
    return held


def _part(page: Page, rows: range, group: Sequence[int], title: str, found: list[Finding]) -> Part:
    """Return a table of a page, given its rows from the header on and its columns."""
    cells = [[page.rows[row][at] for at in group] for row in rows]
    body = depth(cells)
    heads = [" ".join(dict.fromkeys(filter(None, each))) for each in zip(*_spread(cells[:body]), strict=True)]
    kept = [at for at, head in enumerate(heads) if head or any(row[at] for row in cells[body:])]
    below = [at for at in range(body, len(rows)) if any(cells[at])]
    named = columns.distinct(heads)
    frame = pd.DataFrame(
        [[cells[at][column] for column in kept] for at in below],
        columns=[named[at] for at in kept],
        dtype=object,
    )
    lines = np.array([page.lines[rows[at]] for at in below], dtype=np.int64)
    text = footers.cut(TextTable(frame, lines, page.file, page.sheet), found)
    return Part(title, text, tuple(group[at] for at in kept))


def depth(cells: Sequence[Sequence[str]]) -> int:
    """Return how many rows a header takes: those before the first with a number beside its label.

    >>> depth([["place", "2018", ""], ["", "firms", "jobs"], ["Rome", "3", "40"]])
    2
    """
    body = 1
    while body < min(len(cells) - 1, _HEADS) and not any(map(_is_number, cells[body][1:])):
        if all(is_absent(cell) for cell in cells[body][1:]):
            break
        body += 1
    return body


def _spread(heads: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows of a header, a cell above blank ones also over those that have words below."""
    spread = [list(row) for row in heads]
    for row, below in pairwise(spread):
        for at in range(1, len(row)):
            if not row[at] and below[at] and below[at - 1]:
                row[at] = row[at - 1]
    return spread


def _starts(page: Page) -> Iterator[int]:
    """Yield the rows in which the header of a table begins."""
    rows = page.rows
    start = next((row for row in range(len(rows)) if not page.single(row)), None)
    if start is None:
        return
    yield start
    body = start + depth(rows[start:])
    row = body + 1
    while row < len(rows) - 1:
        if _begins(page, row, start, body):
            yield row
            start, body = row, row + depth(rows[row:])
            row = body
        row += 1


def _begins(page: Page, row: int, start: int, body: int) -> bool:
    """Whether a row heads a further table, below the one with a header and a first row."""
    rows = page.rows
    head = {at: cell for at, cell in enumerate(rows[row]) if cell and not is_absent(cell)}
    if len(head) < 2 or page.single(row) or any(map(_is_number, head.values())):
        return False
    below = row + depth(rows[row:])
    over = [at for at in range(len(rows[row])) if any(rows[above][at] for above in range(row, below))]
    numeric = [at for at in over if _is_number(rows[below][at])]
    words = [at for at in numeric if head.get(at) and not _YEAR.fullmatch(head[at])]
    years = [int(head[at][:4]) for at in sorted(head) if _YEAR.fullmatch(head[at])]
    steps = {two - one for one, two in pairwise(years)}
    if not numeric or len(years) == len(head) == 1 or len(steps) > 1 or 0 in steps:
        return False
    if page.gap(row) or page.single(row - 1):
        return True
    first = rows[start]
    again = sum(fold(cell) == fold(first[at]) for at, cell in head.items() if first[at]) * 2 > len(head)
    near = rows[max(body, row - _NEAR) : row]
    known = [at for at in words if all(_is_number(each[at]) or is_absent(each[at]) for each in near)]
    known = [at for at in known if any(each[at] for each in near)]
    apart = len({head[at] for at in known}) == len(words)
    ended = is_total(near[-1][0]) or fold(rows[row][0]) == fold(first[0]) != ""
    enough = len(known) + (len(years) if len(years) >= _LEAST_YEARS else 0)
    return again or (apart and enough >= (1 if ended else 2))


def _title(page: Page, start: int, low: int) -> tuple[int, str]:
    """Return the first of the lines above a header that are title and notes, and the title."""
    first, said = start, list[str]()
    while first > low + (1 if low else 0) and (text := page.single(first - 1)):
        if first < start and page.gap(first) and not footers.is_note(text):
            break
        first -= 1
        said.append(text)
    titles = [text for text in said if not footers.is_note(text)]
    return first, next((text for text in titles if _NUMBERED.match(text)), titles[0] if titles else "")[:40]


def _beside(page: Page, start: int, stop: int) -> list[list[int]]:
    """Return the columns of each table of a band of rows."""
    width = len(page.rows[start])
    inked = [any(page.rows[row][at] for row in range(start, stop)) for at in range(width)]
    groups: list[list[int]] = []
    for at in range(width):
        if inked[at]:
            groups = groups if groups and inked[at - 1] else [*groups, []]
            groups[-1].append(at)
    heads = [[page.rows[start][at] for at in group] for group in groups]
    own = all(
        len(group) > 1 and all(head[:2]) and _labels(page, start + 1, stop, group[0])
        for group, head in zip(groups, heads, strict=True)
    )
    return groups if own and len({tuple(head) for head in heads}) == len(heads) else [list(chain(*groups))]


def _labels(page: Page, start: int, stop: int, column: int) -> bool:
    """Whether a column names rows: it holds words or years, and no numbers."""
    held = [page.rows[row][column] for row in range(start, stop) if page.rows[row][column]]
    return len(held) > 1 and not any(map(_is_number, held))


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None
