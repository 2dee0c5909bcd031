"""How tables lie on their page: notes below, sections between rows, two halves side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from clusternet.audit.meaning import Heading, fold, heading
from clusternet.audit.printed import parse
from clusternet.io.formats.columns import named
from clusternet.schema.rows import TextTable


def apart(text: TextTable) -> list[tuple[str, TextTable]]:
    """Take apart tables below one another on a sheet: after a blank line a row of words heads numbers.

    Returns
    -------
    list of (str, TextTable)
        The title of each, nothing for the first, and the table.
    """
    rows = [[str(cell).strip() for cell in row] for row in text.frame.itertuples(index=False)]
    lines = [int(line) for line in text.line]
    starts = [row for row in range(2, len(rows) - 1) if _begins(rows, lines, row)]
    if not starts:
        return [("", text)]
    first = _end(rows, starts[0])
    parts = [("", replace(text, frame=text.frame.iloc[:first], line=text.line[:first]))]
    for place, (start, stop) in enumerate(zip(starts, [*starts[1:], len(rows)], strict=True)):
        head = rows[start]
        width = max(at + 1 for at, cell in enumerate(head) if cell)
        end = stop if stop == len(rows) else _end(rows, stop)
        names = named(head[:width], text.where, lines[start])
        frame = text.frame.iloc[start + 1 : end, :width].set_axis(names, axis=1).reset_index(drop=True)
        above = [cell for cell in rows[start - 1] if cell]
        title = above[0][:40] if len(above) == 1 else f"#{place + 2}"
        parts.append((title, replace(text, frame=frame, line=text.line[start + 1 : end])))
    return parts


def _end(rows: list[list[str]], start: int) -> int:
    """Return where the table above ends: before the title of the next."""
    return start - (sum(map(bool, rows[start - 1])) == 1)


def _begins(rows: list[list[str]], lines: list[int], row: int) -> bool:
    """Whether a row is the header of a further table."""
    head = [(at, cell) for at, cell in enumerate(rows[row]) if cell]
    first = _end(rows, row)
    if (
        len(head) < 2
        or first < 2
        or lines[first] - lines[first - 1] < 2
        or any(_number(cell) for _, cell in head)
    ):
        return False
    return any(_number(rows[row + 1][at]) for at, _ in head)


def without_notes(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Leave out the notes below a table, and make rows that fill one cell alone a column of sections."""
    alone = [sum(bool(column[row]) for column in texts) < 2 for row in range(len(lines))]
    if len(heads) < 2 or all(alone):
        return heads, texts, lines
    last = max(row for row, single in enumerate(alone) if not single)
    kept = [row for row in range(last + 1) if not alone[row]]
    inner = [row for row in range(last + 1) if alone[row] and len(heads) > 2]
    if len(heads) == 2:  # a blank second cell is a missing value
        kept = list(range(last + 1))
    named = [next((column[row] for column in texts if column[row]), "") for row in inner]
    sections = bool(inner) and inner[0] == 0 and all(named) and not any(map(parse, named))
    columns = [[column[row] for row in kept] for column in texts]
    if sections:
        said = [named[sum(start < row for start in inner) - 1] for row in kept]
        heads, columns = [heading("panel"), *heads], [said, *columns]
    return heads, columns, [lines[row] for row in kept]


def side_by_side(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Put the halves of a table printed in two panels under each other."""
    width = len(heads)
    if width < 4 or width % 2:
        return heads, texts, lines
    half = width // 2
    if panels := _two_panels(heads, texts):
        return _stacked(heads, texts, lines, panels)
    bare = [fold(re.sub(r" \(\d+\)$", "", head.text)) for head in heads]
    same = sum(one == two for one, two in zip(bare[:half], bare[half:], strict=True))
    if same * 2 < half + 1 or not any(re.search(r" \(\d+\)$", head.text) for head in heads[half:]):
        return heads, texts, lines
    other = next((place for place in range(half) if bare[place] != bare[place + half]), None)
    names = () if other is None else (heads[other].text, heads[other + half].text)
    return _stacked(heads, texts, lines, (names, heads[:half]))


Panels = tuple[tuple[str, ...], list[Heading]]


def _stacked(
    heads: list[Heading], texts: list[list[str]], lines: list[int], panels: Panels
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Put the right half under the left, a column with the names of the panels in front."""
    names, own = panels
    half = len(heads) // 2
    columns = [one + two for one, two in zip(texts[:half], texts[half:], strict=True)]
    if names:
        columns = [[name for name in names for _ in lines], *columns]
        own = [heading("panel"), *own]
    filled = [row for row in range(2 * len(lines)) if any(column[row] for column in columns[bool(names) :])]
    return own, [[column[row] for row in filled] for column in columns], [(lines * 2)[row] for row in filled]


def _two_panels(heads: list[Heading], texts: list[list[str]]) -> Panels | None:
    """Return the names of two panels side by side, and their common headers: each has labels of its own.

    The headers of a panel begin with its name: Enabling Rank, Enabling Province, Input Rank, Input Province.
    """
    half = len(heads) // 2
    names, held = [], []
    for part in (heads[:half], heads[half:]):
        name = _common([head.text for head in part]).strip()
        names.append(name)
        held.append([head.text.replace(name, "").strip() for head in part] if name else [])
    if names[0] == names[1] or not all(held[0]) or held[0] != held[1] or len(set(held[0])) < max(half, 2):
        return None
    labels = [place for place in range(half) if not any(map(_number, texts[place] + texts[place + half]))]
    return (tuple(names), [heading(each) for each in held[0]]) if labels else None


def _common(names: list[str]) -> str:
    """Return what all names begin with: that of the first and the last in order."""
    ends = min(names), max(names)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ends, strict=False)))


def _number(text: str) -> bool:
    return parse(text) is not None
