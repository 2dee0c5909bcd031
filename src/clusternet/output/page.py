"""Tables with marks on their cells as one page for the browser: no script, nothing from the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from clusternet.output.result import Result
from clusternet.output.template import template

_TEMPLATE = "marked.html.jinja"
_LEVELS = ("high", "medium", "low")
_WHOLE, _NEAR = 200, 3
"""Rows up to which a table is shown whole; of a longer one the rows so near to a mark."""


@dataclass(frozen=True)
class Mark:
    """What is said of a cell.

    Attributes
    ----------
    level
        ``high``, ``medium`` or ``low``.
    lines
        Its text, the first line as its heading.
    cell
        Sheet, row and column, from 0; None for what stands in no table.
    """

    level: str
    lines: Sequence[str]
    cell: tuple[int, int, int] | None


class Cell(NamedTuple):
    """A cell of a table: its text, where it is reached, and the numbers of the marks on it."""

    text: str
    anchor: str
    level: str
    number: bool
    numbers: tuple[int, ...]


class Sheet(NamedTuple):
    """A table: its rows as cells, None for rows left out."""

    title: str
    letters: list[str]
    heads: list[str]
    rows: list[list[Cell] | None]


def page(
    title: str,
    summary: Sequence[str],
    marks: Sequence[Mark],
    sheets: Sequence[Result],
    *more: Result,
    face: str = "",
) -> str:
    """Return marks, and the tables that they are on, as HTML; each links to the other.

    Parameters
    ----------
    summary
        Lines below the title.
    marks
        In their order.
    sheets
        Tables of text, their first column the numbers of the rows, the letters of columns above them.
    more
        Further tables, folded away.
    face
        A style rule with the outlines of a font called ``figure``.
    """
    return template(Path(__file__).with_name(_TEMPLATE)).render(
        title=title,
        summary=summary,
        marks=marks,
        anchor=_anchor,
        sheets=[_sheet(number, sheet, marks) for number, sheet in enumerate(sheets)],
        more=more,
        face=face,
        language=next((table.language for table in (*sheets, *more)), "en"),
    )


def _anchor(cell: tuple[int, int, int]) -> str:
    return "c{}-{}-{}".format(*cell)


def _sheet(number: int, sheet: Result, marks: Sequence[Mark]) -> Sheet:
    on: dict[tuple[int, int], list[int]] = {}
    for at, mark in enumerate(marks, start=1):
        if mark.cell is not None and mark.cell[0] == number:
            on.setdefault(mark.cell[1:], []).append(at)
    texts = [[str(cell) for cell in row] for row in sheet.frame.itertuples(index=False)]
    near = {row + step for row, _ in on for step in range(-_NEAR, _NEAR + 1)}
    rows: list[list[Cell] | None] = []
    for place, cells in enumerate(texts):
        if len(texts) <= _WHOLE or place in near:
            rows.append([_cell(text, (number, place, at), on, marks) for at, text in enumerate(cells)])
        elif not rows or rows[-1] is not None:
            rows.append(None)
    heads = ["", *(str(name) for name in list(sheet.frame)[1:])]
    return Sheet(sheet.title, [letter for letter, _ in sheet.spans], heads, rows)


def _cell(
    text: str, at: tuple[int, int, int], on: dict[tuple[int, int], list[int]], marks: Sequence[Mark]
) -> Cell:
    held = on.get(at[1:], [])
    level = min((marks[each - 1].level for each in held), key=_LEVELS.index, default="")
    return Cell(
        text, _anchor(at) if held else "", level, text[-1:].isdigit() or text.endswith("%"), tuple(held)
    )
